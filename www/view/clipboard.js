/** A table as it leaves the page: for Word and WPS with its merged cells, for the rest as text. */

import { h } from './dom.js';
import { printed } from './tables.js';

/**
 * Puts a table on the clipboard, both as HTML and as text. Works without any permission and in
 * browsers that have no asynchronous clipboard.
 * @param {HTMLTableElement} table as drawn
 * @param {gouji_check.View} view
 * @param {Set<string>} changed cells to mark
 * @returns {boolean} whether the browser took it
 */
export function copyTable(table, view, changed) {
  const html = plainTable(table, view, changed).outerHTML;
  const text = textOf(table, view);
  const put = (/** @type {ClipboardEvent} */ event) => {
    if (!event.clipboardData) return;
    event.clipboardData.setData('text/html', html);
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('copy', put, true);
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put, true);
  }
}

/**
 * The table with nothing but its merges, texts and marks; old attributes, as word processors read them.
 * @param {HTMLTableElement} table @param {gouji_check.View} view @param {Set<string>} changed
 * @param {Map<string, number>} [numbers] what to set beside a cell
 */
export function plainTable(table, view, changed, numbers = new Map()) {
  const rows = Array.from(table.rows, (row) => h('tr', {}, Array.from(row.cells, (cell) => plainCell(cell, view, changed, numbers))));
  return h('table', { border: 1, cellspacing: 0, cellpadding: 4, width: '100%' }, h('tbody', {}, rows));
}

/** One line for each row, cells parted by tabs; a merged cell stands once and leaves its place empty. @param {HTMLTableElement} table @param {gouji_check.View} view */
export function textOf(table, view) {
  /** @type {string[][]} */
  const grid = Array.from(table.rows, () => []);
  Array.from(table.rows).forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x += 1;
      for (let dy = 0; dy < cell.rowSpan && y + dy < grid.length; dy += 1) {
        for (let dx = 0; dx < cell.colSpan; dx += 1) grid[y + dy][x + dx] = '';
      }
      grid[y][x] = textIn(cell, view);
    }
  });
  return grid.map((row) => row.join('\t')).join('\r\n');
}

/** @param {HTMLTableCellElement} cell @param {gouji_check.View} view @param {Set<string>} changed @param {Map<string, number>} numbers */
function plainCell(cell, view, changed, numbers) {
  const id = cell.dataset.cell || '';
  const number = numbers.get(id);
  const isChanged = changed.has(id);
  const text = textIn(cell, view);
  return h(
    'td',
    {
      colspan: cell.colSpan > 1 ? cell.colSpan : null,
      rowspan: cell.rowSpan > 1 ? cell.rowSpan : null,
      align: id || cell.scope !== 'row' ? 'center' : 'left',
      bgcolor: isChanged ? '#FFE48F' : null,
    },
    isChanged ? h('b', {}, text) : text,
    number ? h('sup', {}, number) : null,
  );
}

/** @param {HTMLTableCellElement} cell @param {gouji_check.View} view */
function textIn(cell, view) {
  const id = cell.dataset.cell;
  if (!id) return cell.textContent || '';
  const read = view.cells[id];
  return read ? (read.raw || '').trim() || printed(read) : '';
}

/** The form's own layout as a table: drawing it, filling it, walking in it by keyboard. */

import { h, fill, setAttribute, visuallyHidden } from './dom.js';

/** @typedef {import('../messages.js').Words} Words */
/** @typedef {import('../model/entries.js').CellMark} CellMark */
/** @typedef {{ x: number, y: number, colspan: number, rowspan: number, cell?: string, text?: string, text_en?: string, scope?: string }} Placed a box of the form at its column and row */

/**
 * Draws one table of a form. Every value cell carries its id in `data-cell` and names its headers.
 * @param {gouji_check.Layout} layout from the engine's `forms()`
 * @param {string} key `disclosure`, `requests` or `remedies`
 * @param {Words} words the headers stay in Chinese, as printed; other languages get a tooltip
 * @returns {HTMLTableElement}
 */
export function drawTable(layout, key, words) {
  const placed = place(layout.rows);
  const headers = headersIn(placed, key);
  const body = h('tbody', {}, placed.map((row) => h('tr', {}, row.map((entry) => (entry.cell ? valueCell(entry, headers) : headerCell(entry, key, words))))));
  return h('table.form', { role: 'grid', 'data-table': key, lang: 'zh-Hans', 'aria-label': layout.title }, columns(placed), body);
}

/** The value cells of a drawn table, by cell id. @param {HTMLTableElement} table */
export function cellsOf(table) {
  /** @type {Map<string, HTMLTableCellElement>} */
  const cells = new Map();
  for (const td of /** @type {NodeListOf<HTMLTableCellElement>} */ (table.querySelectorAll('td[data-cell]'))) cells.set(td.dataset.cell || '', td);
  return cells;
}

/**
 * Shows what was read in each cell and how it stands.
 * @param {Map<string, HTMLTableCellElement>} tds
 * @param {gouji_check.View} view
 * @param {Map<string, {outcome: string, number: number, to?: number}>} marks cells that deserve a look
 * @param {Object<string, string>} edits what was changed
 * @param {function(string): string} before what a changed cell said
 * @param {Words} words
 */
export function showValues(tds, view, marks, edits, before, words) {
  for (const [id, td] of tds) {
    const cell = view.cells[id] || NO_CELL;
    const mark = marks.get(id);
    const suggested = mark && mark.to !== undefined && mark.to !== null ? mark.to : null;
    const picture = [words.language, cell.status, printed(cell), mark && mark.outcome, mark && mark.number, suggested, edits[id] === undefined ? null : before(id)].join('\n');
    if (shown.get(td) === picture) continue;
    shown.set(td, picture);
    setAttribute(td, 'data-status', cell.status);
    setAttribute(td, 'data-mark', mark ? mark.outcome : null);
    setAttribute(td, 'aria-invalid', mark && mark.outcome === 'fails' ? 'true' : null);
    setAttribute(td, 'data-number', mark ? mark.number : null);
    setAttribute(td, 'data-edited', id in edits);
    showText(td, printed(cell), suggested, spoken(cell, mark, suggested, id in edits ? before(id) : null, words));
  }
}

/* Most cells hold a number and nothing else: those keep their one text node. */
/** @param {HTMLTableCellElement} td @param {string} text @param {?number} suggested @param {string} spokenText */
function showText(td, text, suggested, spokenText) {
  const only = td.childNodes.length === 1 ? td.firstChild : null;
  if (suggested === null && !spokenText && only instanceof Text) only.data = text;
  else fill(td, suggested === null ? text : [h('del', {}, text || '\u00a0'), h('ins', {}, suggested)], spokenText && visuallyHidden(spokenText));
}

/** What is read of a cell that the report does not have. @type {gouji_check.Cell} */
export const NO_CELL = { raw: '', value: null, status: 'missing', place: null };

/* What each cell shows: one that shows it already is left alone, so that a second report costs the
   browser only its differences. */
/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/** What stands in a cell: the number where it is one, else the text as it was printed. @param {Pick<gouji_check.Cell, 'raw'|'value'>} cell */
export function printed(cell) {
  if (cell.value !== null && cell.value !== undefined) return String(cell.value);
  return (cell.raw || '').trim();
}

/**
 * Highlights the cells of what is chosen, and no others.
 * @param {Map<string, HTMLTableCellElement>} tds @param {Words} words
 * @param {Map<string, string>} highlighted cell id → `term`, `side` (the total it is compared with) or `cell`
 */
export function highlightCells(tds, highlighted, words) {
  for (const [id, td] of tds) {
    const role = highlighted.get(id) || null;
    if (role === td.getAttribute('data-highlighted')) continue;
    setAttribute(td, 'data-highlighted', role);
    setAttribute(td, 'aria-selected', role ? 'true' : null);
    setAttribute(td, 'aria-description', role && words.say('cell.highlighted'));
  }
}

/** Marks the headers of one cell, so that the eye finds its row and column. @param {Element} root @param {?HTMLTableCellElement} td */
export function pointHeaders(root, td) {
  for (const th of root.querySelectorAll('th[data-axis]')) th.removeAttribute('data-axis');
  if (!td) return;
  for (const id of (td.getAttribute('headers') || '').split(' ')) {
    const table = td.closest('table');
    const th = id && table && table.querySelector(`[id="${id}"]`);
    if (th) th.setAttribute('data-axis', '');
  }
}

/**
 * The cell the keyboard goes to from `td`, or null where the key means nothing here.
 * @param {HTMLTableCellElement} td
 * @param {KeyboardEvent|{ key: string, ctrlKey?: boolean, metaKey?: boolean }} event
 * @returns {HTMLTableCellElement|null}
 */
export function cellByKey(td, event) {
  const table = /** @type {HTMLTableElement} */ (td.closest('table'));
  const rows = Array.from(table.rows)
    .map((row) => /** @type {HTMLTableCellElement[]} */ (Array.from(row.querySelectorAll('td[data-cell]'))))
    .filter((row) => row.length);
  const y = rows.findIndex((row) => row.includes(td));
  const x = rows[y].indexOf(td);
  const inRow = (/** @type {HTMLTableCellElement[]|undefined} */ row) => row && row.reduce((best, other) => (overlap(other, td) > overlap(best, td) ? other : best), row[Math.min(x, row.length - 1)]);
  const everything = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowLeft': return rows[y][x - 1] || null;
    case 'ArrowRight': return rows[y][x + 1] || null;
    case 'ArrowUp': return inRow(rows[y - 1]) || null;
    case 'ArrowDown': return inRow(rows[y + 1]) || null;
    case 'Home': return everything ? rows[0][0] : rows[y][0];
    case 'End': return everything ? last(last(rows)) : last(rows[y]);
    default: return null;
  }
}

/* Gives every entry its column in the grid that the merged cells make. */
/** @param {gouji_check.Box[][]} rows @returns {Placed[][]} */
function place(rows) {
  /** @type {boolean[][]} */
  const taken = rows.map(() => []);
  return rows.map((row, y) => {
    let x = 0;
    return row.map((entry) => {
      const span = { colspan: entry.colspan || 1, rowspan: ('rowspan' in entry && entry.rowspan) || 1 };
      while (taken[y][x]) x += 1;
      for (let dy = 0; dy < span.rowspan && y + dy < taken.length; dy += 1) {
        for (let dx = 0; dx < span.colspan; dx += 1) taken[y + dy][x + dx] = true;
      }
      return Object.assign({}, entry, span, { x, y });
    });
  });
}

/* Label columns and number columns get their widths from the style sheet. */
/** @param {Placed[][]} placed */
function columns(placed) {
  const count = Math.max(...placed[0].map((entry) => entry.x + entry.colspan));
  const holdsCells = (/** @type {number} */ x) => placed.some((row) => row.some((entry) => entry.cell && entry.x <= x && x < entry.x + entry.colspan));
  return h('colgroup', {}, Array.from({ length: count }, (_, x) => h(holdsCells(x) ? 'col.numbers' : `col.labels-${x}`, {})));
}

/** @param {Placed} entry @param {string} key @param {Words} words */
function headerCell(entry, key, words) {
  return h(
    'th',
    {
      id: headerId(entry, key),
      scope: entry.scope === 'row' ? (entry.rowspan > 1 ? 'rowgroup' : 'row') : entry.colspan > 1 ? 'colgroup' : 'col',
      colspan: entry.colspan > 1 ? entry.colspan : null,
      rowspan: entry.rowspan > 1 ? entry.rowspan : null,
      'data-x': entry.x,
      title: words.language === 'en' ? entry.text_en : null,
    },
    entry.text,
  );
}

/** @param {Placed} entry @param {function(Placed): string[]} headers */
function valueCell(entry, headers) {
  return h('td', {
    'data-cell': entry.cell,
    'data-x': entry.x,
    tabindex: -1,
    colspan: entry.colspan > 1 ? entry.colspan : null,
    rowspan: entry.rowspan > 1 ? entry.rowspan : null,
    headers: headers(entry).join(' '),
  });
}

/* For each cell its row's own headers and the nearest block of header rows above (table 二 has several). */
/** @param {Placed[][]} placed @param {string} key */
function headersIn(placed, key) {
  /** @type {Placed[][]} */
  const besides = placed.map(() => []);
  /** @type {Placed[][]} */
  const above = [];
  /** @type {Placed[]} */
  let columns = [];
  let wasHeader = false;
  placed.forEach((row, y) => {
    const isHeader = !row.some((entry) => entry.cell);
    if (isHeader && !wasHeader) columns = [];
    wasHeader = isHeader;
    for (const th of row.filter((entry) => !entry.cell)) {
      if (th.scope === 'row') for (let dy = 0; dy < th.rowspan && y + dy < placed.length; dy += 1) besides[y + dy].push(th);
      else if (isHeader) columns.push(th);
    }
    above.push(columns);
  });
  return (/** @type {Placed} */ { x, y, colspan }) =>
    above[y]
      .filter((th) => th.x < x + colspan && x < th.x + th.colspan)
      .concat(besides[y].filter((th) => th.x < x))
      .map((th) => headerId(th, key));
}

/** @param {Placed} entry @param {string} key */
function headerId(entry, key) {
  return `${key}-${entry.y}-${entry.x}`;
}

/* What the eye sees by frames and colours, in words. */
/** @param {gouji_check.Cell} cell @param {CellMark|undefined} mark @param {?number} suggested @param {?string} before @param {Words} words */
function spoken(cell, mark, suggested, before, words) {
  /** @type {string[]} */
  const parts = [];
  if (cell.status !== 'read') parts.push(words.say(`status.${cell.status}`));
  if (mark && mark.outcome !== 'remark') parts.push(words.say(`cell.${mark.outcome}`));
  if (suggested !== null) parts.push(words.say('cell.suggest', suggested));
  if (before !== null) parts.push(words.say('cell.edited', before));
  return parts.length ? `，${parts.join('，')}` : '';
}

/** @param {HTMLTableCellElement} a @param {HTMLTableCellElement} b */
function overlap(a, b) {
  const x = (/** @type {HTMLElement} */ td) => Number(td.dataset.x);
  return Math.min(x(a) + a.colSpan, x(b) + b.colSpan) - Math.max(x(a), x(b));
}

/** @param {any[]} list */
function last(list) {
  return list[list.length - 1];
}

/**
 * A report that stands on the page itself: its cells are found and marked where they are, by boxes
 * laid over them. Nothing of the report is changed.
 */

import { fill, h, setAttribute } from './dom.js';

/**
 * The page's own table cells, by cell id. A place is believed only if the text there is the text
 * that was read.
 * @param {Element} article what was checked
 * @param {gouji_check.View} view
 * @returns {Map<string, HTMLTableCellElement>}
 */
export function cellsIn(article, view) {
  const tables = Array.from(article.querySelectorAll('table'));
  if (article instanceof HTMLTableElement) tables.unshift(article);
  const grids = tables.map(gridOf);
  const found = new Map();
  for (const [id, cell] of Object.entries(view.cells)) {
    if (!cell.place || !cell.place.table) continue;
    const { table, row = 0, column = 0 } = cell.place;
    const candidates = [grids[table - 1], ...grids].map((grid) => grid && grid[row - 1] && grid[row - 1][column - 1]);
    const there = candidates.find((candidate) => candidate && folded(candidate.textContent || '').includes(folded(cell.raw)));
    if (there) found.set(id, there);
  }
  return found;
}

/**
 * Draws the marks into `overlay`, which lies in a positioned element.
 * @param {HTMLElement} overlay
 * @param {Map<string, HTMLTableCellElement>} cells
 * @param {Map<string, {outcome: string, number: number}>} marks
 * @param {Map<string, string>} highlighted
 * @param {Record<string, string>} labels
 * @param {function(string): void} open called with the cell whose mark is chosen
 */
export function drawMarks(overlay, cells, marks, highlighted, labels, open) {
  overlay.hidden = false;
  const origin = overlay.getBoundingClientRect();
  const boxes = [];
  for (const id of new Set([...highlighted.keys(), ...marks.keys()])) {
    const cell = cells.get(id);
    if (!cell) continue;
    const place = cell.getBoundingClientRect();
    const mark = marks.get(id);
    const box = h('div.mark', { 'data-mark': mark ? mark.outcome : null, 'data-highlighted': highlighted.get(id) || null }, mark && h('button', { type: 'button', 'aria-label': `${mark.number}: ${labels[id] || id}`, onclick: () => open(id) }, mark.number));
    box.style.left = `${place.left - origin.left}px`;
    box.style.top = `${place.top - origin.top}px`;
    box.style.width = `${place.width}px`;
    box.style.height = `${place.height}px`;
    boxes.push(box);
  }
  fill(overlay, boxes);
  setAttribute(overlay, 'hidden', !boxes.length);
}

/* Rows of cells by the columns they cover, as merged cells make them. */
/** @param {HTMLTableElement} table */
function gridOf(table) {
  /** @type {HTMLTableCellElement[][]} */
  const grid = Array.from(table.rows, () => []);
  Array.from(table.rows).forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x]) x += 1;
      for (let dy = 0; dy < Math.max(cell.rowSpan, 1) && y + dy < grid.length; dy += 1) {
        for (let dx = 0; dx < cell.colSpan; dx += 1) grid[y + dy][x + dx] = cell;
      }
      x += cell.colSpan;
    }
  });
  return grid;
}

/** @param {string} text */
function folded(text) {
  return text.replace(/[\s\u00a0\u200b\u3000]+/g, '');
}

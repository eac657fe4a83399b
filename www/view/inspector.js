/** The panel about one cell: what stands in it, where it was read, which relations it is in. */

import { h } from './dom.js';
import { titleOf } from './entry.js';
import { NO_CELL } from './tables.js';

/**
 * @typedef {import('../messages.js').Words} Words
 *
 * @typedef {Object} OfCell
 * @property {?string} original the text before it was changed
 * @property {function(?string): void} edit @property {function(): void} close
 *
 * @typedef {Omit<import('./entry.js').Context, 'original'> & OfCell} CellContext
 */

/**
 * @param {string} id the cell
 * @param {CellContext} context
 */
export function drawInspector(id, context) {
  const { words, view } = context;
  const cell = view.cells[id] || NO_CELL;
  const entries = context.entries.filter((entry) => entry.findings.some((finding) => finding.cells.includes(id)));
  return [
    h(
      'header',
      {},
      h('h3', {}, context.labels[id] || id),
      h('button.close', { type: 'button', 'aria-label': words.say('cell.close'), title: words.say('cell.close'), onclick: context.close }, '×'),
    ),
    h('dl', {}, h('dt', {}, words.say(context.original === null ? 'cell.raw' : 'cell.now')), h('dd', {}, rawOf(cell, words), statusOf(cell, words)), placeOf(cell, context)),
    drawCorrection(id, cell, context),
    entries.length
      ? h('ul.cell-entries', {}, entries.map((entry) => h('li', {}, h('button', { type: 'button', onclick: () => context.show(entry) }, h('span.number', { 'data-kind': entry.kind }, entry.number), titleOf(entry, words)))))
      : h('p.quiet', {}, words.say(cell.status === 'missing' ? 'status.missing' : id.startsWith('disclosure.') ? 'cell.no_relation' : 'cell.all_hold')),
  ];
}

/* A field beside the table, for those who do not type into it. */
/** @param {string} id @param {gouji_check.Cell} cell @param {CellContext} given */
function drawCorrection(id, cell, { words, original, edit }) {
  const input = h('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off', size: 8, id: 'correction' });
  input.value = (cell.raw || '').trim();
  const apply = () => edit(input.value.trim());
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.stopPropagation();
    event.preventDefault();
    apply();
  });
  return h(
    'p.correction',
    {},
    h('label', { for: 'correction' }, words.say('edit.to')),
    input,
    h('button', { type: 'button', onclick: apply }, words.say('edit.apply')),
    original !== null && h('button', { type: 'button', onclick: () => edit(null) }, words.say('edit.restore', original)),
  );
}

/** @param {gouji_check.Cell} cell @param {Words} words */
function rawOf(cell, words) {
  if (cell.status === 'missing') return words.say('cell.raw_none');
  const raw = (cell.raw || '').trim();
  return raw ? h('b', {}, raw) : words.say('cell.raw_blank');
}

/** @param {gouji_check.Cell} cell @param {Words} words */
function statusOf(cell, words) {
  if (cell.status === 'read' || cell.status === 'missing') return null;
  const reason = words.of(cell, 'reason');
  return h('span.why', {}, ` ${words.say(`status.${cell.status}`)}`, reason ? `${words.language === 'en' ? ': ' : '：'}${reason}` : null);
}

/* Plain text is quoted around the place; of a table its row and cell are named, of a workbook the
   sheet and address, of a file with pages the page. */
/** @param {gouji_check.Cell} cell @param {CellContext} given */
function placeOf(cell, { words, text, view }) {
  const { place } = cell;
  if (!place) return null;
  const where = placeName(place, words);
  const quote = !place.table && view.source.format === 'text' && typeof place.start === 'number' ? quoted(text, place.start, place.end) : null;
  return [h('dt', {}, words.say('cell.place')), h('dd', {}, where, quote)];
}

/** @param {gouji_check.Place} place @param {Words} words */
function placeName(place, words) {
  if (place.address) return words.say('cell.place_sheet', place.sheet, place.address);
  const inTable = place.table ? words.say('cell.place_table', place.table, place.row, place.column) : null;
  if (place.page) return [words.say('cell.place_page', place.page), inTable].filter(Boolean).join(words.language === 'en' ? ', ' : '，');
  return inTable || (place.line ? words.say('cell.place_line', place.line) : '');
}

/** @param {string} text @param {number} start @param {number} end */
function quoted(text, start, end) {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 24);
  const stop = text.indexOf('\n', end);
  const to = Math.min(stop < 0 ? text.length : stop, end + 12);
  return h('q', {}, text.slice(from, start), h('mark', {}, text.slice(start, end)), text.slice(end, to));
}

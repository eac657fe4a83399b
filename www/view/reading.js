/** What was read, before any verdict. */

import { h } from './dom.js';

/** @typedef {gouji_check.View} View */
/** @typedef {import('./entry.js').Context} Context */
/** @typedef {import('../messages.js').Words} Words */

/** The tables of a report, in its order. @type {Array<'disclosure'|'requests'|'remedies'>} */
export const TABLES = ['disclosure', 'requests', 'remedies'];
const DOUBTS = ['unsure', 'missing', 'inferred'];

/**
 * The panel of what was read: agency, year, form, tables, cells, doubts, problems.
 * @param {View} view
 * @param {Context} context
 */
export function drawReading(view, context) {
  const { words } = context;
  const { reading } = view;
  const item = (/** @type {string} */ name, /** @type {import('./dom.js').Child} */ value, isMissing = false) => [h('dt', {}, words.say(`reading.${name}`)), h('dd', { 'data-missing': isMissing }, value)];
  const known = (/** @type {string|number|null} */ value) => (value === null || value === undefined ? words.say('reading.unknown') : value);
  return h(
    'div.reading-panel',
    {},
    h(
      'dl.facts',
      {},
      item('agency', known(view.agency), view.agency === null),
      item('year', known(view.year), view.year === null),
      item('form', view.form ? words.say(`reading.form.${view.form}`) : known(null), !view.form),
      item('tables', h('ul.tables-found', {}, TABLES.map((table) => tableFound(table, reading.tables[table], words)))),
      item('cells', h('ul.cell-counts', {}, cellCounts(reading, words).map(([status, text]) => h('li', { 'data-status': status }, text)))),
    ),
    context.several > 1 ? h('p.hint', {}, words.say('reading.several', context.several)) : null,
    drawDoubts(view, context),
    drawProblems(view, context),
  );
}

/** Which tables were not found. @param {Pick<View, 'reading'>} view */
export function tablesMissing(view) {
  return TABLES.filter((table) => view.reading.tables[table] !== 'found');
}

/** @param {string} table @param {string} state @param {Words} words */
function tableFound(table, state, words) {
  const found = state === 'found';
  return h(
    'li',
    { 'data-found': found ? 'yes' : 'no' },
    h('span', { 'aria-hidden': 'true' }, found ? '✓ ' : '✕ '),
    words.say(`table.${table}.short`),
    found ? h('span.visually-hidden', {}, words.say('reading.found')) : ` ${words.say('reading.missing')}`,
  );
}

/** @param {gouji_check.View['reading']} reading @param {Words} words */
function cellCounts(reading, words) {
  const counts = [['read', reading.read], ['blank', reading.blank], ['inferred', reading.inferred], ['unsure', reading.unsure], ['missing', reading.missing]];
  return counts
    .filter(([status, n]) => n || status === 'read')
    .map(([status, n]) => [status, words.say(status === 'missing' ? 'reading.lost' : `reading.${status}`, n)]);
}

/* Whole tables that are missing are said once, not cell by cell. */
/** @param {View} view @param {Context} context */
function drawDoubts(view, context) {
  const { words } = context;
  const lost = tablesMissing(view);
  const ids = Object.keys(view.cells).filter((id) => DOUBTS.includes(view.cells[id].status) && !lost.some((table) => id.startsWith(`${table}.`)));
  if (!ids.length) return null;
  const shown = ids.slice(0, 60);
  return h(
    'details.doubts',
    {},
    h('summary', {}, words.say('reading.doubts', ids.length)),
    h('ul', {}, shown.map((id) => drawDoubt(id, view.cells[id], context)), ids.length > shown.length ? h('li', {}, '…') : null),
  );
}

/** @param {string} id @param {gouji_check.Cell} cell @param {Context} context */
function drawDoubt(id, cell, context) {
  const { words } = context;
  return h(
    'li',
    {},
    h('button.to-cell', { type: 'button', 'data-goto': id, onclick: () => context.open(id) }, context.labels[id] || id),
    h('span.why', {}, ` ${words.say(`status.${cell.status}`)}`, cell.reason ? `${words.language === 'en' ? ': ' : '：'}${words.of(cell, 'reason')}` : null),
  );
}

/** @param {View} view @param {Context} context */
function drawProblems(view, context) {
  const { words } = context;
  const problems = view.verdict === 'unread' ? view.problems.slice(1) : view.problems;
  if (!problems.length) return null;
  return h(
    'div.problems',
    {},
    h('h3', {}, words.say('reading.problems')),
    h('ul', {}, problems.map((problem) => h('li', {}, words.of(problem, 'message'), problem.place && problem.place.line ? h('small', {}, ` ${words.say('cell.place_line', problem.place.line)}`) : null))),
  );
}

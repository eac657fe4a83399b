/** What is known of one of many reports below its line: what it is compared with, what became of it. */

import { h } from '../view/dom.js';
import { titleOf } from '../view/entry.js';

/** @typedef {import('./batch.js').Row} Row */
/** @typedef {import('../messages.js').Words} Words */

/* So many findings are named; the report itself shows all. */
const MOST = 12;

/**
 * @typedef {Object} DetailContext
 * @property {Words} words
 * @property {Row[]} rows all of them
 * @property {function(Row, Partial<import('./batch.js').Pairing>): void} pair compares a row with others
 * @property {?import('../engine/engine.js').AgencyList} list
 * @property {function('docx'|'html'): void} slip writes the slip to return
 */

/** @param {Row} row @param {DetailContext} context */
export function drawDetail(row, context) {
  const { words, list } = context;
  const { say } = words;
  const { kept } = row;
  const { line } = row;
  const own = line && list ? list.columns.map((column, at) => [column, line.values[at]]) : [];
  const facts = [[say('record.source'), `${row.name} · ${say(`format.${kept.source.format}`) || kept.source.format}`], ...own];
  return h(
    'div.row-detail',
    {},
    h('dl.facts', {}, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    drawPairing(row, context),
    drawProblems(kept.problems, words),
    drawFindings(row, words),
    kept.tally.to_do > 0 && drawSlip(context),
  );
}

/** @param {DetailContext} given */
function drawSlip({ words, slip }) {
  const button = (/** @type {'docx'|'html'} */ format) => h('button.link', { type: 'button', 'data-key': `slip-${format}`, onclick: () => slip(format) }, words.say(`many.export_slips_${format}`));
  return h('p.slip', {}, /** @type {Array<'docx'|'html'>} */ (['docx', 'html']).map(button));
}

/** @param {Row} row @param {DetailContext} context */
function drawPairing(row, context) {
  const { words } = context;
  const { trouble } = row;
  const { doubt, isChosen, last, units } = row.pairing;
  const isFound = !isChosen && (last || units.length > 0);
  return h(
    'div.pairing',
    {},
    trouble ? h('p.trouble', {}, words.say('many.not_compared'), words.language === 'en' ? ': ' : '：', words.of(trouble, 'message')) : null,
    doubt ? h('p.trouble', {}, words.of(doubt, 'message')) : null,
    drawLast(row, context),
    drawUnits(row, context),
    isFound ? h('p.quiet', {}, words.say('pair.found')) : null,
  );
}

/** @param {Row} row @param {DetailContext} given */
function drawLast(row, { words, rows, pair }) {
  const { say } = words;
  const id = `last-${row.id}`;
  const others = rows.filter((other) => other !== row && !((other.kept.year || 0) >= (row.kept.year || 0) && row.kept.year)).sort(nearestTo(row));
  const option = (/** @type {Row} */ other) => h('option', { value: other.id, selected: row.pairing.last === other }, labelOf(other));
  const select = h('select', { id, 'data-key': 'last', onchange: () => pair(row, { last: others.find((other) => String(other.id) === select.value) || null }) }, h('option', { value: '' }, say('pair.none')), others.map(option));
  return h('p', {}, h('label', { for: id }, say('compared.last')), ' ', select);
}

/* The units of a government are ticked one by one; a list of hundreds is drawn when unfolded. */
/** @param {Row} row @param {DetailContext} given */
function drawUnits(row, { words, rows, pair }) {
  const { say } = words;
  const { units, complete } = row.pairing;
  const others = rows.filter((other) => other !== row && other.kept.year === row.kept.year).sort(tickedFirst(row));
  if (!others.length) return null;
  const set = (/** @type {Row} */ other, /** @type {boolean} */ isOn) => pair(row, { units: isOn ? units.concat(other) : units.filter((unit) => unit !== other) });
  const tick = (/** @type {Row} */ other) => {
    const box = h('input', { type: 'checkbox', 'data-key': `unit-${other.id}`, checked: units.includes(other), onchange: () => set(other, box.checked) });
    return h('li', {}, h('label', {}, box, ' ', labelOf(other)));
  };
  const list = h('ul.units', {});
  const fillList = () => list.firstChild || list.append(...others.map(tick));
  const turn = (/** @type {boolean} */ isOpen) => {
    if (!isOpen || !row.isShowingUnits) row.ticked = units;
    row.isShowingUnits = isOpen;
    if (isOpen) fillList();
  };
  const details = h(
    'details',
    { open: Boolean(row.isShowingUnits), ontoggle: () => turn(details.open) },
    h('summary', { 'data-key': 'units' }, say('pair.units', units.length)),
    list,
  );
  if (row.isShowingUnits) fillList();
  const box = h('input', { type: 'checkbox', 'data-key': 'complete', checked: complete, onchange: () => pair(row, { complete: box.checked }) });
  const whole = h('label', {}, box, ' ', say('compared.complete'));
  return [details, units.length > 0 ? h('p', {}, whole) : null];
}

/** @param {gouji_check.Problem[]} problems @param {Words} words */
function drawProblems(problems, words) {
  if (!problems.length) return null;
  return h('div.problems', {}, h('h3', {}, words.say('reading.problems')), h('ul', {}, problems.map((problem) => h('li', {}, words.of(problem, 'message')))));
}

/* Each with what became of it since the last round; what was fixed goes last. */
/** @param {Row} given @param {Words} words */
function drawFindings({ entries, since }, words) {
  const open = entries.filter((entry) => !entry.waived);
  const tag = (/** @type {string} */ name) => h('span.since', { 'data-since': name }, words.say(`since.${name}.one`));
  const stateOf = (/** @type {import('../model/entries.js').Entry} */ entry) => (since && !since.isNew ? since.of(entry.findings[0]) : null);
  const line = (/** @type {import('../model/entries.js').Entry} */ entry) => {
    const state = stateOf(entry);
    return h('li', { 'data-kind': entry.kind }, state ? [tag(state), ' '] : null, titleOf(entry, words));
  };
  const fixed = since ? since.fixed : [];
  const known = /** @type {import('../model/entries.js').Finding[]} */ (fixed.filter(Boolean));
  if (!open.length && !fixed.length) return null;
  return h(
    'ol.row-findings',
    {},
    open.slice(0, MOST).map(line),
    open.length > MOST && h('li.quiet', {}, words.say('many.more', open.length - MOST)),
    known.slice(0, MOST).map((finding) => h('li', {}, tag('fixed'), ' ', words.of(finding, 'message'))),
    fixed.length > known.slice(0, MOST).length && h('li', {}, tag('fixed'), ' ', words.say('since.mended_count', fixed.length - known.slice(0, MOST).length)),
  );
}

/** @param {Row} given */
function labelOf({ kept, name }) {
  return kept.agency ? [kept.agency, kept.year].filter(Boolean).join(' · ') : name;
}

/* Those that were ticked when the list was unfolded: ticking one does not move it away. */
/** @param {Row} given */
function tickedFirst({ ticked, pairing }) {
  const first = ticked || pairing.units;
  const rank = (/** @type {Row} */ row) => (first.includes(row) ? 0 : 1);
  return (/** @type {Row} */ a, /** @type {Row} */ b) => rank(a) - rank(b) || (labelOf(a) < labelOf(b) ? -1 : 1);
}

/* The same agency first, then the nearest year, then by name. */
/** @param {Row} given */
function nearestTo({ kept: { agency } }) {
  const rank = (/** @type {Row} */ { kept }) => (kept.agency === agency ? 0 : 1);
  return (/** @type {Row} */ a, /** @type {Row} */ b) => rank(a) - rank(b) || (b.kept.year || 0) - (a.kept.year || 0) || (labelOf(a) < labelOf(b) ? -1 : 1);
}

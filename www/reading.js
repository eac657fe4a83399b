/** What was read, before any verdict; and the verdict itself. */

import { h } from './dom.js';

/** The tables of a report, in its order. */
export const TABLES = ['disclosure', 'requests', 'remedies'];
const DOUBTS = ['unsure', 'missing', 'inferred'];

/**
 * The panel of what was read: agency, year, form, tables, cells, doubts, problems.
 * @param {Object} context `words`, `labels`, `open(cell)`
 */
export function drawReading(result, context) {
  const { words } = context;
  const { reading } = result;
  const item = (name, value, missing) => [h('dt', {}, words.say(`reading.${name}`)), h('dd', { 'data-missing': missing || null }, value)];
  const known = (value) => (value === null || value === undefined ? words.say('reading.unknown') : value);
  return h(
    'div.reading-panel',
    {},
    h(
      'dl.facts',
      {},
      item('agency', known(result.agency), result.agency === null),
      item('year', known(result.year), result.year === null),
      item('form', result.form ? words.say(`reading.form.${result.form}`) : known(null), !result.form),
      item('tables', h('ul.tables-found', {}, TABLES.map((table) => tableFound(table, reading.tables[table], words)))),
      item('cells', h('ul.cell-counts', {}, cellCounts(reading, words).map(([status, text]) => h('li', { 'data-status': status }, text)))),
    ),
    drawDoubts(result, context),
    drawProblems(result, context),
  );
}

/** Which tables were not found. */
export function tablesMissing(result) {
  return TABLES.filter((table) => result.reading.tables[table] !== 'found');
}

/**
 * The verdict as a word for the style sheet and a sentence for the reader.
 * @returns {{ state: string, sentence: string, more: ?string }}
 */
export function verdictOf(result, entries, words) {
  const { holds, fails, undecided } = result.summary;
  const missing = tablesMissing(result);
  const incomplete = missing.length ? words.say('verdict.incomplete', missing.map((table) => words.say(`table.${table}`)).join(words.language === 'en' ? ', ' : '、')) : null;
  if (!result.form) {
    const said = result.problems[0];
    return { state: 'unread', sentence: said ? words.of(said, 'message') : words.say('verdict.unread'), more: words.say('verdict.unread_help') };
  }
  const causes = entries.filter((entry) => entry.kind === 'error' && entry.cause).length + entries.filter((entry) => entry.kind === 'error' && !entry.cause && result.causes.length).length;
  const remarks = entries.filter((entry) => entry.kind === 'warning' || entry.kind === 'hint').length;
  const errors = entries.some((entry) => entry.kind === 'error');
  const settled = entries.filter((entry) => entry.kind === 'error' && entry.isSettled).length;
  const isAllSettled = errors && !entries.some((entry) => entry.kind === 'error' && !entry.isSettled);
  const more = [settled ? words.say('verdict.settled', settled) : null, incomplete].filter(Boolean).join(' ') || null;
  const inForm = entries.filter((entry) => entry.kind === 'error').length;
  if (errors && !fails) return { state: isAllSettled ? 'remarks' : 'fails', sentence: words.say('verdict.form_errors', inForm), more };
  if (errors) return { state: isAllSettled ? 'remarks' : 'fails', sentence: words.say('verdict.some_fail', causes, fails), more };
  if (incomplete) return { state: 'incomplete', sentence: incomplete, more: words.say('verdict.found_hold', holds) };
  if (undecided) return { state: 'undecided', sentence: words.say('verdict.undecided_only', undecided), more: null };
  if (remarks) return { state: 'remarks', sentence: words.say(fails ? 'verdict.warnings_fail' : 'verdict.warnings', remarks), more: null };
  return { state: 'holds', sentence: words.say(isAllZero(result) ? 'verdict.all_zero' : 'verdict.all_hold', holds), more: null };
}

/** The sentence and the three numbers. */
export function drawVerdict(result, verdict, words) {
  const number = (name, sign) =>
    h('div.count', { 'data-outcome': name }, h('dt', {}, h('span.sign', { 'aria-hidden': 'true' }, sign), words.say(`verdict.${name}`)), h('dd', {}, result.summary[name]));
  const counts = result.form ? h('dl.counts', {}, number('holds', '✓'), number('fails', '✕'), number('undecided', '?')) : null;
  return verdictBox(verdict.state, [h('h2', { tabindex: -1 }, verdict.sentence), verdict.more ? h('p', {}, verdict.more) : null], counts);
}

/** Before anything was given. */
export function drawNothing(sentence) {
  return verdictBox('empty', [h('h2', { tabindex: -1 }, sentence)]);
}

/** What is said where the core cannot run. */
export function drawFailure(error, words) {
  const isBarred = /unsafe-eval|wasm code generation/i.test(error.message);
  const help = words.say(isBarred ? 'verdict.barred' : 'verdict.broken_help');
  return verdictBox('broken', [h('h2', { tabindex: -1 }, words.say('verdict.broken')), h('p', {}, help, ' ', h('code', {}, error.message))]);
}

/**
 * Every relation that is checked, with its source, and which families of them are.
 * @param {Map<string, Object>} rules
 * @param {Set<string>} without families that are left out
 * @param {function(string, boolean)} turn takes a family and whether it is to be checked
 */
export function drawCatalogue(rules, words, without, turn) {
  const entry = (rule) => h('li', {}, h('p', {}, words.of(rule, 'source')), h('p.source', {}, h('b', {}, rule.id), ' ', h('code', {}, rule.formula)));
  const known = FAMILIES.filter((family) => Array.from(rules.keys()).some((id) => id.startsWith(`${family}.`)));
  const box = (family) => h('label', {}, h('input', { type: 'checkbox', checked: !without.has(family), onchange: (event) => turn(family, event.target.checked) }), ' ', words.say(`family.${family}`));
  const families = known.length > 0 && h('fieldset.families', {}, h('legend', {}, words.say('catalogue.families')), known.map(box));
  return rules.size > 0 && h('details', {}, h('summary', {}, words.say('catalogue.title')), families, h('ul', {}, Array.from(rules.values(), entry)));
}

/* Those that are no arithmetic of the three tables, which is always checked. */
const FAMILIES = ['prose', 'form', 'plausible', 'years', 'units'];

function verdictBox(state, said, counts) {
  return h('div.verdict-box', { 'data-state': state }, h('div.verdict-words', {}, h('span.seal', { 'aria-hidden': 'true' }), h('div', {}, said)), counts);
}

function tableFound(table, state, words) {
  const found = state === 'found';
  return h(
    'li',
    { 'data-found': found ? 'yes' : 'no' },
    h('span', { 'aria-hidden': 'true' }, found ? '✓ ' : '✕ '),
    words.say(`table.${table}.short`),
    found ? h('span.unseen', {}, words.say('reading.found')) : ` ${words.say('reading.missing')}`,
  );
}

function cellCounts(reading, words) {
  const counts = [['read', reading.read], ['blank', reading.blank], ['inferred', reading.inferred], ['unsure', reading.unsure], ['missing', reading.missing]];
  return counts
    .filter(([status, n]) => n || status === 'read')
    .map(([status, n]) => [status, words.say(status === 'missing' ? 'reading.lost' : `reading.${status}`, n)]);
}

/* Whole tables that are missing are said once, not cell by cell. */
function drawDoubts(result, context) {
  const { words } = context;
  const lost = tablesMissing(result);
  const ids = Object.keys(result.cells).filter((id) => DOUBTS.includes(result.cells[id].status) && !lost.some((table) => id.startsWith(`${table}.`)));
  if (!ids.length) return null;
  const shown = ids.slice(0, 60);
  return h(
    'details.doubts',
    {},
    h('summary', {}, words.say('reading.doubts', ids.length)),
    h('ul', {}, shown.map((id) => drawDoubt(id, result.cells[id], context)), ids.length > shown.length ? h('li', {}, '…') : null),
  );
}

function drawDoubt(id, cell, context) {
  const { words } = context;
  return h(
    'li',
    {},
    h('button.to-cell', { type: 'button', 'data-goto': id, onclick: () => context.open(id) }, context.labels[id] || id),
    h('span.why', {}, ` ${words.say(`status.${cell.status}`)}`, cell.reason ? `${words.language === 'en' ? ': ' : '：'}${words.of(cell, 'reason')}` : null),
  );
}

function drawProblems(result, context) {
  const { words } = context;
  const problems = result.form ? result.problems : result.problems.slice(1);
  if (!problems.length) return null;
  return h(
    'div.problems',
    {},
    h('h3', {}, words.say('reading.problems')),
    h('ul', {}, problems.map((problem) => h('li', {}, words.of(problem, 'message'), problem.place && problem.place.line ? h('small', {}, ` ${words.say('cell.place_line', problem.place.line)}`) : null))),
  );
}

function isAllZero(result) {
  return Object.keys(result.cells).every((id) => !result.cells[id].value);
}

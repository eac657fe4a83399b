/** What does not add up, as a list: one entry for each cause, then what has no cause. */

import { h, setAttribute, unseen } from './dom.js';
import { drawEquation, sidesOf } from './equation.js';

/**
 * Orders a result into entries.
 * @returns {Array<{number: number, cause: ?Object, findings: Object[], kind: string}>} `kind` is
 *   `error`, `warning`, `hint` or `undecided`
 */
export function entriesOf(result) {
  const entries = result.causes.map((cause) => {
    const findings = cause.findings.map((index) => result.findings[index]);
    return { cause, findings, kind: worst(findings) };
  });
  for (const finding of result.findings) {
    const alone = finding.cause === null || finding.cause === undefined;
    if (alone && !isAbsent(finding, result)) entries.push({ cause: null, findings: [finding], kind: kindOf(finding) });
  }
  const order = ['error', 'warning', 'undecided', 'hint'];
  const rank = (entry) => order.indexOf(entry.kind) * 2 + (entry.findings[0].formula ? 1 : 0);
  const sorted = entries.map((entry, index) => ({ entry, index })).sort((a, b) => rank(a.entry) - rank(b.entry) || a.index - b.index);
  return sorted.map(({ entry }, index) => Object.assign(entry, { number: index + 1 }));
}

/** The cells an entry is about: the two sides of its relations and what an option would change. */
export function cellsLitBy(entry) {
  const lit = new Map();
  for (const finding of entry.findings) {
    for (const id of finding.cells) if (!lit.has(id)) lit.set(id, 'term');
    for (const id of sidesOf(finding).right) lit.set(id, 'side');
  }
  for (const id of changedCells(entry)) lit.set(id, 'side');
  return lit;
}

/**
 * The cells marked while nothing is chosen: those that would change, or else the totals.
 * @returns {Map<string, {outcome: string, number: number, to?: number}>}
 */
export function marksOf(entries) {
  const marks = new Map();
  for (const entry of entries.slice().reverse()) {
    const outcome = entry.kind === 'undecided' ? 'undecided' : entry.kind === 'error' ? 'fails' : 'remark';
    const options = entry.cause ? entry.cause.options : [];
    if (entry.cause && isSure(entry.cause)) for (const change of options[0].changes) marks.set(change.cell, { outcome, number: entry.number, to: change.to });
    else for (const id of changedCells(entry)) marks.set(id, { outcome: 'candidate', number: entry.number });
    if (!options.length) for (const finding of entry.findings) for (const id of totalsOf(finding)) marks.set(id, { outcome, number: entry.number });
  }
  return marks;
}

/** The entries that touch a table: `requests`, `remedies` or `disclosure`. */
export function entriesIn(entries, table) {
  return entries.filter((entry) => entry.findings.some((finding) => finding.cells.some((id) => id.startsWith(`${table}.`))));
}

/**
 * Draws one entry; its heading is a button that opens and shuts it. The body stays empty until
 * `openEntry`: most entries of a report are never opened.
 * @param {Object} context `words`, `choose(entry)`
 */
export function drawEntry(entry, { words, choose }) {
  const bodyId = `entry-${entry.number}`;
  const heading = h(
    'button.entry-head',
    { type: 'button', 'aria-expanded': 'false', 'aria-controls': bodyId, onclick: () => choose(entry) },
    h('span.number', { 'aria-hidden': 'true' }, entry.number),
    h('span.entry-title', {}, titleOf(entry, words)),
    entry.since ? h('span.since', { 'data-since': entry.since }, words.say(`since.${entry.since}.one`)) : null,
    entry.kind === 'warning' || entry.kind === 'hint' ? h('span.kind', {}, words.say(`severity.${entry.kind}`)) : null,
  );
  return h('li.entry', { 'data-number': entry.number, 'data-kind': entry.kind, 'data-settled': Boolean(entry.isSettled) }, h('h3', {}, heading), h('div.entry-body', { id: bodyId, hidden: true }));
}

/**
 * Opens a drawn entry, or shuts it.
 * @param {Object} context `cells`, `labels`, `words`, `rules`, `open(cell)`, `apply(option)`,
 *   `settle(entry, note)`, `noteOf(entry)`
 */
export function openEntry(item, entry, isOpen, context) {
  const body = item.querySelector('.entry-body');
  if (isOpen) fillBody(body, entry, context);
  item.querySelector('.entry-head').setAttribute('aria-expanded', String(isOpen));
  body.hidden = !isOpen;
  setAttribute(item, 'data-chosen', isOpen);
}

/** Draws the body of an entry that has none yet, as paper wants it. */
export function fillBody(body, entry, context) {
  if (body.firstChild) return;
  body.append(...[entry.cause && !entry.isSettled ? drawOptions(entry.cause, context) : null, drawRelations(entry, context), drawSettling(entry, context)].filter(Boolean));
}

/** The sentence of an entry: what is wrong where that is known, else which relations do not hold. */
export function titleOf(entry, words) {
  const { cause, findings } = entry;
  const option = cause && isSure(cause) ? cause.options[0] : null;
  if (option && option.acts.length === 1) return words.of(option.acts[0], 'message');
  if (option && option.acts.length > 1) return words.say('list.acts', option.acts.length, findings.length);
  const first = words.of(findings[0], 'message');
  return findings.length > 1 ? words.say('list.and_more', first, findings.length - 1) : first;
}

/* Whether there is one correction to show first. */
function isSure(cause) {
  return cause.options.length === 1 || (cause.options.length > 1 && cause.options[0].certainty !== 'open');
}

function drawRelations(entry, context) {
  const { words } = context;
  const list = () => h('ul.relations', {}, entry.findings.map((finding) => drawRelation(finding, entry, context)));
  if (!entry.cause) return list();
  const summary = h('summary', {}, words.say('list.relations', entry.findings.length));
  if (entry.findings.length < 3) return h('details', { open: true }, summary, list());
  const details = h('details', {}, summary);
  undrawn.set(details, list);
  details.addEventListener('toggle', () => drawFolded(details));
  return details;
}

/* What is folded is drawn when it is unfolded: most of it never is. */
const undrawn = new WeakMap();

/** Draws what a fold holds, where that is still undrawn. */
export function drawFolded(details) {
  if (!undrawn.has(details)) return;
  details.append(undrawn.get(details)());
  undrawn.delete(details);
}

/* 已核对无误: the reader stands by the numbers, with a note for the next one. */
function drawSettling(entry, context) {
  const { words } = context;
  if (entry.isSettled) {
    return h('p.settled', {}, words.say('settle.done'), ' ', context.noteOf(entry), ' ', h('button.link', { type: 'button', onclick: () => context.settle(entry, null) }, words.say('settle.undo')));
  }
  const id = `note-${entry.number}`;
  const note = h('input', { type: 'text', id, autocomplete: 'off' });
  return h(
    'details.settle',
    {},
    h('summary', {}, words.say('settle.offer')),
    h('label', { for: id }, words.say('settle.note')),
    note,
    h('button', { type: 'button', onclick: () => context.settle(entry, note.value.trim()) }, words.say('settle.do')),
  );
}

function drawRelation(finding, entry, context) {
  const { words } = context;
  const rule = context.rules.get(finding.rule);
  return h(
    'li',
    { 'data-instance': finding.instance },
    words.of(finding, 'message') === titleOf(entry, words) ? null : h('p.relation-message', {}, words.of(finding, 'message')),
    finding.place ? drawSentence(finding.place, context) : null,
    finding.formula ? drawEquation(finding, context) : finding.proposed ? drawProposed(finding, context) : drawCells(finding.cells, context),
    rule ? h('p.source', {}, words.say('catalogue.source', words.of(rule, 'source'))) : null,
  );
}

/* The sentence that a finding speaks of, lit among its neighbours. */
function drawSentence(place, { text, result }) {
  const around = (from, to) => plain(text.slice(Math.max(0, from), to), result.source.format);
  return h('blockquote.sentence', {}, around(place.start - AROUND, place.start), h('mark', {}, around(place.start, place.end)), around(place.end, place.end + AROUND));
}

/* How many characters stand on either side of a sentence. */
const AROUND = 40;

/* Text of a page without its tags, of which a part may be cut off at either end. */
function plain(text, format) {
  const bare = format === 'html' || format === 'mht' ? text.replace(/^[^<]*>|<[^<>]*>|<[^<>]*$/g, '') : text;
  return bare.replace(/&nbsp;/g, ' ').replace(/\s+/g, ' ');
}

/* What is no equation names its cells. */
function drawCells(ids, context) {
  const shown = ids.slice(0, 12);
  return h(
    'ul.cells',
    {},
    shown.map((id) => h('li', {}, toCell(id, context))),
    ids.length > shown.length ? h('li', {}, context.words.say('list.more_cells', ids.length - shown.length)) : null,
  );
}

/* Blank totals, and what the relations ask for in them. */
function drawProposed({ proposed, cells }, context) {
  const { words } = context;
  const others = cells.filter((id) => !proposed.some((change) => change.cell === id));
  return h(
    'div.option',
    {},
    h('p', {}, words.say('option.proposed')),
    h('ul.changes', {}, proposed.map((change) => drawChange(change, context))),
    h('button.apply', { type: 'button', onclick: () => context.apply({ changes: proposed }) }, words.say('option.fill')),
    others.length > 0 && drawCells(others, context),
  );
}

function toCell(id, context) {
  return h('button.to-cell', { type: 'button', 'data-goto': id, onclick: () => context.open(id) }, context.labels[id] || id);
}

function drawOptions(cause, context) {
  const { words } = context;
  const message = words.of(cause, 'message');
  if (!cause.options.length) return h('p.option-none', {}, message, ' ', words.say('option.at_least', cause.at_least));
  const [first, ...others] = cause.options;
  // The title of the entry says already what its one act is.
  const isTold = isSure(cause) && first.acts.length === 1;
  const heading = first.certainty === 'open' && others.length ? words.say('option.nth', 1, cause.options.length) : words.say(`option.${first.certainty}`);
  return h(
    'section.options',
    {},
    h('p', {}, message),
    drawOption(first, heading, isTold, context),
    others.length > 0 &&
      h(
        'details.more',
        {},
        h('summary', {}, words.say('option.more', others.length)),
        others.map((option, index) => drawOption(option, words.say('option.nth', index + 2, cause.options.length), false, context)),
      ),
  );
}

function drawOption(option, heading, isTold, context) {
  const { words } = context;
  const changes = (act) => h('ul.changes', {}, act.changes.map((index) => drawChange(option.changes[index], context)));
  return h(
    'div.option',
    { 'data-certainty': option.certainty },
    h('h4', {}, heading),
    option.acts.map((act) => [isTold ? null : h('p.act', {}, words.of(act, 'message')), changes(act)]),
    h('button', { type: 'button', class: option.certainty === 'open' ? 'apply' : 'apply primary', onclick: () => context.apply(option) }, words.say('option.apply')),
  );
}

function drawChange(change, context) {
  const { words } = context;
  const from = change.from === null || change.from === undefined ? words.say('equation.blank') : change.from;
  return h(
    'li',
    {},
    toCell(change.cell, context),
    h('span.change', { 'aria-hidden': 'true' }, h('del', {}, from), ' → ', h('ins', {}, change.to)),
    unseen(words.say('option.change', from, change.to)),
  );
}

function changedCells(entry) {
  const ids = new Set();
  if (entry.cause) for (const option of entry.cause.options) for (const change of option.changes) ids.add(change.cell);
  return ids;
}

/* Without a cause nobody knows which cell is wrong; the mark stands at the total. */
function totalsOf(finding) {
  const { right } = sidesOf(finding);
  return right.length ? right : finding.cells;
}

/* A table that is not there is said once, not relation by relation. */
function isAbsent(finding, result) {
  return finding.outcome === 'undecided' && finding.cells.length > 0 && finding.cells.every((id) => result.reading.tables[id.split('.')[0]] === 'missing');
}

function kindOf(finding) {
  return finding.outcome === 'undecided' ? 'undecided' : finding.severity;
}

function worst(findings) {
  const order = ['error', 'warning', 'hint', 'undecided'];
  return findings.map(kindOf).sort((a, b) => order.indexOf(a) - order.indexOf(b))[0];
}

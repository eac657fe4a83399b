/** What does not add up, as a list: one entry for each cause, then what has no cause. */

import { isSure, noteOf } from '../model/entries.js';
import { fill, h, setAttribute, visuallyHidden } from './dom.js';
import { drawEquation } from './equation.js';

/**
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {import('../model/entries.js').Finding} Finding
 * @typedef {import('../messages.js').Words} Words
 *
 * @typedef {Object} Context what the parts draw from
 * @property {Words} words @property {gouji_check.View} view @property {Record<string, gouji_check.Cell>} cells
 * @property {Entry[]} entries @property {Entry[]} unwaived @property {number} several how many reports the source holds
 * @property {Record<string, string>} labels @property {Map<string, gouji_check.Rule>} rules
 * @property {Map<string, string>} marks @property {import('../model/edits.js').History} history
 * @property {Record<string, string>} edits @property {string} text
 * @property {function(string): string} original what a cell said before it was changed
 * @property {function(string): void} open @property {function({ changes: gouji_check.Change[] }): void} apply
 * @property {function(Entry, ?string): void} waive
 * @property {function(Entry): void} choose @property {function(Entry): void} show
 */

/**
 * Draws one entry; its heading is a button that opens and shuts it. The body stays empty until
 * `openEntry`: most entries of a report are never opened.
 * @param {Entry} entry
 * @param {Context} context
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
  return h('li.entry', { 'data-number': entry.number, 'data-kind': entry.kind, 'data-waived': entry.waived }, h('h3', {}, heading), h('div.entry-body', { id: bodyId, hidden: true }));
}

/**
 * Opens a drawn entry, or shuts it.
 * @param {Element} item @param {Entry} entry @param {boolean} isOpen @param {Context} context
 */
export function openEntry(item, entry, isOpen, context) {
  const [head, body] = /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll('.entry-head, .entry-body'));
  if (isOpen) fillBody(body, entry, context);
  head.setAttribute('aria-expanded', String(isOpen));
  body.hidden = !isOpen;
  setAttribute(item, 'data-chosen', isOpen);
}

/** Draws the body of an entry that has none yet, as paper wants it. @param {Element} body @param {Entry} entry @param {Context} context */
export function fillBody(body, entry, context) {
  if (body.firstChild) return;
  fill(body, entry.cause && !entry.waived ? drawOptions(entry.cause, context) : null, drawRelations(entry, context), drawWaiving(entry, context));
}

/** The sentence of an entry: what is wrong where that is known, else which relations do not hold. @param {Entry} entry @param {Words} words */
export function titleOf(entry, words) {
  const { cause, findings } = entry;
  const option = cause && isSure(cause) ? cause.options[0] : null;
  if (option && option.acts.length === 1) return words.of(option.acts[0], 'message');
  if (option && option.acts.length > 1) return words.say('list.actions', option.acts.length, findings.length);
  const first = words.of(findings[0], 'message');
  return findings.length > 1 ? words.say('list.and_more', first, findings.length - 1) : first;
}

/** @param {Entry} entry @param {Context} context */
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
/** @type {WeakMap<Element, function(): HTMLElement>} */
const undrawn = new WeakMap();

/** Draws what a fold holds, where that is still undrawn. @param {HTMLDetailsElement} details */
export function drawFolded(details) {
  const draw = undrawn.get(details);
  if (!draw) return;
  details.append(draw());
  undrawn.delete(details);
}

/* 已核对无误: the reader stands by the numbers, with a note for the next one. */
/** @param {Entry} entry @param {Context} context */
function drawWaiving(entry, context) {
  const { words } = context;
  if (entry.waived) {
    return h('p.waived', {}, words.say('waive.done'), ' ', noteOf(entry), ' ', h('button.link', { type: 'button', onclick: () => context.waive(entry, null) }, words.say('waive.undo')));
  }
  const id = `note-${entry.number}`;
  const note = h('input', { type: 'text', id, autocomplete: 'off' });
  return h(
    'details.waive',
    {},
    h('summary', {}, words.say('waive.offer')),
    h('label', { for: id }, words.say('waive.note')),
    note,
    h('button', { type: 'button', onclick: () => context.waive(entry, note.value.trim()) }, words.say('waive.do')),
  );
}

/** @param {Finding} finding @param {Entry} entry @param {Context} context */
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

/* The sentence that a finding speaks of, highlighted among its neighbours. */
/** @param {gouji_check.Place} place @param {Context} given */
function drawSentence(place, { text, view }) {
  const around = (/** @type {number} */ from, /** @type {number} */ to) => plain(text.slice(Math.max(0, from), to), view.source.format);
  return h('blockquote.sentence', {}, around(place.start - AROUND, place.start), h('mark', {}, around(place.start, place.end)), around(place.end, place.end + AROUND));
}

/* How many characters stand on either side of a sentence. */
const AROUND = 40;

/* Text of a page without its tags, of which a part may be cut off at either end. */
/** @param {string} text @param {string} format */
function plain(text, format) {
  const bare = format === 'html' || format === 'mht' ? text.replace(/^[^<]*>|<[^<>]*>|<[^<>]*$/g, '') : text;
  return bare.replace(/&nbsp;/g, ' ').replace(/\s+/g, ' ');
}

/* What is no equation names its cells. */
/** @param {string[]} ids @param {Context} context */
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
/** @param {Finding} given @param {Context} context */
function drawProposed({ proposed = [], cells }, context) {
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

/** @param {string} id @param {Context} context */
function toCell(id, context) {
  return h('button.to-cell', { type: 'button', 'data-goto': id, onclick: () => context.open(id) }, context.labels[id] || id);
}

/** @param {gouji_check.Cause} cause @param {Context} context */
function drawOptions(cause, context) {
  const { words } = context;
  const message = words.of(cause, 'message');
  if (!cause.options.length) return h('p.option-none', {}, message, ' ', words.say('option.at_least', cause.at_least));
  const [first, ...others] = cause.options;
  // The title of the entry says already what its one act is.
  const isInTitle = isSure(cause) && first.acts.length === 1;
  const heading = first.certainty === 'open' && others.length ? words.say('option.nth', 1, cause.options.length) : words.say(`option.${first.certainty}`);
  return h(
    'section.options',
    {},
    h('p', {}, message),
    drawOption(first, heading, isInTitle, context),
    others.length > 0 &&
      h(
        'details.more',
        {},
        h('summary', {}, words.say('option.more', others.length)),
        others.map((option, index) => drawOption(option, words.say('option.nth', index + 2, cause.options.length), false, context)),
      ),
  );
}

/** @param {gouji_check.Option} option @param {string} heading @param {boolean} isInTitle @param {Context} context */
function drawOption(option, heading, isInTitle, context) {
  const { words } = context;
  const changes = (/** @type {gouji_check.Act} */ act) => h('ul.changes', {}, act.changes.map((index) => drawChange(option.changes[index], context)));
  return h(
    'div.option',
    { 'data-certainty': option.certainty },
    h('h4', {}, heading),
    option.acts.map((act) => [isInTitle ? null : h('p.act', {}, words.of(act, 'message')), changes(act)]),
    h('button', { type: 'button', class: option.certainty === 'open' ? 'apply' : 'apply primary', onclick: () => context.apply(option) }, words.say('option.apply')),
  );
}

/** @param {gouji_check.Change} change @param {Context} context */
function drawChange(change, context) {
  const { words } = context;
  const from = change.from === null || change.from === undefined ? words.say('equation.blank') : change.from;
  return h(
    'li',
    {},
    toCell(change.cell, context),
    h('span.change', { 'aria-hidden': 'true' }, h('del', {}, from), ' → ', h('ins', {}, change.to)),
    visuallyHidden(words.say('option.change', from, change.to)),
  );
}

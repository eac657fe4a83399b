/** The verdict of a view in a sentence, with the three numbers: its colour is that of the one word the engine gives. */

import { h } from './dom.js';
import { TABLES, tablesMissing } from './reading.js';

/**
 * @typedef {gouji_check.View} View
 * @typedef {import('../messages.js').Words} Words
 * @typedef {{ sentence: string, more: ?string }} Sentences
 */

/** The verdict in words. @param {View} view @param {Words} words @returns {Sentences} */
export function sentencesOf(view, words) {
  const { say } = words;
  const { summary, tally, verdict } = view;
  const waived = tally.waived ? say('verdict.waived', tally.waived) : null;
  const missing = incompleteOf(view, words);
  const both = (/** @type {string} */ sentence, /** @type {Array<?string>} */ ...more) => ({ sentence, more: more.filter(Boolean).join(' ') || null });
  switch (verdict) {
    case 'unread':
      return both(view.problems.length ? words.of(view.problems[0], 'message') : say('verdict.unread'), say('verdict.unread_help'));
    case 'fails':
      return both(isOfFormAlone(view) ? say('verdict.form_errors', tally.errors) : say('verdict.some_fail', tally.errors, summary.errors), waived, missing);
    case 'warns':
      return both(say(summary.undecided || missing ? 'verdict.warnings_undecided' : 'verdict.warnings_fail', tally.warnings + tally.hints), waived, missing);
    case 'holds':
      if (tally.waived) return both(say('verdict.rest_holds', tally.waived, summary.holds), tally.hints ? say('verdict.hints', tally.hints) : null);
      return both(tally.hints ? say('verdict.warnings', tally.hints) : say(isAllZero(view) ? 'verdict.all_zero' : 'verdict.all_hold', summary.holds));
    default:
      if (missing) return both(missing, say('verdict.found_hold', summary.holds), waived);
      return both(summary.undecided ? say('verdict.undecided_only', summary.undecided) : say(tally.doubts ? 'verdict.doubts' : 'verdict.left_out', tally.doubts), waived);
  }
}

/** @param {View} view @param {Words} words */
export function drawVerdict(view, words) {
  const { sentence, more } = sentencesOf(view, words);
  const number = (/** @type {'holds'|'fails'|'undecided'} */ name, /** @type {string} */ sign) =>
    h('div.count', { 'data-outcome': name }, h('dt', {}, h('span.sign', { 'aria-hidden': 'true' }, sign), words.say(`verdict.${name}`)), h('dd', {}, view.summary[name]));
  const counts = h('dl.counts', {}, number('holds', '✓'), number('fails', '✕'), number('undecided', '?'));
  return verdictBox(view.verdict, [h('h2', { tabindex: -1 }, sentence), more ? h('p', {}, more) : null], counts);
}

/** Before anything was given. @param {string} sentence */
export function drawNothing(sentence) {
  return verdictBox('empty', [h('h2', { tabindex: -1 }, sentence)]);
}

/** What is said where the engine cannot run. @param {Error} error @param {Words} words */
export function drawFailure(error, words) {
  const isBarred = /unsafe-eval|wasm code generation/i.test(error.message);
  const help = words.say(isBarred ? 'verdict.barred' : 'verdict.broken_help');
  return verdictBox('broken', [h('h2', { tabindex: -1 }, words.say('verdict.broken')), h('p', {}, help, ' ', h('code', {}, words.reason(error)))]);
}

/** @param {string} state @param {import('./dom.js').Children} said @param {import('./dom.js').Child} [counts] */
function verdictBox(state, said, counts = null) {
  return h('div.verdict-box', { 'data-state': state }, h('div.verdict-words', {}, h('span.seal', { 'aria-hidden': 'true' }), h('div', {}, said)), counts);
}

/** @param {View} view @param {Words} words */
function incompleteOf(view, words) {
  const missing = tablesMissing(view).map((table) => words.say(`table.${table}`));
  return missing.length ? words.say('verdict.incomplete', missing.join(words.language === 'en' ? ', ' : '、')) : null;
}

/* Whether no number contradicts another. */
/** @param {View} view */
function isOfFormAlone({ tally: { parts } }) {
  return ![...TABLES, 'prose', 'years', 'units'].some((part) => parts[/** @type {gouji_check.Area} */ (part)].errors > 0);
}

/** @param {View} view */
function isAllZero({ cells }) {
  return Object.keys(cells).every((id) => !cells[id].value);
}

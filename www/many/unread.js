/** What is not in the table of many reports: files that could not be read, and reports that are missing. */

import { h } from '../view/dom.js';

/** @typedef {import('../messages.js').Words} Words */
/** @typedef {import('../engine/engine.js').AgencyList} AgencyList */

/* More files than this are shown folded. */
const MOST_UNFOLDED = 12;

/* So many names are listed one by one. */
const MOST_NAMES = 30;

/**
 * @param {Object} report
 * @param {import('./batch.js').Failure[]} report.failures
 * @param {string[]} report.missing agencies of the list without a report
 * @param {string[]} report.absent reports of the last round that are not here
 * @param {?string} report.trouble what went wrong with a file that the reader chose
 * @param {?boolean} isOpen whether the files are unfolded, where the reader has seen them already
 * @param {Words} words
 * @param {function(import('../engine/engine.js').AgencyList, string): void} take uses a file as the list of agencies
 */
export function drawUnread({ failures, missing, absent, trouble }, isOpen, words, take) {
  const { say } = words;
  return [
    trouble ? h('p.trouble', { role: 'alert' }, trouble) : null,
    failures.length > 0 &&
      h(
        'details.failures',
        { open: isOpen === null ? failures.length <= MOST_UNFOLDED : isOpen },
        h('summary', {}, say('many.failures', failures.length)),
        h('ul', {}, failures.map((failure) => drawFailure(failure, words, take))),
      ),
    drawNames(say('agencies.missing', missing.length), missing, words),
    drawNames(say('round.missing', absent.length), absent, words),
  ];
}

/* A table that holds no report may be the list of those who report. */
/** @param {import('./batch.js').Failure} failure @param {Words} words @param {function(AgencyList, string): void} take */
function drawFailure(failure, words, take) {
  const { list } = failure;
  const use = list && [' ', h('button.link', { type: 'button', onclick: () => take(list, failure.name) }, words.say('agencies.use'))];
  return h('li', {}, h('b', {}, failure.name), colonIn(words), words.of(failure, 'message'), use);
}

/** @param {string} sentence @param {string[]} names @param {Words} words */
function drawNames(sentence, names, words) {
  if (!names.length) return null;
  const some = names.slice(0, MOST_NAMES).join(words.language === 'en' ? ', ' : '、');
  return h('p', {}, sentence, colonIn(words), some, names.length > MOST_NAMES ? '…' : '');
}

/** @param {Words} given */
function colonIn({ language }) {
  return language === 'en' ? ': ' : '：';
}

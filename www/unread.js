/** What is not in the table of many reports: files that could not be read, and reports that are missing. */

import { h } from './dom.js';
import { rosterOf, rowsOfReading } from './roster.js';

/* More files than this are shown folded. */
const MOST_UNFOLDED = 12;

/* So many names are told one by one. */
const MOST_NAMES = 30;

/**
 * @param {Object} told
 * @param {import('./batch.js').Failure[]} told.failures
 * @param {string[]} told.missing agencies of the list without a report
 * @param {string[]} told.absent reports of the last round that are not here
 * @param {?string} told.trouble what went wrong with a file that the reader chose
 * @param {?boolean} isOpen whether the files are unfolded, where the reader has seen them already
 * @param {Object} words
 * @param {function(import('./roster.js').Roster)} take uses a file as the accompanying list
 * @returns {Array}
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
    drawNames(say('roster.missing', missing.length), missing, words),
    drawNames(say('round.missing', absent.length), absent, words),
  ];
}

/* A table that holds no report may be the list of those who report. */
function drawFailure(failure, words, take) {
  const roster = failure.content && rosterOf(failure.name, rowsOfReading(failure.content));
  const use = roster && [' ', h('button.link', { type: 'button', onclick: () => take(roster) }, words.say('roster.use'))];
  return h('li', {}, h('b', {}, failure.name), colonIn(words), words.of(failure, 'message'), use);
}

function drawNames(sentence, names, words) {
  if (!names.length) return null;
  const some = names.slice(0, MOST_NAMES).join(words.language === 'en' ? ', ' : '、');
  return h('p', {}, sentence, colonIn(words), some, names.length > MOST_NAMES ? '…' : '');
}

function colonIn({ language }) {
  return language === 'en' ? ': ' : '：';
}

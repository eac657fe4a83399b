/** Many reports as files for a spreadsheet: the table as it stands, and a line for each finding. */

import { csvOf, recordLines } from '../view/record.js';
import { PARTS } from './kept.js';

/** @typedef {import('./batch.js').Row} Row */
/** @typedef {import('../engine/engine.js').AgencyList} AgencyList */
/** @typedef {import('../messages.js').Words} Words */

/**
 * The table of many. The reader's own columns go last.
 * @param {Row[]} rows in the order shown
 * @param {{ words: Words, list: ?AgencyList, hasRound: boolean }} context
 */
export function matrixCsv(rows, { words, list, hasRound }) {
  const { say } = words;
  const counts = ['errors', 'remarks', 'undecided'];
  const parts = flat(PARTS.map((part) => counts.map((count) => `${say(`part.${part}`)} ${say(`many.${count}`)}`)));
  const since = hasRound ? ['fixed', 'still', 'new'].map((name) => say(`since.${name}.one`)) : [];
  const head = [say('reading.agency'), say('reading.year'), say('record.source'), say('many.to_do'), ...parts, say('many.doubts'), ...since, ...ownColumns(list)];
  return csvOf([head, ...rows.map((row) => lineOf(row, list, hasRound))]);
}

/**
 * One line for each finding of every report, in the columns of a single record.
 * @param {Row[]} rows
 * @param {{ words: Words, list: ?AgencyList, hasRound: boolean, labelsOf: function(import('./kept.js').Kept): Record<string, string> }} context
 */
export function findingsCsv(rows, { words, list, hasRound, labelsOf }) {
  const { say } = words;
  const head = [...say('record.columns').split(','), say('record.source'), ...(hasRound ? [say('many.since')] : []), ...ownColumns(list)];
  const lines = rows.map((row) => {
    const checked = { view: row.kept, entries: row.entries, words, labels: labelsOf(row.kept) };
    const findings = flat(row.entries.map((entry) => entry.findings));
    const since = (/** @type {number} */ at) => (hasRound ? [sinceOf(findings[at], row, words)] : []);
    return recordLines(checked).map((line, at) => [...line, row.name, ...since(at), ...ownValues(row, list)]);
  });
  return csvOf([head, ...flat(lines)]);
}

/** @param {Row} row @param {?AgencyList} list @param {boolean} hasRound */
function lineOf(row, list, hasRound) {
  const { kept, since } = row;
  const parts = flat(PARTS.map((part) => countsOf(kept.tally.parts[part])));
  const became = !hasRound ? [] : since && !since.isNew ? [since.fixed.length, since.still, since.fresh] : ['', '', ''];
  return [kept.agency, kept.year, row.name, kept.tally.to_do, ...parts, kept.tally.doubts, ...became, ...ownValues(row, list)];
}

/** @param {import('../model/entries.js').Finding} finding @param {Row} row @param {Words} words */
function sinceOf(finding, { since }, { say }) {
  const state = since && !since.isNew ? since.of(finding) : null;
  return state ? say(`since.${state}.one`) : '';
}

/* What was not checked has no number, not even 0. */
/** @param {gouji_check.Part} part @returns {Array<number|string>} */
function countsOf({ errors, remarks, undecided, is_checked }) {
  const counts = [errors, remarks, undecided];
  return is_checked || counts.some((n) => n > 0) ? counts : ['', '', ''];
}

/** @param {?AgencyList} list */
function ownColumns(list) {
  return list ? list.columns : [];
}

/** @param {Row} row @param {?AgencyList} list */
function ownValues(row, list) {
  return list ? list.columns.map((_, at) => (row.line ? row.line.values[at] : '')) : [];
}

/** @template T @param {T[][]} lists @returns {T[]} */
function flat(lists) {
  return lists.reduce((all, list) => all.concat(list), []);
}

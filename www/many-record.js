/** Many reports as files for a spreadsheet: the table as it stands, and a line for each finding. */

import { csvOf, recordLines } from './record.js';
import { PARTS } from './tally.js';

/**
 * The table of many. The reader's own columns go last.
 * @param {Array} rows in the order shown
 * @param {Object} context `words`, `roster`, `hasRound`
 */
export function matrixCsv(rows, { words, roster, hasRound }) {
  const { say } = words;
  const counts = ['errors', 'remarks', 'undecided'];
  const parts = [].concat(...PARTS.map((part) => counts.map((count) => `${say(`part.${part}`)} ${say(`many.${count}`)}`)));
  const since = hasRound ? ['mended', 'still', 'new'].map((name) => say(`since.${name}.one`)) : [];
  const head = [say('reading.agency'), say('reading.year'), say('record.source'), say('many.acts'), ...parts, say('many.doubts'), ...since, ...ownColumns(roster)];
  return csvOf([head, ...rows.map((row) => lineOf(row, roster, hasRound))]);
}

/**
 * One line for each finding of every report, in the columns of a single record.
 * @param {Array} rows
 * @param {Object} context `words`, `roster`, `hasRound`, `labelsOf(slim)`, `noteOf(entry)`
 */
export function findingsCsv(rows, { words, roster, hasRound, labelsOf, noteOf }) {
  const { say } = words;
  const head = [...say('record.columns').split(','), say('record.source'), ...(hasRound ? [say('many.since')] : []), ...ownColumns(roster)];
  const lines = rows.map((row) => {
    const checked = { result: row.slim, entries: row.entries, words, labels: labelsOf(row.slim), noteOf };
    const findings = [].concat(...row.entries.map((entry) => entry.findings));
    const since = (at) => (hasRound ? [sinceOf(findings[at], row, words)] : []);
    return recordLines(checked).map((line, at) => [...line, row.name, ...since(at), ...ownValues(row, roster)]);
  });
  return csvOf([head, ...[].concat(...lines)]);
}

function lineOf(row, roster, hasRound) {
  const { slim, tally, since } = row;
  const parts = [].concat(...PARTS.map((part) => countsOf(tally.parts[part])));
  const told = !hasRound ? [] : since && !since.isNew ? [since.mended.length, since.still, since.fresh] : ['', '', ''];
  return [slim.agency, slim.year, row.name, tally.acts, ...parts, tally.doubts, ...told, ...ownValues(row, roster)];
}

function sinceOf(finding, { since }, { say }) {
  const state = since && !since.isNew ? since.of(finding) : null;
  return state ? say(`since.${state}.one`) : '';
}

/* What was not checked has no number, not even 0. */
function countsOf({ errors, remarks, undecided, isChecked }) {
  const counts = [errors, remarks, undecided];
  return isChecked || counts.some((n) => n > 0) ? counts : ['', '', ''];
}

function ownColumns(roster) {
  return roster ? roster.columns : [];
}

function ownValues(row, roster) {
  return roster ? roster.columns.map((_, at) => (row.line ? row.line.values[at] : '')) : [];
}

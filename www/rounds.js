/**
 * 已改 / 仍有 / 新增: what became of the findings since the last round of reports.
 *
 * A round is what was open for each agency and year: a hash for each relation, whatever its numbers,
 * so that a relation that fails with other numbers is still the same. What counts is the report as
 * it was given, without what the reader corrected in it here. A round is kept for the page, and
 * in the file of marks if the reader saves it. See `marksToFile` for what such a file tells.
 */

import { hash } from './marks.js';

/**
 * @typedef {{ agency: ?string, year: ?number, of: string, open: Map<string, ?Object> }} UnitThen
 *   a report in a round: `open` are hashes, with the finding where it is still known; `of` is a hash
 *   of its file's name, where agency and year do not tell it from others
 * @typedef {Map<string, UnitThen>} Round by `keyOf`
 * @typedef {{ mended: Array<?Object>, still: number, fresh: number, isNew: boolean, of: function(Object): ?string }} Since
 *   `of` a finding is `still` or `new`; `isNew` where the last round had no such report
 */

/** What a report is known by in another round: agency and year, or else its file. */
export function keyOf(row) {
  const { agency, year } = row.slim;
  return keyOfUnit({ agency, year, of: agency ? '' : hash(row.name) });
}

/**
 * The round that reports as they stand make.
 * @param {Array} rows with `slim`, and `given`, the entries of the report as it was given
 * @returns {Round}
 */
export function roundOf(rows) {
  const unit = (row) => ({
    agency: row.slim.agency,
    year: row.slim.year,
    of: row.slim.agency && !row.isDouble ? '' : hash(row.name),
    open: new Map(openOf(row).map((finding) => [hash(finding.instance), finding])),
  });
  return new Map(rows.map(unit).map((one) => [keyOfUnit(one), one]));
}

/**
 * What became of a report.
 * @param {Object} row @param {?Round} round
 * @returns {?Since} null where there is no round to compare with
 */
export function sinceThen(row, round) {
  if (!round) return null;
  const then = keysOf(row).map((key) => round.get(key)).find(Boolean);
  const before = then ? then.open : new Map();
  const now = new Set(openOf(row).map((finding) => hash(finding.instance)));
  const still = Array.from(now).filter((of) => before.has(of)).length;
  return {
    mended: Array.from(before.keys()).filter((of) => !now.has(of)).map((of) => before.get(of)),
    still,
    fresh: now.size - still,
    isNew: !then,
    of: (finding) => (then && isOpen(finding) ? (before.has(hash(finding.instance)) ? 'still' : 'new') : null),
  };
}

/** The reports of a round that are not among these. @returns {UnitThen[]} */
export function absentFrom(rows, round) {
  const here = new Set([].concat(...rows.map(keysOf)));
  return round ? Array.from(round.keys()).filter((key) => !here.has(key)).map((key) => round.get(key)) : [];
}

/** A round for a file. @param {Round} round */
export function roundToFile(round) {
  const unit = ({ agency, year, of, open }) => Object.assign({ agency, year, open: Array.from(open.keys()) }, of && { of });
  return { version: 1, units: Array.from(round.values(), unit) };
}

/**
 * The round in the text of a file of marks, or null where it holds none.
 * @returns {?Round}
 * @throws where it is of another version
 */
export function roundFromFile(text) {
  const { round } = JSON.parse(text);
  if (!round) return null;
  if (round.version !== 1 || !Array.isArray(round.units)) throw new Error('not a round of this version');
  const isUnit = (unit) => unit && Array.isArray(unit.open);
  return new Map(round.units.filter(isUnit).map((unit) => [keyOfUnit(unit), read(unit)]));
}

function read({ agency, year, of, open }) {
  return {
    agency: typeof agency === 'string' ? agency : null,
    year: typeof year === 'number' ? year : null,
    of: String(of || ''),
    open: new Map(open.filter((one) => typeof one === 'string').map((one) => [one, null])),
  };
}

function keyOfUnit({ agency, year, of }) {
  return [agency ? `${agency}\n${year || ''}` : '', of].filter(Boolean).join('\n');
}

/* A report may stand in a round with the name of its file, or without. */
function keysOf({ slim: { agency, year }, name }) {
  return [keyOfUnit({ agency, year, of: hash(name) }), keyOfUnit({ agency, year, of: '' })];
}

function openOf(row) {
  const findings = row.given.filter((entry) => !entry.isSettled).map((entry) => entry.findings.filter(isOpen));
  return [].concat(...findings);
}

function isOpen({ outcome }) {
  return outcome === 'fails';
}

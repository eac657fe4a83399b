/**
 * 已改 / 仍有 / 新增: what became of the findings since the last round of reports.
 *
 * A round is what was open for each agency and year: a hash for each relation, whatever its numbers,
 * so that a relation that fails with other numbers is still the same. What counts is the report as
 * it was given, without what the reader corrected in it here. A round is kept for the page, and
 * in the file of marks if the reader saves it. See `marksToFile` for what such a file tells.
 */

/**
 * @typedef {{ agency: ?string, year: ?number, of: string, open: Map<string, ?Finding> }} UnitThen
 *   a report in a round: `open` are hashes, with the finding where it is still known; `of` is a hash
 *   of its file's name, where agency and year do not tell it from others
 * @typedef {Map<string, UnitThen>} Round by `keyOf`
 * @typedef {{ fixed: Array<?Finding>, still: number, fresh: number, isNew: boolean, of: function(Finding): ?string }} Since
 *   `of` a finding is `still` or `new`; `isNew` where the last round had no such report
 */

/** @typedef {import('./entries.js').Entry} Entry */
/** @typedef {import('./entries.js').Finding} Finding */
/** @typedef {{ name: string, kept: { agency: ?string, year: ?number } }} Known */
/** @typedef {Known & { given: Entry[], isDouble?: boolean }} Row `given` are the entries of the report as it was given */

/** What a report is known by in another round: agency and year, or else its file. @param {Known} row */
export function keyOf({ name, kept: { agency, year } }) {
  return keyOfUnit({ agency, year, of: agency ? '' : hash(name) });
}

/**
 * The round that reports as they stand make.
 * @param {Row[]} rows
 * @returns {Round}
 */
export function roundOf(rows) {
  const unit = (/** @type {Row} */ row) => ({
    agency: row.kept.agency,
    year: row.kept.year,
    of: row.kept.agency && !row.isDouble ? '' : hash(row.name),
    open: new Map(openOf(row).map((finding) => /** @type {[string, ?Finding]} */ ([hash(finding.instance), finding]))),
  });
  return new Map(rows.map(unit).map((one) => /** @type {[string, UnitThen]} */ ([keyOfUnit(one), one])));
}

/**
 * What became of a report.
 * @param {Row} row @param {?Round} round
 * @returns {?Since} null where there is no round to compare with
 */
export function sinceThen(row, round) {
  if (!round) return null;
  const then = keysOf(row).map((key) => round.get(key)).find(Boolean);
  /** @type {Map<string, ?Finding>} */
  const before = then ? then.open : new Map();
  const now = new Set(openOf(row).map((finding) => hash(finding.instance)));
  const still = Array.from(now).filter((of) => before.has(of)).length;
  return {
    fixed: Array.from(before.keys()).filter((of) => !now.has(of)).map((of) => before.get(of) || null),
    still,
    fresh: now.size - still,
    isNew: !then,
    of: (finding) => (then && isOpen(finding) ? (before.has(hash(finding.instance)) ? 'still' : 'new') : null),
  };
}

/** The reports of a round that are not among these. @param {Known[]} rows @param {?Round} round @returns {UnitThen[]} */
export function absentFrom(rows, round) {
  const here = new Set(rows.reduce((keys, row) => keys.concat(keysOf(row)), /** @type {string[]} */ ([])));
  return round ? Array.from(round).filter(([key]) => !here.has(key)).map(([, unit]) => unit) : [];
}

/** A round for a file. @param {Round} round */
export function roundToFile(round) {
  const unit = (/** @type {UnitThen} */ { agency, year, of, open }) => Object.assign({ agency, year, open: Array.from(open.keys()) }, of && { of });
  return { version: 1, units: Array.from(round.values(), unit) };
}

/**
 * The round in the text of a file of marks, or null where it holds none.
 * @param {string} text
 * @returns {?Round}
 * @throws where it is of another version
 */
export function roundFromFile(text) {
  const { round } = JSON.parse(text);
  if (!round) return null;
  if (round.version !== 1 || !Array.isArray(round.units)) throw new Error('not a round of this version');
  /** @type {UnitThen[]} */
  const units = round.units.filter((/** @type {any} */ unit) => unit && Array.isArray(unit.open)).map(read);
  return new Map(units.map((unit) => [keyOfUnit(unit), unit]));
}

/** @param {any} unit @returns {UnitThen} */
function read({ agency, year, of, open }) {
  return {
    agency: typeof agency === 'string' ? agency : null,
    year: typeof year === 'number' ? year : null,
    of: String(of || ''),
    open: new Map(open.filter((/** @type {any} */ one) => typeof one === 'string').map((/** @type {string} */ one) => [one, null])),
  };
}

/** @param {{ agency: ?string, year: ?number, of: string }} unit */
function keyOfUnit({ agency, year, of }) {
  return [agency ? `${agency}\n${year || ''}` : '', of].filter(Boolean).join('\n');
}

/* A report may stand in a round with the name of its file, or without. */
/** @param {Known} row */
function keysOf({ kept: { agency, year }, name }) {
  return [keyOfUnit({ agency, year, of: hash(name) }), keyOfUnit({ agency, year, of: '' })];
}

/** @param {Row} row @returns {Finding[]} */
function openOf(row) {
  const open = row.given.filter((entry) => !entry.waived);
  return open.reduce((findings, entry) => findings.concat(entry.findings.filter(isOpen)), /** @type {Finding[]} */ ([]));
}

/* Of a relation and of a file's name, by which a round knows them again: FNV-1a over UTF-16 units,
   twice with different seeds, without the secure context that the browser's own digests ask for. */
/** @param {string} text */
function hash(text) {
  const run = (/** @type {number} */ seed) => {
    let value = seed;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x5bd1e995);
}

/** @param {Finding} finding */
function isOpen({ outcome }) {
  return outcome === 'fails';
}

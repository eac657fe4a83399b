/**
 * What a report comes to in the table of many: how much is to be mended, in which part of the report.
 * Only this is kept of a result, not its cells.
 */

import { entriesOf } from './findings.js';
import { hashesOf } from './marks.js';
import { TABLES } from './reading.js';

/** The parts of a report that have a column, in order. */
export const PARTS = ['disclosure', 'requests', 'remedies', 'prose', 'form', 'years', 'units'];

/**
 * @typedef {Object} Slim a result without its cells; each finding has its `hashes`
 * @property {number} doubts cells in doubt, tables not found, and remarks of the reader
 * @property {boolean} isWhole whether more than the tables was checked
 *
 * @typedef {{ errors: number, remarks: number, undecided: number, isChecked: boolean }} Part
 *
 * @typedef {Object} Tally
 * @property {Object<string, Part>} parts an entry that touches two parts counts in both
 * @property {number} acts what is to be done at least, each thing once
 * @property {number} errors @property {number} warnings @property {number} undecided
 * @property {number} hints @property {number} doubts @property {number} settled
 */

/**
 * What is kept of a result.
 * @param {Object} result the public contract
 * @param {boolean} isWhole
 * @returns {Slim}
 */
export function slimOf(result, isWhole) {
  const { engine, source, agency, year, form, forms, reading, problems, summary, compared } = result;
  return {
    engine, source, agency, year, form, forms, reading, problems, summary, isWhole,
    findings: result.findings.map((finding) => Object.assign({}, finding, { place: null, hashes: hashesOf(finding, result) })),
    causes: result.causes.map((cause) => Object.assign({}, cause, { options: cause.options.map((option) => Object.assign({}, option, { proof: null })) })),
    compared: compared ? { hasLast: Boolean(compared.last_year), units: compared.units.length, residuals: compared.residuals.length } : null,
    doubts: doubtsOf(result),
  };
}

/** The part of the report that a finding is about. The check of the tables alone knows only of tables. */
export function partOf({ area, cells }) {
  return area || (cells[0] || 'form').split('.')[0];
}

/**
 * The entries of a kept result, marked as settled where the reader stands by them.
 * @param {Slim} slim
 * @param {Map<string, string>} marks
 */
export function entriesWith(slim, marks) {
  const entries = entriesOf(slim);
  for (const entry of entries) entry.isSettled = entry.findings.every((finding) => finding.hashes.some((of) => marks.has(of)));
  return entries;
}

/**
 * @param {Slim} slim
 * @param {Array} entries from `entriesWith`
 * @returns {Tally}
 */
export function tallyOf(slim, entries) {
  const open = entries.filter((entry) => !entry.isSettled);
  const of = (kind) => open.filter((entry) => entry.kind === kind).length;
  const parts = {};
  for (const part of PARTS) parts[part] = partOfMany(part, slim, open);
  return {
    parts,
    acts: open.reduce((sum, entry) => sum + actsOf(entry), 0),
    errors: of('error'),
    warnings: of('warning'),
    undecided: of('undecided'),
    hints: of('hint'),
    doubts: slim.doubts,
    settled: entries.length - open.length,
  };
}

/** Whether somebody has to look at it. @param {Tally} tally */
export function isToDo({ acts, undecided, doubts }) {
  return acts + undecided + doubts > 0;
}

/**
 * What one entry asks for: what its best correction consists of, else one thing, such as filling in
 * blank totals. A hint asks for nothing, and what cannot be decided not yet.
 */
export function actsOf({ cause, kind, findings: [first] }) {
  if (!cause && first.proposed && first.proposed.length) return 1;
  if (kind === 'hint' || kind === 'undecided') return 0;
  if (!cause) return 1;
  return cause.options.length ? cause.options[0].acts.length : Math.max(cause.at_least, 1);
}

function partOfMany(part, slim, open) {
  const touching = open.filter((entry) => entry.findings.some((finding) => partOf(finding) === part));
  const of = (...kinds) => touching.filter((entry) => kinds.includes(entry.kind)).length;
  return { errors: of('error'), remarks: of('warning', 'hint'), undecided: of('undecided'), isChecked: isChecked(part, slim) };
}

function isChecked(part, { reading, isWhole, compared }) {
  if (TABLES.includes(part)) return reading.tables[part] === 'found';
  if (part === 'years') return compared !== null && compared.hasLast;
  if (part === 'units') return compared !== null && compared.units > 0;
  return isWhole;
}

/* A table that is not there is one doubt, not one for each of its cells. */
function doubtsOf({ reading, cells, problems }) {
  const lost = TABLES.filter((table) => reading.tables[table] !== 'found');
  const isLost = (id) => lost.some((table) => id.startsWith(`${table}.`));
  const doubtful = Object.keys(cells).filter((id) => (cells[id].status === 'unsure' || cells[id].status === 'missing') && !isLost(id));
  return doubtful.length + lost.length + problems.filter(({ kind }) => kind !== 'table_missing').length;
}

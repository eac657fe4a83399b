/** The entries of a view with what they refer to, and the cells that each is about. */

/**
 * @typedef {gouji_check.Finding} Finding
 *
 * @typedef {Object} Entry what a reader sees as one thing: a cause with its findings, or a finding without a cause
 * @property {number} number counted from 1
 * @property {gouji_check.Kind} kind
 * @property {gouji_check.Cause|null} cause
 * @property {Finding[]} findings
 * @property {boolean} waived whether the reader stands by all of it
 * @property {number} actions how many things it asks for
 * @property {string|null} [since] what became of it since the last round: `still`, `new` or null
 *
 * @typedef {{ outcome: string, number: number, to?: number }} CellMark
 */

/** @param {Pick<gouji_check.View, 'entries'|'findings'|'causes'>} view @returns {Entry[]} */
export function entriesOf({ entries, findings, causes }) {
  return entries.map(({ kind, cause, findings: indexes, waived, actions }, at) => ({
    number: at + 1,
    kind,
    cause: typeof cause === 'number' ? causes[cause] : null,
    findings: indexes.map((index) => findings[index]),
    waived,
    actions,
  }));
}

/** Why an entry stands all the same, or null where it is not waived. @param {Entry} entry @returns {string|null} */
export function noteOf({ waived, findings: [first] }) {
  return waived ? first.waived || '' : null;
}

/**
 * The two sides of a finding, as cells: the formula's numbers stand in the order of its cells.
 * @param {gouji_check.Finding} finding
 * @returns {{ left: string[], right: string[] }}
 */
export function sidesOf({ formula, cells }) {
  const sides = (formula || '').split(/[=≠<>≤≥]+/);
  const terms = (/** @type {string} */ side) => side.split(/\s[+−-]\s/).filter((term) => term.trim()).length;
  const counts = sides.length === 2 ? [terms(sides[0]), terms(sides[1])] : [0, 0];
  if (counts[0] + counts[1] !== cells.length) return { left: cells, right: [] };
  return { left: cells.slice(0, counts[0]), right: cells.slice(counts[0]) };
}

/**
 * The cells an entry is about: the two sides of its relations and what an option would change.
 * @param {Entry} entry
 * @returns {Map<string, 'term'|'side'>}
 */
export function cellsHighlightedBy(entry) {
  /** @type {Map<string, 'term'|'side'>} */
  const highlighted = new Map();
  for (const finding of entry.findings) {
    for (const id of finding.cells) if (!highlighted.has(id)) highlighted.set(id, 'term');
    for (const id of sidesOf(finding).right) highlighted.set(id, 'side');
  }
  for (const id of changedCells(entry)) highlighted.set(id, 'side');
  return highlighted;
}

/**
 * The cells marked while nothing is chosen: those that would change, or else the totals.
 * @param {Entry[]} entries
 * @returns {Map<string, CellMark>}
 */
export function marksOf(entries) {
  /** @type {Map<string, CellMark>} */
  const marks = new Map();
  for (const entry of entries.slice().reverse()) {
    const { number, cause } = entry;
    const outcome = entry.kind === 'undecided' ? 'undecided' : entry.kind === 'error' ? 'fails' : 'remark';
    if (cause && isSure(cause)) for (const change of cause.options[0].changes) marks.set(change.cell, { outcome, number, to: change.to });
    else for (const id of changedCells(entry)) marks.set(id, { outcome: 'candidate', number });
    if (!cause || !cause.options.length) for (const finding of entry.findings) for (const id of totalsOf(finding)) marks.set(id, { outcome, number });
  }
  return marks;
}

/** The entries that touch a table: `requests`, `remedies` or `disclosure`. @param {Entry[]} entries @param {string} table */
export function entriesIn(entries, table) {
  return entries.filter((entry) => entry.findings.some((finding) => finding.cells.some((id) => id.startsWith(`${table}.`))));
}

/** Whether there is one correction to show first. @param {gouji_check.Cause} cause */
export function isSure(cause) {
  return cause.options.length === 1 || (cause.options.length > 1 && cause.options[0].certainty !== 'open');
}

/** @param {Entry} entry @returns {Set<string>} */
function changedCells({ cause }) {
  /** @type {Set<string>} */
  const ids = new Set();
  if (cause) for (const option of cause.options) for (const change of option.changes) ids.add(change.cell);
  return ids;
}

/* Without a cause nobody knows which cell is wrong; the mark stands at the total. */
/** @param {Finding} finding */
function totalsOf(finding) {
  const { right } = sidesOf(finding);
  return right.length ? right : finding.cells;
}

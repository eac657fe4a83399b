/**
 * What the reader changed, step by step: cell id → text as typed. The report itself is never
 * changed; the check reads it again with these texts in place of its own.
 */

/** @typedef {{ steps: Array<Record<string, string>>, at: number }} History */

/** No step yet. @returns {History} */
export function noEdits() {
  return { steps: [{}], at: 0 };
}

/** The changes that stand now. @param {History} history */
export function editsNow(history) {
  return history.steps[history.at];
}

/**
 * One more step; what was undone is forgotten.
 * @param {History} history
 * @param {Record<string, ?string>} changes a cell's new text, or null for what the report says
 * @param {gouji_check.View} original the report as given
 * @returns {History}
 */
export function addEdits(history, changes, original) {
  const next = Object.assign({}, editsNow(history));
  for (const [id, text] of Object.entries(changes)) {
    const cell = original.cells[id];
    if (text === null || (cell && cell.status !== 'missing' && text === (cell.raw || '').trim())) delete next[id];
    else next[id] = text;
  }
  return { steps: history.steps.slice(0, history.at + 1).concat(next), at: history.at + 1 };
}

/** The history one step back (−1) or forward (1), or null where there is none. @param {History} history @param {number} by @returns {?History} */
export function stepEdits(history, by) {
  const at = history.at + by;
  return at >= 0 && at < history.steps.length ? { steps: history.steps, at } : null;
}

/** The changes of an option, as texts. @param {{ changes: gouji_check.Change[] }} option */
export function editsOf(option) {
  /** @type {Record<string, string>} */
  const changes = {};
  for (const change of option.changes) changes[change.cell] = String(change.to);
  return changes;
}

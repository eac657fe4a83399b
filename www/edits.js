/**
 * What the reader changed, step by step: cell id → text as typed. The report itself is never
 * changed; the core reads it again with these texts in place of its own.
 */

/** No step yet. */
export function noEdits() {
  return { steps: [{}], at: 0 };
}

/** The changes that stand now. */
export function editsNow(history) {
  return history.steps[history.at];
}

/**
 * One more step; what was undone is forgotten.
 * @param {Object<string, ?string>} changes a cell's new text, or null for what the report says
 * @param {Object} original the result for the report as given
 */
export function addEdits(history, changes, original) {
  const next = Object.assign({}, editsNow(history));
  for (const [id, text] of Object.entries(changes)) {
    const cell = original.cells[id];
    const same = text === null || (cell && cell.status !== 'missing' && text === (cell.raw || '').trim());
    if (same) delete next[id];
    else next[id] = text;
  }
  return { steps: history.steps.slice(0, history.at + 1).concat(next), at: history.at + 1 };
}

/** The history one step back (−1) or forward (1), or null where there is none. */
export function stepEdits(history, by) {
  const at = history.at + by;
  return at >= 0 && at < history.steps.length ? { steps: history.steps, at } : null;
}

/** The changes of an option, as texts. */
export function editsOf(option) {
  const changes = {};
  for (const change of option.changes) changes[change.cell] = String(change.to);
  return changes;
}

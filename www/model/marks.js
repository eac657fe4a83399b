/**
 * 已核对无误: discrepancies the reader has looked into and stands by. What is kept of each is a
 * hash that the engine makes of the relation with its cells and their values, so that a mark falls
 * away as soon as one of them changes, and a file of marks gives no report away.
 *
 * A finding has two marks: the one it is given, which no other report shares, and that of files
 * written before there were many reports.
 */

/** @typedef {Map<string, string>} Marks the notes, by mark */
/** @typedef {import('./entries.js').Entry} Entry */

/** What the engine is told of them. @param {Marks} marks @returns {Array<{ rule: string, reason: string }>} */
export function waiversOf(marks) {
  return Array.from(marks, ([mark, note]) => ({ rule: mark, reason: note }));
}

/** Sets the marks of an entry, or takes them back where `note` is null. @param {Entry} entry @param {Marks} marks @param {?string} note */
export function waive({ findings }, marks, note) {
  for (const { marks: own } of findings) {
    if (note !== null) marks.set(own[0], note);
    else own.forEach((mark) => marks.delete(mark));
  }
}

/**
 * The text of a file of marks; `round` is that of rounds.js, where there is one, with a version of its own.
 *
 * It holds hashes, the reader's notes, and of a round the names of agencies, years and counts: no
 * number of a report and no sentence. (A hash keeps a secret from nobody who tries all relations
 * and small numbers: it tells who is meant, not what was written.)
 * @param {Marks} marks
 * @param {?Object} [round]
 */
export function marksToFile(marks, round = null) {
  return JSON.stringify(Object.assign({ gouji_marks: 1, marks: Array.from(marks, ([mark, note]) => ({ hash: mark, note })) }, round && { round }), null, 1);
}

/**
 * Reads the marks of a file.
 * @param {string} text
 * @returns {Marks}
 * @throws where the file is something else
 */
export function marksFromFile(text) {
  const file = JSON.parse(text);
  if (!file || file.gouji_marks !== 1 || !Array.isArray(file.marks)) throw new Error('not a file of marks');
  /** @type {Array<{ hash: string, note?: string }>} */
  const marks = file.marks.filter((/** @type {any} */ mark) => mark && typeof mark.hash === 'string');
  return new Map(marks.map(({ hash, note }) => [hash, String(note || '')]));
}

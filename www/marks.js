/**
 * 已核对无误: discrepancies the reader has looked into and stands by. What is kept is a hash of the
 * relation with its cells and their values, so that a mark falls away as soon as one of them
 * changes, and a file of marks gives no report away.
 */

/** The mark of a finding, for the values its cells have, whosever report it is of: set before there were many. */
export function hashOf(finding, cells) {
  return hash(told(finding, cells));
}

/**
 * The marks that count for a finding: the first is the one it is given, which no other report
 * shares; the second is of files written before there were many.
 * @param {Object} finding
 * @param {{ agency: ?string, year: ?number, cells: Object }} result
 * @returns {string[]}
 */
export function hashesOf(finding, { agency, year, cells }) {
  const said = finding.cells.length ? '' : finding.message;
  return [hash([agency || '', year || '', said, told(finding, cells)].join('\n')), hashOf(finding, cells)];
}

/** Whether every finding of an entry bears a mark. */
export function isSettled(entry, result, marks) {
  return entry.findings.every((finding) => hashesOf(finding, result).some((of) => marks.has(of)));
}

/** The note given with an entry's mark. */
export function noteOf(entry, result, marks) {
  const of = hashesOf(entry.findings[0], result).find((of) => marks.has(of));
  return marks.get(of) || '';
}

/** Sets the marks of an entry, or takes them back where `note` is null. */
export function settle(entry, result, marks, note) {
  for (const finding of entry.findings) {
    const hashes = hashesOf(finding, result);
    if (note !== null) marks.set(hashes[0], note);
    else hashes.forEach((of) => marks.delete(of));
  }
}

/**
 * The text of a file of marks; `round` is that of rounds.js, where there is one, with a version of its own.
 *
 * It holds hashes, the reader's notes, and of a round the names of agencies, years and counts: no
 * number of a report and no sentence. (A hash keeps a secret from nobody who tries all relations
 * and small numbers: it tells who is meant, not what was written.)
 */
export function marksToFile(marks, round = null) {
  return JSON.stringify(Object.assign({ gouji_marks: 1, marks: Array.from(marks, ([of, note]) => ({ hash: of, note })) }, round && { round }), null, 1);
}

/**
 * Reads the marks of a file.
 * @throws where the file is something else
 */
export function marksFromFile(text) {
  const file = JSON.parse(text);
  if (!file || file.gouji_marks !== 1 || !Array.isArray(file.marks)) throw new Error('not a file of marks');
  return new Map(file.marks.filter((mark) => mark && typeof mark.hash === 'string').map((mark) => [mark.hash, String(mark.note || '')]));
}

function told({ instance, outcome, cells: ids }, cells) {
  return [instance, outcome, ...ids.map((id) => `${id}=${cells[id] ? cells[id].raw : ''}`)].join('\n');
}

/**
 * FNV-1a over UTF-16 units, twice with different seeds: 64 bits without the secure context that
 * the browser's own digests ask for.
 */
export function hash(text) {
  const run = (seed) => {
    let value = seed;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x5bd1e995);
}

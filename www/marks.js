/**
 * 已核对无误: discrepancies the reader has looked into and stands by. What is kept is a hash of the
 * relation with its cells and their values, so that a mark falls away as soon as one of them
 * changes, and a file of marks gives no report away.
 */

/** The mark of a finding, for the values its cells have. */
export function hashOf(finding, cells) {
  const values = finding.cells.map((id) => `${id}=${cells[id] ? cells[id].raw : ''}`);
  return hash([finding.instance, finding.outcome, ...values].join('\n'));
}

/** Whether every finding of an entry bears a mark. */
export function isSettled(entry, cells, marks) {
  return entry.findings.every((finding) => marks.has(hashOf(finding, cells)));
}

/** The note given with an entry's mark. */
export function noteOf(entry, cells, marks) {
  return marks.get(hashOf(entry.findings[0], cells)) || '';
}

/** Sets the marks of an entry, or takes them back where `note` is null. */
export function settle(entry, cells, marks, note) {
  for (const finding of entry.findings) {
    if (note === null) marks.delete(hashOf(finding, cells));
    else marks.set(hashOf(finding, cells), note);
  }
}

/** The text of a file of marks. */
export function marksToFile(marks) {
  return JSON.stringify({ gouji_marks: 1, marks: Array.from(marks, ([of, note]) => ({ hash: of, note })) }, null, 1);
}

/**
 * Reads a file of marks.
 * @throws where the file is something else
 */
export function marksFromFile(text) {
  const file = JSON.parse(text);
  if (!file || file.gouji_marks !== 1 || !Array.isArray(file.marks)) throw new Error('not a file of marks');
  return new Map(file.marks.filter((mark) => typeof mark.hash === 'string').map((mark) => [mark.hash, String(mark.note || '')]));
}

/* FNV-1a over UTF-16 units, twice with different seeds: 64 bits without the secure context that
   the browser's own digests ask for. */
function hash(text) {
  const run = (seed) => {
    let value = seed;
    for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x5bd1e995);
}

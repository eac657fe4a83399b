/** Files by the path they have in what was dropped or chosen: folders are walked through. */

/**
 * @typedef {{ name: string, file: File }} Named `name` with the folders the file lies in
 */

/**
 * What a drop holds. Has to be called while the drop is handled: later the browser has forgotten it.
 * @param {DataTransfer} data
 * @returns {Promise<Named[]>}
 */
export async function filesDropped(data) {
  const items = Array.from(data.items || []).filter((item) => item.kind === 'file');
  const entries = items.map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null));
  const files = Array.from(data.files || [], (file) => ({ name: file.name, file }));
  if (!entries.some((entry) => entry && entry.isDirectory)) return files;
  /** @type {Named[]} */
  const found = [];
  for (const entry of entries) if (entry) await walk(entry, found);
  return inOrder(found);
}

/** What a field for files holds. @param {ArrayLike<File>} list @returns {Named[]} */
export function filesChosen(list) {
  return inOrder(Array.from(list, (file) => ({ name: file.webkitRelativePath || file.name, file })));
}

/** A file out of an archive, which is kept by the browser and not in memory. @returns {Named} @param {{ name: string, bytes: Uint8Array }} given */
export function fileOf({ name, bytes }) {
  return { name, file: new File([/** @type {BlobPart} */ (bytes)], name) };
}

/** @param {any} entry @param {Named[]} found */
async function walk(entry, found) {
  if (entry.isFile) {
    // A file may be gone, or not be ours to read: it is reported where it is opened.
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    found.push({ name: entry.fullPath.replace(/^\//, ''), file: file || new File([], entry.name) });
    return;
  }
  const reader = entry.createReader();
  // A folder comes in portions, the last of them empty.
  for (;;) {
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (!some.length) return;
    for (const inner of some) await walk(inner, found);
  }
}

/* What systems and office programs lay beside the files of a folder is no file of anybody's. */
/** @param {Named[]} files */
function inOrder(files) {
  const isSystems = (/** @type {Named} */ { name }) => /(^|\/)(\.[^/]*|~\$[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i.test(name);
  return files.filter((named) => !isSystems(named)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

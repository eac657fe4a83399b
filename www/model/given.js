/** What the reader gave to be checked, and what the engine takes of it. */

/**
 * @typedef {Object} Given
 * @property {'html'|'text'} kind which of the two is checked
 * @property {string} text
 * @property {?string} html the same with its layout, where there is one
 * @property {?string} name the file's name
 * @property {?string} note what the reader should know about it
 * @property {boolean} isWanted whether the reader chose this kind
 * @property {?gouji_check.Source} opened what a reader of files made of it
 */

/** A text with its layout. @param {string} text @param {?string} html @returns {Given} */
export function pasted(text, html) {
  return { kind: html ? 'html' : 'text', text, html, name: null, note: null, isWanted: false, opened: null };
}

/** A text alone; it may be the text of an HTML file. @param {string} text @param {?string} [name] @returns {Given} */
export function plain(text, name) {
  return Object.assign(pasted(text, null), { name: name || null });
}

/** A file that was opened: its text is shown, with its tables' cells parted by tabs. @param {gouji_check.Source} source @returns {Given} */
export function fromFile(source) {
  const name = source.name || null;
  if (source.format === undefined) return plain(source.text, name);
  const text = source.text.replace(/[\u001d\u001e]/g, '\n').replace(/\u001f/g, '\t');
  return Object.assign(plain(text, name), { opened: source });
}

/** What the engine checks. @param {Given} given @returns {gouji_check.Source} */
export function sourceOf(given) {
  return given.opened || Object.assign({ text: textOf(given) }, given.name ? { name: given.name } : null);
}

/** The text that places in a view refer to. @param {Given} given @returns {string} */
export function textOf(given) {
  return given.kind === 'html' ? given.html || '' : given.text;
}

/** Whether there is nothing in it. @param {Given} given */
export function isEmpty(given) {
  return !given.opened && !textOf(given).trim();
}

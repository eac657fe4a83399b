/** What is checked, and the ways it comes in: a paste, a drop, a file, an example. */

/**
 * @typedef {Object} Source
 * @property {'html'|'text'} kind which of the two is read
 * @property {string} text
 * @property {?string} html the same with its layout, where there is one
 * @property {?string} name the file's name
 * @property {?string} note what the reader should know about it
 * @property {boolean} wanted whether the reader chose this kind
 * @property {?import('./engine.js').Reading} reading what a file held that is no text
 */

/** A text with its layout. @returns {Source} */
export function pastedSource(text, html) {
  return { kind: html ? 'html' : 'text', text, html, name: null, note: null, wanted: false, reading: null };
}

/** A text alone; it may be the text of an HTML file. @returns {Source} */
export function plainSource(text, name) {
  return Object.assign(pastedSource(text, null), { name: name || null });
}

/** A file that is no text: its text is shown, with its tables' cells parted by tabs. @returns {Source} */
export function fileSource(reading, name) {
  const text = reading.text.replace(/[\u001d\u001e]/g, '\n').replace(/\u001f/g, '\t');
  return Object.assign(plainSource(text, name), { reading });
}

/** What the engine checks of a source. @returns {string|import('./engine.js').Reading} */
export function contentOf(source) {
  return source.reading || textOf(source);
}

/** The text that places in a result refer to. */
export function textOf(source) {
  return source.kind === 'html' ? source.html : source.text;
}

/**
 * What a paste or a drop carries: the rich form counts only where it holds a table.
 * @param {DataTransfer} data
 * @returns {{ file: ?File, source: ?Source, isTable: boolean }}
 */
export function carriedBy(data) {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const isTable = /<t[dr][\s>]/i.test(html);
  const source = text || html ? pastedSource(text, isTable || !text ? html : null) : null;
  return { file: (data.files && data.files[0]) || null, source, isTable };
}

const examples = new Map();

/**
 * The text of an example. Each is read once; `#id` names an element of the page that holds the text.
 * @param {string} address
 * @returns {Promise<string>}
 */
export function exampleText(address) {
  if (address.startsWith('#')) return Promise.resolve(document.getElementById(address.slice(1)).textContent);
  const whole = new URL(address, document.baseURI).href;
  if (!examples.has(whole)) examples.set(whole, fetch(whole).then((response) => response.text()));
  return examples.get(whole);
}

/** Where the other files of this folder are, and how a shadow tree gets its style sheet. */

import { h } from './dom.js';

/** The folder this script was loaded from. */
export const base = new URL('.', import.meta.url).href;

/**
 * Puts the style sheet into a shadow tree. A link needs no more than `style-src 'self'` and works
 * in browsers without constructed style sheets.
 * @returns {Promise} settled when the sheet is there, or cannot be had
 */
export function addStyles(shadow) {
  return new Promise((resolve) => {
    shadow.append(h('link', { rel: 'stylesheet', href: new URL('style.css', base).href, onload: resolve, onerror: resolve }));
  });
}

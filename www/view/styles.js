/** How a shadow tree gets its style sheet. */

import { BASE } from '../base.js';
import { h } from './dom.js';

/**
 * Puts the style sheet into a shadow tree. A link needs no more than `style-src 'self'` and works
 * in browsers without constructed style sheets.
 * @param {ShadowRoot} shadow
 * @returns {Promise<any>} settled when the sheet is there, or cannot be had
 */
export function addStyles(shadow) {
  return new Promise((resolve) => {
    shadow.append(h('link', { rel: 'stylesheet', href: new URL('style.css', BASE).href, onload: resolve, onerror: resolve }));
  });
}

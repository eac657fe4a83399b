/** Typing into a cell of the table. */

import { fill, h } from './dom.js';

/**
 * Turns a cell into a text field until the reader has finished.
 * @param {HTMLElement} td
 * @param {{ text: string, label: string, first?: ?string }} start `first` is a key typed already
 * @param {function(?string, string): void} done gets the text, or null where given up, and the
 *   key that ended it
 */
export function typeInCell(td, { text, label, first }, done) {
  const before = Array.from(td.childNodes);
  const input = h('input.typing', { type: 'text', inputmode: 'numeric', autocomplete: 'off', 'aria-label': label });
  let open = true;
  const end = (/** @type {?string} */ given, /** @type {string} */ key) => {
    if (!open) return;
    open = false;
    fill(td, before);
    done(given, key);
  };
  input.value = typeof first === 'string' ? first : text;
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (!['Enter', 'Tab', 'Escape'].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    end(event.key === 'Escape' ? null : input.value.trim(), event.shiftKey ? `Shift+${event.key}` : event.key);
  });
  input.addEventListener('blur', () => end(input.value.trim(), ''));
  fill(td, input);
  input.focus();
  if (first === null || first === undefined) input.select();
}

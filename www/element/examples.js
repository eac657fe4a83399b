/** The texts of examples, each fetched once. */

/** @type {Map<string, Promise<string>>} */
const examples = new Map();

/**
 * The text of an example; `#id` names an element of the page that holds it.
 * @param {string} address
 * @returns {Promise<string>}
 */
export function exampleText(address) {
  if (address.startsWith('#')) {
    const holder = document.getElementById(address.slice(1));
    return Promise.resolve((holder && holder.textContent) || '');
  }
  const whole = new URL(address, document.baseURI).href;
  const known = examples.get(whole);
  if (known) return known;
  const text = fetch(whole).then((response) => response.text());
  examples.set(whole, text);
  // What failed is asked for again.
  text.catch(() => examples.delete(whole));
  return text;
}

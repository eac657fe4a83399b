/**
 * Makes elements. Text always enters the document as text: nothing here parses markup, so a
 * report full of tags is shown as the characters it consists of.
 *
 * How the scripts of this page are written: office machines run browsers built on Chromium 69,
 * so there is no `?.`, no `??`, no `#private` member and no class field in this folder. Members
 * that are not public begin with an underscore.
 */

/**
 * @typedef {Node|string|number|boolean|null|undefined} Child
 * @typedef {Child|Array<Child|Array<Child|Child[]>>} Children
 */

/**
 * The element of a tag, classes apart.
 * @template {string} Name
 * @typedef {Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : Name extends `${infer Tag}.${string}` ? (Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag] : HTMLElement) : HTMLElement} ElementOf
 */

/**
 * Makes one element.
 * @template {string} Name
 * @param {Name} name tag name, optionally followed by classes: `"p.note"`
 * @param {Record<string, any>} [attributes] attributes; a function listens (`onclick`), `null` and
 *   `false` leave the attribute out, `true` sets it empty
 * @param {...Children} children
 * @returns {ElementOf<Name>}
 */
export function h(name, attributes, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes || {})) setAttribute(element, key, value);
  append(element, children);
  return /** @type {any} */ (element);
}

/** Empties `element` and gives it new children. @param {Element} element @param {...Children} children */
export function fill(element, ...children) {
  while (element.firstChild) element.removeChild(element.firstChild);
  append(element, children);
  return element;
}

/** Sets an attribute, or removes it where the value is `null` or `false`. @param {Element} element @param {string} key @param {any} value */
export function setAttribute(element, key, value) {
  if (typeof value === 'function') element.addEventListener(key.slice(2), value);
  else if (value === null || value === undefined || value === false) element.removeAttribute(key);
  else element.setAttribute(key, value === true ? '' : String(value));
}

/** Text that is read aloud and not seen. @param {string} text */
export function visuallyHidden(text) {
  return h('span.visually-hidden', {}, text);
}

/** @param {Element} element @param {Children[]} children */
function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(typeof child === 'object' ? child : String(child));
  }
}

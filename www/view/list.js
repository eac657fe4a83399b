/** The list of what does not add up: groups of entries, one of them open, and the way from one to the next. */

import { fill, h } from './dom.js';
import { drawEntry, drawFolded, fillBody, openEntry } from './entry.js';

/** @typedef {import('./entry.js').Context} Context */
/** @typedef {import('./entry.js').Entry} Entry */

/* More undecided relations than this are shown folded. */
const MOST_UNFOLDED = 5;

/** @type {Array<[string, function(Entry): boolean]>} */
const GROUPS = [
  ['list.title', (entry) => !entry.waived && entry.kind === 'error'],
  ['list.title_undecided', (entry) => !entry.waived && entry.kind === 'undecided'],
  ['list.title_other', (entry) => !entry.waived && (entry.kind === 'warning' || entry.kind === 'hint')],
  ['list.title_waived', (entry) => entry.waived],
];

export class List {
  /** @param {HTMLElement} place */
  constructor(place) {
    this._place = place;
    /** @type {Entry[]} */
    this._entries = [];
    /** @type {Entry|null} */
    this._chosen = null;
    this._position = h('span.position', {});
  }

  /** The entry that is open, or null. */
  get chosen() {
    return this._chosen;
  }

  /**
   * @param {Entry[]} entries
   * @param {Context} context
   * @param {boolean} isTouched whether an empty list should say that nothing is left
   */
  draw(entries, context, isTouched) {
    const { say } = context.words;
    this._entries = entries;
    this._context = context;
    this._chosen = null;
    this._position = h('span.position', {});
    const step = (/** @type {number} */ by, /** @type {string} */ name) => h('button', { type: 'button', 'aria-keyshortcuts': by > 0 ? 'F8' : 'Shift+F8', onclick: () => this.step(by) }, say(name));
    fill(
      this._place,
      entries.length > 1 && h('div.steps', {}, step(-1, 'list.previous'), this._position, step(1, 'list.next')),
      GROUPS.map(([title, belongs]) => this._drawGroup(title, entries.filter(belongs))),
      !entries.length && isTouched && h('h2', {}, say('list.none')),
    );
    this._place.hidden = !entries.length && !isTouched;
  }

  /** Empties the list. */
  clear() {
    this._entries = [];
    this._chosen = null;
    fill(this._place);
  }

  /** Opens one entry and shuts the others; null shuts all. @param {?Entry} entry */
  choose(entry) {
    this._chosen = entry;
    const context = this._drawn();
    for (const item of this._items()) {
      const its = this._entries[Number(item.dataset.number) - 1];
      if (its === entry || item.hasAttribute('data-chosen')) openEntry(item, its, its === entry, context);
    }
    fill(this._position, context.words.say('list.position', entry ? entry.number : '–', this._entries.length));
  }

  /** Goes on to the next entry, or back. @param {number} by */
  step(by) {
    const count = this._entries.length;
    if (!count) return;
    const at = this._chosen ? this._entries.indexOf(this._chosen) : by > 0 ? -1 : count;
    const entry = this._entries[(at + by + count) % count];
    if (entry !== this._chosen) this._drawn().choose(entry);
    this.reveal(entry).focus();
  }

  /** Unfolds the group an entry is in. @returns {HTMLElement} its heading @param {Entry} entry */
  reveal(entry) {
    const head = /** @type {HTMLElement} */ (this._place.querySelector(`[data-number="${entry.number}"] .entry-head`));
    const folded = head.closest('details');
    if (folded) folded.open = true;
    return head;
  }

  /** On paper nothing is folded but the other corrections. @param {boolean} isPrinting */
  unfold(isPrinting) {
    for (const item of isPrinting ? this._items() : []) fillBody(/** @type {Element} */ (item.querySelector('.entry-body')), this._entries[Number(item.dataset.number) - 1], this._drawn());
    for (const details of /** @type {NodeListOf<HTMLDetailsElement & { wasOpen?: boolean }>} */ (this._place.querySelectorAll('.many, .entry-body > details:not(.waive)'))) {
      if (isPrinting) details.wasOpen = details.open;
      drawFolded(details);
      details.open = isPrinting || Boolean(details.wasOpen);
    }
  }

  /* What was drawn last: nothing is chosen before. */
  _drawn() {
    return /** @type {Context} */ (this._context);
  }

  /** @returns {NodeListOf<HTMLElement>} */
  _items() {
    return this._place.querySelectorAll('.entry');
  }

  /* What cannot be decided often has one reason and many relations: a long group is folded. */
  /** @param {string} title @param {Entry[]} entries */
  _drawGroup(title, entries) {
    const context = this._drawn();
    const { say } = context.words;
    if (!entries.length) return null;
    const listed = (/** @type {Entry[]} */ some) => h('ol.entries', {}, some.map((entry) => drawEntry(entry, context)));
    const isLong = title === 'list.title_undecided' && entries.length > MOST_UNFOLDED;
    const shown = entries.filter((entry) => !isLong || !entry.findings[0].formula);
    const rest = entries.filter((entry) => !shown.includes(entry));
    return [
      h('h2', {}, say(title, entries.length)),
      shown.length > 0 && listed(shown),
      rest.length > 0 && h('details.many', {}, h('summary', {}, say('list.relations_undecided', rest.length)), listed(rest)),
    ];
  }
}

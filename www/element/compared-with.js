/** The panel of the reports that the one in hand is compared with: last year's, and those of the units. */

import { fill, h } from '../view/dom.js';

/**
 * @typedef {Object} PanelActions
 * @property {function(File[]): Promise<gouji_check.Source[]>} read opens files; what cannot be read is left out and reported
 * @property {function(): void} changed the reports are others now
 */

export class ComparedWith {
  /** @param {HTMLElement} place @param {string} accept the endings of files @param {PanelActions} actions */
  constructor(place, accept, actions) {
    this._place = place;
    this._accept = accept;
    this._actions = actions;
    /** @type {gouji_check.Source|null} */
    this._last = null;
    /** @type {gouji_check.Source[]} */
    this._units = [];
    this._complete = false;
    /** @type {HTMLDetailsElement|null} */
    this._details = null;
  }

  /** What the engine compares with, or null where there is nothing. @returns {gouji_check.Options['compared_with']|null} */
  get reports() {
    if (!this._last && !this._units.length) return null;
    return { last_year: this._last, units: this._units, complete: this._complete && this._units.length > 0 };
  }

  /** The names of the units' files, in order. */
  get unitNames() {
    return this._units.map((unit) => unit.name || '');
  }

  /** Draws the panel anew. @param {import('../messages.js').Words} words */
  draw(words) {
    this._words = words;
    const { say } = words;
    const wasOpen = this._details ? this._details.open : false;
    const complete = h('input', { type: 'checkbox', id: 'complete', disabled: !this._units.length, onchange: () => this._set({ complete: complete.checked }) });
    complete.checked = this._complete;
    this._details = h(
      'details.compared-with',
      {},
      h('summary', {}, say('compared.title')),
      h('p.hint', {}, say('compared.hint')),
      this._slot('last', this._last ? [this._last] : [], false, words, (sources) => this._set({ last: sources[0] || null })),
      this._slot('units', this._units, true, words, (sources) => this._set({ units: sources.length ? this._units.concat(sources) : [] })),
      h('p.complete', {}, complete, h('label', { for: 'complete' }, say('compared.complete'))),
    );
    this._details.open = wasOpen;
    fill(this._place, this._details);
  }

  /** @param {{ last?: gouji_check.Source|null, units?: gouji_check.Source[], complete?: boolean }} changed */
  _set({ last = this._last, units = this._units, complete = this._complete }) {
    this._last = last;
    this._units = units;
    this._complete = complete;
    if (this._words) this.draw(this._words);
    this._actions.changed();
  }

  /* A named place for files: chosen or dropped, listed, and taken out again. */
  /**
   * @param {'last'|'units'} name @param {gouji_check.Source[]} sources @param {boolean} isMany
   * @param {import('../messages.js').Words} words @param {function(gouji_check.Source[]): void} set
   */
  _slot(name, sources, isMany, { say }, set) {
    const input = h('input', { type: 'file', hidden: true, tabindex: -1, accept: this._accept, multiple: isMany });
    const take = async (/** @type {FileList|null} */ files) => {
      const read = await this._actions.read(Array.from(files || []));
      if (read.length) set(read);
    };
    input.addEventListener('change', () => take(input.files));
    const place = h(
      'div.slot',
      { 'data-slot': name },
      h('span.slot-name', {}, say(`compared.${name}`)),
      h('button', { type: 'button', onclick: () => input.click() }, say(isMany ? 'compared.choose_many' : 'compared.choose')),
      input,
      sources.length ? h('span.kept', {}, isMany ? say('compared.count', sources.length) : sources[0].name) : null,
      sources.length ? h('button.link', { type: 'button', onclick: () => set([]) }, say('compared.remove')) : null,
    );
    place.addEventListener('dragover', (event) => event.preventDefault());
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      take(event.dataTransfer && event.dataTransfer.files);
    });
    return place;
  }
}

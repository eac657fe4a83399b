/** The reports that stand beside the one that is checked: last year's, and those of the units. */

import { fill, h } from './dom.js';

/**
 * @typedef {Object} Kept a report that was opened
 * @property {string} name the file's
 * @property {string|import('./engine.js').Reading} content
 *
 * @typedef {Object} BesideActions
 * @property {function(File[]): Promise<Kept[]>} read opens files; what cannot be read is left out and told
 * @property {function()} changed the reports are others now
 */

export class Beside {
  /** @param {HTMLElement} place @param {string} accept the endings of files @param {BesideActions} actions */
  constructor(place, accept, actions) {
    this._place = place;
    this._accept = accept;
    this._actions = actions;
    this._last = null;
    this._units = [];
    this._complete = false;
  }

  /** What the engine compares with, or null where there is nothing. */
  get reports() {
    if (!this._last && !this._units.length) return null;
    return { last_year: this._last && this._last.content, units: this._units.map((unit) => unit.content), complete: this._complete && this._units.length > 0 };
  }

  /** The names of the units' files, in order. */
  get unitNames() {
    return this._units.map((unit) => unit.name);
  }

  /** Draws the panel anew. */
  draw(words) {
    this._words = words;
    const { say } = words;
    const wasOpen = this._details ? this._details.open : false;
    const complete = h('input', { type: 'checkbox', id: 'complete', disabled: !this._units.length, onchange: () => this._set({ complete: complete.checked }) });
    complete.checked = this._complete;
    this._details = h(
      'details.beside',
      {},
      h('summary', {}, say('beside.title')),
      h('p.hint', {}, say('beside.hint')),
      this._slot('last', this._last ? [this._last] : [], false, (kept) => this._set({ last: kept[0] || null })),
      this._slot('units', this._units, true, (kept) => this._set({ units: kept.length ? this._units.concat(kept) : [] })),
      h('p.complete', {}, complete, h('label', { for: 'complete' }, say('beside.complete'))),
    );
    this._details.open = wasOpen;
    fill(this._place, this._details);
  }

  _set({ last = this._last, units = this._units, complete = this._complete }) {
    this._last = last;
    this._units = units;
    this._complete = complete;
    this.draw(this._words);
    this._actions.changed();
  }

  /* A named place for files: chosen or dropped, listed, and taken out again. */
  _slot(name, kept, isMany, set) {
    const { say } = this._words;
    const input = h('input', { type: 'file', hidden: true, tabindex: -1, accept: this._accept, multiple: isMany });
    const take = async (files) => {
      const read = await this._actions.read(Array.from(files));
      if (read.length) set(read);
    };
    input.addEventListener('change', () => take(input.files));
    const place = h(
      'div.slot',
      { 'data-slot': name },
      h('span.slot-name', {}, say(`beside.${name}`)),
      h('button', { type: 'button', onclick: () => input.click() }, say(isMany ? 'beside.choose_many' : 'beside.choose')),
      input,
      kept.length ? h('span.kept', {}, isMany ? say('beside.count', kept.length) : kept[0].name) : null,
      kept.length ? h('button.link', { type: 'button', onclick: () => set([]) }, say('beside.remove')) : null,
    );
    place.addEventListener('dragover', (event) => event.preventDefault());
    place.addEventListener('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      take(event.dataTransfer.files);
    });
    return place;
  }
}

/** The cells that differ from the sum of the units, as a table; null where there are none. */
export function drawResiduals(compared, unitNames, { words, labels, open }) {
  if (!compared || !compared.residuals.length) return null;
  const { say } = words;
  const head = ['cell', 'printed', 'sum', 'difference', 'unit'].map((name) => h('th', { scope: 'col' }, say(`residual.${name}`)));
  const row = (residual) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, h('button.to-cell', { type: 'button', onclick: () => open(residual.cell) }, labels[residual.cell] || residual.cell)),
      [residual.printed, residual.sum, residual.difference].map((number) => h('td', {}, number)),
      h('td', {}, residual.units.map((at) => (compared.units[at] && compared.units[at].agency) || unitNames[at]).join(words.language === 'en' ? ', ' : '、')),
    );
  return h(
    'details.residuals',
    {},
    h('summary', {}, say('residual.title', compared.residuals.length)),
    h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, compared.residuals.map(row))),
  );
}

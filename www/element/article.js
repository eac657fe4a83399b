/** The report that stands on the page itself: followed as the page changes, its cells marked where they stand. */

import { cellsHighlightedBy, marksOf } from '../model/entries.js';
import { pasted } from '../model/given.js';
import { h } from '../view/dom.js';
import { cellsIn, drawMarks } from '../view/overlay.js';

/** @typedef {import('../model/entries.js').Entry} Entry */

export class Article {
  /**
   * @param {Element} checker whose attribute `for` names the report
   * @param {function(): void} follow draws the marks anew
   */
  constructor(checker, follow) {
    this._checker = checker;
    this._follow = follow;
    /** @type {ResizeObserver|null} */
    this._watcher = null;
    /** @type {Map<string, HTMLTableCellElement>} */
    this._cells = new Map();
    this.overlay = h('div.overlay', { hidden: true });
  }

  /** The report, or null. @returns {Element|null} */
  get element() {
    const selector = this._checker.getAttribute('for');
    return selector ? this._checker.ownerDocument.querySelector(selector) : null;
  }

  /** What is given to be checked. @param {import('../messages.js').Words} words */
  given({ say }) {
    const { element } = this;
    if (element && self.ResizeObserver && !this._watcher) {
      this._watcher = new ResizeObserver(this._follow);
      this._watcher.observe(element);
    }
    return Object.assign(pasted('', element ? element.outerHTML : ''), { note: say('input.from_page') });
  }

  /**
   * Lays the marks over the report, where it is what was checked.
   * @param {gouji_check.View|null} view
   * @param {Entry[]} unwaived
   * @param {?Entry} chosen
   * @param {Record<string, string>} labels
   * @param {function(string): void} open
   */
  mark(view, unwaived, chosen, labels, open) {
    const { element } = this;
    if (!element || !view) return;
    this._cells = cellsIn(element, view);
    drawMarks(this.overlay, this._cells, marksOf(unwaived), chosen ? cellsHighlightedBy(chosen) : new Map(), labels, open);
  }

  /** The element of a cell. @param {string} id @returns {Element|undefined} */
  cell(id) {
    return this._cells.get(id);
  }

  /** Follows no more. */
  leave() {
    if (this._watcher) this._watcher.disconnect();
    this._watcher = null;
  }
}

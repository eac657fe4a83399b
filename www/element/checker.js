import { engine } from '../engine/engine.js';
import { editsOf } from '../model/edits.js';
import { cellsHighlightedBy } from '../model/entries.js';
import { fromFile, isEmpty, plain } from '../model/given.js';
import { Session } from '../model/session.js';
import { wordsIn } from '../messages.js';
import { setAttribute } from '../view/dom.js';
import { addStyles } from '../view/styles.js';
import { Article } from './article.js';
import { ComparedWith } from './compared-with.js';
import { Drawing, scrollTo } from './drawing.js';
import { exampleText } from './examples.js';
import { FILES, Input } from './input.js';
import { Opening } from './opening.js';

/**
 * @typedef {import('../model/given.js').Given} Given
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {import('../many/batch.js').Row} Row
 * @typedef {{ version: 2, reports: gouji_check.View[] }} Result
 */

/**
 * `<gouji-checker>`: a box for a report, what was read in it, what does not add up, the tables.
 *
 * Attributes: `lang` (else the nearest `lang` around it; Chinese unless English), `paste="page"`
 * (a paste anywhere on the page is a report), `open-example` (the first example is checked at once),
 * `for` (a selector: the report on the page itself is checked and marked where it stands).
 * Slot `example`: links to reports, each either a file or `#id` of an element holding the text.
 *
 * Events, all of which bubble out of shadow trees:
 * `gouji-checked`, once for a check: `detail` is `{ version: 2, reports: [View, …] }` of the public contract;
 * `gouji-cleared`: there is no report any more;
 * `gouji-failed`: nothing could be checked; `detail` is `{ reason }`, a sentence for people.
 *
 * The element hands what happens from one part to another: a session holds the state, a drawing
 * shows it, an opening brings files in, and the table of many has reports of its own.
 */
export class GoujiCheckerElement extends HTMLElement {
  /** Registers the element. */
  static define(tag = 'gouji-checker', registry = self.customElements) {
    if (!registry.get(tag)) registry.define(tag, this);
    return this;
  }

  static get observedAttributes() {
    return ['lang', 'for'];
  }

  constructor() {
    super();
    this._session = new Session(engine());
    /** @type {Row|null} */
    this._row = null;
    /** @type {Error|null} */
    this._failure = null;
    this._words = wordsIn('');
    this._onPaste = (/** @type {ClipboardEvent} */ event) => this._pasted(event);
    this._onResize = () => this._markArticle();
    this._onPrint = (/** @type {Event} */ event) => this._drawing.unfold(event.type === 'beforeprint');
    /** @type {Article} */
    this._article = new Article(this, this._onResize);
    /** @type {Drawing} */
    this._drawing = new Drawing(this._session, {
      openCell: (id) => this._openCell(id),
      edit: (changes) => this._change(this._session.edit(changes)),
      step: (by) => this._change(this._session.step(by)),
      apply: (option) => this._change(this._session.edit(editsOf(option))).then(() => this._drawing.focusVerdict()),
      waive: (entry, note) => this._waive(entry, note),
      loadMarks: (marks) => this._loadMarks(marks),
      turn: (family, isOn) => this._turn(family, isOn),
      unitNames: () => (this._row ? this._row.pairing.units.map((unit) => unit.name) : this._comparedWith.unitNames),
      marked: () => this._markArticle(),
    });
    const { places } = this._drawing;
    /** @type {Input} */
    this._input = new Input(places.input, {
      open: (given) => this._try(given),
      openFile: (file) => this._opening.file(file),
      openFiles: (files) => this._openFiles(files),
      check: () => this._try(this._input.given),
      clear: () => this._clear(),
      example: (event) => this._exampleClicked(event),
      isArticle: () => this._article.element !== null,
      article: () => this._openArticle(true).catch(() => null),
    });
    /** @type {Opening} */
    this._opening = new Opening(engine(), this._input, {
      words: () => this._words,
      begin: () => this._session.begin(),
      open: (given) => this._try(given),
      openMany: (files, failures) => this._openMany(files, failures),
      failed: (error) => this._fail(error),
    });
    /** @type {ComparedWith} */
    this._comparedWith = new ComparedWith(places.compared, FILES, { read: (files) => this._opening.forComparison(files), changed: () => this._compare() });
    /** @type {import('../many/many.js').Many|null} the table of many reports, once it has come */
    this._many = null;
    /** @type {Promise<import('../many/many.js').Many>|null} */
    this._coming = null;
    /** @type {function(): void} */
    this._goOn = () => {};
    this._isOpened = new Promise((resolve) => {
      this._goOn = () => resolve(null);
    });
  }

  connectedCallback() {
    this.ownerDocument.addEventListener('paste', this._onPaste);
    self.addEventListener('resize', this._onResize);
    self.addEventListener('beforeprint', this._onPrint);
    self.addEventListener('afterprint', this._onPrint);
    engine().start();
    if (!this.shadowRoot) this._build();
    this._openFirst().catch(() => null).then(this._goOn);
    this._isOpened.then(() => {
      engine().prepare();
      this._loadMany().catch(() => null);
    });
  }

  disconnectedCallback() {
    this.ownerDocument.removeEventListener('paste', this._onPaste);
    self.removeEventListener('resize', this._onResize);
    self.removeEventListener('beforeprint', this._onPrint);
    self.removeEventListener('afterprint', this._onPrint);
    this._article.leave();
    if (this._many) this._many.batch.stop();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.shadowRoot) return;
    this._draw();
    if (name === 'for' && this._article.element) this._openArticle(false).catch(() => null);
  }

  /** The report that is shown, as in the public contract, or null. */
  get result() {
    return this._session.view;
  }

  /**
   * Checks a source.
   * @param {string} text plain text or HTML
   * @param {string} [name] the file's name
   * @returns {Promise<Result|null>} what `gouji-checked` tells of, or null where something else was
   *   given meanwhile; rejects where nothing could be checked
   */
  check(text, name) {
    return this._open(plain(text, name), false);
  }

  /** Fetches, after what the page opens with, every example and the table of many, so that neither needs a request later. @returns {Promise<any>} */
  async fetchRest() {
    await this._isOpened;
    const links = Array.from(this.querySelectorAll('[slot="example"]'));
    return Promise.all([this._loadMany(), ...links.map((link) => exampleText(link.getAttribute('href') || ''))]);
  }

  // -- Drawing

  _build() {
    const shadow = this.attachShadow({ mode: 'open' });
    const { places, root } = this._drawing;
    this._input.takeDropsOn(places.many);
    root.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this._key(event));
    root.hidden = true;
    addStyles(shadow).then(() => {
      root.hidden = false;
      this._markArticle();
    });
    shadow.append(root, this._article.overlay);
    this._draw();
  }

  _draw() {
    const around = this.closest('[lang]');
    this._words = wordsIn(this.getAttribute('lang') || (around && around.getAttribute('lang')) || 'zh-Hans');
    this._drawing.speak(this._words);
    setAttribute(this._drawing.root, 'data-for', this._article.element !== null);
    this._input.draw(this._words);
    this._input.show(this._session.given);
    if (!this._article.element) this._comparedWith.draw(this._words);
    if (this._many) this._many.draw(this._words);
    if (this._failure) this._drawing.showFailure(this._failure);
    else if (this._session.view) this._show(true);
  }

  /* Draws the session as it stands, of a fresh report or after a change. */
  _show(isFresh = false) {
    this._failure = null;
    for (const entry of this._session.entries) entry.since = this._row && this._many ? this._many.sinceOf(entry.findings[0]) : null;
    this._drawing.show(isFresh);
  }

  // -- Reports that come in

  /* What the page begins with; else the engine is made ready for what comes. */
  /** @returns {Promise<any>} */
  _openFirst() {
    const first = this.querySelector('[slot="example"]');
    if (this._article.element) return this._openArticle(false);
    if (!this._session.view && this.hasAttribute('open-example') && first) return this._openExample(first, false);
    return engine().version();
  }

  /**
   * Checks what was given and shows what it comes to.
   * @param {Given} given @param {boolean} isAsked whether the reader waits for the verdict @param {?Row} [row]
   * @returns {Promise<Result|null>} rejects where nothing could be checked
   */
  async _open(given, isAsked, row = null) {
    const session = this._session;
    this._row = row;
    session.comparedWith = row && this._many ? this._many.batch.comparedWith(row) : this._comparedWith.reports;
    this._leaveTable(row);
    this._input.show(given);
    if (isEmpty(given)) {
      this._showEmpty();
      return null;
    }
    try {
      const view = await session.open(given, row ? row.edits : {}, this._words.say('input.from_text_after_html'));
      if (!view) return null;
      this._drawing.list.clear();
      this._show(true);
      if (session.given !== given) this._input.show(session.given);
      if (isAsked) this._drawing.focusVerdict();
      return this._report();
    } catch (error) {
      this._fail(error);
      throw error;
    }
  }

  /* The same, of the reader's doing: what fails is shown, and nobody waits for it. */
  /** @param {Given} given */
  _try(given) {
    return this._open(given, true).catch(() => null);
  }

  /** @param {boolean} isAsked */
  _openArticle(isAsked) {
    return this._open(this._article.given(this._words), isAsked);
  }

  /* One file is opened by itself, unless the table of many is there to take it. */
  /** @param {import('../model/files.js').Named[]} files @returns {Promise<void>} */
  _openFiles(files) {
    const [{ file }] = files;
    const isOne = files.length === 1 && !file.webkitRelativePath && this._drawing.root.dataset.view !== 'many';
    return isOne ? this._opening.file(file) : this._openMany(files);
  }

  /** @param {Event} event */
  _exampleClicked(event) {
    const link = /** @type {Element|undefined} */ (event.composedPath().find((node) => node instanceof Element && node.slot === 'example'));
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
    if (!link || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this._openExample(link, true).catch(() => null);
  }

  /** @param {Element} link @param {boolean} isAsked */
  async _openExample(link, isAsked) {
    const isCurrent = this._session.begin();
    const text = await exampleText(link.getAttribute('href') || '');
    return isCurrent() ? this._open(plain(text), isAsked) : null;
  }

  /** @param {ClipboardEvent} event */
  _pasted(event) {
    const target = /** @type {Element} */ (event.composedPath()[0]);
    const inBox = target === this._input.box;
    const inField = !inBox && target.matches && target.matches('input, textarea, select, [contenteditable]');
    if (inField || (!inBox && this.getAttribute('paste') !== 'page')) return;
    this._input.paste(event);
  }

  _clear() {
    this._try(plain(''));
    this._input.box.focus();
  }

  _showEmpty() {
    this._session.clear();
    this._failure = null;
    this._drawing.showEmpty();
    this._dispatch('gouji-cleared', null);
  }

  // -- Changes to the report

  /* A check of the same report, as the reader changed it or what it is checked with. */
  /** @param {Promise<gouji_check.View|null>} checking */
  async _change(checking) {
    try {
      const view = await checking;
      if (!view) return;
      if (this._row && this._many) this._many.correct(view, this._session.edits);
      this._show();
      this._report();
    } catch (error) {
      this._fail(error);
    }
  }

  _compare() {
    this._session.comparedWith = this._comparedWith.reports;
    return this._change(this._session.checkAgain());
  }

  /** @param {string} family @param {boolean} isOn */
  _turn(family, isOn) {
    const { without } = this._session;
    if (isOn) without.delete(family);
    else without.add(family);
    if (this._many) this._many.leaveOut(Array.from(without));
    return this._change(this._session.checkAgain());
  }

  /** @param {Entry} entry @param {?string} note */
  _waive(entry, note) {
    const checking = this._session.waive(entry, note);
    // At once: the reader may go back to the table before the report is checked.
    if (this._many) this._many.markAgain(entry.findings.reduce((marks, finding) => marks.concat(finding.marks), /** @type {string[]} */ ([])));
    return this._change(checking);
  }

  /** @param {?Map<string, string>} marks of a file, or null where it held none */
  _loadMarks(marks) {
    if (!marks) return this._drawing.noteChange(this._words.say('waive.unreadable'));
    for (const [mark, note] of marks) this._session.marks.set(mark, note);
    if (this._many) this._many.markAgain(marks.keys());
    return this._marksChanged();
  }

  _marksChanged() {
    return this._change(this._session.checkAgain());
  }

  /** @param {unknown} error */
  _fail(error) {
    this._failure = error instanceof Error ? error : new Error(String(error));
    this._input.showNothing();
    this._drawing.showFailure(this._failure);
    this._dispatch('gouji-failed', { reason: this._words.reason(this._failure) });
  }

  _report() {
    /** @type {Result} */
    const result = { version: 2, reports: this._session.views };
    this._dispatch('gouji-checked', result);
    return result;
  }

  /** @param {string} name @param {any} detail */
  _dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // -- Choosing

  /** @param {string} id */
  _openCell(id) {
    if (this._article.element) {
      const there = this._article.cell(id);
      if (there) scrollTo(there);
      return;
    }
    const td = this._drawing.sheets.reveal(id);
    if (!td) return;
    const entries = this._session.entries.filter((entry) => cellsHighlightedBy(entry).has(id));
    const { chosen } = this._drawing.list;
    if (entries.length && !(chosen && entries.includes(chosen))) this._drawing.choose(entries[0]);
    td.focus({ preventScroll: true });
    scrollTo(td);
    this._drawing.sheets.inspect(id);
  }

  _markArticle() {
    if (!this._article.element || !this._session.view) return;
    const { list } = this._drawing;
    const { entries } = this._session;
    const open = (/** @type {string} */ id) => {
      const entry = entries.find((other) => cellsHighlightedBy(other).has(id));
      if (!entry) return;
      if (entry !== list.chosen) this._drawing.choose(entry);
      list.reveal(entry).focus();
    };
    this._article.mark(this._session.view, entries.filter((entry) => !entry.waived), list.chosen, this._drawing.labels(), open);
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const target = /** @type {Element} */ (event.target);
    const inBox = target === this._input.box;
    const isTyping = target.localName === 'input' || inBox;
    const isCommand = event.ctrlKey || event.metaKey;
    const { list, sheets } = this._drawing;
    if (event.key === 'F8') list.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && isCommand && inBox) this._try(this._input.given);
    else if (!isTyping && isCommand && /^[zy]$/i.test(event.key)) this._change(this._session.step(event.key.toLowerCase() === 'y' || event.shiftKey ? 1 : -1));
    else if (!sheets.key(event)) return;
    event.preventDefault();
  }

  // -- Many reports

  /* Most visitors check one report: the table of many comes after its verdict, or when it is asked for. */
  /** @returns {Promise<import('../many/many.js').Many>} */
  _loadMany() {
    if (this._coming) return this._coming;
    const coming = import('../many/many.js').then(({ Many }) => this._makeMany(Many));
    this._coming = coming;
    coming.catch(() => {
      this._coming = null;
    });
    return coming;
  }

  /** @param {typeof import('../many/many.js').Many} Many */
  _makeMany(Many) {
    const many = new Many(this._drawing.places, this._session.marks, {
      open: (row, part) => this._openRow(row, part),
      leave: () => this._openTable(),
      cleared: () => this._cleared(),
      labelsOf: (view) => this._drawing.labels(view),
      marked: () => this._marksChanged(),
      say: (sentence) => this._drawing.say(sentence),
    });
    many.draw(this._words);
    many.leaveOut(Array.from(this._session.without));
    this._many = many;
    return many;
  }

  /** @param {import('../model/files.js').Named[]} files @param {import('../many/batch.js').Failure[]} [failures] */
  async _openMany(files, failures = []) {
    const isCurrent = this._session.begin();
    try {
      const [many, forms] = await Promise.all([this._loadMany(), engine().forms()]);
      this._session.forms = forms;
      this._forget();
      many.add(files, failures);
      setAttribute(this._drawing.root, 'data-view', many.isThere ? 'many' : null);
    } catch (error) {
      if (isCurrent()) this._fail(error);
    }
  }

  /* The report of a row, compared with those it is paired with, as it was corrected. */
  /** @param {Row} row @param {?string} part */
  async _openRow(row, part) {
    const isCurrent = this._session.begin();
    const source = this._many && (await this._many.sourceOf(row));
    if (!source || !isCurrent()) return;
    const result = await this._open(fromFile(source), true, row).catch(() => null);
    if (!result || this._row !== row) return;
    const entry = part && this._session.entries.find((one) => !one.waived && one.findings.some((finding) => finding.area === part));
    if (entry && entry !== this._drawing.list.chosen) this._drawing.choose(entry);
  }

  /* Back to the table of many. */
  _openTable() {
    this._forget();
    setAttribute(this._drawing.root, 'data-view', 'many');
    if (this._many) this._many.comeBack();
  }

  /* Beside the table of many there is no report: no key may step through its list or its corrections. */
  _forget() {
    this._row = null;
    this._session.clear();
    this._input.show(this._session.given);
    this._drawing.clear();
    this._dispatch('gouji-cleared', null);
  }

  /* One report takes the place of the table of many, which stays where it is. */
  /** @param {?Row} row */
  _leaveTable(row) {
    if (!this._many || !this._many.isThere) return;
    setAttribute(this._drawing.root, 'data-view', 'one');
    setAttribute(this._drawing.root, 'data-row', row !== null);
    this._many.leaveFor(row);
  }

  _cleared() {
    setAttribute(this._drawing.root, 'data-view', null);
    setAttribute(this._drawing.root, 'data-row', null);
    this._clear();
  }
}

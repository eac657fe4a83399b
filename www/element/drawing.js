/**
 * How the element looks: its places, and the parts that draw a session into them. The verdict comes
 * first; the tables, which cost most, follow a frame later.
 */

import { cellsHighlightedBy } from '../model/entries.js';
import { textOf } from '../model/given.js';
import { drawCatalogue } from '../view/catalogue.js';
import { fill, h, setAttribute } from '../view/dom.js';
import { List } from '../view/list.js';
import { drawReading, TABLES } from '../view/reading.js';
import { drawRecordTools } from '../view/record-tools.js';
import { drawResiduals } from '../view/residuals.js';
import { Sheets } from '../view/sheets.js';
import { drawFailure, drawNothing, drawVerdict, sentencesOf } from '../view/verdict.js';

/**
 * @typedef {import('../model/session.js').Session} Session
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {import('../messages.js').Words} Words
 * @typedef {import('../view/entry.js').Context} Context
 *
 * @typedef {Object} DrawingActions
 * @property {function(string): void} openCell a cell was chosen
 * @property {function(Record<string, ?string>): void} edit
 * @property {function(number): void} step undo (−1) or redo (1)
 * @property {function({ changes: gouji_check.Change[] }): void} apply an option was chosen
 * @property {function(Entry, ?string): void} waive
 * @property {function(?Map<string, string>): void} loadMarks
 * @property {function(string, boolean): void} turn a family of rules is to be checked, or not
 * @property {function(): string[]} unitNames of the files of units that it is compared with
 * @property {function(): void} marked cells are highlighted, or none
 */

export class Drawing {
  /** @param {Session} session @param {DrawingActions} actions */
  constructor(session, actions) {
    this._session = session;
    this._actions = actions;
    this._isFresh = false;
    /** @type {Words|null} */
    this._words = null;
    const part = (/** @type {string} */ name) => h(`section.${name}`, { part: name });
    this.places = {
      bar: h('div.bar-place', {}),
      many: h('section.batch', { part: 'many' }),
      input: part('input'),
      compared: h('div.compared-place', {}),
      residuals: h('div.residuals-place', {}),
      reading: part('reading'),
      verdict: part('verdict'),
      list: part('list'),
      tables: part('tables'),
      catalogue: h('section.catalogue', {}),
    };
    this._status = h('p.visually-hidden', { role: 'status' });
    const { bar, input, compared, many, reading, verdict, residuals, list, tables, catalogue } = this.places;
    this.root = h('div.checker', { part: 'checker' }, bar, h('div.top', {}, h('div.given', {}, input, compared), reading), this._status, many, verdict, residuals, h('div.work', {}, list, tables), catalogue);
    this.list = new List(list);
    this.sheets = new Sheets(tables, { open: actions.openCell, edit: actions.edit, step: actions.step });
  }

  /** @param {Words} words */
  speak(words) {
    this._words = words;
    this.root.lang = words.language;
  }

  /** Says something to those who do not see it happen. @param {string} sentence */
  say(sentence) {
    fill(this._status, sentence);
  }

  /** Draws the session as it stands, with a fresh report or after a change. */
  show(isFresh = false) {
    const { view, entries, history } = this._session;
    if (!view) return;
    const { reading, residuals, verdict } = this.places;
    const chosen = this.list.chosen && this.list.chosen.findings[0].instance;
    const context = this.context();
    fill(reading, h('h2', {}, context.words.say('reading.title')), drawReading(view, context));
    fill(residuals, drawResiduals(view.compared, this._actions.unitNames(), context));
    fill(verdict, drawVerdict(view, context.words), drawRecordTools(context, () => Object.assign(context, { tables: this.sheets.tables() }), this._actions.loadMarks));
    verdict.removeAttribute('role');
    setAttribute(this.root, 'data-state', view.verdict);
    this.list.draw(entries, context, history.steps.length > 1);
    this.list.choose(entries.find((entry) => entry.findings.some((finding) => finding.instance === chosen)) || context.unwaived[0] || null);
    this._showTablesSoon(isFresh);
    this.say(sentencesOf(view, context.words).sentence);
  }

  /** @param {Error} error */
  showFailure(error) {
    setAttribute(this.root, 'data-state', 'broken');
    fill(this.places.verdict, drawFailure(error, this.words));
    this.places.verdict.setAttribute('role', 'alert');
  }

  /** There is no report. */
  showEmpty() {
    const { reading, residuals, verdict, catalogue } = this.places;
    const sentence = this.words.say('verdict.empty');
    setAttribute(this.root, 'data-state', 'empty');
    this.clear();
    for (const place of [reading, residuals, catalogue]) fill(place);
    fill(verdict, drawNothing(sentence));
    this.say(sentence);
  }

  /** Takes the list and the tables away. */
  clear() {
    this.sheets.clear();
    this.list.clear();
  }

  /** @returns {Words} */
  get words() {
    return /** @type {Words} */ (this._words);
  }

  /** Opens one entry and highlights its cells. @param {?Entry} entry */
  choose(entry) {
    this.list.choose(entry);
    this._highlight();
  }

  /** Says something in the place of what was changed. @param {string} sentence */
  noteChange(sentence) {
    const place = this.places.verdict.querySelector('.edited');
    if (place) fill(place, sentence);
    this.say(sentence);
  }

  focusVerdict() {
    const heading = this.places.verdict.querySelector('h2');
    if (heading) heading.focus();
  }

  /** On paper nothing is folded. @param {boolean} isPrinting */
  unfold(isPrinting) {
    if (!this._session.view) return;
    this.list.unfold(isPrinting);
    this.sheets.unfold(isPrinting);
  }

  /** The names of a report's cells. @param {Pick<gouji_check.View, 'form'|'forms'>} [view] @returns {Record<string, string>} */
  labels(view = this._view()) {
    const name = this.words.language === 'en' ? 'labels_en' : 'labels';
    return Object.assign({}, ...this._layouts(view).map(({ layout }) => layout[name]));
  }

  /** What the parts draw from. @returns {Context} */
  context() {
    const { entries, rules, marks, history, edits, given, views, original } = this._session;
    const view = this._view();
    const { openCell, apply, waive } = this._actions;
    const raw = (/** @type {string} */ id) => original && original.cells[id] && (original.cells[id].raw || '').trim();
    return {
      words: this.words,
      view,
      cells: view.cells,
      entries,
      unwaived: entries.filter((entry) => !entry.waived),
      several: views.length,
      labels: this.labels(),
      rules,
      marks,
      history,
      edits,
      text: textOf(given),
      original: (id) => raw(id) || this.words.say('cell.raw_blank'),
      open: openCell,
      apply,
      waive,
      choose: (entry) => this._chosenByReader(entry),
      show: (entry) => entry !== this.list.chosen && this._chosenByReader(entry),
    };
  }

  /** The catalogue of rules, where its switches are. */
  drawCatalogue() {
    const { rules, without } = this._session;
    fill(this.places.catalogue, drawCatalogue(rules, this.words, without, this._actions.turn));
  }

  _view() {
    return /** @type {gouji_check.View} */ (this._session.view);
  }

  /** @param {boolean} isFresh */
  _showTablesSoon(isFresh) {
    const { tables } = this.places;
    this._isFresh = this._isFresh || isFresh;
    if (tables.hasAttribute('aria-busy')) return;
    tables.setAttribute('aria-busy', 'true');
    afterFrame(() => {
      tables.removeAttribute('aria-busy');
      if (!this._session.view) return;
      if (this._isFresh) this._openTables();
      this._isFresh = false;
      if (this._session.view.verdict !== 'unread') this.sheets.show(this.context());
      this._highlight();
    });
  }

  _openTables() {
    const layouts = this._layouts(this._view());
    const context = this.context();
    if (this.sheets.builds(context, layouts) || !this.places.catalogue.firstChild) this.drawCatalogue();
    this.sheets.open(context, layouts);
  }

  /** @param {Pick<gouji_check.View, 'form'|'forms'>} view */
  _layouts({ form, forms }) {
    return TABLES.map((key) => {
      const its = (key !== 'remedies' && forms[key]) || form || '2021';
      return { key, form: its, layout: this._session.forms[its][key] };
    });
  }

  _highlight() {
    const { chosen } = this.list;
    this.sheets.highlight(chosen ? cellsHighlightedBy(chosen) : new Map(), this.words);
    this._actions.marked();
  }

  /* Chosen by the reader, an entry shuts when chosen again; beside the list, its cell is brought into view. */
  /** @param {Entry} entry */
  _chosenByReader(entry) {
    const isAgain = this.list.chosen === entry;
    this.choose(isAgain ? null : entry);
    if (isAgain) return;
    this.list.reveal(entry);
    const td = this.sheets.reveal(this.sheets.markedCell(entry));
    const isBeside = this.places.tables.getBoundingClientRect().left < this.places.list.getBoundingClientRect().left;
    if (td && isBeside) scrollTo(td);
  }
}

/** Brings an element into view, where it is not. @param {Element} element */
export function scrollTo(element) {
  const isCalm = self.matchMedia && self.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const box = element.getBoundingClientRect();
  const isInView = box.top > 60 && box.bottom < self.innerHeight - 160 && box.left > 0 && box.right < self.innerWidth;
  if (!isInView) element.scrollIntoView({ behavior: isCalm ? 'auto' : 'smooth', block: 'center', inline: 'center' });
}

/* Runs once the browser has painted, or soon where it does not paint, as in a hidden tab. */
/** @param {function(): void} run */
function afterFrame(run) {
  let isDue = true;
  const once = () => {
    if (isDue) run();
    isDue = false;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 200);
}

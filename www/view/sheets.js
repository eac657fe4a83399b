/** The three tables on the page: built once for a form, filled anew for each view, walked and typed in by keyboard. */

import { entriesIn, marksOf } from '../model/entries.js';
import { typeInCell } from './cell-input.js';
import { copyTable } from './clipboard.js';
import { fill, h, setAttribute } from './dom.js';
import { drawInspector } from './inspector.js';
import { TABLES, tablesMissing } from './reading.js';
import { NO_CELL, cellByKey, cellsOf, drawTable, highlightCells, pointHeaders, showValues } from './tables.js';

/** @typedef {import('./entry.js').Context} Context */
/** @typedef {import('../model/entries.js').Entry} Entry */
/** @typedef {import('../model/entries.js').CellMark} CellMark */
/** @typedef {import('../messages.js').Words} Words */
/** @typedef {{ key: 'disclosure'|'requests'|'remedies', form: string, layout: gouji_check.Layout }} Drawn a table and the form it is laid out by */
/** @typedef {{ key: 'disclosure'|'requests'|'remedies', layout: gouji_check.Layout, table: HTMLTableElement|null, details: HTMLDetailsElement & { wasOpen?: boolean }, badge: HTMLElement, copied: HTMLElement, isAbsent: boolean }} Sheet */

/**
 * @typedef {Object} SheetActions
 * @property {function(string): void} open a cell was chosen
 * @property {function(Record<string, ?string>): void} edit cells were given new texts, or null for their own
 * @property {function(number): void} step undo (−1) or redo (1)
 */

export class Sheets {
  /** @param {HTMLElement} place @param {SheetActions} actions */
  constructor(place, actions) {
    this._place = place;
    this._actions = actions;
    /** @type {Context|null} */
    this._context = null;
    /** @type {string|null} */
    this._drawn = null;
    /** @type {string|null} */
    this._cell = null;
    /** @type {Sheet[]} */
    this._sheets = [];
    /** @type {Map<string, HTMLTableCellElement>} */
    this._tds = new Map();
    const tool = (/** @type {function(): void} */ act) => h('button', { type: 'button', onclick: act });
    this._tools = { undo: tool(() => this._actions.step(-1)), redo: tool(() => this._actions.step(1)), reset: tool(() => this._reset()) };
    this._editTools = h('div.edit-tools', { role: 'group' }, this._tools.undo, this._tools.redo, this._tools.reset);
    this._legend = h('ul.legend', {});
    this._inspector = h('aside.inspector', { hidden: true });
  }

  /** Takes the tables away. */
  clear() {
    fill(this._place);
    this._drawn = null;
    this._cell = null;
    this._sheets = [];
    this._tds = new Map();
  }

  /** The cell whose panel is open, or null. */
  get cell() {
    return this._cell;
  }

  /** Whether a report's tables have to be built anew: another form, another language. @param {Context} context @param {Drawn[]} layouts */
  builds(context, layouts) {
    return this._drawn !== nameOf(context, layouts);
  }

  /**
   * Makes ready for another report. Tables of the same forms are kept and only filled anew.
   * @param {Context} context
   * @param {Drawn[]} layouts
   */
  open(context, layouts) {
    if (this._cell) this.closeCell();
    this._place.hidden = context.view.verdict === 'unread';
    if (this.builds(context, layouts)) this._build(context, layouts);
    for (const { key, details, isAbsent, copied } of this._sheets) {
      details.open = !isAbsent && (!context.unwaived.length || entriesIn(context.unwaived, key).length > 0 || key === 'requests');
      if (copied.firstChild) fill(copied);
    }
  }

  /** Fills the tables with what was read and with its marks. @param {Context} context */
  show(context) {
    const { words, view, unwaived, edits, history } = context;
    this._context = context;
    const marks = marksOf(unwaived);
    showValues(this._tds, view, marks, edits, context.original, words);
    for (const sheet of this._sheets) showState(sheet, entriesIn(unwaived, sheet.key), words);
    setAttribute(this._tools.undo, 'disabled', history.at === 0);
    setAttribute(this._tools.redo, 'disabled', history.at === history.steps.length - 1);
    setAttribute(this._tools.reset, 'disabled', !Object.keys(edits).length);
    this._editTools.hidden = history.steps.length < 2;
    fill(this._legend, legendItems(marks, context));
    if (this._cell) this.inspect(this._cell);
  }

  /** Highlights cells: id → `term` or `side`. @param {Map<string, string>} highlighted @param {Words} words */
  highlight(highlighted, words) {
    highlightCells(this._tds, highlighted, words);
  }

  /** The element of a cell, its table unfolded, or undefined where the report has no such table. @param {string} id */
  reveal(id) {
    const td = this._tds.get(id);
    const details = td && td.closest('details');
    if (details) details.open = true;
    return td;
  }

  /** The cell that bears an entry's number, or else the first it speaks of. @param {Entry} entry */
  markedCell(entry) {
    const marked = Array.from(this._tds).find(([, td]) => td.dataset.number === String(entry.number));
    return marked ? marked[0] : entry.findings[0].cells[0];
  }

  /** Opens the panel of a cell. @param {string} id */
  inspect(id) {
    const context = this._shown();
    const { edits, original } = context;
    const its = { original: id in edits ? original(id) : null, close: () => this._leaveCell(), edit: (/** @type {?string} */ text) => this._actions.edit({ [id]: text }) };
    fill(this._inspector, drawInspector(id, Object.assign({}, context, its)));
    this._inspector.hidden = false;
    this._cell = id;
    for (const [other, td] of this._tds) setAttribute(td, 'data-current', other === id);
    pointHeaders(this._place, this._tds.get(id) || null);
  }

  /** Shuts the panel of the cell. */
  closeCell() {
    const td = this._tds.get(this._cell || '');
    this._cell = null;
    this._inspector.hidden = true;
    pointHeaders(this._place, null);
    if (td) td.removeAttribute('data-current');
  }

  /** A key pressed in the tables. @returns {boolean} whether it meant something @param {KeyboardEvent} event */
  key(event) {
    const td = /** @type {HTMLTableCellElement|null} */ (/** @type {Element} */ (event.target).closest('[data-cell]'));
    if (event.key === 'Escape' && this._cell) this._leaveCell();
    else if (!td) return false;
    else if (event.key === 'F2' || (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey)) this._typeIn(td, event.key === 'F2' ? null : event.key);
    else if (event.key === 'Enter' || event.key === ' ') this._actions.open(td.dataset.cell || '');
    else return focusOn(cellByKey(td, event));
    return true;
  }

  /** On paper nothing is folded. @param {boolean} isPrinting */
  unfold(isPrinting) {
    for (const { details } of this._sheets) {
      if (isPrinting) details.wasOpen = details.open;
      details.open = isPrinting || Boolean(details.wasOpen);
    }
  }

  /** The tables that are there, for a record. */
  tables() {
    return this._sheets.filter((sheet) => sheet.table !== null).map(({ layout, table }) => ({ title: layout.title, table: /** @type {HTMLTableElement} */ (table) }));
  }

  /** @param {Context} context @param {Drawn[]} layouts */
  _build(context, layouts) {
    const { words } = context;
    const lost = tablesMissing(context.view);
    this._drawn = nameOf(context, layouts);
    this._tds = new Map();
    this._sheets = layouts.map(({ key, layout }) => this._buildSheet(key, layout, lost.includes(key), words));
    for (const name of /** @type {Array<'undo'|'redo'|'reset'>} */ (['undo', 'redo', 'reset'])) fill(this._tools[name], words.say(`edit.${name}`));
    this._editTools.hidden = true;
    this._inspector.hidden = true;
    setAttribute(this._editTools, 'aria-label', words.say('edit.title'));
    setAttribute(this._inspector, 'aria-label', words.say('cell.title'));
    fill(
      this._place,
      h('div.tables-head', {}, h('div', {}, h('h2', {}, words.say('tables.title')), h('p.hint', {}, words.say('tables.hint'))), this._editTools),
      this._sheets.map((sheet) => sheet.details),
      this._legend,
      this._inspector,
    );
  }

  /** @param {Drawn['key']} key @param {gouji_check.Layout} layout @param {boolean} isAbsent @param {Words} words */
  _buildSheet(key, layout, isAbsent, words) {
    const table = isAbsent ? null : drawTable(layout, key, words);
    if (table) {
      for (const [id, td] of cellsOf(table)) this._tds.set(id, td);
      this._listenTo(table);
    }
    const badge = h('span.table-state', {});
    const copied = h('span.quiet', { role: 'status' });
    const copy = () => {
      const { view, edits } = this._shown();
      const isTaken = table !== null && copyTable(table, view, new Set(Object.keys(edits)));
      fill(copied, words.say(isTaken ? 'tables.copied' : 'tables.not_copied'));
    };
    const body = table
      ? [h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': words.say('tables.scroll', layout.title) }, table), h('p.table-tools', {}, h('button.link', { type: 'button', onclick: copy }, words.say('tables.copy')), ' ', copied)]
      : h('p.quiet', {}, words.say('verdict.incomplete', words.say(`table.${key}`)));
    const details = h('details.table', { 'data-sheet': key }, h('summary', {}, h('span.table-title', { lang: 'zh-Hans' }, layout.title), badge), body);
    return { key, layout, table, details, badge, copied, isAbsent };
  }

  /** @param {HTMLTableElement} table */
  _listenTo(table) {
    const cellAt = (/** @type {Event} */ event) => /** @type {HTMLTableCellElement|null} */ (/** @type {Element} */ (event.target).closest('[data-cell]'));
    const first = /** @type {HTMLElement|null} */ (table.querySelector('[data-cell]'));
    if (first) first.tabIndex = 0;
    table.addEventListener('click', (event) => {
      const td = cellAt(event);
      if (td && /** @type {Element} */ (event.target).localName !== 'input') this._actions.open(td.dataset.cell || '');
    });
    table.addEventListener('dblclick', (event) => {
      const td = cellAt(event);
      if (td) this._typeIn(td);
    });
    table.addEventListener('focusin', (event) => this._focused(cellAt(event)));
  }

  /** @param {HTMLTableCellElement|null} td */
  _focused(td) {
    if (!td) return;
    const table = /** @type {Element} */ (td.closest('table'));
    for (const other of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll('[data-cell][tabindex="0"]'))) other.tabIndex = -1;
    td.tabIndex = 0;
    const id = td.dataset.cell || '';
    if (this._cell && this._cell !== id) this.inspect(id);
  }

  /* What was shown last: nothing is done in a table before. */
  _shown() {
    return /** @type {Context} */ (this._context);
  }

  _reset() {
    this._actions.edit(Object.assign({}, ...Object.keys(this._shown().edits).map((id) => ({ [id]: null }))));
  }

  _leaveCell() {
    const td = this._tds.get(this._cell || '');
    this.closeCell();
    if (td) td.focus();
  }

  /* Opens a cell for typing; Enter goes on below, Tab to the right. */
  /** @param {HTMLTableCellElement} td @param {?string} [first] */
  _typeIn(td, first = null) {
    const { view, labels } = this._shown();
    const id = td.dataset.cell || '';
    const before = ((view.cells[id] || NO_CELL).raw || '').trim();
    typeInCell(td, { text: before, label: labels[id] || id, first }, (text, key) => {
      /** @type {Record<string, string>} */
      const moves = { Enter: 'ArrowDown', 'Shift+Enter': 'ArrowUp', Tab: 'ArrowRight', 'Shift+Tab': 'ArrowLeft' };
      const next = moves[key] && cellByKey(td, { key: moves[key] });
      if (key) (next || td).focus();
      if (text !== null && text !== before) this._actions.edit({ [id]: text });
    });
  }
}

/** @param {?HTMLElement} td @returns {boolean} whether there is one */
function focusOn(td) {
  if (td) td.focus();
  return td !== null;
}

/** @param {Context} given @param {Drawn[]} layouts */
function nameOf({ words, view }, layouts) {
  return [words.language, view.form, tablesMissing(view), layouts.map(({ form }) => form)].join();
}

/** @param {Sheet} sheet @param {Entry[]} touching @param {Words} words */
function showState({ details, badge, isAbsent }, touching, { say }) {
  const wrong = touching.filter((entry) => entry.kind === 'error').length;
  const state = isAbsent ? 'absent' : wrong ? 'bad' : touching.length ? 'doubt' : 'clean';
  const said = { absent: say('tables.absent'), bad: say('tables.count', wrong), doubt: say('tables.doubt', touching.length), clean: say('tables.clean') };
  setAttribute(details, 'data-state', state);
  if (badge.textContent !== said[state]) fill(badge, said[state]);
}

/* Only the signs that the tables bear now. */
/** @param {Map<string, CellMark>} marks @param {Context} given */
function legendItems(marks, { words, view, entries, edits }) {
  const outcomes = new Set(Array.from(marks.values(), (mark) => mark.outcome));
  const statuses = new Set(Object.keys(view.cells).map((id) => view.cells[id].status));
  /** @type {Array<[string, Record<string, string>]|false>} */
  const shown = [
    outcomes.has('fails') && ['fails', { 'data-mark': 'fails' }],
    outcomes.has('candidate') && ['candidate', { 'data-mark': 'candidate' }],
    outcomes.has('undecided') && ['undecided', { 'data-mark': 'undecided' }],
    entries.length > 0 && ['highlighted', { 'data-highlighted': 'term' }],
    Object.keys(edits).length > 0 && ['edited', { 'data-edited': '' }],
    statuses.has('inferred') && ['inferred', { 'data-status': 'inferred' }],
    statuses.has('missing') && tablesMissing(view).length < TABLES.length && ['missing', { 'data-status': 'missing' }],
  ];
  return shown.map((one) => one && drawSign(one[0], one[1], words));
}

/** @param {string} name @param {Record<string, string>} attributes @param {Words} words */
function drawSign(name, attributes, words) {
  return h('li', {}, h('span.swatch', Object.assign({ 'aria-hidden': 'true' }, attributes)), words.say(`tables.legend.${name}`));
}

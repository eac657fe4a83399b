/**
 * Reports × parts as a table: a line for each, the newest year first, drawn in slices so that the
 * page answers meanwhile. One stop for the keyboard; the arrows walk from button to button.
 */

import { wordsIn } from '../messages.js';
import { fill, h, setAttribute, visuallyHidden } from '../view/dom.js';
import { PARTS } from './kept.js';

/** @typedef {import('./batch.js').Row} Row */
/** @typedef {import('../messages.js').Words} Words */
/** @typedef {{ hasRound: boolean, columns: string[], sorted: string }} Look `columns` are the reader's own */
/** @typedef {{ year: ?number, rows: Row[] }} Group */

/* How long a slice may take, in milliseconds, and how many lines it may put in their place: what
   they cost the browser to lay out comes after. */
const SLICE = 8;
const LINES = 30;

/**
 * @typedef {Object} MatrixActions
 * @property {function(Row, ?string): void} open a row was chosen, in one of its parts
 * @property {function(Row): Node} drawDetail
 * @property {function(string): void} sort by `to_do` or `name`
 */

export class Matrix {
  /** @param {HTMLElement} place @param {MatrixActions} actions */
  constructor(place, actions) {
    this._place = place;
    this._actions = actions;
    this._words = wordsIn('');
    /** @type {Look} */
    this._look = { hasRound: false, columns: [], sorted: '' };
    /** @type {Map<Row, { line: HTMLTableRowElement, detail: HTMLTableRowElement|null }>} */
    this._drawn = new Map();
    /** @type {Map<?number, HTMLTableSectionElement>} */
    this._years = new Map();
    /** @type {Set<Row>} */
    this._unfolded = new Set();
    /** @type {Group[]} */
    this._groups = [];
    /** @type {{ row: Row, key: string }|null} */
    this._focused = null;
    /** @type {HTMLElement|null} */
    this._stop = null;
    this._width = 0;
    /** @type {string|null} */
    this._name = null;
    this._wasHere = false;
    this._run = 0;
    this._table = h('table.matrix', {});
    this._box = h('div.matrix-box', { tabindex: -1, role: 'region' }, this._table);
    this._table.addEventListener('keydown', (event) => this._key(event));
    this._table.addEventListener('focusin', (event) => {
      this._wasHere = this._wasHere || /** @type {Element} */ (event.target).closest('tr[data-row]') !== null;
      this._stopAt(/** @type {Element} */ (event.target));
    });
    place.append(this._box);
  }

  /** The box that scrolls. */
  get box() {
    return this._box;
  }

  /**
   * Draws the head anew; where the columns are others, the lines are forgotten.
   * @param {Words} words
   * @param {Look} look
   */
  draw(words, look) {
    const { hasRound, columns } = look;
    const name = JSON.stringify([words.language, hasRound, columns]);
    this._words = words;
    this._look = look;
    if (name !== this._name) this._drawHead(words, look);
    this._name = name;
    this._showOrder(look.sorted);
  }

  /* Which column the lines are in the order of. */
  /** @param {string} sorted */
  _showOrder(sorted) {
    for (const [name, order, arrow] of [['name', 'ascending', ' ▲'], ['to_do', 'descending', ' ▼']]) {
      const head = /** @type {Element} */ (this._table.querySelector(`thead .${columnOf(name)}`));
      setAttribute(head, 'aria-sort', sorted === name ? order : null);
      fill(/** @type {Element} */ (head.querySelector('span')), sorted === name ? arrow : '');
    }
  }

  /** @param {Words} words @param {Look} given */
  _drawHead(words, { hasRound, columns }) {
    const { say } = words;
    const sorter = (/** @type {string} */ name) => h('th', { scope: 'col', class: columnOf(name) }, h('button.sorter', { type: 'button', onclick: () => this._actions.sort(name) }, say(`many.${name}`), h('span', { 'aria-hidden': 'true' })));
    const column = (/** @type {string} */ name, /** @type {string} */ label) => h('th', { scope: 'col', class: `column-${name}` }, label);
    const part = (/** @type {string} */ name) => h('th', { scope: 'col', class: 'column-part', title: say(`part.${name}`) }, h('span', { 'aria-hidden': 'true' }, say(`part.${name}.short`)), visuallyHidden(say(`part.${name}`)));
    const head = h('tr', {}, sorter('name'), sorter('to_do'), PARTS.map(part), column('doubts', say('many.doubts')), hasRound && column('since', say('many.since')), columns.map((label) => column('own', label)));
    // What is being drawn into the old table has lost its place.
    this._run += 1;
    this._drawn.clear();
    this._years.clear();
    this._width = head.children.length;
    this._box.setAttribute('aria-label', say('many.table'));
    fill(this._table, h('caption.visually-hidden', {}, say('many.table')), h('thead', {}, head));
  }

  /**
   * Shows these rows in this order; what is drawn of them already stays.
   * @param {Group[]} groups
   * @returns {Promise<void>} once all of it is there
   */
  async show(groups) {
    this._run += 1;
    this._groups = groups;
    const run = this._run;
    this._box.setAttribute('aria-busy', 'true');
    let started = performance.now();
    let moved = 0;
    /** @type {Node|null} */
    let place = this._table.tHead && this._table.tHead.nextSibling;
    for (const group of groups) {
      const body = this._bodyOf(group);
      place = stepOver(this._table, place, body);
      /** @type {Node|null} */
      let line = body.rows[0].nextSibling;
      for (const row of group.rows) {
        for (const node of this._linesOf(row)) {
          if (line !== node) moved += 1;
          line = stepOver(body, line, node);
        }
        if (moved < LINES && performance.now() - started < SLICE) continue;
        await nextFrame();
        if (run !== this._run) return;
        started = performance.now();
        moved = 0;
      }
      removeFrom(body, line);
    }
    removeFrom(this._table, place);
    this._sizeUp();
    this._keepAStop();
    this._focusAgain();
    this._box.removeAttribute('aria-busy');
  }

  /** A row is other than it was: it is drawn anew when shown next, and keeps the focus it has. @param {Row} row */
  touch(row) {
    const lines = this._drawn.get(row);
    const active = this._active();
    const isIn = (/** @type {Node|null} */ node) => node !== null && node.contains(active);
    if (active && lines && (isIn(lines.line) || isIn(lines.detail))) this._focused = { row, key: active.dataset.key || active.className };
    this._drawn.delete(row);
  }

  /** The row's button, to go back to. @returns {?HTMLElement} @param {Row} row @param {?string} part */
  buttonOf(row, part) {
    const lines = this._drawn.get(row);
    return lines ? lines.line.querySelector(part ? `[data-part="${part}"]` : '.open') : null;
  }

  /** @returns {HTMLElement|null} what has the focus */
  _active() {
    return /** @type {any} */ (this._box.getRootNode()).activeElement;
  }

  /* Names that stay in view cost the browser a layer each: only where the table scrolls sideways. */
  _sizeUp() {
    setAttribute(this._box, 'data-wide', this._box.scrollWidth > this._box.clientWidth);
  }

  /* What had the focus was drawn anew. */
  _focusAgain() {
    if (!this._focused) return;
    const { row, key } = this._focused;
    const lines = this._drawn.get(row);
    this._focused = null;
    if (!lines || this._box.contains(this._active())) return;
    /** @type {HTMLElement[]} */
    const all = [];
    for (const node of [lines.line, lines.detail]) if (node) all.push(.../** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll('button, select, input, summary')));
    const same = all.find((element) => (element.dataset.key || element.className) === key);
    if (same) same.focus({ preventScroll: true });
  }

  /** @param {Group} given */
  _bodyOf({ year, rows }) {
    const { say } = this._words;
    const known = this._years.get(year);
    const body = known || h('tbody', { 'data-year': year || '' }, h('tr.year', {}, h('th', { scope: 'rowgroup', colspan: this._width }, h('span', {}))));
    this._years.set(year, body);
    const label = say('many.year', year, rows.length);
    const head = /** @type {Element} */ (body.querySelector('.year span'));
    if (head.textContent !== label) fill(head, label);
    return body;
  }

  /* The line of a row, and the one below it where it is unfolded. */
  /** @param {Row} row */
  _linesOf(row) {
    let lines = this._drawn.get(row);
    if (!lines) {
      lines = { line: this._drawLine(row), detail: null };
      this._drawn.set(row, lines);
    }
    const isUnfolded = this._unfolded.has(row);
    if (isUnfolded && !lines.detail) lines.detail = h('tr.detail', { id: `detail-${row.id}` }, h('td', { colspan: this._width }, this._actions.drawDetail(row)));
    if (!isUnfolded) lines.detail = null;
    return isUnfolded && lines.detail ? [lines.line, lines.detail] : [lines.line];
  }

  /** @param {Row} row */
  _drawLine(row) {
    const { say } = this._words;
    const { tally, verdict } = row.kept;
    const isQuiet = verdict === 'holds' && !tally.hints && !row.trouble;
    const name = row.kept.agency || row.name;
    const fold = h('button.fold', { type: 'button', tabindex: -1, 'aria-expanded': String(this._unfolded.has(row)), 'aria-controls': `detail-${row.id}`, 'aria-label': say('many.detail', name) }, h('span', { 'aria-hidden': 'true' }));
    fold.addEventListener('click', () => this._turn(row, fold));
    const open = h('button.open', { type: 'button', tabindex: -1, onclick: () => this._actions.open(row, null) }, name);
    return h(
      'tr',
      { 'data-row': row.id, 'data-quiet': isQuiet },
      h('th', { scope: 'row', class: 'column-name' }, h('div', {}, fold, h('div', {}, open, tagsOf(row, this._words).map((tag) => h('span.tag', {}, tag))))),
      h('td', { class: 'column-to-do' }, this._drawToDo(row, isQuiet)),
      PARTS.map((part) => h('td', { class: 'column-part' }, this._drawPart(row, part))),
      h('td', { class: 'column-doubts' }, tally.doubts > 0 ? sign('doubt', `◇${tally.doubts}`, say('many.doubts_unit', tally.doubts)) : null),
      this._look.hasRound && h('td', { class: 'column-since' }, this._drawSince(row)),
      this._look.columns.map((_, at) => h('td', { class: 'column-own' }, row.line ? row.line.values[at] : null)),
    );
  }

  /* Green is for what holds alone: where nothing is to be done, and not all was read or decided, that is said. */
  /** @param {Row} given @param {boolean} isQuiet */
  _drawToDo({ kept: { tally, verdict }, trouble }, isQuiet) {
    const { say } = this._words;
    if (isQuiet) return sign('holds', '✓', say('many.holds'));
    const isOpen = !tally.to_do && (trouble || verdict === 'undecided' || verdict === 'unread');
    return isOpen ? sign('undecided', '?', say('many.not_all_checked')) : h('b', {}, tally.to_do);
  }

  /* The worst of a part with its number; the rest is said, too. */
  /** @param {Row} row @param {gouji_check.Area} part */
  _drawPart(row, part) {
    const { say } = this._words;
    const { errors, remarks, undecided, is_checked: isChecked } = row.kept.tally.parts[part];
    /** @type {Array<[string, string, number]>} */
    const all = [['error', '✕', errors], ['remark', '!', remarks], ['undecided', '?', undecided]];
    const kinds = all.filter(([, , n]) => n > 0);
    if (!kinds.length) return isChecked ? null : sign('unchecked', '–', say('many.unchecked'));
    const comma = this._words.language === 'en' ? ', ' : '，';
    const said = kinds.map(([kind, , n]) => say(`many.${kind}_unit`, n)).join(comma);
    const look = { type: 'button', tabindex: -1, 'data-part': part, title: said, 'aria-label': `${said}${comma}${say(`part.${part}`)}` };
    const button = h('button.to-part', look, kinds.map(([kind, mark, n]) => h('span', { 'data-kind': kind }, `${mark}${n}`)));
    button.addEventListener('click', () => this._actions.open(row, part));
    return button;
  }

  /** @param {Row} given */
  _drawSince({ since }) {
    const { say } = this._words;
    if (!since) return null;
    if (since.isNew) return h('span.quiet', {}, say('since.first'));
    /** @type {Array<[string, number]>} */
    const all = [['fixed', since.fixed.length], ['still', since.still], ['new', since.fresh]];
    const parts = all.filter(([, n]) => n > 0);
    return parts.length ? parts.map(([name, n]) => h('span.since', { 'data-since': name }, say(`since.${name}`, n))) : h('span.quiet', {}, say('since.same'));
  }

  /** @param {Row} row @param {HTMLElement} fold */
  _turn(row, fold) {
    const isUnfolded = !this._unfolded.has(row);
    if (isUnfolded) this._unfolded.add(row);
    else this._unfolded.delete(row);
    fold.setAttribute('aria-expanded', String(isUnfolded));
    this.show(this._groups);
  }

  // -- Keyboard

  /** @param {KeyboardEvent} event */
  _key(event) {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement|null} */ (target.closest('tr[data-row] button'));
    const line = button && /** @type {HTMLTableRowElement|null} */ (button.closest('tr[data-row]'));
    if (!button || !line || event.ctrlKey || event.altKey || event.metaKey) return;
    /** @type {Record<string, function(): HTMLElement|null|undefined>} */
    const keys = { ArrowRight: () => along(line, button, 1), ArrowLeft: () => along(line, button, -1), ArrowDown: () => this._above(line, button, 1), ArrowUp: () => this._above(line, button, -1), Home: () => buttonsIn(line)[0], End: () => buttonsIn(line).pop() };
    const next = keys[event.key];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    const found = next();
    if (found) found.focus();
  }

  /* In the next line the button in the same column, or the nearest before it. */
  /** @param {HTMLTableRowElement} line @param {HTMLElement} button @param {number} by */
  _above(line, button, by) {
    const lines = /** @type {HTMLTableRowElement[]} */ (Array.from(this._table.querySelectorAll('tr[data-row]')));
    const other = lines[lines.indexOf(line) + by];
    if (!other) return null;
    const columnAt = (/** @type {Element} */ element) => /** @type {HTMLTableCellElement} */ (element.closest('th, td')).cellIndex;
    const before = buttonsIn(other).filter((candidate) => columnAt(candidate) <= columnAt(button));
    const same = before.filter((candidate) => candidate.className === button.className);
    return same.pop() || before.pop();
  }

  /** @param {Element} target */
  _stopAt(target) {
    const button = /** @type {HTMLElement|null} */ (target.closest('tr[data-row] button'));
    if (!button || button === this._stop) return;
    if (this._stop) this._stop.tabIndex = -1;
    button.tabIndex = 0;
    this._stop = button;
  }

  /* One button of the table can be reached by Tab: where one was, or else the first. */
  _keepAStop() {
    if (this._wasHere && this._table.contains(this._stop)) return;
    const first = this._table.querySelector('tr[data-row] .open');
    if (first) this._stopAt(first);
  }
}

/* The class of a column. */
/** @param {string} name */
function columnOf(name) {
  return `column-${name.replace('_', '-')}`;
}

/* What is to be known of a report before it is opened. */
/** @param {Row} row @param {Words} words */
function tagsOf({ isDouble, edits, kept: { tally: { waived } }, pairing, trouble }, { say }) {
  const edited = Object.keys(edits).length;
  return [
    isDouble && say('many.double'),
    edited > 0 && say('many.edited', edited),
    waived > 0 && say('many.waived', waived),
    pairing.doubt && say('pair.doubt'),
    trouble && say('many.not_compared'),
  ].filter(Boolean);
}

/* A sign, and what it means for those who do not see it. */
/** @param {string} kind @param {string} shown @param {string} said */
function sign(kind, shown, said) {
  return h('span', { role: 'img', 'data-kind': kind, title: said, 'aria-label': said }, shown);
}

/** @param {HTMLTableRowElement} line */
function buttonsIn(line) {
  return Array.from(line.querySelectorAll('button'));
}

/** @param {HTMLTableRowElement} line @param {HTMLElement} button @param {number} by @returns {HTMLElement|undefined} */
function along(line, button, by) {
  /** @type {HTMLElement[]} */
  const buttons = buttonsIn(line);
  return buttons[buttons.indexOf(button) + by];
}

/* Goes on from `place`, before which `node` now stands. */
/** @param {Element} parent @param {Node|null} place @param {Node} node */
function stepOver(parent, place, node) {
  if (place === node) return node.nextSibling;
  parent.insertBefore(node, place);
  return place;
}

/** @param {Element} parent @param {Node|null} place */
function removeFrom(parent, place) {
  let last = place;
  while (last) {
    const next = last.nextSibling;
    parent.removeChild(last);
    last = next;
  }
}

/* Lets the browser lay out, paint and answer; a hidden page paints nothing. */
function nextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
}

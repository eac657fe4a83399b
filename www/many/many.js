/** Many reports: how far they are read, what could not be read, the table of all, and the way back to it. */

import { engine } from '../engine/engine.js';
import { wordsIn } from '../messages.js';
import { marksFromFile, marksToFile } from '../model/marks.js';
import { absentFrom, keyOf, roundFromFile, roundOf, roundToFile, sinceThen } from '../model/rounds.js';
import { fill, h, setAttribute } from '../view/dom.js';
import { download } from '../view/record.js';
import { Batch, sourceOf } from './batch.js';
import { findingsCsv, matrixCsv } from './csv.js';
import { isToDo, needsALook } from './kept.js';
import { Matrix } from './matrix.js';
import './messages.js';
import { drawDetail } from './row-detail.js';
import { drawUnread } from './unread.js';
import { saveFile } from './written.js';

/** @typedef {import('./batch.js').Row} Row */
/** @typedef {import('../messages.js').Words} Words */
/** @typedef {import('../engine/engine.js').AgencyList} AgencyList */
/** @typedef {import('../model/rounds.js').Round} Round */

/* How often the table follows what is read, in milliseconds. */
const PACE = 300;

/* Names of agencies, as Chinese sorts them. */
const NAMES = new Intl.Collator('zh-Hans-CN', { numeric: true });

/**
 * @typedef {Object} ManyActions
 * @property {function(Row, ?string): void} open a report was chosen, in one of its parts
 * @property {function(): void} leave the table is to be shown again
 * @property {function(): void} cleared no report is left
 * @property {function(import('./kept.js').Kept): Record<string, string>} labelsOf the names of a report's cells
 * @property {function(): void} marked marks were set or taken back
 * @property {function(string): void} say tells what happened to those who do not see it
 */

export class Many {
  /**
   * @param {{ bar: HTMLElement, many: HTMLElement }} places for the way back, and for the table
   * @param {Map<string, string>} marks
   * @param {ManyActions} actions
   */
  constructor(places, marks, actions) {
    this._places = places;
    this._marks = marks;
    this._actions = actions;
    this._words = wordsIn('');
    /** @type {Set<Row>} */
    this._changed = new Set();
    /** @type {Round|null} */
    this._round = null;
    /** @type {Round|null} */
    this._before = null;
    /** @type {AgencyList|null} */
    this._list = null;
    /** @type {string[]} */
    this._missing = [];
    /** @type {string|null} */
    this._matched = null;
    /** @type {string|null} */
    this._look = null;
    /** @type {string|null} */
    this._reportedNow = null;
    /** @type {string|null} */
    this._trouble = null;
    /** @type {Row|null} */
    this._row = null;
    /** @type {{ bar: HTMLElement, count: HTMLElement, names: HTMLElement }|null} */
    this._bars = null;
    this._sorted = 'to_do';
    this._isFiltered = false;
    /** @type {Row[]} */
    this._shown = [];
    this._batch = this._startBatch();
    this._bar = h('div.many-bar', { hidden: true });
    this._heading = h('h2', { tabindex: -1 });
    this._progress = h('div.progress', {});
    this._tools = h('div.many-tools', {});
    this._reported = h('div.reported', {});
    this._legend = h('p.hint', {});
    this._table = h('div.matrix-place', {});
    this._body = h('div.many-body', {}, this._heading, this._progress, this._reported, this._tools, this._legend, this._table);
    this._matrix = new Matrix(this._table, { open: (row, part) => this._open(row, part), drawDetail: (row) => this._drawDetail(row), sort: (name) => this._sort(name) });
  }

  /** Whether there is something to go back to. */
  get isThere() {
    return this._batch.rows.length + this._batch.failures.length + this._batch.all > 0;
  }

  /** The batch, for those who write files of it. */
  get batch() {
    return this._batch;
  }

  /** The source of a report, with its text. @param {Row} row */
  sourceOf(row) {
    return sourceOf(row);
  }

  /** The reports in the order shown. */
  get shown() {
    return this._shown;
  }

  /** Draws everything anew, in another language. @param {Words} words */
  draw(words) {
    this._words = words;
    this._look = null;
    if (!this.isThere) return;
    if (!this._places.many.firstChild) {
      fill(this._places.bar, this._bar);
      fill(this._places.many, this._body);
    }
    this._bars = null;
    this._drawTools();
    this._drawProgress();
    this._refresh(true);
    if (!this._bar.hidden) this._drawBar();
  }

  /**
   * Takes in files; a file of marks among them is a round.
   * @param {import('../model/files.js').Named[]} files
   * @param {import('./batch.js').Failure[]} [notes] what is known of files that are not among them
   */
  add(files, notes = []) {
    const isMarks = (/** @type {{ name: string }} */ { name }) => /\.json$/i.test(name);
    const reports = files.filter((named) => !isMarks(named));
    this._before = this._batch.rows.length ? roundOf(this._batch.rows) : null;
    if (reports.length + notes.length) this._batch.add(reports, notes);
    files.filter(isMarks).forEach(({ file }) => this._loadRound(file));
    this._showTable();
    this.draw(this._words);
    this._heading.focus();
  }

  /** Leaves families of rules out. @param {string[]} without */
  leaveOut(without) {
    this._batch.leaveOut(without);
  }

  /** The open report was corrected. @param {gouji_check.View} view @param {Record<string, string>} edits */
  correct(view, edits) {
    if (this._row) this._batch.correct(this._row, view, edits);
  }

  /** Marks were set or taken back. @param {Iterable<string>} marks */
  markAgain(marks) {
    this._batch.markAgain(marks);
  }

  /** What became of a finding of the open report since the last round: `still`, `new` or null. @param {import('../model/entries.js').Finding} finding */
  sinceOf(finding) {
    const { since } = this._row || {};
    return since && !since.isNew ? since.of(finding) : null;
  }

  /** Puts the table away for one report, or for one that is none of them (null). @param {?Row} row */
  leaveFor(row) {
    if (!this._row && !this._body.hidden) this._scrolled = { top: this._matrix.box.scrollTop, left: this._matrix.box.scrollLeft, page: self.pageYOffset };
    this._row = row;
    this._body.hidden = true;
    this._bar.hidden = false;
    this._drawBar();
  }

  /** Shows the table again, where it was and with the focus where it was. */
  async comeBack() {
    const { row = null, part = null } = this._from || {};
    this._showTable();
    await this._refresh();
    const { top = 0, left = 0, page = 0 } = this._scrolled || {};
    Object.assign(this._matrix.box, { scrollTop: top, scrollLeft: left });
    self.scrollTo(self.pageXOffset, page);
    const button = row && (this._matrix.buttonOf(row, part) || this._matrix.buttonOf(row, null));
    (button || this._heading).focus({ preventScroll: true });
    if (button) button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  _showTable() {
    this._row = null;
    this._bar.hidden = true;
    this._body.hidden = false;
  }

  // -- The batch

  _startBatch() {
    return new Batch({
      took: (row) => this._took(row),
      progressed: () => this._drawProgress(),
      finished: () => this._finished(),
    }, this._marks);
  }

  /** @param {Row} row */
  _took(row) {
    this._changed.add(row);
    if (this._timer) return;
    this._timer = setTimeout(() => this._refresh(), PACE);
  }

  _finished() {
    const isNewRound = this._batch.replaced > 0 && this._before !== null && this._round !== this._before;
    if (isNewRound) this._round = this._before;
    this._refresh(isNewRound);
    this._drawProgress();
    this._actions.say(this._heading.textContent);
  }

  /* Weighs what changed and shows the table. @returns {Promise<void>} */
  /** @param {boolean} [isAll] */
  _refresh(isAll = false) {
    clearTimeout(this._timer);
    this._timer = undefined;
    const { rows } = this._batch;
    for (const row of isAll ? rows : this._changed) this._weigh(row);
    this._changed.clear();
    this._markDoubles(rows);
    this._matchAgencies(rows);
    this._drawHead();
    this._drawReported();
    this._shown = this._ordered(rows.filter((row) => !this._isFiltered || row.trouble || isToDo(row.kept)));
    if (this._body.hidden) return null;
    return this._matrix.show(byYear(this._shown));
  }

  /** @param {Row} row */
  _weigh(row) {
    row.since = sinceThen(row, this._round);
    this._matrix.touch(row);
  }

  /** @param {Row[]} rows */
  _markDoubles(rows) {
    const seen = new Map();
    for (const row of rows) seen.set(keyOf(row), (seen.get(keyOf(row)) || 0) + 1);
    for (const row of rows) {
      const isDouble = seen.get(keyOf(row)) > 1;
      if (isDouble !== Boolean(row.isDouble)) this._matrix.touch(row);
      row.isDouble = isDouble;
    }
  }

  /* The engine says which line of the list is whose; it is asked again where a name has come or gone. */
  /** @param {Row[]} rows */
  async _matchAgencies(rows) {
    const list = this._list;
    const names = rows.map((row) => row.kept.agency);
    const asked = JSON.stringify(names);
    if (!list || this._matched === asked) return;
    this._matched = asked;
    try {
      const { lines, missing } = await engine().matchAgencies(list, names);
      if (this._list !== list || this._matched !== asked) return;
      this._missing = missing.map((at) => list.agencies[at].agency);
      rows.forEach((row, at) => {
        const line = lines[at];
        row.line = typeof line === 'number' ? list.agencies[line] : null;
        this._matrix.touch(row);
      });
      this._refresh();
    } catch (error) {
      this._reportTrouble(this._words.reason(error));
    }
  }

  /* The newest year first; in it by what is to be done, or by name. */
  /** @param {Row[]} rows */
  _ordered(rows) {
    const byName = (/** @type {Row} */ a, /** @type {Row} */ b) => NAMES.compare(nameOf(a), nameOf(b));
    const by = (/** @type {function(gouji_check.Tally): number} */ count) => (/** @type {Row} */ a, /** @type {Row} */ b) => count(b.kept.tally) - count(a.kept.tally);
    const orders = [by((tally) => tally.to_do), by((tally) => tally.errors), by((tally) => tally.warnings), by((tally) => tally.undecided + tally.doubts), byName];
    const worst = (/** @type {Row} */ a, /** @type {Row} */ b) => orders.reduce((order, next) => order || next(a, b), 0);
    const inYear = this._sorted === 'name' ? byName : worst;
    return rows.slice().sort((a, b) => (b.kept.year || 0) - (a.kept.year || 0) || inYear(a, b));
  }

  // -- Drawing

  _drawHead() {
    const { say } = this._words;
    const { rows, failures, isRunning } = this._batch;
    const toMend = rows.filter(({ kept }) => kept.tally.to_do > 0).length;
    const toSee = rows.filter(({ kept, trouble }) => !kept.tally.to_do && (trouble || needsALook(kept))).length;
    fill(this._heading, say(isRunning ? 'many.title_running' : 'many.title', rows.length, toMend, toSee, failures.length));
    fill(this._legend, say('many.legend'));
    const look = JSON.stringify([this._words.language, this._round !== null, this._list && this._list.columns, this._sorted]);
    if (this._look === look) return;
    this._look = look;
    this._matrix.draw(this._words, { hasRound: this._round !== null, columns: this._list ? this._list.columns : [], sorted: this._sorted });
  }

  _drawProgress() {
    const { say } = this._words;
    const { done, all, reading, checking, isRunning, left, isStopped } = this._batch;
    const button = (/** @type {string} */ label, /** @type {function(): void} */ act) => h('button', { type: 'button', 'data-key': 'run', onclick: act }, say(label));
    this._progress.hidden = !isRunning && !left.length && !isStopped;
    if (this._progress.hidden) {
      this._bars = null;
      return fill(this._progress);
    }
    if (isRunning && this._bars) return this._moveBar(done, all, reading, checking);
    this._bars = null;
    if (!isRunning) return fill(this._progress, h('p', {}, say('many.stopped', left.length)), button('many.go_on', () => this._goOn()));
    this._bars = { bar: h('progress', { 'aria-label': say('many.progress') }), count: h('span.count-read', {}), names: h('span.names', {}) };
    fill(this._progress, h('p', {}, this._bars.bar, ' ', this._bars.count, ' ', this._bars.names), button('many.stop', () => this._stop()));
    return this._moveBar(done, all, reading, checking);
  }

  /** @param {number} done @param {number} all @param {string[]} reading @param {number} checking */
  _moveBar(done, all, reading, checking) {
    const { say } = this._words;
    if (!this._bars) return;
    const { bar, count, names } = this._bars;
    const isReading = done < all;
    setAttribute(bar, 'max', Math.max(all, 1));
    setAttribute(bar, 'value', done);
    setText(count, isReading ? say('many.read_so_far', done, all) : say('many.checking', checking));
    setText(names, isReading ? reading.slice(0, 4).map((name) => name.split('/').pop()).join('、') : '');
  }

  _stop() {
    this._batch.stop();
    this._focusRun();
  }

  _goOn() {
    this._batch.goOn();
    this._drawProgress();
    this._focusRun();
  }

  _focusRun() {
    const button = this._progress.querySelector('button');
    if (button) button.focus();
  }

  _drawTools() {
    const { say } = this._words;
    const tool = (/** @type {string} */ label, /** @type {function(): void} */ act, title = '') => h('button.link', { type: 'button', title: title || null, onclick: act }, say(label));
    const box = h('input', { type: 'checkbox', checked: this._isFiltered, onchange: () => this._filter(box.checked) });
    const filter = h('label', {}, box, ' ', say('many.filter'));
    fill(
      this._tools,
      h('p', {}, filter),
      h('p', {}, h('span', {}, say('round.title')), tool('round.save', () => this._saveRound(), say('round.holds')), loader(say('round.load'), '.json,application/json', (file) => this._loadRound(file))),
      h('p', {}, h('span', {}, say('agencies.title')), loader(say('agencies.load'), '.xlsx,.xls,.et,.csv,.ods', (file) => this._loadList(file))),
      h('p', {}, drawExports(this, this._words)),
      h('p', {}, tool('many.clear', () => this._clear())),
    );
  }

  /* Drawn anew only where it is other than it was: the reader may be in the middle of it. */
  _drawReported() {
    const { failures, isRunning } = this._batch;
    const report = { failures, trouble: this._trouble || null, missing: isRunning ? [] : this._missing, absent: isRunning ? [] : this._absent() };
    const name = JSON.stringify([this._words.language, failures.map((failure) => [failure.name, failure.message]), report.trouble, report.missing, report.absent]);
    if (this._reportedNow === name) return;
    const before = /** @type {HTMLDetailsElement|null} */ (this._reported.querySelector('.failures'));
    this._reportedNow = name;
    fill(this._reported, drawUnread(report, before ? before.open : null, this._words, (list, from) => this._takeList(list, from)));
  }

  _absent() {
    return absentFrom(this._batch.rows, this._round).map(({ agency, year }) => [agency || this._words.say('reading.unknown'), year].filter(Boolean).join(' '));
  }

  _drawBar() {
    const { say } = this._words;
    const at = this._row ? this._shown.indexOf(this._row) : -1;
    const go = (/** @type {number} */ by, /** @type {string} */ label) => h('button', { type: 'button', disabled: !this._shown[at + by] || at < 0, onclick: () => this._open(this._shown[at + by], null) }, say(label));
    const { last = null, units = [] } = this._row ? this._row.pairing : {};
    const others = [last && say('many.compared_last', nameOf(last), last.kept.year), units.length > 0 && say('many.compared_units', units.length)].filter(Boolean);
    fill(
      this._bar,
      h('button.back', { type: 'button', onclick: () => this._actions.leave() }, say('many.back', this._batch.rows.length)),
      this._row && h('span.steps-of', {}, go(-1, 'many.previous'), h('span.position', {}, say('list.position', at + 1 || '–', this._shown.length)), go(1, 'many.next')),
      this._row && h('span.quiet', {}, this._row.name, others.length ? `${this._words.language === 'en' ? '; ' : '；'}${others.join(this._words.language === 'en' ? ', ' : '，')}` : null),
    );
  }

  /** @param {Row} row */
  _drawDetail(row) {
    return drawDetail(row, { words: this._words, rows: this._batch.rows, list: this._list, pair: (one, chosen) => this._batch.pair(one, chosen), slip: (format) => this.save(`slips_${format}`, [row]) });
  }

  // -- Choosing

  /** @param {Row} row @param {?string} part */
  _open(row, part) {
    this._from = { row, part };
    this._actions.open(row, part);
  }

  /** @param {string} name */
  _sort(name) {
    this._sorted = name;
    this._refresh();
  }

  /** @param {boolean} isOn */
  _filter(isOn) {
    this._isFiltered = isOn;
    this._refresh();
  }

  _clear() {
    this._batch.stop();
    // What is cleared away is still what the next reports are compared with.
    if (this._batch.rows.length) this._round = roundOf(this._batch.rows);
    this._batch = this._startBatch();
    this._shown = [];
    this._row = null;
    this._from = null;
    this._look = null;
    fill(this._places.bar);
    fill(this._places.many);
    this._actions.cleared();
  }

  // -- Rounds, lists, exports

  _saveRound() {
    const round = roundToFile(roundOf(this._batch.rows));
    download(`${this._words.say('round.title')}.json`, 'application/json', marksToFile(this._marks, round));
  }

  /** @param {File} file */
  async _loadRound(file) {
    const text = await new Response(file).text();
    try {
      const [marks, round] = [marksFromFile(text), roundFromFile(text)];
      for (const [mark, note] of marks) this._marks.set(mark, note);
      this._batch.markAgain(marks.keys());
      this._actions.marked();
      this._round = round || this._round;
      this._trouble = null;
    } catch (error) {
      this._trouble = this._words.say('waive.unreadable');
    }
    this._refresh(true);
  }

  /** @param {File} file */
  async _loadList(file) {
    try {
      const { source } = await engine().open(await new Response(file).arrayBuffer(), file.name);
      if (!source) throw new Error(this._words.say('agencies.unreadable', file.name));
      this._takeList(await engine().agencyList(source), file.name);
    } catch (error) {
      this._reportTrouble(this._words.say('input.unreadable', file.name, this._words.reason(error)));
    }
  }

  /** @param {AgencyList} list @param {string} name */
  _takeList(list, name) {
    this._list = list;
    this._matched = null;
    this._missing = [];
    for (const row of this._batch.rows) row.line = null;
    this._batch.failures = this._batch.failures.filter((failure) => failure.name !== name);
    this._reportTrouble(list.twice.length ? this._words.say('agencies.twice', list.twice) : null);
  }

  /** @param {?string} sentence */
  _reportTrouble(sentence) {
    this._trouble = sentence;
    this._refresh(true);
  }

  /**
   * Hands a file to the browser: a table of all reports or of every finding, a workbook, slips to return.
   * @param {'matrix'|'findings'|'workbook'|'slips_docx'|'slips_html'} what
   * @param {Row[]} [rows] all that are shown, unless said otherwise
   */
  async save(what, rows = this._shown) {
    const { say } = this._words;
    const context = { words: this._words, list: this._list, hasRound: this._round !== null, labelsOf: this._actions.labelsOf, settingsOf: (/** @type {Row} */ row) => this._batch.settingsOf(row) };
    if (what === 'matrix') return download(`${say('many.table')}.csv`, 'text/csv', matrixCsv(rows, context));
    if (what === 'findings') return download(`${say('many.findings')}.csv`, 'text/csv', findingsCsv(rows, context));
    this._reportTrouble(null);
    this._actions.say(say('many.writing'));
    try {
      await saveFile(what, rows, context);
      this._actions.say(say('many.written'));
    } catch (error) {
      const isUnloaded = error instanceof Error && 'isUnloaded' in error;
      this._reportTrouble(isUnloaded ? this._words.reason(error) : say('many.not_written', this._words.reason(error)));
    }
    return null;
  }
}

/* The buttons that save many reports' results. */
/** @param {Many} many @param {Words} given */
function drawExports(many, { say }) {
  const button = (/** @type {'workbook'} */ what) => h('button.link', { type: 'button', onclick: () => many.save(what) }, say(`many.export_${what}`));
  return [h('span', {}, say('many.export')), /** @type {any[]} */ (['workbook', 'slips_docx', 'slips_html', 'matrix', 'findings']).map(button)];
}

/** @param {string} label @param {string} accept @param {function(File): void} load */
function loader(label, accept, load) {
  const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept });
  file.addEventListener('change', () => {
    const [chosen] = file.files || [];
    if (chosen) load(chosen);
    file.value = '';
  });
  return [h('button.link', { type: 'button', onclick: () => file.click() }, label), file];
}

/** @param {Row[]} rows */
function byYear(rows) {
  /** @type {Array<{ year: ?number, rows: Row[] }>} */
  const groups = [];
  for (const row of rows) {
    const last = groups[groups.length - 1];
    if (last && last.year === row.kept.year) last.rows.push(row);
    else groups.push({ year: row.kept.year, rows: [row] });
  }
  return groups;
}

/** @param {Row} row */
function nameOf(row) {
  return row.kept.agency || row.name;
}

/** @param {Element} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) fill(element, text);
}

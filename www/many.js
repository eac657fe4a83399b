/** Many reports: how far they are read, what could not be read, the table of all, and the way back to it. */

import { Batch } from './batch.js';
import { fill, h, setAttribute } from './dom.js';
import { engine } from './engine.js';
import { saveFile } from './many-files.js';
import { findingsCsv, matrixCsv } from './many-record.js';
import { marksFromFile, marksToFile } from './marks.js';
import { Matrix } from './matrix.js';
import { download } from './record.js';
import { matchRoster, rosterOf, rowsOfCsv, rowsOfReading } from './roster.js';
import { absentFrom, keyOf, roundFromFile, roundOf, roundToFile, sinceThen } from './rounds.js';
import { drawDetail } from './row-detail.js';
import { entriesWith, isToDo, tallyOf } from './tally.js';
import { drawUnread } from './unread.js';

/* How often the table follows what is read, in milliseconds. */
const PACE = 300;

/* Names of agencies, as Chinese sorts them. */
const NAMES = new Intl.Collator('zh-Hans-CN', { numeric: true });

/**
 * @typedef {Object} ManyActions
 * @property {function(Object, ?string)} open a report was chosen, in one of its parts
 * @property {function()} leave the table is to be shown again
 * @property {function()} cleared no report is left
 * @property {function(Object): Object<string, string>} labelsOf the names of a report's cells
 * @property {function(string)} say tells what happened to those who do not see it
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
    this._changed = new Set();
    this._round = null;
    this._before = null;
    this._roster = null;
    this._left = [];
    this._sorted = 'acts';
    this._isFiltered = false;
    this._shown = [];
    this._batch = this._startBatch();
    this._bar = h('div.many-bar', { hidden: true });
    this._heading = h('h2', { tabindex: -1 });
    this._progress = h('div.progress', {});
    this._tools = h('div.many-tools', {});
    this._told = h('div.told', {});
    this._legend = h('p.hint', {});
    this._table = h('div.matrix-place', {});
    this._body = h('div.many-body', {}, this._heading, this._progress, this._told, this._tools, this._legend, this._table);
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

  /** The reports in the order shown. */
  get shown() {
    return this._shown;
  }

  /** Draws everything anew, in another language. */
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
   * @param {import('./folders.js').Named[]} files
   * @param {Array} [notes] what is known of files that are not among them
   */
  add(files, notes = []) {
    const isMarks = ({ name }) => /\.json$/i.test(name);
    const reports = files.filter((named) => !isMarks(named));
    this._before = this._batch.rows.length ? roundOf(this._batch.rows.filter((row) => row.tally)) : null;
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

  /** The open report was corrected. */
  correct(result, edits, isWhole) {
    if (this._row) this._batch.correct(this._row, result, edits, isWhole);
  }

  /** Marks were set or taken back. */
  weighAgain() {
    this._refresh(true);
  }

  /** What became of a finding of the open report since the last round: `still`, `new` or null. */
  sinceOf(finding) {
    const { since } = this._row || {};
    return since && !since.isNew ? since.of(finding) : null;
  }

  /** Puts the table away for one report, or for one that is none of them (null). */
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
    });
  }

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
  _refresh(isAll = false) {
    clearTimeout(this._timer);
    this._timer = null;
    if (!this._words) return null;
    const { rows } = this._batch;
    for (const row of isAll ? rows : this._changed) this._weigh(row);
    this._changed.clear();
    this._markDoubles(rows);
    this._findLines(rows);
    this._drawHead();
    this._drawTold();
    this._shown = this._ordered(rows.filter((row) => row.tally && (!this._isFiltered || isToDo(row.tally))));
    if (this._body.hidden) return null;
    return this._matrix.show(byYear(this._shown));
  }

  _weigh(row) {
    row.entries = entriesWith(row.slim, this._marks);
    row.tally = tallyOf(row.slim, row.entries);
    row.given = row.unedited === row.slim ? row.entries : entriesWith(row.unedited, this._marks);
    row.since = sinceThen(row, this._round);
    this._matrix.touch(row);
  }

  _markDoubles(rows) {
    const seen = new Map();
    for (const row of rows) seen.set(keyOf(row), (seen.get(keyOf(row)) || 0) + 1);
    for (const row of rows) {
      const isDouble = seen.get(keyOf(row)) > 1;
      if (isDouble !== Boolean(row.isDouble)) this._matrix.touch(row);
      row.isDouble = isDouble;
    }
  }

  _findLines(rows) {
    if (!this._roster) return;
    const { lines, left } = matchRoster(this._roster, rows.map((row) => row.slim.agency));
    this._left = left;
    rows.forEach((row, at) => {
      if (row.line !== lines[at]) this._matrix.touch(row);
      row.line = lines[at];
    });
  }

  /* The newest year first; in it by what is to be done, or by name. */
  _ordered(rows) {
    const byName = (a, b) => NAMES.compare(nameOf(a), nameOf(b));
    const worst = (a, b) => b.tally.acts - a.tally.acts || b.tally.errors - a.tally.errors || b.tally.warnings - a.tally.warnings || b.tally.undecided + b.tally.doubts - a.tally.undecided - a.tally.doubts || byName(a, b);
    const inYear = this._sorted === 'name' ? byName : worst;
    return rows.slice().sort((a, b) => (b.slim.year || 0) - (a.slim.year || 0) || inYear(a, b));
  }

  // -- Drawing

  _drawHead() {
    const { say } = this._words;
    const { rows, failures, isRunning } = this._batch;
    const tallies = rows.map((row) => row.tally).filter(Boolean);
    const toMend = tallies.filter((tally) => tally.acts > 0).length;
    const toSee = tallies.filter((tally) => !tally.acts && isToDo(tally)).length;
    fill(this._heading, say(isRunning ? 'many.title_running' : 'many.title', rows.length, toMend, toSee, failures.length));
    fill(this._legend, say('many.legend'));
    const look = JSON.stringify([this._words.language, this._round !== null, this._roster && this._roster.columns, this._sorted]);
    if (this._look === look) return;
    this._look = look;
    this._matrix.draw(this._words, { hasRound: this._round !== null, columns: this._roster ? this._roster.columns : [], sorted: this._sorted });
  }

  _drawProgress() {
    if (!this._words) return;
    const { say } = this._words;
    const { done, all, reading, checking, isRunning, left, isStopped } = this._batch;
    const button = (label, act) => h('button', { type: 'button', 'data-key': 'run', onclick: act }, say(label));
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

  _moveBar(done, all, reading, checking) {
    const { say } = this._words;
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
    const tool = (label, act, title) => h('button.link', { type: 'button', title, onclick: act }, say(label));
    const filter = h('label', {}, h('input', { type: 'checkbox', checked: this._isFiltered, onchange: (event) => this._filter(event.target.checked) }), ' ', say('many.filter'));
    fill(
      this._tools,
      h('p', {}, filter),
      h('p', {}, h('span', {}, say('round.title')), tool('round.save', () => this._saveRound(), say('round.holds')), loader(say('round.load'), '.json,application/json', (file) => this._loadRound(file))),
      h('p', {}, h('span', {}, say('roster.title')), loader(say('roster.load'), '.xlsx,.xls,.et,.csv,.ods', (file) => this._loadRoster(file))),
      h('p', {}, drawExports(this, this._words)),
      h('p', {}, tool('many.clear', () => this._clear())),
    );
  }

  /* Drawn anew only where it is other than it was: the reader may be in the middle of it. */
  _drawTold() {
    const { failures, isRunning } = this._batch;
    const told = { failures, trouble: this._trouble || null, missing: isRunning ? [] : this._missing(), absent: isRunning ? [] : this._absent() };
    const name = JSON.stringify([this._words.language, failures.map((failure) => [failure.name, failure.message]), told.trouble, told.missing, told.absent]);
    if (this._toldNow === name) return;
    const before = this._told.querySelector('.failures');
    this._toldNow = name;
    fill(this._told, drawUnread(told, before && before.open, this._words, (roster) => this._takeRoster(roster)));
  }

  _missing() {
    return this._roster ? this._left.map(({ agency }) => agency) : [];
  }

  _absent() {
    return absentFrom(this._batch.rows, this._round).map(({ agency, year }) => [agency || this._words.say('reading.unknown'), year].filter(Boolean).join(' '));
  }

  _drawBar() {
    const { say } = this._words;
    const at = this._row ? this._shown.indexOf(this._row) : -1;
    const go = (by, label) => h('button', { type: 'button', disabled: !this._shown[at + by] || at < 0, onclick: () => this._open(this._shown[at + by], null) }, say(label));
    const { last = null, units = [] } = this._row ? this._row.pairing : {};
    const beside = [last && say('many.beside_last', nameOf(last), last.slim.year), units.length > 0 && say('many.beside_units', units.length)].filter(Boolean);
    fill(
      this._bar,
      h('button.back', { type: 'button', onclick: () => this._actions.leave() }, say('many.back', this._batch.rows.length)),
      this._row && h('span.steps-of', {}, go(-1, 'many.previous'), h('span.position', {}, say('list.position', at + 1 || '–', this._shown.length)), go(1, 'many.next')),
      this._row && h('span.quiet', {}, this._row.name, beside.length ? `${this._words.language === 'en' ? '; ' : '；'}${beside.join(this._words.language === 'en' ? ', ' : '，')}` : null),
    );
  }

  _drawDetail(row) {
    return drawDetail(row, { words: this._words, rows: this._batch.rows, roster: this._roster, pair: (one, chosen) => this._batch.pair(one, chosen), slip: (format) => this.save(`slips_${format}`, [row]) });
  }

  // -- Choosing

  _open(row, part) {
    this._from = { row, part };
    this._actions.open(row, part);
  }

  _sort(name) {
    this._sorted = name;
    this._refresh();
  }

  _filter(isOn) {
    this._isFiltered = isOn;
    this._refresh();
  }

  _clear() {
    this._batch.stop();
    // What is cleared away is still what the next reports are compared with.
    if (this._batch.rows.length) this._round = roundOf(this._batch.rows.filter((row) => row.tally));
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
    const round = roundToFile(roundOf(this._batch.rows.filter((row) => row.tally)));
    download(`${this._words.say('round.title')}.json`, 'application/json', marksToFile(this._marks, round));
  }

  async _loadRound(file) {
    const text = await new Response(file).text();
    try {
      const [marks, round] = [marksFromFile(text), roundFromFile(text)];
      for (const [of, note] of marks) this._marks.set(of, note);
      this._round = round || this._round;
      this._trouble = null;
    } catch (error) {
      this._trouble = this._words.say('settle.unreadable');
    }
    this._refresh(true);
  }

  async _loadRoster(file) {
    try {
      const bytes = await new Response(file).arrayBuffer();
      const rows = /\.csv$/i.test(file.name) ? rowsOfCsv(await engine().decode(bytes)) : await rowsIn(bytes, file.name);
      this._takeRoster(rosterOf(file.name, rows), file.name);
    } catch (error) {
      this._tellTrouble(this._words.say('input.unreadable', file.name, error.message.split('\n')[this._words.language === 'en' ? 1 : 0] || error.message));
    }
  }

  _takeRoster(roster, name) {
    if (!roster) return this._tellTrouble(this._words.say('roster.unreadable', name));
    this._roster = roster;
    this._batch.failures = this._batch.failures.filter((failure) => failure.name !== roster.name);
    return this._tellTrouble(null);
  }

  _tellTrouble(sentence) {
    this._trouble = sentence;
    this._refresh(true);
  }

  /**
   * Hands a file to the browser: a table of all reports or of every finding, a workbook, slips to return.
   * @param {'matrix'|'findings'|'workbook'|'slips_docx'|'slips_html'} what
   * @param {Object[]} [rows] all that are shown, unless said otherwise
   */
  async save(what, rows = this._shown) {
    const { say } = this._words;
    const context = { words: this._words, roster: this._roster, hasRound: this._round !== null, without: this._batch.without, labelsOf: this._actions.labelsOf, noteOf: (entry) => this._noteOf(entry) };
    if (what === 'matrix') return download(`${say('many.table')}.csv`, 'text/csv', matrixCsv(rows, context));
    if (what === 'findings') return download(`${say('many.findings')}.csv`, 'text/csv', findingsCsv(rows, context));
    this._tellTrouble(null);
    this._actions.say(say('many.writing'));
    try {
      await saveFile(what, rows, context);
      this._actions.say(say('many.written'));
    } catch (error) {
      this._tellTrouble(say(error.isUnloaded ? 'many.not_loaded' : 'many.not_written', error.message.split('\n')[0]));
    }
    return null;
  }

  _noteOf(entry) {
    const hash = entry.isSettled && entry.findings[0].hashes.find((of) => this._marks.has(of));
    return hash ? this._marks.get(hash) : null;
  }
}

/* The buttons that save many reports' results. */
function drawExports(many, { say }) {
  const button = (what) => h('button.link', { type: 'button', onclick: () => many.save(what) }, say(`many.export_${what}`));
  return [h('span', {}, say('many.export')), ['workbook', 'slips_docx', 'slips_html', 'matrix', 'findings'].map(button)];
}

function loader(label, accept, load) {
  const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept });
  file.addEventListener('change', () => {
    const [chosen] = file.files;
    if (chosen) load(chosen);
    file.value = '';
  });
  return [h('button.link', { type: 'button', onclick: () => file.click() }, label), file];
}

async function rowsIn(bytes, name) {
  const { reading, text } = await engine().open(bytes, name);
  return reading ? rowsOfReading(reading) : rowsOfCsv(text || '');
}

function byYear(rows) {
  const groups = [];
  for (const row of rows) {
    const last = groups[groups.length - 1];
    if (last && last.year === row.slim.year) last.rows.push(row);
    else groups.push({ year: row.slim.year, rows: [row] });
  }
  return groups;
}

function nameOf(row) {
  return row.slim.agency || row.name;
}

function setText(element, text) {
  if (element.textContent !== text) fill(element, text);
}

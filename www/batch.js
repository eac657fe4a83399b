/**
 * Many reports at once: read one after the other by a pool of workers, each kept as its text and
 * what it comes to, and set beside last year's and those of the units.
 *
 * Nothing is drawn here. What changes is told to a listener, and the order of reports, their marks
 * and what was said of them are for others.
 */

import { engine } from './engine.js';
import { fileOf } from './folders.js';
import { Pool, lanesHere } from './pool.js';
import { TABLES } from './reading.js';
import { keyOf } from './rounds.js';
import { slimOf } from './tally.js';

/* Archives are opened within this many others, as on the command line. */
const DEEPEST = 3;

/* No report is larger; a film in the same folder may be. */
const LARGEST = 200e6;

/* A longer text is laid aside by the browser until it is wanted. */
const LONG = 60000;

/**
 * @typedef {Object} Row one report
 * @property {number} id
 * @property {string} name with the folders and archives its file lies in
 * @property {import('./tally.js').Slim} slim
 * @property {import('./tally.js').Slim} unedited the same without what the reader corrected
 * @property {Object} kept its content; see `contentOfRow`
 * @property {Object} edits what the reader corrected: cell id → text
 * @property {Pairing} pairing
 * @property {number} drop with which it came, counted from 1
 * @property {?Object} trouble why it was not checked beside others, in both languages
 *
 * @typedef {Object} Pairing what a report is checked beside
 * @property {?Row} last @property {Row[]} units @property {boolean} complete
 * @property {?Object} doubt why nothing was paired, in both languages
 * @property {boolean} isChosen whether the reader chose it
 *
 * @typedef {{ name: string, message: string, message_en: string, file: ?File, content: ?Object }} Failure
 *   a file that holds no report, or could not be read; `content` where it was read
 *
 * @typedef {Object} Listener
 * @property {function(Row)} took a report was read or checked again
 * @property {function()} progressed
 * @property {function()} finished nothing is under way any more
 */

export class Batch {
  /** @param {Listener} listener */
  constructor(listener) {
    this._listener = listener;
    this._pool = null;
    this._without = [];
    this._underWay = new Set();
    this._asked = new Map();
    this._isPaired = true;
    this.isStopped = false;
    this.rows = [];
    this.failures = [];
    this.done = 0;
    this.all = 0;
    this.drop = 0;
    this.replaced = 0;
    this.left = [];
  }

  /** The families of rules that are left out. */
  get without() {
    return this._without;
  }

  /** Whether something is being read or checked. */
  get isRunning() {
    return this._pool !== null;
  }

  /** How many reports are still to be checked beside others. */
  get checking() {
    return this._pool ? this._checking : 0;
  }

  /** The names of the files that are being read now. @returns {string[]} */
  get reading() {
    return Array.from(this._underWay, (task) => task.name);
  }

  /** Families of rules that are left out; every report is checked again. @param {string[]} without */
  leaveOut(without) {
    if (this._without.join() === without.join()) return;
    this._without = without;
    this._check(this.rows);
  }

  /**
   * Reads files. A report of an agency and year that came with an earlier drop takes its place.
   * @param {import('./folders.js').Named[]} files
   * @param {Failure[]} [notes] what is known of files that are not among them
   */
  add(files, notes = []) {
    if (!this.isRunning) this._begin();
    this.drop += 1;
    this.replaced = 0;
    this._isPaired = false;
    this.failures.push(...notes);
    this._read(files.map((named) => Object.assign({ depth: 0, drop: this.drop }, named)));
    this._next();
  }

  /** Goes on with what a stop left. */
  goOn() {
    const tasks = this.left;
    this.left = [];
    if (!this.isRunning) this._begin();
    this._read(tasks);
    this._next();
  }

  /** Stops at once. What was read stays, what was not is in `left`. */
  stop() {
    if (!this._pool) return;
    const pool = this._pool;
    this._pool = null;
    pool.stop();
    this.left = Array.from(this._tasks);
    this.isStopped = true;
    this._isPaired = false;
    this._underWay.clear();
    this._listener.finished();
  }

  /** Sets a report beside others, as the reader chose. @param {Row} row @param {Object} chosen of a `Pairing` */
  pair(row, chosen) {
    row.pairing = Object.assign({}, row.pairing, chosen, { doubt: null, isChosen: true });
    this._check([row]);
  }

  /** Takes in what the reader corrected where the report stands open. */
  correct(row, result, edits, isWhole) {
    row.edits = edits;
    row.slim = slimOf(result, isWhole);
    this._listener.took(row);
  }

  /** The whole result of a report, as in the public contract. @param {Row} row */
  async viewOf(row) {
    return engine().check(await contentOfRow(row), row.name, row.edits, this._besideOf(row));
  }

  /** What a report is checked beside, or null. @param {Row} row */
  besideOf({ pairing: { last, units, complete } }) {
    if (!last && !units.length) return null;
    return { last_year: last && partsOf(last), units: units.map(partsOf), complete: complete && units.length > 0 };
  }

  // -- Reading

  /* For a few reports the workers that the page has anyway will do. */
  _begin(isFew = false) {
    const spare = spareLane();
    this._pool = isFew ? new Pool(1, () => spare, spare) : new Pool(lanesHere(), () => engine().lane(), spare);
    this._tasks = new Set();
    this._checking = 0;
    this.isStopped = false;
    this.done = 0;
    this.all = 0;
  }

  _read(tasks) {
    this.all += tasks.length;
    for (const task of tasks) {
      this._tasks.add(task);
      this._run((lane) => this._readOn(lane, task, this._pool)).then(() => this._tasks && this._didRead(task));
    }
    this._listener.progressed();
  }

  /* A job of this run; whatever comes of it after a stop is nobody's business. */
  _run(job) {
    const pool = this._pool;
    return pool.run(job).then((answer) => (pool === this._pool ? answer : NEVER), () => (pool === this._pool ? null : NEVER));
  }

  async _readOn(lane, task, pool) {
    this._underWay.add(task);
    this._listener.progressed();
    try {
      await this._take(lane, task, pool);
    } catch (error) {
      const isElsewhere = error.isUnloaded && !lane.isSpare;
      if (isElsewhere || pool !== this._pool) throw error;
      this._fail(task, error.message);
    }
  }

  async _take(lane, task, pool) {
    const { name, file } = task;
    if (file.size > LARGEST) throw new Error(TOO_LARGE);
    const { text, reading, entries, notes } = await lane.open(await bytesOf(file), name);
    if (pool !== this._pool) return;
    if (entries) return this._unpack(task, entries, notes);
    const content = reading || text;
    const result = await lane.check(content, name, {}, this._withoutOnly());
    if (pool === this._pool) this._took(task, content, result, lane.isWhole());
  }

  _unpack({ name, depth, drop }, entries, notes) {
    this._forget(name);
    for (const note of notes) this.failures.push({ name, message: note.message, message_en: note.message_en, file: null, content: null });
    if (!entries.length && !notes.length) this._fail({ name, file: null }, EMPTY);
    if (depth === DEEPEST && entries.length) return this._fail({ name, file: null }, TOO_DEEP);
    this._read(entries.map((entry) => ({ name: `${name}/${entry.name}`, file: fileOf(entry).file, depth: depth + 1, drop })));
    return null;
  }

  _took({ name, file, drop }, content, result, isWhole) {
    this._forget(name);
    if (!TABLES.some((table) => result.reading.tables[table] === 'found')) {
      const [said = NO_REPORT] = result.problems;
      const isTable = content.boxes && TABULAR.includes(content.format);
      this.failures.push({ name, message: said.message, message_en: said.message_en, file, content: isTable ? content : null });
      return;
    }
    const row = this._rowFor(name, drop, result);
    const slim = slimOf(result, isWhole);
    Object.assign(row, { name, slim, unedited: slim, kept: keep(content), edits: {}, drop, trouble: null });
    this._asked.set(row, `|||${this._without}`);
    this._listener.took(row);
  }

  /* A report that comes again takes the place of the one that came before, if that was the only one. */
  _rowFor(name, drop, { agency, year }) {
    const key = keyOf({ name, slim: { agency, year } });
    const before = this.rows.filter((row) => keyOf(row) === key && row.drop < drop);
    if (before.length === 1) {
      this.replaced += 1;
      return before[0];
    }
    const row = { id: this.rows.length + 1, pairing: { last: null, units: [], complete: false, doubt: null, isChosen: false } };
    this.rows.push(row);
    return row;
  }

  _fail({ name, file }, said) {
    const [message, message_en = message] = said.split('\n');
    this._forget(name);
    this.failures.push({ name, message, message_en, file, content: null });
  }

  /* What was said of a file that is read once more. */
  _forget(name) {
    this.failures = this.failures.filter((failure) => failure.name !== name);
  }

  _didRead(task) {
    if (!this._tasks.delete(task)) return;
    this._underWay.delete(task);
    this.done += 1;
    this._listener.progressed();
    this._next();
  }

  /* Once all is read, reports are paired, and those that stand beside others checked again. */
  async _next() {
    const pool = this._pool;
    if (!pool || this._tasks.size || this._checking) return;
    if (this._isPaired) return this._finish();
    this._isPaired = true;
    this._checking += 1;
    await this._pairAll();
    this._checking -= 1;
    this._check(this.rows.filter((row) => this._asked.get(row) !== this._besideName(row)));
  }

  /* The workers end with the run: what they hold is more than it costs to start them again. */
  _finish() {
    this._pool.stop();
    this._pool = null;
    this._listener.finished();
  }

  // -- Pairing

  /* What the reader chose stands; the rest is found anew. Where it cannot be found, nothing is paired. */
  async _pairAll() {
    const known = this.rows.map(({ name, slim }) => ({ name, agency: slim.agency, year: slim.year }));
    const found = await this._run((lane) => lane.pairs(known));
    if (!Array.isArray(found)) return;
    this.rows.forEach((row, at) => {
      const { last_year: last, units, doubt } = found[at];
      if (row.pairing.isChosen) return;
      row.pairing = Object.assign({}, row.pairing, { last: typeof last === 'number' ? this.rows[last] : null, units: units.map((unit) => this.rows[unit]), doubt });
      if (doubt) this._listener.took(row);
    });
  }

  /* What a row is to be checked beside, to know whether it was. */
  _besideName({ pairing: { last, units, complete } }) {
    const of = (row) => `${row.id}.${row.drop}`;
    return `${last ? of(last) : ''}|${units.map(of)}|${complete && units.length ? 'all' : ''}|${this._without}`;
  }

  _check(rows) {
    if (!this._pool && rows.length) this._begin(rows.length < FEW);
    for (const row of rows) {
      this._checking += 1;
      this._run((lane) => this._checkOn(lane, row)).then(() => {
        this._checking -= 1;
        this._listener.progressed();
        this._next();
      });
    }
    if (!rows.length) this._next();
  }

  async _checkOn(lane, row) {
    const asked = this._besideName(row);
    const pool = this._pool;
    try {
      const results = await this._resultsOf(lane, row);
      if (pool !== this._pool) return;
      Object.assign(row, results, { trouble: null });
    } catch (error) {
      if ((error.isUnloaded && !lane.isSpare) || pool !== this._pool) throw error;
      const [message, message_en = message] = error.message.split('\n');
      row.trouble = { message, message_en };
    }
    this._asked.set(row, asked);
    this._listener.took(row);
  }

  /* What a report comes to, as it was given and as it was corrected. */
  async _resultsOf(lane, row) {
    const content = await contentOfRow(row);
    const check = async (edits) => slimOf(await lane.check(content, row.name, edits, this._besideOf(row)), lane.isWhole());
    const unedited = await check({});
    return { unedited, slim: Object.keys(row.edits).length ? await check(row.edits) : unedited };
  }

  /* With the families that are left out. */
  _besideOf(row) {
    const beside = this.besideOf(row);
    return beside ? Object.assign(beside, { without: this._without }) : this._withoutOnly();
  }

  _withoutOnly() {
    return this._without.length ? { last_year: null, units: [], complete: false, without: this._without } : null;
  }
}

/** The content of a report, as the engine takes it. @param {Row} row @returns {Promise<string|import('./engine.js').Reading>} */
export async function contentOfRow(row) {
  const { reading, text } = row.kept;
  const whole = typeof text === 'string' ? text : await new Response(text).text();
  return reading ? Object.assign({}, reading, { text: whole }) : whole;
}

/* What stands beside a report, its text where it lies. */
function partsOf({ kept: { reading, text } }) {
  return Object.assign({}, reading, { text });
}

/* Lists of numbers as such, long texts out of the way. */
function keep(content) {
  const isText = typeof content === 'string';
  const text = isText ? content : content.text;
  const kept = text.length > LONG ? new Blob([text]) : text;
  if (isText) return { reading: null, text: kept };
  const { boxes, pages } = content;
  return { reading: Object.assign({}, content, { text: null }, boxes && { boxes: Uint32Array.from(boxes), pages: Uint32Array.from(pages) }), text: kept };
}

/* The workers that the page has anyway. Where the whole check cannot be had, the tables are checked. */
function spareLane() {
  const { check, loadWhole } = engine();
  const whole = (...args) => loadWhole().catch(() => null).then(() => check(...args));
  return Object.assign({ isSpare: true, end: () => {} }, engine(), { check: whole });
}

function bytesOf(file) {
  return new Response(file).arrayBuffer().catch(() => {
    throw new Error(GONE);
  });
}

const NEVER = new Promise(() => {});

/* So many reports are no reason to start workers. */
const FEW = 4;

/* What may be a list of units. */
const TABULAR = ['xlsx', 'xlsb', 'xls', 'ods', 'csv'];

const NO_REPORT = { message: '没有找到年报的三张表', message_en: 'it holds none of the three tables of a report' };
const EMPTY = '压缩包里没有可核对的文件\nthe archive holds no file that can be checked';
const TOO_DEEP = '压缩包嵌套过深，请先解压\nthe archives are nested too deep; unpack them first';
const GONE = '文件已不在原处，或不允许读取\nthe file is no longer there, or may not be read';
const TOO_LARGE = '文件超过200MB，没有打开\nit is larger than 200 MB and was not opened';

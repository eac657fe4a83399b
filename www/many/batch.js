/**
 * Many reports at once: read one after the other by a pool of workers, each kept as its source and
 * what it comes to, and compared with last year's and those of the units.
 *
 * Nothing is drawn here. What changes is reported to a listener, and the order of reports and what
 * was said of them are for others.
 */

import { engine } from '../engine/engine.js';
import { Pool, isUnstarted } from '../engine/pool.js';
import { entriesOf } from '../model/entries.js';
import { fileOf } from '../model/files.js';
import { DEEPEST_ARCHIVE, LARGEST_FILE, LONGEST_IN_MEMORY, TOO_LARGE, lanesOn } from '../model/limits.js';
import { waiversOf } from '../model/marks.js';
import { keyOf } from '../model/rounds.js';
import { keptOf } from './kept.js';

/**
 * @typedef {import('../model/files.js').Named} Named
 * @typedef {import('../engine/engine.js').Lane} Lane
 * @typedef {import('../engine/engine.js').AgencyList} AgencyList
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {import('./kept.js').Kept} Kept
 * @typedef {gouji_check.View} View
 * @typedef {{ message: string, message_en: string }} Words
 * @typedef {Omit<gouji_check.Source, 'text'> & { text: string|Blob }} KeptSource a source, its text out of the way where it is long
 *
 * @typedef {Object} Row one report
 * @property {number} id
 * @property {string} name with the folders and archives its file lies in
 * @property {Kept} kept
 * @property {Entry[]} entries
 * @property {Entry[]} given the same without what the reader corrected
 * @property {KeptSource} source
 * @property {Record<string, string>} edits what the reader corrected: cell id → text
 * @property {Pairing} pairing
 * @property {number} drop with which it came, counted from 1
 * @property {?Words} trouble why it was not compared with others
 * @property {boolean} [isDouble] whether there is another of this agency and year
 * @property {?{ agency: string, values: string[] }} [line] what the list of agencies says of it
 * @property {?import('../model/rounds.js').Since} [since] what became of it since the last round
 * @property {boolean} [isShowingUnits] @property {Row[]} [ticked] how its units are shown
 *
 * @typedef {Object} Pairing what a report is compared with
 * @property {?Row} last @property {Row[]} units @property {boolean} complete
 * @property {?Words} doubt why nothing was paired
 * @property {boolean} isChosen whether the reader chose it
 *
 * @typedef {{ name: string, message: string, message_en: string, list: ?AgencyList }} Failure
 *   a file that holds no report, or could not be read; `list` where it is one of agencies
 *
 * @typedef {{ name: string, file: File, depth: number, drop: number }} Task
 *
 * @typedef {Object} Listener
 * @property {function(Row): void} took a report was read or checked again
 * @property {function(): void} progressed
 * @property {function(): void} finished nothing is under way any more
 */

export class Batch {
  /** @param {Listener} listener @param {import('../model/marks.js').Marks} marks the reader's */
  constructor(listener, marks) {
    this._listener = listener;
    this._marks = marks;
    /** @type {Pool|null} */
    this._pool = null;
    /** @type {string[]} */
    this._without = [];
    /** @type {Set<Task>} */
    this._underWay = new Set();
    /** @type {Set<Task>} */
    this._tasks = new Set();
    /** @type {Map<Row, string>} what each row was last checked with */
    this._asked = new Map();
    this._checking = 0;
    this._isPaired = true;
    this.isStopped = false;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Failure[]} */
    this.failures = [];
    this.done = 0;
    this.all = 0;
    this.drop = 0;
    this.replaced = 0;
    /** @type {Task[]} */
    this.left = [];
  }

  /** Whether something is being read or checked. */
  get isRunning() {
    return this._pool !== null;
  }

  /** How many reports are still to be compared with others. */
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

  /** These marks were set or taken back: the reports with such findings are checked again. @param {Iterable<string>} marks */
  markAgain(marks) {
    const changed = new Set(marks);
    const bears = (/** @type {Entry} */ entry) => entry.findings.some((finding) => finding.marks.some((mark) => changed.has(mark)));
    const rows = this.rows.filter(({ entries, given }) => entries.some(bears) || given.some(bears));
    if (rows.length) this._check(rows);
  }

  /**
   * Reads files. A report of an agency and year that came with an earlier drop takes its place.
   * @param {Named[]} files
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

  /** Compares a report with others, as the reader chose. @param {Row} row @param {Partial<Pairing>} chosen */
  pair(row, chosen) {
    row.pairing = Object.assign({}, row.pairing, chosen, { doubt: null, isChosen: true });
    this._check([row]);
  }

  /** Takes in what the reader corrected where the report stands open. @param {Row} row @param {View} view @param {Record<string, string>} edits */
  correct(row, view, edits) {
    row.edits = edits;
    row.kept = keptOf(view);
    row.entries = entriesOf(row.kept);
    if (!Object.keys(edits).length) row.given = row.entries;
    this._listener.took(row);
  }

  /** What a report is checked with, but for the reports it is compared with. @param {Row} row @returns {gouji_check.Options} */
  settingsOf(row) {
    return { corrections: row.edits, without: this._without, waived: waiversOf(this._marks) };
  }

  /** The reports that one is compared with, or null. @param {Row} row @returns {gouji_check.Options['compared_with']|null} */
  comparedWith({ pairing: { last, units, complete } }) {
    if (!last && !units.length) return null;
    return { last_year: last && asSource(last), units: units.map(asSource), complete: complete && units.length > 0 };
  }

  // -- Reading

  /* For a few reports the workers that the page has anyway will do. */
  _begin(isFew = false) {
    const own = engine();
    const lanes = lanesOn(self.navigator.hardwareConcurrency || 2);
    this._pool = isFew ? new Pool(1, () => own, own) : new Pool(lanes, () => engine().lane(), own);
    this._tasks = new Set();
    this._checking = 0;
    this.isStopped = false;
    this.done = 0;
    this.all = 0;
  }

  /** @param {Task[]} tasks */
  _read(tasks) {
    this.all += tasks.length;
    for (const task of tasks) {
      this._tasks.add(task);
      this._run((lane, pool) => this._readOn(lane, task, pool)).then(() => this._didRead(task));
    }
    this._listener.progressed();
  }

  /* A job of this run; whatever comes of it after a stop is nobody's business. */
  /** @param {function(Lane, Pool): Promise<any>} job @returns {Promise<any>} */
  _run(job) {
    const pool = /** @type {Pool} */ (this._pool);
    return pool.run((lane) => job(lane, pool)).then((answer) => (pool === this._pool ? answer : NEVER), () => (pool === this._pool ? null : NEVER));
  }

  /** @param {Lane} lane @param {Task} task @param {Pool} pool */
  async _readOn(lane, task, pool) {
    this._underWay.add(task);
    this._listener.progressed();
    try {
      await this._take(lane, task, pool);
    } catch (error) {
      if ((isUnstarted(error) && !lane.isOwn) || pool !== this._pool) throw error;
      this._fail(task.name, messageOf(error));
    }
  }

  /** @param {Lane} lane @param {Task} task @param {Pool} pool */
  async _take(lane, task, pool) {
    const { name, file } = task;
    if (file.size > LARGEST_FILE) throw new Error(TOO_LARGE);
    const { source, entries, notes } = await lane.open(await bytesOf(file), name);
    if (pool !== this._pool) return;
    if (entries) {
      this._unpack(task, entries, notes || []);
      return;
    }
    const [view] = await lane.check(/** @type {gouji_check.Source} */ (source), { without: this._without, waived: waiversOf(this._marks) });
    if (pool !== this._pool) return;
    if (view.verdict !== 'unread') {
      this._took(task, /** @type {gouji_check.Source} */ (source), view);
      return;
    }
    const list = source && TABULAR.includes(source.format || '') ? await lane.agencyList(source).catch(() => null) : null;
    if (pool !== this._pool) return;
    const [said = NO_REPORT] = view.problems;
    this._fail(name, `${said.message}\n${said.message_en}`, list);
  }

  /** @param {Task} task @param {Array<{ name: string, bytes: Uint8Array }>} entries @param {gouji_check.Note[]} notes */
  _unpack({ name, depth, drop }, entries, notes) {
    this._forget(name);
    for (const note of notes) this.failures.push({ name, message: note.message, message_en: note.message_en, list: null });
    if (!entries.length && !notes.length) this._fail(name, EMPTY);
    else if (depth === DEEPEST_ARCHIVE && entries.length) this._fail(name, TOO_DEEP);
    else this._read(entries.map((entry) => ({ name: `${name}/${entry.name}`, file: fileOf(entry).file, depth: depth + 1, drop })));
  }

  /** @param {Task} task @param {gouji_check.Source} source @param {View} view */
  _took({ name, drop }, source, view) {
    this._forget(name);
    const kept = keptOf(view);
    const entries = entriesOf(kept);
    const row = this._rowFor({ name, drop, kept, entries, given: entries, source: outOfTheWay(Object.assign({}, source, { name })), edits: {}, trouble: null });
    this._asked.set(row, `|||${this._without}`);
    this._listener.took(row);
  }

  /* A report that comes again takes the place of the one that came before, if that was the only one. */
  /** @param {Omit<Row, 'id'|'pairing'>} read @returns {Row} */
  _rowFor(read) {
    const key = keyOf(read);
    const before = this.rows.filter((row) => keyOf(row) === key && row.drop < read.drop);
    if (before.length === 1) {
      this.replaced += 1;
      return Object.assign(before[0], read);
    }
    const row = Object.assign({ id: this.rows.length + 1, pairing: { last: null, units: [], complete: false, doubt: null, isChosen: false } }, read);
    this.rows.push(row);
    return row;
  }

  /** @param {string} name @param {string} said in both languages @param {?AgencyList} [list] */
  _fail(name, said, list = null) {
    const [message, message_en = message] = said.split('\n');
    this._forget(name);
    this.failures.push({ name, message, message_en, list });
  }

  /* What was said of a file that is read once more. */
  /** @param {string} name */
  _forget(name) {
    this.failures = this.failures.filter((failure) => failure.name !== name);
  }

  /** @param {Task} task */
  _didRead(task) {
    if (!this._tasks.delete(task)) return;
    this._underWay.delete(task);
    this.done += 1;
    this._listener.progressed();
    this._next();
  }

  /* Once all is read, reports are paired, and those that are compared with others checked again. */
  async _next() {
    const pool = this._pool;
    if (!pool || this._tasks.size || this._checking) return;
    if (this._isPaired) {
      this._finish(pool);
      return;
    }
    this._isPaired = true;
    this._checking += 1;
    await this._pairAll();
    this._checking -= 1;
    this._check(this.rows.filter((row) => this._asked.get(row) !== this._nameOfOptions(row)));
  }

  /* The workers end with the run: what they hold is more than it costs to start others. */
  /** @param {Pool} pool */
  _finish(pool) {
    pool.stop();
    this._pool = null;
    this._listener.finished();
  }

  // -- Pairing

  /* What the reader chose stands; the rest is found anew. Where it cannot be found, nothing is paired. */
  async _pairAll() {
    const known = this.rows.map(({ name, kept }) => ({ name, agency: kept.agency, year: kept.year }));
    /** @type {gouji_check.Companions[]|null} */
    const found = await this._run((lane) => lane.pairs(known));
    if (!found) return;
    this.rows.forEach((row, at) => {
      const { last_year: last, units, doubt } = found[at];
      if (row.pairing.isChosen) return;
      row.pairing = Object.assign({}, row.pairing, { last: typeof last === 'number' ? this.rows[last] : null, units: units.map((unit) => this.rows[unit]), doubt: doubt || null });
      if (doubt) this._listener.took(row);
    });
  }

  /* What a row is to be checked with, to know whether it was. */
  /** @param {Row} row */
  _nameOfOptions({ pairing: { last, units, complete } }) {
    const of = (/** @type {Row} */ row) => `${row.id}.${row.drop}`;
    return `${last ? of(last) : ''}|${units.map(of)}|${complete && units.length ? 'all' : ''}|${this._without}`;
  }

  /** @param {Row[]} rows */
  _check(rows) {
    if (!this._pool && rows.length) this._begin(rows.length < FEW);
    for (const row of rows) {
      this._checking += 1;
      this._run((lane, pool) => this._checkOn(lane, row, pool)).then(() => {
        this._checking -= 1;
        this._listener.progressed();
        this._next();
      });
    }
    if (!rows.length) this._next();
  }

  /** @param {Lane} lane @param {Row} row @param {Pool} pool */
  async _checkOn(lane, row, pool) {
    const asked = this._nameOfOptions(row);
    const { edits } = row;
    try {
      const [unedited, edited] = await this._checkBoth(lane, row);
      if (pool !== this._pool) return;
      const given = keptOf(unedited);
      const kept = edited === unedited ? given : keptOf(edited);
      row.given = entriesOf(given);
      // Corrected meanwhile, the row has what it came to.
      if (row.edits === edits) Object.assign(row, { kept, entries: kept === given ? row.given : entriesOf(kept) });
      row.trouble = null;
    } catch (error) {
      if ((isUnstarted(error) && !lane.isOwn) || pool !== this._pool) throw error;
      const [message, message_en = message] = messageOf(error).split('\n');
      row.trouble = { message, message_en };
    }
    this._asked.set(row, asked);
    this._listener.took(row);
  }

  /* What a report comes to, as it was given and as it was corrected. */
  /** @param {Lane} lane @param {Row} row @returns {Promise<[View, View]>} */
  async _checkBoth(lane, row) {
    const others = this.comparedWith(row);
    const options = Object.assign(this.settingsOf(row), others && { compared_with: others });
    const [unedited] = await lane.check(asSource(row), Object.assign({}, options, { corrections: {} }));
    if (!Object.keys(row.edits).length) return [unedited, unedited];
    const [edited] = await lane.check(asSource(row), options);
    return [unedited, edited];
  }
}

/** The source of a report, its text where it lies: a worker reads it. @param {Row} row @returns {gouji_check.Source} */
export function asSource({ source }) {
  return /** @type {gouji_check.Source} */ (source);
}

/** The source of a report with its text. @param {Row} row @returns {Promise<gouji_check.Source>} */
export async function sourceOf({ source }) {
  const text = typeof source.text === 'string' ? source.text : await new Response(source.text).text();
  return Object.assign({}, source, { text });
}

/* Lists of numbers as such, long texts out of the way. */
/** @param {gouji_check.Source} source @returns {KeptSource} */
function outOfTheWay(source) {
  const { text, boxes, pages } = source;
  const numbers = boxes && { boxes: Uint32Array.from(boxes), pages: Uint32Array.from(pages || []) };
  return Object.assign({}, source, numbers, { text: text.length > LONGEST_IN_MEMORY ? new Blob([text]) : text });
}

/** @param {File} file @returns {Promise<ArrayBuffer>} */
function bytesOf(file) {
  return new Response(file).arrayBuffer().catch(() => {
    throw new Error(GONE);
  });
}

/** @param {any} error */
function messageOf(error) {
  return String((error && error.message) || error);
}

/** @type {Promise<any>} */
const NEVER = new Promise(() => {});

/* So many reports are no reason to start workers. */
const FEW = 4;

/* What may be a list of agencies. */
const TABULAR = ['xlsx', 'xlsb', 'xls', 'ods', 'csv'];

const NO_REPORT = { message: '没有找到年报的三张表', message_en: 'it holds none of the three tables of a report' };
const EMPTY = '压缩包里没有可核对的文件\nthe archive holds no file that can be checked';
const TOO_DEEP = '压缩包嵌套过深，请先解压\nthe archives are nested too deep; unpack them first';
const GONE = '文件已不在原处，或不允许读取\nthe file is no longer there, or may not be read';

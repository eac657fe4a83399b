/**
 * The engine as promises: the core, and the readers of office files and of pages, each a wasm
 * module in a worker of its own that is shared by every checker on the page. A worker of readers
 * starts when the first such file is opened. One that fails or takes too long is ended, and the
 * next question starts another: only the file it was at is lost.
 *
 * The core checks the tables. The whole check, which knows all the core does and reads sentences,
 * sections and other reports as well, is larger, and is fetched once the first verdict stands.
 *
 * What is checked is a text, or what `open` made of a file.
 * @typedef {Object} Reading
 * @property {string} format
 * @property {string} text
 * @property {Array} notes problems of the reading, added to the result's
 * @property {number[]} [boxes] where there are none, the text is read anew
 *
 * @typedef {Object} Engine
 * @property {(content: string|Reading, name?: string, edits?: Object<string, string>, beside?: ?Object) => Promise<Object>} check
 *   `beside` holds the reports to compare with, `last_year`, `units`, `complete`, and the families of
 *   rules to leave out, `without`; the text of one beside may be a blob
 * @property {(bytes: ArrayBuffer, name: string) => Promise<{ text?: string, reading?: Reading, entries?: Array<{ name: string, bytes: Uint8Array }>, notes?: Array }>} open
 *   `notes` tell what of an archive is not among its entries
 * @property {() => boolean} isWhole whether `check` is the whole check by now
 * @property {() => Promise<*>} loadWhole fetches it; rejects where it cannot be had
 * @property {() => Promise<Object>} forms
 * @property {(isWhole?: boolean) => Promise<Array>} rules
 * @property {() => Promise<string>} version
 * @property {(known: Array<{ name: string, agency: ?string, year: ?number }>) => Promise<Array<{ last_year: ?number, units: number[], doubt: ?Object }>>} pairs
 *   finds for each of many reports those that stand beside it, as places in the list
 * @property {(bytes: ArrayBuffer) => Promise<string>} decode the text of a file of text
 * @property {(call: string, ...args: *) => Promise<*>} written asks the module that writes files
 * @property {() => Lane} lane starts workers that are nobody else's, for one file at a time
 *
 * @typedef {Object} Lane what many files are read by: as the engine does it, and ended at will
 * @property {Engine['open']} open @property {Engine['check']} check @property {Engine['pairs']} pairs
 * @property {() => boolean} isWhole
 * @property {() => void} end what is under way is rejected, and nothing more is taken
 */

/* Nothing takes this long but a file made to. */
const LIMIT = 60000;

/* The names of text and web pages; a name may have no ending. */
const TEXT = /\.(txt|md|s?html?)$|^[^.]*$/i;

const STOPPED = '读取时程序出错，已停止；其他文件不受影响：请另存为docx、xlsx或PDF再打开\nreading it failed and was stopped; other files are not affected: save it as docx, xlsx or PDF and open that';
const NOT_LOADED = '读取这类文件的部分没有载入：请联网后再打开一次，或打开文件后复制、粘贴\nthe part of this page that reads such files was not loaded: open it again when online, or copy its text and paste it';
const TOO_LONG = '读取超过一分钟，已停止：请拆分文件，或另存为docx、xlsx再打开\nreading it took more than a minute and was stopped: split it, or save it as docx or xlsx and open that';

let started = null;

/** @returns {Engine} */
export function engine() {
  if (!started) started = startEngine();
  return started;
}

function startEngine() {
  const kept = new Map();
  const core = new Runner('core');
  const whole = new Runner('whole');
  const readers = readersAnew();
  const written = new Runner('written');
  let checked = { content: null };
  core.start();

  const askOnce = (call, runner = core) => {
    const key = `${call} ${runner === core}`;
    if (!kept.has(key)) kept.set(key, runner.ask(call));
    kept.get(key).catch(() => kept.delete(key));
    return kept.get(key);
  };

  return {
    check: (content, name, edits = {}, beside = null) => {
      if (beside) return checkBeside(whole, content, name, edits, beside);
      // Should it fail, the tables are checked all the same.
      if (whole.hasAnswered) return check(whole, content, name, edits).catch(() => check(core, content, name, edits));
      // Asked again, as when the page opens what start.js asked about already, it has its answer.
      const about = JSON.stringify([name, edits]);
      if (checked.content !== content || checked.about !== about) checked = { content, about, answer: check(core, content, name, edits) };
      return checked.answer;
    },
    open: (buffer, name) => openBy(core, readers, buffer, name),
    isWhole: () => whole.hasAnswered,
    loadWhole: () => askOnce('version', whole),
    forms: () => askOnce('forms'),
    rules: (isWhole) => askOnce('rules', isWhole || whole.hasAnswered ? whole : core),
    version: () => askOnce('version'),
    pairs: (known) => whole.ask('pairs', known),
    decode: (buffer) => core.ask('decode', new Uint8Array(buffer)),
    written: (call, ...args) => written.ask(call, ...args),
    lane: startLane,
  };
}

/* The whole check knows all that the core does, so a lane needs no core. */
function startLane() {
  const whole = new Runner('whole');
  const readers = readersAnew();
  return {
    check: (content, name, edits = {}, beside = null) => (beside ? checkBeside(whole, content, name, edits, beside) : check(whole, content, name, edits)),
    open: (buffer, name) => openBy(whole, readers, buffer, name),
    pairs: (known) => whole.ask('pairs', known),
    isWhole: () => true,
    end: () => [whole, readers.office, readers.pages].forEach((runner) => runner.end()),
  };
}

function readersAnew() {
  return { office: new Runner('office'), pages: new Runner('pages') };
}

async function openBy(core, readers, buffer, name) {
  const bytes = new Uint8Array(buffer);
  const set = await core.ask('module', bytes);
  if (set === 'core' && TEXT.test(name)) return { text: await core.ask('decode', bytes) };
  // Text under another name is opened by a reader that says so.
  const reader = set === 'core' ? readers.office : readers[set];
  const { document, text, entries, notes } = await reader.ask('open', name, bytes);
  return entries ? { entries, notes } : { reading: Object.assign({ notes }, document || text) };
}

async function check(runner, content, name, edits) {
  const { text, boxes, pages, sheets, title } = partsOf(content);
  const result = await runner.ask('check', text, name, Object.keys(edits), Object.values(edits), boxes, pages, sheets, title || undefined);
  return withReader(result, content);
}

async function checkBeside(whole, content, name, edits, beside) {
  const others = { last_year: beside.last_year && partsOf(beside.last_year), units: beside.units.map(partsOf), complete: beside.complete, without: beside.without };
  return withReader(await whole.ask('check_beside', partsOf(content), name || '', Object.keys(edits), Object.values(edits), others), content);
}

function partsOf(content) {
  return typeof content === 'string' ? { text: content } : content;
}

/* Of what a file held, its reader knows the format, and had more to say. */
function withReader(result, { format, notes }) {
  if (format) result.source.format = format;
  if (notes) result.problems.push(...notes);
  return result;
}

/* A worker with one of the modules; its name is the worker's query. */
class Runner {
  constructor(name) {
    this._name = name;
    this._waiting = new Map();
    this._last = 0;
    this._worker = null;
    this._isEnded = false;
    this.hasAnswered = false;
  }

  start() {
    const worker = new Worker(trustedUrl(new URL(`worker.js?${this._name}`, import.meta.url).href));
    worker.onmessage = ({ data }) => this._answer(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this._end(this._failure(event.message || 'worker.js could not be started', false));
    };
    this._worker = worker;
  }

  ask(call, ...args) {
    return new Promise((resolve, reject) => {
      if (this._isEnded) return reject(new Error(STOPPED));
      if (!this._worker) this.start();
      this._last += 1;
      const timer = setTimeout(() => this._end(new Error(TOO_LONG)), LIMIT);
      this._waiting.set(this._last, { resolve, reject, timer });
      this._worker.postMessage({ id: this._last, call, args });
    });
  }

  /** Ends the worker for good. */
  end() {
    this._isEnded = true;
    if (this._worker) this._end(new Error(STOPPED));
  }

  _answer(data) {
    const { resolve, reject, timer } = this._waiting.get(data.id);
    clearTimeout(timer);
    this._waiting.delete(data.id);
    this.hasAnswered = this.hasAnswered || data.isLoaded !== false;
    if (!('error' in data)) resolve(data.value);
    else reject(data.isBroken ? this._failure(data.error, data.isLoaded) : new Error(data.error));
    if (data.isBroken) this._end(this._failure(data.error, data.isLoaded));
  }

  /* Of the core that never loaded the page tells in words of its own, from what the browser says. */
  _failure(said, isLoaded) {
    if (isLoaded || this.hasAnswered) return new Error(STOPPED);
    return this._name === 'core' ? new Error(said) : Object.assign(new Error(NOT_LOADED), { isUnloaded: true });
  }

  _end(error) {
    this._worker.terminate();
    this._worker = null;
    for (const { reject, timer } of this._waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this._waiting.clear();
  }
}

/* Under Trusted Types a worker's address needs a policy; ours lets nothing through but scripts
   beside this one. */
let policy = null;

function trustedUrl(url) {
  if (!self.trustedTypes) return url;
  const own = new URL('worker.js?', import.meta.url).href;
  if (!policy) policy = self.trustedTypes.createPolicy('gouji', { createScriptURL: (given) => (given.startsWith(own) ? given : '') });
  return policy.createScriptURL(url);
}

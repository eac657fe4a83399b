/**
 * The engine as promises. One worker checks, one reads files, one writes them, shared by every
 * checker on the page; a batch has lanes of its own. The readers and the writer are fetched while
 * the page is idle, after the first verdict, so that nothing needs the network afterwards.
 */

import { MODULES, bytesOf, onArrival } from './modules.js';
import { Runner } from './runner.js';
import { keepSpares, whenIdle } from './workers.js';

/**
 * @typedef {gouji_check.View} View
 * @typedef {gouji_check.Source} Source
 * @typedef {gouji_check.Options} Options
 * @typedef {{ source: Source, entries?: undefined, notes?: undefined }|{ source?: undefined, entries: Array<{ name: string, bytes: Uint8Array }>, notes: gouji_check.Note[] }} Opened
 *   a file's one source, or the files of an archive, with what of it is not among them
 * @typedef {{ columns: string[], agencies: Array<{ agency: string, values: string[] }>, twice: string[] }} AgencyList
 *
 * @typedef {Object} Lane what many files are read by, one at a time
 * @property {(source: Source, options?: Options) => Promise<View[]>} check never an empty list
 * @property {(bytes: ArrayBuffer, name: string) => Promise<Opened>} open
 * @property {(known: gouji_check.Known[]) => Promise<gouji_check.Companions[]>} pairs
 *   finds for each of many reports those it is compared with, as places in the list
 * @property {(source: Source) => Promise<AgencyList>} agencyList rejects where it is no list of agencies
 * @property {() => void} end what is under way is rejected, and nothing more is taken
 * @property {boolean} isOwn whether its workers are the page's own
 *
 * @typedef {Object} OwnCalls
 * @property {() => void} start fetches the module that checks, and starts its worker
 * @property {() => void} prepare fetches the rest, once the page has nothing to do
 * @property {(listen: function(import('./modules.js').Arrival): void) => void} onArrival
 * @property {() => Promise<Record<string, gouji_check.Form>>} forms
 * @property {() => Promise<gouji_check.Rule[]>} rules
 * @property {() => Promise<string>} version
 * @property {(list: AgencyList, agencies: Array<string|null>) => Promise<{ lines: Array<number|null>, missing: number[] }>} matchAgencies
 * @property {(call: 'workbook'|'slips', ...args: any[]) => Promise<Uint8Array>} written
 * @property {() => Lane} lane one more, which is nobody else's
 *
 * @typedef {Lane & OwnCalls} Engine
 */

/* The names of text and web pages; a name may have no ending. */
const TEXT = /\.(txt|md|s?html?)$|^[^.]*$/i;

/** @type {Engine|null} */
let started = null;

/** @returns {Engine} */
export function engine() {
  if (!started) started = startEngine();
  return started;
}

/** @returns {Engine} */
function startEngine() {
  const [checker, reader, writer] = [new Runner(), new Runner(), new Runner()];
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();
  const askOnce = (/** @type {string} */ call) => {
    const answer = kept.get(call) || checker.ask('check', call);
    kept.set(call, answer);
    answer.catch(() => kept.delete(call));
    return answer;
  };
  return Object.assign(laneOf(checker, reader), {
    start: () => {
      bytesOf('check').catch(() => null);
      checker.start().catch(() => null);
    },
    prepare,
    onArrival,
    forms: () => askOnce('forms'),
    rules: () => askOnce('rules'),
    version: () => askOnce('version'),
    matchAgencies: (/** @type {AgencyList} */ list, /** @type {Array<string|null>} */ agencies) => reader.ask('office', 'match_agencies', list, agencies),
    written: (/** @type {string} */ call, /** @type {any[]} */ ...args) => writer.ask('written', call, ...args),
    lane: () => {
      const runner = new Runner();
      return Object.assign(laneOf(runner, runner), { isOwn: false, end: () => runner.end() });
    },
  });
}

/** @param {Runner} checker @param {Runner} reader @returns {Lane} */
function laneOf(checker, reader) {
  return {
    check: (source, options = {}) => checker.ask('check', 'check', source, options),
    open: (buffer, name) => open(checker, reader, new Uint8Array(buffer), name),
    pairs: (known) => checker.ask('check', 'pairs', known),
    agencyList: (source) => reader.ask('office', 'agency_list', source),
    end: () => {},
    isOwn: true,
  };
}

/** @param {Runner} checker @param {Runner} reader @param {Uint8Array} bytes @param {string} name @returns {Promise<Opened>} */
async function open(checker, reader, bytes, name) {
  const module = await checker.ask('check', 'module', bytes);
  if (module === 'check' && TEXT.test(name)) return { source: { name, text: await checker.ask('check', 'decode', bytes) } };
  // Text under another name is opened by a reader that says so.
  return reader.ask(module === 'check' ? 'office' : module, 'open', name, bytes);
}

let isPreparing = false;

/* One after the other, the check first: each takes what the line gives. What fails is tried again
   when a file needs it, or once the network is back. */
async function prepare() {
  if (isPreparing) return;
  isPreparing = true;
  self.addEventListener('online', fetchAll);
  await whenIdle();
  keepSpares();
  await fetchAll();
}

async function fetchAll() {
  for (const name of MODULES) await bytesOf(name).catch(() => null);
}

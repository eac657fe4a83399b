/** The bytes of the wasm modules: each is fetched once, by the page, and kept for every worker. */

import { BASE } from '../base.js';

/** @typedef {'check'|'office'|'written'|'pages'} ModuleName */

/** All of them, in the order in which they are wanted. @type {ModuleName[]} */
export const MODULES = ['check', 'office', 'written', 'pages'];

const NOT_LOADED = {
  check: '核对的部分没有载入：请联网后刷新本页\nthe part of this page that checks was not loaded: reload it when online',
  office: '读取这类文件的部分没有载入：请联网后再打开一次，或打开文件后复制、粘贴\nthe part of this page that reads such files was not loaded: open it again when online, or copy its text and paste it',
  pages: '读取这类文件的部分没有载入：请联网后再打开一次，或打开文件后复制、粘贴\nthe part of this page that reads such files was not loaded: open it again when online, or copy its text and paste it',
  written: '写文件的部分没有载入：请联网后再试一次，或导出 CSV\nthe part of this page that writes files was not loaded: try again when online, or export CSV',
};

/* What every wasm module begins with; the page that a site shows in place of a missing file does not. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** @type {Map<ModuleName, Promise<ArrayBuffer>>} */
const fetched = new Map();
/** @type {Map<ModuleName, 'coming'|'here'|'missing'>} */
const states = new Map();
/** @type {Set<function(Arrival): void>} */
const listeners = new Set();

/**
 * How far the modules have come: those under way, those that could not be had, and whether nothing
 * is left to fetch.
 * @typedef {{ coming: ModuleName[], missing: ModuleName[], isComplete: boolean }} Arrival
 */

/** @returns {Arrival} */
export function arrival() {
  const named = (/** @type {string} */ state) => MODULES.filter((name) => states.get(name) === state);
  return { coming: named('coming'), missing: named('missing'), isComplete: named('here').length === MODULES.length };
}

/** Calls `listen` whenever a module is asked for, comes or fails, and once at the start. @param {function(Arrival): void} listen */
export function onArrival(listen) {
  listeners.add(listen);
  listen(arrival());
}

/**
 * The bytes of a module; what failed is fetched again.
 * @param {ModuleName} name
 * @returns {Promise<ArrayBuffer>} rejects with an error that `isUnloaded` and says so in both languages
 */
export function bytesOf(name) {
  const known = fetched.get(name);
  if (known) return known;
  const bytes = fetchModule(name);
  fetched.set(name, bytes);
  turn(name, 'coming');
  bytes.then(() => turn(name, 'here'), () => {
    fetched.delete(name);
    turn(name, 'missing');
  });
  return bytes;
}

/** That a module is not to be had, or that the browser does not run it. @param {ModuleName} name @param {string} reason */
export function unloaded(name, reason) {
  return Object.assign(new Error(NOT_LOADED[name]), { isUnloaded: true, reason });
}

/** @param {ModuleName} name @param {'coming'|'here'|'missing'} state */
function turn(name, state) {
  states.set(name, state);
  for (const listen of listeners) listen(arrival());
}

/** @param {ModuleName} name */
async function fetchModule(name) {
  const address = new URL(`pkg/${name}_bg.wasm`, BASE).href;
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const bytes = await response.arrayBuffer();
    const start = new Uint8Array(bytes, 0, Math.min(MAGIC.length, bytes.byteLength));
    if (start.length < MAGIC.length || MAGIC.some((byte, at) => start[at] !== byte)) throw new Error('no wasm module');
    return bytes;
  } catch (error) {
    throw unloaded(name, `${address}: ${error instanceof Error ? error.message : error}`);
  }
}

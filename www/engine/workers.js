/**
 * Workers that have started and are nobody's yet: with the network gone none can be started, but
 * one that was ended is replaced by one of these.
 */

import { BASE } from '../base.js';
import { lanesOn } from '../model/limits.js';

/** @typedef {{ worker: Worker, modules: Set<string> }} Host a worker, and the modules that it was handed */

/* For every lane of a batch, and for the readers and the writer of the page itself. */
const WANTED = lanesOn(self.navigator.hardwareConcurrency || 2) + 2;

/** @type {Host[]} */
const spares = [];
let starting = 0;
let isKept = false;

/** One that is ready. @returns {Promise<Host>} rejects with an error that `isUnstarted` */
export function takeHost() {
  const host = spares.pop();
  if (isKept) keepSpares();
  return host ? Promise.resolve(host) : startHost();
}

/** Takes back one that is idle, where it could not be replaced; else it is ended, with what it holds. @param {Host} host */
export function giveBack(host) {
  if (isKept && spares.length + starting < WANTED) spares.push(host);
  else host.worker.terminate();
}

/** Starts spares, one after the other, while the page has nothing to do. */
export function keepSpares() {
  isKept = true;
  if (starting || spares.length >= WANTED) return;
  starting += 1;
  whenIdle()
    .then(startHost)
    .then((host) => spares.push(host), () => 0)
    .then((isStarted) => {
      starting -= 1;
      if (isStarted) keepSpares();
    });
}

/** @returns {Promise<void>} settled when the page has nothing better to do */
export function whenIdle() {
  return new Promise((resolve) => {
    if (self.requestIdleCallback) self.requestIdleCallback(() => resolve(), { timeout: 3000 });
    else setTimeout(resolve, 200);
  });
}

/** @returns {Promise<Host>} */
function startHost() {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ said) => reject(Object.assign(new Error(said), { isUnstarted: true }));
    try {
      const worker = new Worker(trustedUrl());
      worker.onmessage = () => resolve({ worker, modules: new Set() });
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        fail(event.message || 'worker.js could not be started');
      };
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  });
}

/* Under Trusted Types a worker's address needs a policy; ours lets nothing through but the worker. */
/** @type {{ createScriptURL: function(string): string }|null} */
let policy = null;

function trustedUrl() {
  const own = new URL('worker.js', BASE).href;
  /** @type {any} */
  const { trustedTypes } = self;
  if (!trustedTypes) return own;
  if (!policy) policy = trustedTypes.createPolicy('gouji', { createScriptURL: (/** @type {string} */ given) => (given === own ? given : '') });
  return /** @type {NonNullable<typeof policy>} */ (policy).createScriptURL(own);
}

/**
 * The core as promises. The worker behind it is started once and shared by every checker on the
 * page.
 *
 * @typedef {Object} Engine
 * @property {(text: string, name?: string, edits?: Object<string, string>) => Promise<Object>} check
 * @property {(bytes: ArrayBuffer) => Promise<string>} decode
 * @property {() => Promise<Object>} forms
 * @property {() => Promise<Array>} rules
 * @property {() => Promise<string>} version
 */

let started = null;

/** @returns {Engine} */
export function engine() {
  if (!started) started = startEngine();
  return started;
}

function startEngine() {
  const waiting = new Map();
  const kept = new Map();
  let broken = null;
  let checked = { question: null, answer: null };
  let last = 0;
  const worker = new Worker(trustedUrl(new URL('worker.js', import.meta.url).href));

  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) reject(new Error(data.error));
    else resolve(data.value);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    broken = new Error(event.message || 'worker.js could not be started');
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };

  const ask = (call, ...args) =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      last += 1;
      waiting.set(last, { resolve, reject });
      return worker.postMessage({ id: last, call, args });
    });
  const askOnce = (call) => {
    if (!kept.has(call)) kept.set(call, ask(call));
    return kept.get(call);
  };

  return {
    check: (text, name, edits = {}) => {
      // Asked again, as when the page opens what start.js asked about already, it has its answer.
      const question = JSON.stringify([text, name, edits]);
      if (checked.question !== question) checked = { question, answer: ask('check', text, name, Object.keys(edits), Object.values(edits)) };
      return checked.answer;
    },
    decode: (bytes) => ask('decode', new Uint8Array(bytes)),
    forms: () => askOnce('forms'),
    rules: () => askOnce('rules'),
    version: () => askOnce('version'),
  };
}

/* Under Trusted Types a worker's address needs a policy; ours lets nothing through but the one
   address above. */
function trustedUrl(url) {
  if (!self.trustedTypes) return url;
  return self.trustedTypes.createPolicy('gouji', { createScriptURL: (given) => (given === url ? given : '') }).createScriptURL(url);
}

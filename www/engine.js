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

const engines = new Map();

/**
 * @param {string} base the folder that holds worker.js and pkg/
 * @returns {Engine}
 */
export function engineAt(base) {
  if (!engines.has(base)) engines.set(base, startEngine(base));
  return engines.get(base);
}

function startEngine(base) {
  const waiting = new Map();
  const kept = new Map();
  let broken = null;
  let last = 0;
  const worker = new Worker(trustedUrl(new URL('worker.js', base).href));

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
    check: (text, name, edits = {}) => ask('check', text, name, Object.keys(edits), Object.values(edits)),
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

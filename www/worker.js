/* Runs one of the wasm modules away from the page: { id, call, args } in, { id, value } or
   { id, error, isBroken, isLoaded } out. Its query says which: the core, or a set of readers.
   A classic worker, because browsers before Chromium 80 have no module workers. */
/* global wasm_bindgen */
'use strict';

const names = { '?core': 'gouji', '?whole': 'whole', '?office': 'office', '?pages': 'pages', '?written': 'written' };
const name = names[self.location.search] || 'gouji';

const module = fetch(`pkg/${name}_bg.wasm`);
importScripts(trusted(`pkg/${name}.js`));

let isLoaded = false;
const ready = wasm_bindgen({ module_or_path: module }).then(() => {
  isLoaded = true;
  closeNetwork();
});

self.onmessage = function (event) {
  const message = event.data;
  ready
    .then(() => Promise.all(message.args.map(withText)))
    .then((args) => postMessage({ id: message.id, value: wasm_bindgen[message.call].apply(null, args) }))
    .catch((error) => postMessage({ id: message.id, error: String((error && error.message) || error), isBroken: !isLoaded || isTrap(error), isLoaded }));
};

/* The long text of a report comes as a blob, which costs the page nothing to send: a report is what
   has a text, alone or among those that another is checked beside. */
async function withText(given) {
  if (!given || typeof given !== 'object') return given;
  if (given.text instanceof Blob) return Object.assign({}, given, { text: await new Response(given.text).text() });
  if (!given.units) return given;
  const [lastYear, ...units] = await Promise.all([given.last_year, ...given.units].map(withText));
  return Object.assign({}, given, { last_year: lastYear, units });
}

/* After a trap the module's memory is not to be trusted; a module that never loaded is no better. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/* Chromium 83 to 9x asks a worker, too, for what the page's policy demands. */
function trusted(url) {
  if (!self.trustedTypes) return url;
  return self.trustedTypes.createPolicy('gouji', { createScriptURL: (given) => (given === url ? given : '') }).createScriptURL(url);
}

/* A worker does not inherit the page's policy, so it gives up by itself every means of sending,
   before the first report reaches it. */
function closeNetwork() {
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'Worker']) {
    Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });
  }
}

/* Hosts the wasm modules away from the page. { module, bytes } hands it one of them;
   { id, module, call, args } in, { id, value } or { id, error, isBroken, isLoaded } out.
   It fetches nothing: Chromium before 103 binds it, too, once the page gives up the network.
   A classic worker, because browsers before Chromium 80 have no module workers. */
/* global gouji_check, gouji_office, gouji_pages, gouji_written */
'use strict';

(() => {
  /** @type {any} */
  const scope = self;
  /** @type {Record<string, function(): any>} */
  const GLUE = { check: () => gouji_check, office: () => gouji_office, pages: () => gouji_pages, written: () => gouji_written };
  /** @type {Record<string, Promise<any>>} */
  const ready = {};
  const loaded = new Set();

  loadGlue(Object.keys(GLUE).filter((name) => !isThere(name)).map((name) => `pkg/${name}.js`));
  closeNetwork();
  scope.onmessage = (/** @type {MessageEvent} */ { data }) => (data.bytes ? load(data.module, data.bytes) : answer(data));
  scope.postMessage({ isReady: true });

  /** @param {string} name @param {ArrayBuffer} bytes */
  function load(name, bytes) {
    ready[name] = GLUE[name]()({ module_or_path: bytes }).then(() => loaded.add(name));
    ready[name].catch(() => null);
  }

  /** @param {{ id: number, module: string, call: string, args: any[] }} question */
  function answer({ id, module, call, args }) {
    ready[module]
      .then(() => Promise.all(args.map(withTexts)))
      .then((given) => scope.postMessage({ id, value: GLUE[module]()[call].apply(null, given) }))
      .catch((error) => scope.postMessage({ id, error: String((error && error.message) || error), isBroken: !loaded.has(module) || isTrap(error), isLoaded: loaded.has(module) }));
  }

  /* The long text of a report comes as a blob, which costs the page nothing to send: a report is
     what has a text, wherever it stands in what is given. */
  /** @param {any} given @returns {Promise<any>} */
  async function withTexts(given) {
    if (Array.isArray(given)) return typeof given[0] === 'object' ? Promise.all(given.map(withTexts)) : given;
    if (!given || Object.getPrototypeOf(given) !== Object.prototype) return given;
    const copy = Object.assign({}, given);
    if (given.text instanceof Blob) copy.text = await new Response(given.text).text();
    for (const name of ['source', 'compared_with', 'last_year', 'units']) if (given[name]) copy[name] = await withTexts(given[name]);
    return copy;
  }

  /* After a trap the module's memory is not to be trusted; a module that never loaded is no better. */
  /** @param {unknown} error */
  function isTrap(error) {
    return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  }

  /* In the site as it is built the glue stands before this. */
  /** @param {string} name */
  function isThere(name) {
    try {
      return Boolean(GLUE[name]());
    } catch (error) {
      return false;
    }
  }

  /* Chromium 83 to 9x asks a worker, too, for what the page's policy demands. */
  /** @param {string[]} addresses */
  function loadGlue(addresses) {
    if (!addresses.length) return;
    const isOwn = (/** @type {string} */ given) => (addresses.includes(given) ? given : '');
    const policy = scope.trustedTypes ? scope.trustedTypes.createPolicy('gouji', { createScriptURL: isOwn }) : { createScriptURL: isOwn };
    scope.importScripts.apply(self, addresses.map((address) => policy.createScriptURL(address)));
  }

  /* A worker does not inherit the page's policy, so it gives up by itself every means of sending,
     before the first report reaches it. */
  function closeNetwork() {
    for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'Worker']) {
      Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });
    }
  }
})();

/**
 * A worker that answers one question after another, handed the modules it needs. One that fails or
 * takes too long is ended, and the next question goes to another: only the file it was at is lost.
 */

import { LONGEST_CALL } from '../model/limits.js';
import { bytesOf, unloaded } from './modules.js';
import { giveBack, takeHost } from './workers.js';

/** @typedef {import('./modules.js').ModuleName} ModuleName */
/** @typedef {import('./workers.js').Host} Host */
/** @typedef {{ resolve: function(any): void, reject: function(Error): void, timer: number, module: ModuleName }} Waiting */

const STOPPED = '读取时程序出错，已停止；其他文件不受影响：请另存为docx、xlsx或PDF再打开\nreading it failed and was stopped; other files are not affected: save it as docx, xlsx or PDF and open that';
const TOO_LONG = '读取超过一分钟，已停止：请拆分文件，或另存为docx、xlsx再打开\nreading it took more than a minute and was stopped: split it, or save it as docx or xlsx and open that';

export class Runner {
  constructor() {
    /** @type {Promise<Host>|null} */
    this._host = null;
    /** @type {Map<number, Waiting>} */
    this._waiting = new Map();
    this._last = 0;
    this._isEnded = false;
  }

  /** Takes a worker before there is a question. */
  start() {
    if (!this._host) this._host = this._takeHost();
    return this._host;
  }

  /**
   * Calls what a module exports.
   * @param {ModuleName} module
   * @param {string} call
   * @param {...any} args
   * @returns {Promise<any>}
   */
  async ask(module, call, ...args) {
    if (this._isEnded) throw new Error(STOPPED);
    const starting = this.start();
    starting.catch(() => null);
    const bytes = await bytesOf(module);
    if (this._isEnded) throw new Error(STOPPED);
    // The one that was taken may have been ended meanwhile.
    const host = await this.start();
    if (this._isEnded) throw new Error(STOPPED);
    return new Promise((resolve, reject) => {
      if (!host.modules.has(module)) host.worker.postMessage({ module, bytes });
      host.modules.add(module);
      this._last += 1;
      const timer = setTimeout(() => this._drop(new Error(TOO_LONG)), LONGEST_CALL);
      this._waiting.set(this._last, { resolve, reject, timer, module });
      host.worker.postMessage({ id: this._last, module, call, args });
    });
  }

  /** Takes no more questions; what is under way is rejected, and a worker that is idle is given back. */
  end() {
    this._isEnded = true;
    if (this._waiting.size) this._drop(new Error(STOPPED));
    else if (this._host) this._host.then(giveBack, () => null);
    this._host = null;
  }

  /** @returns {Promise<Host>} */
  _takeHost() {
    const host = takeHost().then((taken) => {
      taken.worker.onmessage = ({ data }) => this._answer(data);
      taken.worker.onerror = (event) => {
        event.preventDefault();
        this._drop(new Error(STOPPED));
      };
      return taken;
    });
    host.catch(() => {
      if (this._host === host) this._host = null;
    });
    return host;
  }

  /** @param {{ id: number, value?: any, error?: string, isBroken?: boolean, isLoaded?: boolean }} data */
  _answer({ id, value, error, isBroken, isLoaded }) {
    const asked = this._waiting.get(id);
    if (!asked) return;
    clearTimeout(asked.timer);
    this._waiting.delete(id);
    if (error === undefined) return asked.resolve(value);
    const failure = isBroken ? failureOf(asked.module, error, Boolean(isLoaded)) : new Error(error);
    asked.reject(failure);
    if (isBroken) this._drop(failure);
  }

  /** @param {Error} error */
  _drop(error) {
    if (this._host) this._host.then(({ worker }) => worker.terminate(), () => null);
    this._host = null;
    for (const { reject, timer } of this._waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this._waiting.clear();
  }
}

/* Of the check that the browser would not run, the page says in words of its own why. */
/** @param {ModuleName} module @param {string} said @param {boolean} isLoaded */
function failureOf(module, said, isLoaded) {
  if (isLoaded) return new Error(STOPPED);
  return module === 'check' ? new Error(said) : unloaded(module, said);
}

/**
 * Several lanes of workers for many files. A lane has one job at a time, so that a file which traps
 * or takes too long takes no other with it; the next job waits until a lane is free.
 */

/**
 * @typedef {function(import('./engine.js').Lane): Promise<*>} Job
 */

export class Pool {
  /**
   * @param {number} size how many lanes at most
   * @param {function(): import('./engine.js').Lane} startLane
   * @param {import('./engine.js').Lane} spare the page's own workers, for a page that went offline
   *   and cannot start others
   */
  constructor(size, startLane, spare) {
    this._size = size;
    this._startLane = startLane;
    this._spare = spare;
    this._idle = [];
    this._busy = new Set();
    this._waiting = [];
    this.isStopped = false;
  }

  /** Runs a job once a lane is free. @param {Job} job @returns {Promise<*>} what it comes to */
  run(job) {
    return new Promise((resolve, reject) => {
      this._waiting.push({ job, resolve, reject });
      this._next();
    });
  }

  /** Ends every lane at once. What was under way is rejected, what waited is never begun. */
  stop() {
    this.isStopped = true;
    for (const lane of [...this._idle, ...this._busy]) this._end(lane);
    for (const { reject } of this._waiting.splice(0)) reject(new Error('stopped'));
  }

  _next() {
    if (this.isStopped || !this._waiting.length) return;
    const lane = this._idle.pop() || (this._busy.size < this._size ? this._startLane() : null);
    if (lane) this._do(this._waiting.shift(), lane);
  }

  async _do(task, lane) {
    this._busy.add(lane);
    let isKept = true;
    try {
      task.resolve(await task.job(lane));
    } catch (error) {
      isKept = !error.isUnloaded || lane === this._spare || this.isStopped;
      if (isKept) task.reject(error);
      else this._waiting.unshift(task);
    }
    this._busy.delete(lane);
    if (isKept && !this.isStopped) this._idle.push(lane);
    if (!isKept) this._useSpare(lane);
    this._next();
  }

  /* What cannot be fetched now was perhaps fetched before: the page's own workers stand in. */
  _useSpare(lane) {
    this._end(lane);
    for (const other of this._idle.splice(0)) if (other !== this._spare) this._end(other);
    if (!this._busy.has(this._spare)) this._idle.push(this._spare);
    this._size = 1;
    this._startLane = () => this._spare;
  }

  _end(lane) {
    if (lane !== this._spare) lane.end();
  }
}

/** How many lanes suit this machine: the page itself wants a core, too. */
export function lanesHere() {
  return Math.max(2, Math.min(4, (self.navigator.hardwareConcurrency || 2) - 1));
}

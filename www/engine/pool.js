/**
 * Several lanes of workers for many files. A lane has one job at a time, so that a file which traps
 * or takes too long takes no other with it; the next job waits until a lane is free.
 */

/**
 * @typedef {import('./engine.js').Lane} Lane
 * @typedef {function(Lane): Promise<any>} Job
 * @typedef {{ job: Job, resolve: function(any): void, reject: function(any): void }} Task
 */

export class Pool {
  /**
   * @param {number} size how many lanes at most
   * @param {function(): Lane} startLane
   * @param {Lane} own the page's own workers, for a page that went offline and has no others left
   */
  constructor(size, startLane, own) {
    this._size = size;
    this._startLane = startLane;
    this._own = own;
    /** @type {Lane[]} */
    this._idle = [];
    /** @type {Set<Lane>} */
    this._busy = new Set();
    /** @type {Task[]} */
    this._waiting = [];
    this.isStopped = false;
  }

  /** Runs a job once a lane is free. @param {Job} job @returns {Promise<any>} what it comes to */
  run(job) {
    return new Promise((resolve, reject) => {
      this._waiting.push({ job, resolve, reject });
      this._next();
    });
  }

  /** Ends every lane at once. What was under way is rejected, what waited is never begun. */
  stop() {
    this.isStopped = true;
    for (const lane of [...this._idle, ...this._busy]) lane.end();
    for (const { reject } of this._waiting.splice(0)) reject(new Error('stopped'));
  }

  _next() {
    if (this.isStopped || !this._waiting.length) return;
    const lane = this._idle.pop() || (this._busy.size < this._size ? this._startLane() : null);
    const task = lane && this._waiting.shift();
    if (lane && task) this._do(task, lane);
  }

  /** @param {Task} task @param {Lane} lane */
  async _do(task, lane) {
    this._busy.add(lane);
    let isKept = true;
    try {
      task.resolve(await task.job(lane));
    } catch (error) {
      isKept = !isUnstarted(error) || lane.isOwn || this.isStopped;
      if (isKept) task.reject(error);
      else this._waiting.unshift(task);
    }
    this._busy.delete(lane);
    if (isKept && !this.isStopped) this._idle.push(lane);
    if (!isKept) this._goOnWithout(lane);
    this._next();
  }

  /* What cannot be started now was perhaps started before: the lanes there are go on, and where
     there is none, the page's own workers stand in. */
  /** @param {Lane} lane */
  _goOnWithout(lane) {
    lane.end();
    this._size = Math.max(1, this._idle.length + this._busy.size);
    if (this._idle.length || this._busy.size) return;
    this._startLane = () => this._own;
  }
}

/** Whether it is for want of a worker. @param {any} error */
export function isUnstarted(error) {
  return Boolean(error && error.isUnstarted);
}

/**
 * One report under the reader's hands: what was given, what it comes to, what was changed in it,
 * what the reader stands by. Nothing here is drawn.
 *
 * Every question to the engine has a number: what was asked before another question is answered
 * for nobody, and gives null.
 */

import { addEdits, editsNow, noEdits, stepEdits } from './edits.js';
import { entriesOf } from './entries.js';
import { isEmpty, pasted, plain, sourceOf } from './given.js';
import { waive, waiversOf } from './marks.js';

/**
 * @typedef {import('./given.js').Given} Given
 * @typedef {import('./entries.js').Entry} Entry
 * @typedef {gouji_check.View} View
 *
 * @typedef {Object} Asked what a session asks
 * @property {(source: gouji_check.Source, options: gouji_check.Options) => Promise<View[]>} check
 * @property {() => Promise<Record<string, gouji_check.Form>>} forms
 * @property {() => Promise<gouji_check.Rule[]>} rules
 */

export class Session {
  /** @param {Asked} engine */
  constructor(engine) {
    this._engine = engine;
    this._run = 0;
    /** @type {Map<string, string>} the reader's marks, which outlive a report */
    this.marks = new Map();
    /** @type {Set<string>} families of rules that are left out */
    this.without = new Set();
    /** @type {gouji_check.Options['compared_with']|null} */
    this.comparedWith = null;
    /** @type {Record<string, gouji_check.Form>} */
    this.forms = {};
    /** @type {Map<string, gouji_check.Rule>} */
    this.rules = new Map();
    this.given = plain('');
    /** @type {View[]} */
    this.views = [];
    /** @type {View|null} */
    this.original = null;
    /** @type {Entry[]} */
    this.entries = [];
    this.history = noEdits();
  }

  /** Forgets the report; marks and what is left out stay. */
  clear() {
    this._run += 1;
    Object.assign(this, { given: plain(''), views: [], original: null, entries: [], history: noEdits() });
  }

  /** The report that is shown: the first, or null. @returns {View|null} */
  get view() {
    return this.views[0] || null;
  }

  /** The cells corrected by now, and their texts. */
  get edits() {
    return editsNow(this.history);
  }

  /** A question of another kind is asked: what comes of it counts while no other is. @returns {function(): boolean} */
  begin() {
    this._run += 1;
    const run = this._run;
    return () => run === this._run;
  }

  /**
   * Checks what was given.
   * @param {Given} given
   * @param {Record<string, string>} [edits] corrections to begin with
   * @param {string} [noteOfPlain] what is said where the plain form of a paste is checked in place of the rich one
   * @returns {Promise<View|null>} null where something else was asked meanwhile, or nothing was given
   */
  async open(given, edits = {}, noteOfPlain = '') {
    const isCurrent = this.begin();
    this.given = given;
    if (isEmpty(given)) return null;
    const hasEdits = Object.keys(edits).length > 0;
    const answered = await whileCurrent(isCurrent, async () => {
      const [answer, forms, rules] = await Promise.all([this._checkEither(given, noteOfPlain), this._engine.forms(), this._engine.rules()]);
      return { answer, forms, rules, views: hasEdits && isCurrent() ? await this._check(answer.given, edits) : answer.views };
    });
    if (!answered) return null;
    const { answer, forms, rules, views } = answered;
    this.given = answer.given;
    this.forms = forms;
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.original = answer.views[0];
    this.history = hasEdits ? addEdits(noEdits(), edits, this.original) : noEdits();
    return this._take(views);
  }

  /** Corrects cells, or puts them back. @param {Record<string, ?string>} changes @returns {Promise<View|null>} */
  edit(changes) {
    if (this.original) this.history = addEdits(this.history, changes, this.original);
    return this.checkAgain();
  }

  /** Undoes (−1) or redoes (1). @param {number} by @returns {Promise<View|null>} */
  step(by) {
    const stepped = stepEdits(this.history, by);
    if (!stepped) return Promise.resolve(null);
    this.history = stepped;
    return this.checkAgain();
  }

  /** The reader stands by an entry, or no longer (null). @param {Entry} entry @param {?string} note @returns {Promise<View|null>} */
  waive(entry, note) {
    waive(entry, this.marks, note);
    return this.checkAgain();
  }

  /** Checks the report as it stands by now. @returns {Promise<View|null>} */
  async checkAgain() {
    if (!this.view) return null;
    const isCurrent = this.begin();
    const views = await whileCurrent(isCurrent, () => this._check(this.given, this.edits));
    return views && this._take(views);
  }

  /** Another check of the same report. @param {View[]} views */
  _take(views) {
    this.views = views;
    this.entries = entriesOf(views[0]);
    return views[0];
  }

  /* The rich form of a paste comes first; where it holds no readable table, the plain one does. */
  /** @param {Given} given @param {string} noteOfPlain */
  async _checkEither(given, noteOfPlain) {
    const views = await this._check(given, {});
    if (given.kind === 'text' || given.isWanted || !isUnread(views) || !given.text.trim()) return { given, views };
    const other = Object.assign(pasted(given.text, given.html), { kind: /** @type {'text'} */ ('text'), note: noteOfPlain });
    const second = await this._check(other, {});
    return isUnread(second) ? { given, views } : { given: other, views: second };
  }

  /** @param {Given} given @param {Record<string, string>} corrections */
  _check(given, corrections) {
    /** @type {gouji_check.Options} */
    const options = { corrections, without: Array.from(this.without), waived: waiversOf(this.marks) };
    if (this.comparedWith) options.compared_with = this.comparedWith;
    return this._engine.check(sourceOf(given), options);
  }
}

/**
 * What a question comes to, or fails with, while no other is asked; else null.
 * @template T
 * @param {function(): boolean} isCurrent
 * @param {function(): Promise<T>} ask
 * @returns {Promise<T|null>}
 */
async function whileCurrent(isCurrent, ask) {
  try {
    const answer = await ask();
    return isCurrent() ? answer : null;
  } catch (error) {
    if (isCurrent()) throw error;
    return null;
  }
}

/** Whether no table of a report could be read. @param {View[]} views */
export function isUnread([view]) {
  return view.verdict === 'unread';
}

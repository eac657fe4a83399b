/** What comes in by a file, an archive, a folder or an example, on its way to the report or to the table of many. */

import { fileOf } from '../model/files.js';
import { fromFile } from '../model/given.js';
import { LARGEST_FILE, TOO_LARGE } from '../model/limits.js';

/**
 * @typedef {import('../model/files.js').Named} Named
 * @typedef {import('../engine/engine.js').Opened} Opened
 * @typedef {import('../messages.js').Words} Words
 *
 * @typedef {Object} OpeningActions
 * @property {function(): Words} words
 * @property {function(): (function(): boolean)} begin a question is asked; gives whether no other was asked since
 * @property {function(import('../model/given.js').Given): Promise<any>} open one report was read
 * @property {function(Error): void} failed the program itself did not start, or broke
 * @property {function(Named[], import('../many/batch.js').Failure[]): void} openMany several files, with what is known of others
 */

export class Opening {
  /**
   * @param {import('../engine/engine.js').Engine} engine
   * @param {import('./input.js').Input} input where it is said how far it has come
   * @param {OpeningActions} actions
   */
  constructor(engine, input, actions) {
    this._engine = engine;
    this._input = input;
    this._actions = actions;
  }

  /** Opens a file by itself; one that cannot be read is named, and leaves what was there. @param {File} file */
  async file(file) {
    const isCurrent = this._actions.begin();
    const words = this._actions.words();
    this._input.showProgress(words.say('input.opening', file.name));
    /** @type {Opened} */
    let opened;
    try {
      opened = await this._read(file);
    } catch (error) {
      if (isCurrent()) this._fail(error, file.name, words);
      return;
    }
    if (isCurrent()) await this._take(opened, file.name, words);
  }

  /** Opens files to be compared with; what holds no report is reported and left out. @param {File[]} files @returns {Promise<gouji_check.Source[]>} */
  async forComparison(files) {
    const words = this._actions.words();
    /** @type {gouji_check.Source[]} */
    const sources = [];
    for (const file of files) {
      try {
        const { source, entries } = await this._read(file);
        if (entries) sources.push(...(await this.forComparison(entries.map((entry) => fileOf(entry).file))));
        else if (source && (await this._isReport(source))) sources.push(Object.assign({}, source, { name: file.name }));
        else this._input.showTrouble(words.say('compared.none', file.name));
      } catch (error) {
        this._input.showTrouble(words.say('input.unreadable', file.name, words.reason(error)));
      }
    }
    return sources;
  }

  /** @param {Opened} opened @param {string} name @param {Words} words */
  async _take({ source, entries, notes = [] }, name, words) {
    if (source) await this._actions.open(fromFile(Object.assign({}, source, { name })));
    else if (entries && entries.length === 1 && !notes.length) await this.file(fileOf(entries[0]).file);
    else if (entries && entries.length > 1) this._actions.openMany(inArchive(entries.map(fileOf), name), notes.map((note) => Object.assign({ list: null }, note, { name })));
    else if (entries) this._input.showEntries(name, entries.map((entry) => fileOf(entry).file), notes);
    else this._input.showTrouble(words.say('input.no_entries', name));
  }

  /* What a reader refuses has a sentence in both languages; anything else is the program's. */
  /** @param {any} error @param {string} name @param {Words} words */
  _fail(error, name, words) {
    if (String(error.message).includes('\n')) this._input.showTrouble(words.say('input.unreadable', name, words.reason(error)));
    else this._actions.failed(error);
  }

  /** @param {File} file @returns {Promise<Opened>} */
  async _read(file) {
    if (file.size > LARGEST_FILE) throw new Error(TOO_LARGE);
    return this._engine.open(await new Response(file).arrayBuffer(), file.name);
  }

  /** @param {gouji_check.Source} source */
  async _isReport(source) {
    const [view] = await this._engine.check(source);
    return view.verdict !== 'unread';
  }
}

/* Files of an archive bear its name before theirs. */
/** @param {Named[]} files @param {string} archive @returns {Named[]} */
function inArchive(files, archive) {
  return files.map(({ name, file }) => ({ name: `${archive}/${name}`, file }));
}

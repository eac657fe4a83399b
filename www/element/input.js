/** The panel a report enters by: box, buttons, files, drops, pastes, and what is said about it. */

import { wordsIn } from '../messages.js';
import { filesChosen, filesDropped } from '../model/files.js';
import { plain } from '../model/given.js';
import { fill, h, setAttribute } from '../view/dom.js';
import { carriedBy } from './carried.js';

/** @typedef {import('../messages.js').Words} Words */
/** @typedef {import('../model/given.js').Given} Given */

/** The endings of files that can be opened. */
export const FILES = '.docx,.doc,.wps,.xlsx,.xls,.et,.pdf,.ofd,.html,.htm,.mht,.mhtml,.txt,.csv,.rtf,.odt,.ods,.docm,.xlsm,.xlsb,.md,.zip';

/* A paste longer than this replaces the report; a shorter one into the box is an edit of it. */
const WHOLE = 200;

/**
 * @typedef {Object} InputActions
 * @property {function(import('../model/given.js').Given): void} open a report was given
 * @property {function(File): void} openFile
 * @property {function(import('../model/files.js').Named[]): void} openFiles several, or what a folder holds
 * @property {function(): void} check the box as it stands
 * @property {function(): void} clear
 * @property {function(Event): void} example something in the slot of examples was clicked
 * @property {function(): boolean} isArticle whether the report stands on the page itself, in the box's place
 * @property {function(): void} article checks it
 */

export class Input {
  /** @param {HTMLElement} place @param {InputActions} actions */
  constructor(place, actions) {
    this._place = place;
    this._actions = actions;
    this._words = wordsIn('');
    this._given = plain('');
    this._box = h('textarea', { id: 'report', spellcheck: 'false', autocomplete: 'off', rows: 5, 'aria-describedby': 'hint' });
    this._note = h('p.note', {});
    this._box.addEventListener('paste', (event) => this.paste(event));
    this.takeDropsOn(place);
  }

  /** Takes what is dropped on an element, as if it were dropped here. @param {HTMLElement} element */
  takeDropsOn(element) {
    element.addEventListener('dragover', (event) => this._over(event));
    element.addEventListener('dragleave', () => this._place.removeAttribute('data-drop'));
    element.addEventListener('drop', (event) => this._dropped(event));
  }

  /** Draws the panel anew; what is in the box stays. @param {Words} words */
  draw(words) {
    const { say } = words;
    this._words = words;
    this._box.setAttribute('aria-label', say('input.label'));
    fill(this._place, this._actions.isArticle() ? this._articleTools() : this._boxAndTools(), this._note);
  }

  get box() {
    return this._box;
  }

  /** What the box holds: what is shown, unless the reader typed into it since. */
  get given() {
    const shown = this._given;
    return (shown.text || shown.html || '') === this._box.value ? shown : plain(this._box.value);
  }

  /** Shows the text of what is given in the box, and says below it what is being checked. @param {import('../model/given.js').Given} given */
  show(given) {
    const { say } = this._words;
    this._given = given;
    const shown = given.text || given.html || '';
    if (this._box.value !== shown) {
      this._box.value = shown;
      this._box.scrollTop = 0;
    }
    this.showNothing();
    if (!shown) return;
    const said = given.note || (given.name ? say('input.from_file', given.name) : say(`input.from_${given.kind}`));
    fill(this._note, said, ' ', given.html && given.text ? this._otherReading(given) : null);
  }

  /** Says nothing any more. */
  showNothing() {
    setAttribute(this._note, 'data-trouble', null);
    this._note.removeAttribute('role');
    fill(this._note);
  }

  /** Says what is being done, until something else is said. @param {string} sentence */
  showProgress(sentence) {
    setAttribute(this._note, 'data-trouble', null);
    this._note.setAttribute('role', 'status');
    fill(this._note, sentence);
  }

  /** Offers the file of an archive, and says what it left out; what was there stays until it is chosen. @param {string} name @param {File[]} files @param {gouji_check.Note[]} notes */
  showEntries(name, files, notes) {
    const { say, of } = this._words;
    const open = (/** @type {File} */ file) => h('button.link', { type: 'button', onclick: () => this._actions.openFile(file) }, file.name);
    this.showProgress(files.length ? say('input.entries', name, files.length) : say('input.no_entries', name));
    this._note.append(h('ul.entries', {}, files.map((file) => h('li', {}, open(file)))));
    for (const note of notes) this._note.append(h('p', {}, of(note, 'message')));
  }

  /** Says that something could not be taken in; what was there stays. @param {string} sentence */
  showTrouble(sentence) {
    fill(this._note, sentence);
    this._note.setAttribute('role', 'alert');
    setAttribute(this._note, 'data-trouble', true);
  }

  /**
   * Takes a paste that holds a report, here or anywhere on the page.
   * @returns {boolean} whether it was taken
   * @param {ClipboardEvent} event
   */
  paste(event) {
    if (event.defaultPrevented || !event.clipboardData) return false;
    const { file, given, isTable } = carriedBy(event.clipboardData);
    const inBox = event.composedPath()[0] === this._box;
    const isAll = !this._box.value.trim() || (this._box.selectionStart === 0 && this._box.selectionEnd === this._box.value.length);
    if (inBox && !(isTable || isAll || (given && given.text.length > WHOLE))) return false;
    if (!file && !given) return false;
    event.preventDefault();
    const { files } = event.clipboardData;
    if (!given && files.length > 1) this._actions.openFiles(filesChosen(files));
    else this._take(file, given);
    return true;
  }

  _boxAndTools() {
    const { say } = this._words;
    const file = this._chooser({ accept: FILES, multiple: true });
    const folder = this._chooser({ webkitdirectory: true });
    const button = (/** @type {string} */ name, /** @type {function(): void} */ act, look = 'button') => h(look, { type: 'button', 'data-tool': name, onclick: act }, say(name));
    return [
      h('h2', {}, say('input.title')),
      h('p.hint', { id: 'hint' }, say('input.hint')),
      h('p.hint', {}, say('input.many')),
      this._box,
      h(
        'div.toolbar',
        {},
        button('input.check', this._actions.check, 'button.primary'),
        button('input.file', () => file.click()),
        button('input.clear', this._actions.clear),
        'webkitdirectory' in folder && button('input.folder', () => folder.click()),
        file,
        folder,
        h('span.examples', {}, h('span', {}, say('input.examples')), h('slot', { name: 'example', onclick: this._actions.example })),
      ),
    ];
  }

  /* A field for files that is never seen: a button opens it. */
  /** @param {Record<string, any>} attributes */
  _chooser(attributes) {
    const field = h('input', Object.assign({ type: 'file', hidden: true, tabindex: -1 }, attributes));
    field.addEventListener('change', () => {
      const files = filesChosen(field.files || []);
      if (files.length) this._actions.openFiles(files);
      field.value = '';
    });
    return field;
  }

  _articleTools() {
    return h('div.toolbar', {}, h('button.primary', { type: 'button', onclick: this._actions.article }, this._words.say('input.check_page')));
  }

  /* The button that reads the other of the two forms a paste came in. */
  /** @param {Given} given */
  _otherReading(given) {
    const kind = given.kind === 'html' ? 'text' : 'html';
    const other = Object.assign({}, given, { kind, note: null, isWanted: true });
    return h('button.link', { type: 'button', onclick: () => this._actions.open(other) }, this._words.say(`input.as_${kind}`));
  }

  /** @param {DragEvent} event */
  _over(event) {
    event.preventDefault();
    this._place.setAttribute('data-drop', this._words.say('input.drop'));
  }

  /** @param {DragEvent} event */
  _dropped(event) {
    event.preventDefault();
    this._place.removeAttribute('data-drop');
    if (!event.dataTransfer) return;
    const { file, given } = carriedBy(event.dataTransfer);
    if (file) filesDropped(event.dataTransfer).then((files) => (files.length ? this._actions.openFiles(files) : this.showTrouble(this._words.say('input.empty_folder'))));
    else this._take(null, given);
  }

  /* An office program puts a picture of the table beside its text: the text goes first. */
  /** @param {?File} file @param {?Given} given */
  _take(file, given) {
    if (given) this._actions.open(given);
    else if (file) this._actions.openFile(file);
  }
}

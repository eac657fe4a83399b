/** The panel a report enters by: box, buttons, files, drops, pastes, and what is said about it. */

import { fill, h, setAttribute } from './dom.js';
import { filesChosen, filesDropped } from './folders.js';
import { carriedBy, plainSource } from './sources.js';

/** The endings of files that can be opened. */
export const FILES = '.docx,.doc,.wps,.xlsx,.xls,.et,.pdf,.ofd,.html,.htm,.mht,.mhtml,.txt,.csv,.rtf,.odt,.ods,.docm,.xlsm,.xlsb,.md,.zip';

/* A paste longer than this replaces the report; a shorter one into the box is an edit of it. */
const WHOLE = 200;

/**
 * @typedef {Object} InputActions
 * @property {function(import('./sources.js').Source)} open a report was given
 * @property {function(File)} openFile
 * @property {function(import('./folders.js').Named[])} openFiles several, or what a folder holds
 * @property {function()} check the box as it stands
 * @property {function()} clear
 * @property {function(Event)} example something in the slot of examples was clicked
 * @property {?function()} article checks the report on the page itself, which then takes the box's place
 */

export class Input {
  /** @param {HTMLElement} place @param {InputActions} actions */
  constructor(place, actions) {
    this._place = place;
    this._actions = actions;
    this._box = h('textarea', { id: 'report', spellcheck: 'false', autocomplete: 'off', rows: 5, 'aria-describedby': 'hint' });
    this._note = h('p.note', {});
    this._box.addEventListener('paste', (event) => this.paste(event));
    this.takeDropsOn(place);
  }

  /** Takes what is dropped on an element, as if it were dropped here. */
  takeDropsOn(element) {
    element.addEventListener('dragover', (event) => this._over(event));
    element.addEventListener('dragleave', () => this._place.removeAttribute('data-drop'));
    element.addEventListener('drop', (event) => this._dropped(event));
  }

  /** Draws the panel anew; what is in the box stays. */
  draw(words) {
    const { say } = words;
    this._words = words;
    this._box.setAttribute('aria-label', say('input.label'));
    fill(this._place, this._actions.article ? this._articleTools() : this._boxAndTools(), this._note);
  }

  get box() {
    return this._box;
  }

  /** What the box holds: the source shown, unless the reader typed into it since. */
  get source() {
    const shown = this._source;
    return shown && (shown.text || shown.html || '') === this._box.value ? shown : plainSource(this._box.value);
  }

  /** Shows the text of a source in the box, and says below it what is being checked. */
  show(source) {
    const { say } = this._words;
    this._source = source;
    const shown = source.text || source.html || '';
    if (this._box.value !== shown) {
      this._box.value = shown;
      this._box.scrollTop = 0;
    }
    setAttribute(this._note, 'data-trouble', null);
    this._note.removeAttribute('role');
    if (!shown) return fill(this._note);
    const said = source.note || (source.name ? say('input.from_file', source.name) : say(`input.from_${source.kind}`));
    return fill(this._note, said, ' ', source.html && source.text ? this._otherReading(source) : null);
  }

  /** Says what is being done, until something else is said. */
  showProgress(sentence) {
    setAttribute(this._note, 'data-trouble', null);
    this._note.setAttribute('role', 'status');
    fill(this._note, sentence);
  }

  /** Offers the file of an archive, and says what it left out; what was there stays until it is chosen. */
  showEntries(name, files, notes) {
    const { say, of } = this._words;
    const open = (file) => h('button.link', { type: 'button', onclick: () => this._actions.openFile(file) }, file.name);
    this.showProgress(files.length ? say('input.entries', name, files.length) : say('input.no_entries', name));
    this._note.append(h('ul.entries', {}, files.map((file) => h('li', {}, open(file)))));
    for (const note of notes) this._note.append(h('p', {}, of(note, 'message')));
  }

  /** Says that something could not be taken in; what was there stays. */
  showTrouble(sentence) {
    fill(this._note, sentence);
    this._note.setAttribute('role', 'alert');
    setAttribute(this._note, 'data-trouble', true);
  }

  /**
   * Takes a paste that holds a report, here or anywhere on the page.
   * @returns {boolean} whether it was taken
   */
  paste(event) {
    if (event.defaultPrevented || !event.clipboardData) return false;
    const { file, source, isTable } = carriedBy(event.clipboardData);
    const inBox = event.composedPath()[0] === this._box;
    const isAll = !this._box.value.trim() || (this._box.selectionStart === 0 && this._box.selectionEnd === this._box.value.length);
    if (inBox && !(isTable || isAll || (source && source.text.length > WHOLE))) return false;
    if (!file && !source) return false;
    event.preventDefault();
    const { files } = event.clipboardData;
    if (!source && files.length > 1) this._actions.openFiles(filesChosen(files));
    else this._take(file, source);
    return true;
  }

  _boxAndTools() {
    const { say } = this._words;
    const file = this._chooser({ accept: FILES, multiple: true });
    const folder = this._chooser({ webkitdirectory: true });
    const button = (name, act, look) => h(look || 'button', { type: 'button', 'data-tool': name, onclick: act }, say(name));
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
  _chooser(attributes) {
    const field = h('input', Object.assign({ type: 'file', hidden: true, tabindex: -1 }, attributes));
    field.addEventListener('change', () => {
      const files = filesChosen(field.files);
      if (files.length) this._actions.openFiles(files);
      field.value = '';
    });
    return field;
  }

  _articleTools() {
    return h('div.toolbar', {}, h('button.primary', { type: 'button', onclick: this._actions.article }, this._words.say('input.check_page')));
  }

  /* The button that reads the other of the two forms a paste came in. */
  _otherReading(source) {
    const kind = source.kind === 'html' ? 'text' : 'html';
    const other = Object.assign({}, source, { kind, note: null, wanted: true });
    return h('button.link', { type: 'button', onclick: () => this._actions.open(other) }, this._words.say(`input.as_${kind}`));
  }

  _over(event) {
    event.preventDefault();
    this._place.setAttribute('data-drop', this._words.say('input.drop'));
  }

  _dropped(event) {
    event.preventDefault();
    this._place.removeAttribute('data-drop');
    const { file, source } = carriedBy(event.dataTransfer);
    if (!file) return this._take(null, source);
    filesDropped(event.dataTransfer).then((files) => (files.length ? this._actions.openFiles(files) : this.showTrouble(this._words.say('input.empty_folder'))));
  }

  /* An office program puts a picture of the table beside its text: the text goes first. */
  _take(file, source) {
    if (source) this._actions.open(source);
    else if (file) this._actions.openFile(file);
  }
}

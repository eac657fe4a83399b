import { cellsIn, drawMarks } from './article.js';
import { addStyles } from './assets.js';
import { Beside, drawResiduals } from './beside.js';
import { contentOfRow } from './batch.js';
import { fill, h, setAttribute } from './dom.js';
import { addEdits, editsNow, editsOf, noEdits, stepEdits } from './edits.js';
import { engine } from './engine.js';
import { cellsLitBy, entriesOf, marksOf } from './findings.js';
import { fileOf } from './folders.js';
import { FILES, Input } from './input.js';
import { List } from './list.js';
import { Many } from './many.js';
import { isSettled, noteOf, settle } from './marks.js';
import { wordsIn } from './messages.js';
import { drawCatalogue, drawFailure, drawNothing, drawReading, drawVerdict, TABLES, verdictOf } from './reading.js';
import { drawRecordTools } from './record-tools.js';
import { Sheets } from './sheets.js';
import { contentOf, exampleText, fileSource, pastedSource, plainSource, textOf } from './sources.js';
import { partOf } from './tally.js';

/**
 * `<gouji-checker>`: a box for a report, what was read in it, what does not add up, the tables.
 *
 * Attributes: `lang` (else the nearest `lang` around it; Chinese unless English), `paste="page"`
 * (a paste anywhere on the page is a report), `open-example` (the first example is checked at once),
 * `for` (a selector: the report on the page itself is checked and marked where it stands).
 * Slot `example`: links to reports, each either a file or `#id` of an element holding the text.
 * Event `gouji-checked`: `detail` is the object of the public contract.
 *
 * The element holds the state and lets the parts draw it: a source comes in, the core answers with
 * a result, and `_context` is the picture of both that every part draws from.
 */
export class GoujiCheckerElement extends HTMLElement {
  /** Registers the element. */
  static define(tag = 'gouji-checker', registry = self.customElements) {
    if (!registry.get(tag)) registry.define(tag, this);
    return this;
  }

  static get observedAttributes() {
    return ['lang', 'for'];
  }

  constructor() {
    super();
    this._source = plainSource('');
    this._result = null;
    this._original = null;
    this._failure = null;
    this._history = noEdits();
    this._settled = new Map();
    this._entries = [];
    this._isTablesOnly = false;
    this._whole = null;
    this._without = new Set();
    this._row = null;
    this._run = 0;
    this._onPaste = (event) => this._pasted(event);
    this._onResize = () => this._markArticle();
    this._onPrint = (event) => this._unfold(event.type === 'beforeprint');
  }

  connectedCallback() {
    this.ownerDocument.addEventListener('paste', this._onPaste);
    self.addEventListener('resize', this._onResize);
    self.addEventListener('beforeprint', this._onPrint);
    self.addEventListener('afterprint', this._onPrint);
    if (!this.shadowRoot) this._build();
    const first = this.querySelector('[slot="example"]');
    if (this._article()) this._openArticle(false);
    else if (!this._result && this.hasAttribute('open-example') && first) this._openExample(first, false);
  }

  disconnectedCallback() {
    this.ownerDocument.removeEventListener('paste', this._onPaste);
    self.removeEventListener('resize', this._onResize);
    self.removeEventListener('beforeprint', this._onPrint);
    self.removeEventListener('afterprint', this._onPrint);
    if (this._watcher) this._watcher.disconnect();
    this._watcher = null;
    if (this._many) this._many.batch.stop();
  }

  attributeChangedCallback(name) {
    if (!this.shadowRoot) return;
    this._draw();
    if (name === 'for' && this._article()) this._openArticle(false);
  }

  /** The last result, as in the public contract, or null. */
  get result() {
    return this._result;
  }

  /**
   * Checks a report. What its tables come to is shown, and told by `gouji-checked`, before that.
   * @param {string} text plain text or HTML
   * @param {string} [name] the file's name
   * @returns {Promise<?Object>} the result of the whole report
   */
  async check(text, name) {
    const source = plainSource(text, name);
    const result = await this._open(source, false);
    await this._whole;
    return this._source === source ? this._result : result;
  }

  /** Reads every example, so that choosing one later needs no request. */
  examplesRead() {
    return Promise.all(Array.from(this.querySelectorAll('[slot="example"]'), (link) => exampleText(link.getAttribute('href'))));
  }

  // -- Drawing

  _build() {
    const shadow = this.attachShadow({ mode: 'open' });
    const part = (name) => h(`section.${name}`, { part: name });
    this._root = h('div.checker', { part: 'checker' });
    this._places = { bar: h('div.bar-place', {}), many: h('section.batch', { part: 'many' }), input: part('input'), beside: h('div.beside-place', {}), residuals: h('div.residuals-place', {}), reading: part('reading'), verdict: part('verdict'), list: part('list'), tables: part('tables'), catalogue: h('section.catalogue', {}) };
    this._status = h('p.unseen', { role: 'status' });
    this._overlay = h('div.overlay', { hidden: true });
    this._input = new Input(this._places.input, {
      open: (source) => this._open(source, true),
      openFile: (file) => this._openFile(file),
      openFiles: (files) => this._openFiles(files),
      check: () => this._open(this._input.source, true),
      clear: () => this._clear(),
      example: (event) => this._exampleClicked(event),
      article: this._article() && (() => this._openArticle(true)),
    });
    this._beside = new Beside(this._places.beside, FILES, { read: (files) => this._readBeside(files), changed: () => this._result && this._checkAgain() });
    this._many = new Many(this._places, this._settled, {
      open: (row, its) => this._openRow(row, its),
      leave: () => this._openTable(),
      cleared: () => this._cleared(),
      labelsOf: (result) => this._labels(result),
      say: (sentence) => fill(this._status, sentence),
    });
    this._input.takeDropsOn(this._places.many);
    this._list = new List(this._places.list);
    this._sheets = new Sheets(this._places.tables, { open: (id) => this._openCell(id), edit: (changes) => this._edit(changes), step: (by) => this._stepEdits(by) });
    this._root.addEventListener('keydown', (event) => this._key(event));
    this._root.hidden = true;
    addStyles(shadow).then(() => {
      this._root.hidden = false;
      this._markArticle();
    });
    shadow.append(this._root, this._overlay);
    this._draw();
  }

  _draw() {
    const around = this.closest('[lang]');
    this._words = wordsIn(this.getAttribute('lang') || (around && around.getAttribute('lang')) || 'zh-Hans');
    this._root.lang = this._words.language;
    setAttribute(this._root, 'data-for', this._article() !== null);
    const { bar, input, beside, many, reading, verdict, residuals, list, tables, catalogue } = this._places;
    if (!this._root.firstChild) fill(this._root, bar, h('div.top', {}, h('div.given', {}, input, beside), reading), this._status, many, verdict, residuals, h('div.work', {}, list, tables), catalogue);
    this._input.draw(this._words);
    this._input.show(this._source);
    if (!this._article()) this._beside.draw(this._words);
    this._many.draw(this._words);
    if (this._failure) this._showFailure(this._failure);
    else if (this._result) this._show(true);
  }

  /* Draws the result as it stands, of a fresh report or after an edit. */
  _show(isFresh = false) {
    const chosen = this._list.chosen && this._list.chosen.findings[0].instance;
    this._failure = null;
    this._entries = entriesOf(this._result);
    for (const entry of this._entries) {
      entry.isSettled = isSettled(entry, this._result, this._settled);
      entry.since = this._row && this._many.sinceOf(entry.findings[0]);
    }
    const context = this._context();
    const verdict = verdictOf(this._result, this._entries, this._words);
    fill(this._places.reading, h('h2', {}, this._words.say('reading.title')), drawReading(this._result, context), this._isTablesOnly && h('p.hint', {}, this._words.say('reading.tables_only')));
    fill(this._places.residuals, drawResiduals(this._result.compared, this._row ? this._row.pairing.units.map((unit) => unit.name) : this._beside.unitNames, context));
    fill(this._places.verdict, drawVerdict(this._result, verdict, this._words), drawRecordTools(context, () => this._checked(), (marks) => this._loadMarks(marks)));
    this._places.verdict.removeAttribute('role');
    setAttribute(this._root, 'data-state', verdict.state);
    setAttribute(this._root, 'data-checked', engine().isWhole() ? 'whole' : 'tables');
    this._list.draw(this._entries, context, this._history.steps.length > 1);
    this._list.choose(this._entries.find((entry) => entry.findings.some((finding) => finding.instance === chosen)) || context.unsettled[0] || null);
    this._showTablesSoon(isFresh);
    return verdict;
  }

  /* The verdict is on the screen first; the tables, which cost most, follow a frame later. */
  _showTablesSoon(isFresh) {
    const { tables } = this._places;
    this._isFresh = this._isFresh || isFresh;
    if (tables.hasAttribute('aria-busy')) return;
    tables.setAttribute('aria-busy', 'true');
    afterFrame(() => {
      tables.removeAttribute('aria-busy');
      if (!this._result) return;
      if (this._isFresh) this._openTables();
      this._isFresh = false;
      if (this._result.form) this._sheets.show(this._context());
      this._light();
    });
  }

  /* What the parts draw from. */
  _context() {
    return {
      words: this._words,
      result: this._result,
      cells: this._result.cells,
      entries: this._entries,
      unsettled: this._entries.filter((entry) => !entry.isSettled),
      labels: this._labels(),
      rules: this._rules,
      settled: this._settled,
      history: this._history,
      edits: editsNow(this._history),
      original: (id) => this._originalText(id),
      text: textOf(this._source),
      open: (id) => this._openCell(id),
      apply: (option) => this._apply(option),
      settle: (entry, note) => this._settle(entry, note),
      noteOf: (entry) => noteOf(entry, this._result, this._settled),
      choose: (entry) => this._chosenByReader(entry),
      show: (entry) => entry !== this._list.chosen && this._chosenByReader(entry),
    };
  }

  /* What a record tells of. */
  _checked() {
    return Object.assign(this._context(), {
      tables: this._sheets.tables(),
      noteOf: (entry) => (entry.isSettled ? noteOf(entry, this._result, this._settled) : null),
    });
  }

  _openTables() {
    const layouts = this._layouts();
    const context = this._context();
    if (this._sheets.builds(context, layouts)) this._drawCatalogue();
    this._sheets.open(context, layouts);
  }

  _layouts({ form, forms } = this._result) {
    return TABLES.map((key) => {
      const its = (forms && forms[key]) || form || '2021';
      return { key, form: its, layout: this._forms[its][key] };
    });
  }

  _labels(result = this._result) {
    const name = this._words.language === 'en' ? 'labels_en' : 'labels';
    return Object.assign({}, ...this._layouts(result).map(({ layout }) => layout[name]));
  }

  _originalText(id) {
    const cell = this._original.cells[id];
    return (cell && (cell.raw || '').trim()) || this._words.say('cell.raw_blank');
  }

  _showFailure(error) {
    this._failure = error;
    setAttribute(this._root, 'data-state', 'broken');
    fill(this._places.verdict, drawFailure(error, this._words));
    this._places.verdict.setAttribute('role', 'alert');
  }

  _showEmpty() {
    const sentence = this._words.say('verdict.empty');
    this._result = null;
    this._entries = [];
    setAttribute(this._root, 'data-state', 'empty');
    this._sheets.clear();
    this._list.clear();
    for (const name of ['reading', 'residuals', 'catalogue']) fill(this._places[name]);
    fill(this._places.verdict, drawNothing(sentence));
    fill(this._status, sentence);
    this._tell(null);
    return null;
  }

  _unfold(isPrinting) {
    if (!this._result) return;
    this._list.unfold(isPrinting);
    this._sheets.unfold(isPrinting);
  }

  _tell(result) {
    this.dispatchEvent(new CustomEvent('gouji-checked', { detail: result, bubbles: true, composed: true }));
  }

  // -- Choosing

  /* Opens one entry and lights its cells. */
  _choose(entry) {
    this._list.choose(entry);
    this._light();
  }

  _light() {
    const { chosen } = this._list;
    this._sheets.light(chosen ? cellsLitBy(chosen) : new Map(), this._words);
    this._markArticle();
  }

  /* Chosen by the reader, an entry shuts when chosen again; beside the list, its cell is brought into view. */
  _chosenByReader(entry) {
    const isAgain = this._list.chosen === entry;
    this._choose(isAgain ? null : entry);
    if (isAgain) return;
    this._list.reveal(entry);
    if (this._article()) return;
    const td = this._sheets.reveal(this._sheets.markedCell(entry));
    const isBeside = this._places.tables.getBoundingClientRect().left < this._places.list.getBoundingClientRect().left;
    if (td && isBeside) scrollTo(td);
  }

  _openCell(id) {
    if (this._article()) {
      if (this._onPageCells.has(id)) scrollTo(this._onPageCells.get(id));
      return;
    }
    const td = this._sheets.reveal(id);
    if (!td) return;
    const entries = this._entries.filter((entry) => cellsLitBy(entry).has(id));
    if (entries.length && !entries.includes(this._list.chosen)) this._choose(entries[0]);
    td.focus({ preventScroll: true });
    scrollTo(td);
    this._sheets.inspect(id);
  }

  _key(event) {
    const isTyping = event.target.localName === 'input' || event.target === this._input.box;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'F8') this._list.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && isCommand && event.target === this._input.box) this._open(this._input.source, true);
    else if (!isTyping && isCommand && /^[zy]$/i.test(event.key)) this._stepEdits(event.key.toLowerCase() === 'y' || event.shiftKey ? 1 : -1);
    else if (!this._sheets.key(event)) return;
    event.preventDefault();
  }

  // -- Correcting and settling

  _edit(changes) {
    this._history = addEdits(this._history, changes, this._original);
    return this._checkAgain();
  }

  _stepEdits(by) {
    const stepped = stepEdits(this._history, by);
    if (!stepped) return null;
    this._history = stepped;
    return this._checkAgain();
  }

  async _apply(option) {
    await this._edit(editsOf(option));
    this._focusVerdict();
  }

  async _checkAgain() {
    const run = (this._run += 1);
    try {
      const [result, rules] = await Promise.all([this._check(editsNow(this._history)), engine().rules(this._asked() !== null)]);
      if (run !== this._run) return;
      this._setRules(rules);
      this._result = result;
      if (this._row) this._many.correct(result, editsNow(this._history), engine().isWhole());
      fill(this._status, this._show().sentence);
      this._tell(result);
      this._whole = this._checkWholeSoon();
    } catch (error) {
      if (run === this._run) this._showFailure(error);
    }
  }

  /* The tables are checked at once; sentences and sections as soon as the module for them is there. */
  async _checkWholeSoon() {
    if (engine().isWhole()) return;
    const run = this._run;
    await new Promise(afterFrame);
    try {
      await engine().loadWhole();
      this._isTablesOnly = false;
      while (this._isTyping()) await new Promise((resolve) => setTimeout(resolve, 500));
      if (run === this._run && this._result) await this._checkAgain();
    } catch (error) {
      this._isTablesOnly = true;
      if (run === this._run && this._result) this._show();
    }
  }

  /* Whether the reader is writing into what would be drawn anew. */
  _isTyping() {
    const field = this.shadowRoot.activeElement;
    return field !== null && field.localName === 'input';
  }

  _check(edits) {
    return engine().check(contentOf(this._source), this._source.name || undefined, edits, this._asked());
  }

  /* What the whole check is asked for beside the report: reports to compare with, families to leave out. */
  _asked() {
    const reports = this._row ? this._rowsReports : this._beside.reports;
    if (!reports && !this._without.size) return null;
    return Object.assign({ last_year: null, units: [], complete: false }, reports, { without: Array.from(this._without) });
  }

  _switch(family, isOn) {
    if (isOn) this._without.delete(family);
    else this._without.add(family);
    this._many.leaveOut(Array.from(this._without));
    if (this._result) this._checkAgain();
  }

  _setRules(rules) {
    const isSame = this._rules && this._rules.size === rules.length;
    this._rules = new Map(rules.map((rule) => [rule.id, rule]));
    if (!isSame) this._drawCatalogue();
  }

  _drawCatalogue() {
    fill(this._places.catalogue, drawCatalogue(this._rules, this._words, this._without, (family, isOn) => this._switch(family, isOn)));
  }

  /* Opens files to stand beside the report; what holds no report is told and left out. */
  async _readBeside(files) {
    const kept = [];
    for (const file of files) {
      try {
        const { text, reading, entries } = await engine().open(await new Response(file).arrayBuffer(), file.name);
        if (entries) kept.push(...(await this._readBeside(entries.map((entry) => fileOf(entry).file))));
        else if (await isReport(reading || text)) kept.push({ name: file.name, content: reading || text });
        else this._input.showTrouble(this._words.say('beside.none', file.name));
      } catch (error) {
        this._input.showTrouble(this._words.say('input.unreadable', file.name, error.message.split('\n')[this._words.language === 'en' ? 1 : 0] || error.message));
      }
    }
    return kept;
  }

  _settle(entry, note) {
    settle(entry, this._result, this._settled, note);
    this._many.weighAgain();
    fill(this._status, this._show().sentence);
  }

  _loadMarks(marks) {
    if (marks) for (const [hash, note] of marks) this._settled.set(hash, note);
    this._many.weighAgain();
    const sentence = this._show().sentence;
    fill(this._status, marks ? sentence : this._words.say('settle.unreadable'));
    if (!marks) fill(this._places.verdict.querySelector('.edited'), this._words.say('settle.unreadable'));
  }

  // -- Taking in a report

  /* The rich form of a paste comes first; where it holds no readable table, the plain one does. */
  async _open(source, asked, row = null) {
    const run = (this._run += 1);
    this._source = source;
    this._row = row;
    this._leaveTable(row);
    this._input.show(source);
    if (!textOf(source).trim() && !source.reading) return this._showEmpty();
    try {
      const beside = this._asked();
      const [answer, forms, rules] = await Promise.all([checkSource(source, this._words, beside), engine().forms(), engine().rules(beside !== null)]);
      if (run !== this._run) return null;
      this._forms = forms;
      this._setRules(rules);
      this._source = answer.source;
      this._result = answer.result;
      this._original = answer.result;
      this._history = noEdits();
      this._entries = entriesOf(this._result);
      this._list.clear();
      fill(this._status, this._show(true).sentence);
      if (this._source !== source) this._input.show(this._source);
      if (asked) this._focusVerdict();
      this._tell(this._result);
      this._whole = this._checkWholeSoon();
      return this._result;
    } catch (error) {
      if (run === this._run) this._showFailure(error);
      return null;
    }
  }

  /* A file that cannot be read is named, and leaves what was there. */
  async _openFile(file) {
    const run = (this._run += 1);
    this._input.showProgress(this._words.say('input.opening', file.name));
    try {
      const { text, reading, entries, notes } = await engine().open(await new Response(file).arrayBuffer(), file.name);
      if (run !== this._run) return;
      if (entries && entries.length === 1 && !notes.length) await this._openFile(fileOf(entries[0]).file);
      else if (entries && entries.length > 1) this._openMany(entries.map(fileOf), file.name, notes);
      else if (entries) this._input.showEntries(file.name, entries.map((entry) => fileOf(entry).file), notes);
      else await this._open(reading ? fileSource(reading, file.name) : plainSource(text, file.name), true);
    } catch (error) {
      const sentences = error.message.split('\n');
      if (run !== this._run) return;
      if (sentences.length === 2) this._input.showTrouble(this._words.say('input.unreadable', file.name, sentences[this._words.language === 'en' ? 1 : 0]));
      else this._showFailure(error);
    }
  }

  // -- Many reports

  /* One file is opened by itself, unless the table of many is there to take it. */
  _openFiles(files) {
    const [{ file }] = files;
    const isOne = files.length === 1 && !file.webkitRelativePath && this._root.dataset.view !== 'many';
    return isOne ? this._openFile(file) : this._openMany(files);
  }

  /* Files of an archive bear its name before theirs. */
  async _openMany(files, archive = null, notes = []) {
    const run = (this._run += 1);
    try {
      this._forms = await engine().forms();
    } catch (error) {
      if (run === this._run) this._showFailure(error);
      return;
    }
    this._forget();
    const named = archive ? files.map(({ name, file }) => ({ name: `${archive}/${name}`, file })) : files;
    this._many.add(named, notes.map((note) => Object.assign({ file: null, content: null }, note, { name: archive })));
    setAttribute(this._root, 'data-view', this._many.isThere ? 'many' : null);
  }

  /* The report of a row, checked beside those it is paired with, as it was corrected. */
  async _openRow(row, its) {
    const run = (this._run += 1);
    const content = await contentOfRow(row);
    if (run !== this._run) return;
    this._rowsReports = this._many.batch.besideOf(row);
    const source = typeof content === 'string' ? plainSource(content, row.name) : fileSource(content, row.name);
    await this._open(source, true, row);
    if (this._row !== row || !this._result) return;
    if (Object.keys(row.edits).length) await this._edit(row.edits);
    const entry = its && this._entries.find((one) => !one.isSettled && one.findings.some((finding) => partOf(finding) === its));
    if (entry && entry !== this._list.chosen) this._choose(entry);
  }

  /* Back to the table of many. */
  _openTable() {
    this._forget();
    setAttribute(this._root, 'data-view', 'many');
    this._many.comeBack();
  }

  /* Beside the table of many there is no report: no key may step through its list or its corrections. */
  _forget() {
    this._run += 1;
    this._row = null;
    this._result = null;
    this._entries = [];
    this._history = noEdits();
    this._source = plainSource('');
    this._input.show(this._source);
    this._list.clear();
    this._sheets.clear();
    this._tell(null);
  }

  /* One report takes the place of the table of many, which stays where it is. */
  _leaveTable(row) {
    if (!this._many.isThere) return;
    setAttribute(this._root, 'data-view', 'one');
    setAttribute(this._root, 'data-row', row !== null);
    this._many.leaveFor(row);
  }

  _cleared() {
    setAttribute(this._root, 'data-view', null);
    setAttribute(this._root, 'data-row', null);
    this._clear();
  }

  _pasted(event) {
    const [target] = event.composedPath();
    const inBox = target === this._input.box;
    const inField = !inBox && target.matches && target.matches('input, textarea, select, [contenteditable]');
    if (inField || (!inBox && this.getAttribute('paste') !== 'page')) return;
    this._input.paste(event);
  }

  _clear() {
    this._open(plainSource(''), false);
    this._input.box.focus();
  }

  _exampleClicked(event) {
    const link = event.composedPath().find((node) => node.slot === 'example');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this._openExample(link, true);
  }

  async _openExample(link, asked) {
    const run = this._run;
    const text = await exampleText(link.getAttribute('href'));
    if (run === this._run) this._open(plainSource(text), asked);
  }

  _focusVerdict() {
    this._places.verdict.querySelector('h2').focus();
  }

  // -- The report on the page itself

  /* It, or null. */
  _article() {
    const selector = this.getAttribute('for');
    return selector ? this.ownerDocument.querySelector(selector) : null;
  }

  _openArticle(asked) {
    if (self.ResizeObserver && !this._watcher) {
      this._watcher = new ResizeObserver(this._onResize);
      this._watcher.observe(this._article());
    }
    return this._open(Object.assign(pastedSource('', this._article().outerHTML), { note: this._words.say('input.from_page') }), asked);
  }

  /* Lays the marks over it, where it is what was checked. */
  _markArticle() {
    const article = this._article();
    if (!article || !this._result) return;
    const open = (id) => {
      const entry = this._entries.find((other) => cellsLitBy(other).has(id));
      if (!entry) return;
      if (entry !== this._list.chosen) this._choose(entry);
      this._list.reveal(entry).focus();
    };
    const { chosen } = this._list;
    this._onPageCells = cellsIn(article, this._result);
    drawMarks(this._overlay, this._onPageCells, marksOf(this._entries.filter((entry) => !entry.isSettled)), chosen ? cellsLitBy(chosen) : new Map(), this._labels(), open);
  }
}

async function isReport(content) {
  const { tables } = (await engine().check(content)).reading;
  return TABLES.some((table) => tables[table] === 'found');
}

/* Checks a source; where its rich form holds no table and its plain one does, that one. */
async function checkSource(source, words, beside) {
  const result = await engine().check(contentOf(source), source.name || undefined, {}, beside);
  if (source.kind === 'text' || source.wanted || result.form || !source.text.trim()) return { source, result };
  const plain = Object.assign({}, source, { kind: 'text', note: words.say('input.from_text_after_html') });
  const second = await engine().check(contentOf(plain), source.name || undefined, {}, beside);
  return second.form ? { source: plain, result: second } : { source, result };
}

/* Runs once the browser has painted, or soon where it does not paint, as in a hidden tab. */
function afterFrame(run) {
  let isDue = true;
  const once = () => {
    if (isDue) run();
    isDue = false;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 200);
}

function scrollTo(element) {
  const isCalm = self.matchMedia && self.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const box = element.getBoundingClientRect();
  const isInView = box.top > 60 && box.bottom < self.innerHeight - 160 && box.left > 0 && box.right < self.innerWidth;
  if (!isInView) element.scrollIntoView({ behavior: isCalm ? 'auto' : 'smooth', block: 'center', inline: 'center' });
}

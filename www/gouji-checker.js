import { cellsIn, drawMarks } from './article.js';
import { addStyles, base } from './assets.js';
import { typeInCell } from './cell-input.js';
import { copyTable } from './clipboard.js';
import { fill, h, setAttribute } from './dom.js';
import { addEdits, editsNow, editsOf, noEdits, stepEdits } from './edits.js';
import { engineAt } from './engine.js';
import { cellsLitBy, drawEntry, entriesIn, entriesOf, marksOf } from './findings.js';
import { drawInspector } from './inspector.js';
import { isSettled, marksFromFile, marksToFile, noteOf, settle } from './marks.js';
import { wordsIn } from './messages.js';
import { drawReading, drawVerdict, tablesMissing, verdictOf } from './reading.js';
import { download, recordCsv, recordHtml } from './record.js';
import { cellByKey, cellsOf, drawTable, lightCells, pointHeaders, showValues } from './tables.js';

/* More undecided relations than this are shown folded. */
const MOST_UNFOLDED = 5;

const TABLES = ['disclosure', 'requests', 'remedies'];

/**
 * `<gouji-checker>`: a box for a report, what was read in it, what does not add up, the tables.
 *
 * Attributes: `lang` (else the nearest `lang` around it; Chinese unless English), `paste="page"`
 * (a paste anywhere on the page is a report), `open-example` (the first example is checked at once),
 * `for` (a selector: the report on the page itself is checked and marked where it stands).
 * Slot `example`: links to reports, each either a file or `#id` of an element holding the text.
 * Event `gouji-checked`: `detail` is the object of the public contract.
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
    this._edits = noEdits();
    this._settled = new Map();
    this._failure = null;
    this._entries = [];
    this._chosen = null;
    this._cell = null;
    this._tds = new Map();
    this._run = 0;
    this._root = h('div.checker', { part: 'checker' });
    this._onPaste = (event) => this._pasted(event);
    this._onResize = () => this._markArticle();
    this._onPrint = (event) => this._unfold(event.type === 'beforeprint');
    this._onKey = (event) => this._key(event);
  }

  connectedCallback() {
    this.ownerDocument.addEventListener('paste', this._onPaste);
    self.addEventListener('resize', this._onResize);
    self.addEventListener('beforeprint', this._onPrint);
    self.addEventListener('afterprint', this._onPrint);
    if (this.shadowRoot) {
      if (this._article()) this._openArticle(false);
      return;
    }
    this._root.style.visibility = 'hidden';
    const shadow = this.attachShadow({ mode: 'open' });
    addStyles(shadow).then(() => {
      this._root.style.visibility = '';
      this._markArticle();
    });
    this._overlay = h('div.overlay', { hidden: true });
    shadow.append(this._root, this._overlay);
    this._root.addEventListener('keydown', this._onKey);
    this._draw();
    const first = this.querySelector('[slot="example"]');
    if (this._article()) this._openArticle(false);
    else if (this.hasAttribute('open-example') && first) this._openExample(first);
  }

  disconnectedCallback() {
    this.ownerDocument.removeEventListener('paste', this._onPaste);
    self.removeEventListener('resize', this._onResize);
    self.removeEventListener('beforeprint', this._onPrint);
    self.removeEventListener('afterprint', this._onPrint);
    if (this._watcher) this._watcher.disconnect();
    this._watcher = null;
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
   * Checks a report.
   * @param {string} text plain text or HTML
   * @param {string} [name] the file's name
   */
  check(text, name) {
    return this._open(plainSource(text, name), false);
  }

  /** Reads every example, so that choosing one later needs no request. */
  examplesRead() {
    return Promise.all(Array.from(this.querySelectorAll('[slot="example"]'), exampleText));
  }

  // -- Drawing

  _draw() {
    const around = this.closest('[lang]');
    this._words = wordsIn(this.getAttribute('lang') || (around && around.getAttribute('lang')) || 'zh-Hans');
    this._root.lang = this._words.language;
    this._places = {
      input: h('section.input', { part: 'input' }),
      reading: h('section.reading', { part: 'reading' }),
      status: h('p.unseen', { role: 'status' }),
      verdict: h('section.verdict', { part: 'verdict' }),
      list: h('section.list', { part: 'list' }),
      tables: h('section.tables', { part: 'tables' }),
      catalogue: h('section.catalogue', {}),
    };
    const { input, reading, status, verdict, list, tables, catalogue } = this._places;
    this._drawn = null;
    fill(this._root, h('div.top', {}, input, reading), status, verdict, h('div.work', {}, list, tables), catalogue);
    this._drawInput();
    if (this._failure) this._showFailure(this._failure);
    else if (this._result) this._show(false);
  }

  _drawInput() {
    const { say } = this._words;
    setAttribute(this._root, 'data-for', this._article() !== null);
    const before = this._box;
    this._box = h('textarea', { id: 'report', spellcheck: 'false', autocomplete: 'off', rows: 5, 'aria-describedby': 'hint', 'aria-label': say('input.label') });
    this._box.value = before ? before.value : '';
    this._box.addEventListener('paste', this._onPaste);
    this._box.addEventListener('input', () => { this._source = plainSource(this._box.value); });
    const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept: '.txt,.text,.md,.htm,.html,text/plain,text/html', onchange: () => { if (file.files[0]) this._openFile(file.files[0]); file.value = ''; } });
    this._note = h('p.note', {});
    if (this._article()) {
      fill(this._places.input, h('div.toolbar', {}, h('button.primary', { type: 'button', onclick: () => this._openArticle(true) }, say('input.check_page'))), this._note);
      return;
    }
    fill(
      this._places.input,
      h('h2', {}, say('input.title')),
      h('p.hint', { id: 'hint' }, say('input.hint')),
      this._box,
      h(
        'div.toolbar',
        {},
        h('button.primary', { type: 'button', onclick: () => this._checkBox() }, say('input.check')),
        h('button', { type: 'button', onclick: () => file.click() }, say('input.file')),
        h('button', { type: 'button', onclick: () => this._clear() }, say('input.clear')),
        file,
        h('span.examples', {}, h('span', {}, say('input.examples')), h('slot', { name: 'example', onclick: (event) => this._exampleClicked(event) })),
      ),
      this._note,
    );
    this._places.input.ondragover = (event) => { event.preventDefault(); this._places.input.dataset.drop = say('input.drop'); };
    this._places.input.ondragleave = () => { delete this._places.input.dataset.drop; };
    this._places.input.ondrop = (event) => this._dropped(event);
    this._showNote();
  }

  _showNote() {
    const { kind, html, note, name, text } = this._source;
    const { say } = this._words;
    if (!text && !html) return fill(this._note);
    const said = note || (name ? say('input.from_file', name) : say(kind === 'html' ? 'input.from_html' : 'input.from_text'));
    const other = kind === 'html' ? 'text' : 'html';
    const toggle = html && text && h('button.link', { type: 'button', onclick: () => this._open(Object.assign({}, this._source, { kind: other, note: null, wanted: true }), true) }, say(other === 'text' ? 'input.as_text' : 'input.as_html'));
    return fill(this._note, said, ' ', toggle || null);
  }

  /* Draws a result: the whole of it, or after an edit only what an edit can change. */
  _show(isEdit) {
    const words = this._words;
    const result = this._result;
    const chosen = isEdit && this._chosen ? this._chosen.findings[0].instance : null;
    this._failure = null;
    this._entries = entriesOf(result);
    for (const entry of this._entries) entry.isSettled = isSettled(entry, result.cells, this._settled);
    this._chosen = null;
    this._labels = this._collectLabels(words.language === 'en' ? 'labels_en' : 'labels');
    const verdict = verdictOf(result, this._entries, words);
    const context = this._context();
    const changed = Object.keys(editsNow(this._edits)).length;
    fill(this._places.reading, h('h2', {}, words.say('reading.title')), drawReading(result, context));
    fill(this._places.verdict, drawVerdict(result, verdict, words), this._drawRecordTools(changed));
    this._places.verdict.removeAttribute('role');
    setAttribute(this._root, 'data-state', verdict.state);
    this._showList(context);
    if (!isEdit) this._freshTables();
    this._updateTables();
    const entry = this._entries.find((other) => other.findings.some((finding) => finding.instance === chosen)) || this._unsettled()[0];
    if (entry) this._choose(entry, { quiet: true });
    else {
      lightCells(this._tds, new Map(), words);
      this._markArticle();
    }
    if (this._cell) this._inspect(this._cell);
    return verdict;
  }

  _drawRecordTools(changed) {
    const { say } = this._words;
    if (!this._result.form) return null;
    const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept: '.json,application/json', onchange: () => { if (file.files[0]) this._loadMarks(file.files[0]); } });
    const tool = (name, act) => h('button.link', { type: 'button', onclick: act }, say(name));
    const save = (ending, type, write) => () => download(`${this._result.agency || ''}${this._result.year || ''}-${say('record.title')}.${ending}`, type, write(this._checked()));
    return h(
      'div.record-tools',
      {},
      h('p.edited', {}, changed > 0 ? say('verdict.edited', changed) : null),
      h(
        'p',
        {},
        h('span', {}, say('record.title')),
        tool('record.print', () => self.print()),
        tool('record.html', save('html', 'text/html', recordHtml)),
        h('button.link', { type: 'button', onclick: save('csv', 'text/csv', recordCsv) }, 'CSV'),
        h('button.link', { type: 'button', onclick: save('json', 'application/json', ({ result }) => JSON.stringify(result, null, 1)) }, 'JSON'),
        (this._settled.size > 0 || this._entries.length > 0) && [
          h('span', {}, say('settle.file')),
          this._settled.size > 0 && tool('settle.save', () => download(`${say('settle.file')}.json`, 'application/json', marksToFile(this._settled))),
          tool('settle.load', () => file.click()),
          file,
        ],
      ),
    );
  }

  /* What a record tells of. */
  _checked() {
    return {
      result: this._result,
      entries: this._entries,
      words: this._words,
      labels: this._labels,
      rules: this._rules,
      tables: this._sheets.filter((sheet) => !sheet.isAbsent).map((sheet) => ({ title: this._layout(sheet.key).title, table: sheet.details.querySelector('table') })),
      edits: editsNow(this._edits),
      original: (id) => this._originalText(id),
      noteOf: (entry) => (entry.isSettled ? noteOf(entry, this._result.cells, this._settled) : null),
    };
  }

  _settle(entry, note) {
    settle(entry, this._result.cells, this._settled, note);
    this._chosen = null;
    fill(this._places.status, this._show(true).sentence);
  }

  async _loadMarks(file) {
    try {
      const text = await new Response(file).text();
      for (const [hash, note] of marksFromFile(text)) this._settled.set(hash, note);
      fill(this._places.status, this._show(true).sentence);
    } catch (error) {
      fill(this._places.status, this._words.say('settle.unreadable'));
      this._places.verdict.querySelector('.edited').textContent = this._words.say('settle.unreadable');
    }
  }

  _showList(context) {
    const { say } = this._words;
    const groups = [
      ['list.title', (entry) => !entry.isSettled && entry.kind === 'error'],
      ['list.title_undecided', (entry) => !entry.isSettled && entry.kind === 'undecided'],
      ['list.title_other', (entry) => !entry.isSettled && (entry.kind === 'warning' || entry.kind === 'hint')],
      ['list.title_settled', (entry) => entry.isSettled],
    ];
    const step = (by, name) => h('button', { type: 'button', 'aria-keyshortcuts': by > 0 ? 'F8' : 'Shift+F8', onclick: () => this._step(by) }, say(name));
    this._position = h('span.position', {});
    fill(
      this._places.list,
      this._entries.length > 1 && h('div.steps', {}, step(-1, 'list.previous'), this._position, step(1, 'list.next')),
      groups.map(([title, belongs]) => this._drawGroup(title, this._entries.filter(belongs), context)),
    );
    const isTouched = this._edits.steps.length > 1;
    if (!this._entries.length && isTouched) fill(this._places.list, h('h2', {}, say('list.none')));
    this._places.list.hidden = !this._entries.length && !isTouched;
  }

  /* Tables of the same forms are kept and only filled anew. */
  _freshTables() {
    const drawn = [this._words.language, this._result.form, tablesMissing(this._result), TABLES.map((key) => this._formOf(key))].join();
    if (this._cell) this._hideInspector();
    this._places.tables.hidden = !this._result.form;
    if (this._drawn !== drawn) {
      this._drawn = drawn;
      this._buildTables();
      this._showCatalogue();
    }
    for (const { key, details, isAbsent, copied } of this._sheets) {
      details.open = !isAbsent && (!this._entries.length || entriesIn(this._unsettled(), key).length > 0 || key === 'requests');
      if (copied) fill(copied);
    }
  }

  _buildTables() {
    const words = this._words;
    const lost = tablesMissing(this._result);
    this._tds = new Map();
    this._sheets = TABLES.map((key) => {
      const layout = this._layout(key);
      const table = lost.includes(key) ? null : drawTable(layout, key, words);
      if (table) for (const [id, td] of cellsOf(table)) this._tds.set(id, td);
      if (table) this._listenTo(table);
      const badge = h('span.table-state', {});
      const copied = h('span.quiet', { role: 'status' });
      const copy = () => fill(copied, words.say(copyTable(table, this._result, new Set(Object.keys(editsNow(this._edits)))) ? 'tables.copied' : 'tables.not_copied'));
      const details = h(
        'details.table',
        {},
        h('summary', {}, h('span.table-title', { lang: 'zh-Hans' }, layout.title), badge),
        table
          ? [h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': words.say('tables.scroll', layout.title) }, table), h('p.table-tools', {}, h('button.link', { type: 'button', onclick: copy }, words.say('tables.copy')), ' ', copied)]
          : h('p.quiet', {}, words.say('verdict.incomplete', words.say(`table.${key}`))),
      );
      return { key, details, badge, copied, isAbsent: !table };
    });
    const tool = (name, act) => h('button', { type: 'button', onclick: act }, words.say(name));
    this._tools = {
      undo: tool('edit.undo', () => this._stepEdits(-1)),
      redo: tool('edit.redo', () => this._stepEdits(1)),
      reset: tool('edit.reset', () => this._edit(Object.assign({}, ...Object.keys(editsNow(this._edits)).map((id) => ({ [id]: null }))))),
    };
    this._editTools = h('div.edit-tools', { role: 'group', 'aria-label': words.say('edit.title'), hidden: true }, this._tools.undo, this._tools.redo, this._tools.reset);
    this._legend = h('ul.legend', {});
    this._inspector = h('aside.inspector', { hidden: true, 'aria-label': words.say('cell.title') });
    fill(
      this._places.tables,
      h('div.tables-head', {}, h('div', {}, h('h2', {}, words.say('tables.title')), h('p.hint', {}, words.say('tables.hint'))), this._editTools),
      this._sheets.map((sheet) => sheet.details),
      this._legend,
      this._inspector,
    );
  }

  _listenTo(table) {
    const cellAt = (event) => event.target.closest('[data-cell]');
    const first = table.querySelector('[data-cell]');
    if (first) first.tabIndex = 0;
    table.addEventListener('click', (event) => { if (cellAt(event) && event.target.localName !== 'input') this._openCell(cellAt(event).dataset.cell); });
    table.addEventListener('dblclick', (event) => { if (cellAt(event)) this._typeIn(cellAt(event)); });
    table.addEventListener('focusin', (event) => this._cellFocused(cellAt(event)));
  }

  _updateTables() {
    const words = this._words;
    const marks = marksOf(this._unsettled());
    const edits = editsNow(this._edits);
    showValues(this._tds, this._result, marks, edits, (id) => this._originalText(id), words);
    for (const { key, details, badge, isAbsent } of this._sheets) {
      const touching = entriesIn(this._unsettled(), key);
      const wrong = touching.filter((entry) => entry.kind === 'error').length;
      const standing = wrong ? 'bad' : touching.length ? 'doubt' : 'clean';
      setAttribute(details, 'data-state', isAbsent ? 'absent' : standing);
      fill(badge, isAbsent ? words.say('tables.absent') : wrong ? words.say('tables.count', wrong) : touching.length ? words.say('tables.doubt', touching.length) : words.say('tables.clean'));
    }
    this._tools.undo.disabled = !stepEdits(this._edits, -1);
    this._tools.redo.disabled = !stepEdits(this._edits, 1);
    this._tools.reset.disabled = !Object.keys(edits).length;
    this._editTools.hidden = this._edits.steps.length < 2;
    fill(this._legend, this._legendItems(marks));
  }

  _legendItems(marks) {
    const { say } = this._words;
    const outcomes = new Set(Array.from(marks.values(), (mark) => mark.outcome));
    const statuses = new Set(Object.keys(this._result.cells).map((id) => this._result.cells[id].status));
    const shown = [
      outcomes.has('fails') && ['fails', { 'data-mark': 'fails' }],
      outcomes.has('candidate') && ['candidate', { 'data-mark': 'candidate' }],
      outcomes.has('undecided') && ['undecided', { 'data-mark': 'undecided' }],
      this._entries.length > 0 && ['lit', { 'data-lit': 'term' }],
      Object.keys(editsNow(this._edits)).length > 0 && ['edited', { 'data-edited': '' }],
      statuses.has('inferred') && ['inferred', { 'data-status': 'inferred' }],
      statuses.has('missing') && tablesMissing(this._result).length < TABLES.length && ['missing', { 'data-status': 'missing' }],
    ].filter(Boolean);
    return shown.map(([name, attributes]) => h('li', {}, h('span.swatch', Object.assign({ 'aria-hidden': 'true' }, attributes)), say(`tables.legend.${name}`)));
  }

  _showCatalogue() {
    const words = this._words;
    const rules = Array.from(this._rules.values());
    fill(
      this._places.catalogue,
      rules.length > 0 &&
        h(
          'details',
          {},
          h('summary', {}, words.say('catalogue.title')),
          h('ul', {}, rules.map((rule) => h('li', {}, h('p', {}, words.of(rule, 'source')), h('p.source', {}, h('b', {}, rule.id), ' ', h('code', {}, rule.formula))))),
        ),
    );
  }

  _showFailure(error) {
    const { say } = this._words;
    this._failure = error;
    setAttribute(this._root, 'data-state', 'broken');
    fill(
      this._places.verdict,
      h('div.verdict-box', { 'data-state': 'broken' }, h('div.verdict-words', {}, h('span.seal', { 'aria-hidden': 'true' }), h('div', {}, h('h2', { tabindex: -1 }, say('verdict.broken')), h('p', {}, say(/unsafe-eval|wasm code generation/i.test(error.message) ? 'verdict.barred' : 'verdict.broken_help'), ' ', h('code', {}, error.message))))),
    );
    this._places.verdict.setAttribute('role', 'alert');
  }

  /* What cannot be decided often has one reason and many relations: a long group is folded. */
  _drawGroup(title, entries, context) {
    const { say } = this._words;
    if (!entries.length) return null;
    const heading = h('h2', {}, say(title, entries.length));
    const list = h('ol.entries', {}, entries.map((entry) => drawEntry(entry, context)));
    const isLong = title === 'list.title_undecided' && entries.length > MOST_UNFOLDED;
    if (!isLong) return [heading, list];
    const [told, rest] = [entries.filter((entry) => !entry.findings[0].formula), entries.filter((entry) => entry.findings[0].formula)];
    return [
      heading,
      told.length > 0 && h('ol.entries', {}, told.map((entry) => drawEntry(entry, context))),
      h('details.many', {}, h('summary', {}, say('list.relations_undecided', rest.length)), h('ol.entries', {}, rest.map((entry) => drawEntry(entry, context)))),
    ];
  }

  _unsettled() {
    return this._entries.filter((entry) => !entry.isSettled);
  }

  /* On paper nothing is folded. */
  _unfold(isPrinting) {
    for (const details of this._root.querySelectorAll('details.table, details.many')) {
      if (isPrinting) details.wasOpen = details.open;
      details.open = isPrinting || Boolean(details.wasOpen);
    }
  }

  // -- Choosing

  /* Opens one entry and lights its cells; the same entry again shuts it. */
  _choose(entry, { quiet } = {}) {
    const again = this._chosen === entry && !quiet;
    this._chosen = again ? null : entry;
    for (const item of this._places.list.querySelectorAll('.entry')) {
      const isChosen = !again && Number(item.dataset.number) === entry.number;
      item.querySelector('.entry-head').setAttribute('aria-expanded', String(isChosen));
      item.querySelector('.entry-body').hidden = !isChosen;
      setAttribute(item, 'data-chosen', isChosen);
      if (isChosen && !quiet && item.closest('.many')) item.closest('.many').open = true;
    }
    lightCells(this._tds, again ? new Map() : cellsLitBy(entry), this._words);
    this._markArticle();
    if (this._position) fill(this._position, this._words.say('list.position', again ? '–' : entry.number, this._entries.length));
    if (!quiet && !again) this._reveal(entry);
  }

  _step(by) {
    const count = this._entries.length;
    if (!count) return;
    const at = this._chosen ? this._entries.indexOf(this._chosen) : by > 0 ? -1 : count;
    const entry = this._entries[(at + by + count) % count];
    if (entry !== this._chosen) this._choose(entry);
    const head = this._places.list.querySelector(`[data-number="${entry.number}"] .entry-head`);
    head.focus();
  }

  /* Beside the list, the first marked cell is brought into view; below it, the page stays put. */
  _reveal(entry) {
    if (this._article()) return;
    const beside = this._places.tables.getBoundingClientRect().left < this._places.list.getBoundingClientRect().left;
    const marked = Array.from(this._tds.values()).find((td) => td.dataset.number === String(entry.number)) || this._tds.get(entry.findings[0].cells[0]);
    if (!marked) return;
    const details = marked.closest('details');
    if (details) details.open = true;
    if (beside) scrollTo(marked);
  }

  _openCell(id) {
    const td = this._tds.get(id);
    if (!td) return;
    if (this._article()) {
      if (this._onPageCells.has(id)) scrollTo(this._onPageCells.get(id));
      return;
    }
    const details = td.closest('details');
    if (details) details.open = true;
    this._cell = id;
    const entries = this._entries.filter((entry) => cellsLitBy(entry).has(id));
    if (entries.length && !entries.includes(this._chosen)) this._choose(entries[0], { quiet: true });
    td.focus({ preventScroll: true });
    scrollTo(td);
    this._inspect(id);
  }

  _inspect(id) {
    const context = Object.assign(this._context(), { result: this._result, entries: this._entries, text: this._source.kind === 'html' ? this._source.html : this._source.text, close: () => this._closeCell(), choose: (entry) => this._chosen !== entry && this._choose(entry), original: id in editsNow(this._edits) ? this._originalText(id) : null, edit: (text) => this._edit({ [id]: text }) });
    fill(this._inspector, drawInspector(id, context));
    this._inspector.hidden = false;
    this._cell = id;
    for (const [other, td] of this._tds) setAttribute(td, 'data-current', other === id);
    pointHeaders(this._places.tables, this._tds.get(id));
  }

  _closeCell() {
    const td = this._tds.get(this._cell);
    this._hideInspector();
    if (td) td.focus();
  }

  _hideInspector() {
    const td = this._tds.get(this._cell);
    this._cell = null;
    this._inspector.hidden = true;
    pointHeaders(this._places.tables, null);
    if (td) td.removeAttribute('data-current');
  }

  _cellFocused(td) {
    if (!td) return;
    for (const other of td.closest('table').querySelectorAll('[data-cell][tabindex="0"]')) other.tabIndex = -1;
    td.tabIndex = 0;
    if (this._cell && this._cell !== td.dataset.cell) this._inspect(td.dataset.cell);
  }

  _key(event) {
    const td = event.target.closest && event.target.closest('[data-cell]');
    if (event.key === 'F8') this._step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target === this._box) this._checkBox();
    else if (event.key === 'Escape' && this._cell) this._closeCell();
    else if (event.target !== this._box && event.target.localName !== 'input' && (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) this._stepEdits(event.key.toLowerCase() === 'y' || event.shiftKey ? 1 : -1);
    else if (td && (event.key === 'F2' || (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey))) this._typeIn(td, event.key === 'F2' ? null : event.key);
    else if (td && (event.key === 'Enter' || event.key === ' ')) this._openCell(td.dataset.cell);
    else if (td && cellByKey(td, event)) cellByKey(td, event).focus();
    else return;
    event.preventDefault();
  }

  // -- Correcting

  /* Opens a cell for typing; Enter goes on below, Tab to the right. */
  _typeIn(td, first) {
    const id = td.dataset.cell;
    const cell = this._result.cells[id];
    typeInCell(td, { text: cell ? (cell.raw || '').trim() : '', label: this._labels[id] || id, first }, (text, key) => {
      const moves = { Enter: 'ArrowDown', 'Shift+Enter': 'ArrowUp', Tab: 'ArrowRight', 'Shift+Tab': 'ArrowLeft' };
      const next = moves[key] && cellByKey(td, { key: moves[key] });
      if (key) (next || td).focus();
      if (text !== null && text !== (cell ? (cell.raw || '').trim() : '')) this._edit({ [id]: text });
    });
  }

  _edit(changes) {
    this._edits = addEdits(this._edits, changes, this._original);
    return this._checkAgain();
  }

  _stepEdits(by) {
    const stepped = stepEdits(this._edits, by);
    if (!stepped) return null;
    this._edits = stepped;
    return this._checkAgain();
  }

  async _apply(option) {
    await this._edit(editsOf(option));
    this._places.verdict.querySelector('h2').focus();
  }

  async _checkAgain() {
    const run = (this._run += 1);
    try {
      const { kind, text, html, name } = this._source;
      const result = await engineAt(base).check(kind === 'html' ? html : text, name || undefined, editsNow(this._edits));
      if (run !== this._run) return;
      this._result = result;
      fill(this._places.status, this._show(true).sentence);
      this._tell(result);
    } catch (error) {
      if (run === this._run) this._showFailure(error);
    }
  }

  _originalText(id) {
    const cell = this._original.cells[id];
    return (cell && (cell.raw || '').trim()) || this._words.say('cell.raw_blank');
  }

  // -- Taking in a report

  _checkBox() {
    return this._open(this._source.html && this._source.text === this._box.value ? this._source : plainSource(this._box.value), true);
  }

  /* The rich form of a paste comes first; where it holds no readable table, the plain one does. */
  async _open(source, asked) {
    const run = (this._run += 1);
    this._source = source;
    this._box.value = source.text || source.html || '';
    if (!this._box.value.trim()) return this._showEmpty();
    try {
      const engine = engineAt(base);
      let [result, forms, rules] = await Promise.all([engine.check(source.kind === 'html' ? source.html : source.text, source.name || undefined), engine.forms(), engine.rules()]);
      if (source.kind === 'html' && !source.wanted && !result.form && source.text.trim()) {
        const plain = await engine.check(source.text, source.name || undefined);
        if (plain.form) {
          result = plain;
          this._source = Object.assign({}, source, { kind: 'text', note: this._words.say('input.from_text_after_html') });
        }
      }
      if (run !== this._run) return null;
      this._forms = forms;
      this._rules = new Map(rules.map((rule) => [rule.id, rule]));
      this._result = result;
      this._original = result;
      this._edits = noEdits();
      const verdict = this._show(false);
      this._showNote();
      fill(this._places.status, verdict.sentence);
      if (asked) this._places.verdict.querySelector('h2').focus();
      this._tell(result);
      return result;
    } catch (error) {
      if (run === this._run) this._showFailure(error);
      return null;
    }
  }

  _showEmpty() {
    const { say } = this._words;
    this._result = null;
    this._entries = [];
    setAttribute(this._root, 'data-state', 'empty');
    this._drawn = null;
    this._cell = null;
    for (const name of ['reading', 'list', 'tables', 'catalogue']) fill(this._places[name]);
    fill(this._places.verdict, h('div.verdict-box', { 'data-state': 'empty' }, h('div.verdict-words', {}, h('span.seal', { 'aria-hidden': 'true' }), h('div', {}, h('h2', { tabindex: -1 }, say('verdict.empty'))))));
    fill(this._places.status, say('verdict.empty'));
    this._showNote();
    this._tell(null);
    return null;
  }

  _tell(result) {
    this.dispatchEvent(new CustomEvent('gouji-checked', { detail: result, bubbles: true, composed: true }));
  }

  _clear() {
    this._open(plainSource(''), false);
    this._box.focus();
  }

  /* A short paste into the box is an edit and is left alone; anything longer replaces the report. */
  _pasted(event) {
    const inBox = event.composedPath()[0] === this._box;
    const elsewhere = event.composedPath()[0];
    const inField = !inBox && elsewhere.matches && elsewhere.matches('input, textarea, select, [contenteditable]');
    if (event.defaultPrevented || inField || !event.clipboardData) return;
    if (!inBox && this.getAttribute('paste') !== 'page') return;
    const file = event.clipboardData.files && event.clipboardData.files[0];
    const html = event.clipboardData.getData('text/html');
    const text = event.clipboardData.getData('text/plain');
    const table = /<t[dr][\s>]/i.test(html);
    const whole = table || text.length > 200 || !this._box.value.trim() || (this._box.selectionStart === 0 && this._box.selectionEnd === this._box.value.length);
    if (!whole && inBox) return;
    event.preventDefault();
    if (!text && !html && file) this._openFile(file);
    else this._open(pastedSource(text, table ? html : null), true);
  }

  _dropped(event) {
    event.preventDefault();
    delete this._places.input.dataset.drop;
    const file = event.dataTransfer.files[0];
    const html = event.dataTransfer.getData('text/html');
    const text = event.dataTransfer.getData('text/plain');
    if (file) this._openFile(file);
    else if (text || html) this._open(pastedSource(text, html || null), true);
  }

  async _openFile(file) {
    const bytes = await new Response(file).arrayBuffer();
    return this._open(plainSource(decode(bytes), file.name), true);
  }

  _exampleClicked(event) {
    const link = event.composedPath().find((node) => node.slot === 'example');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this._openExample(link, true);
  }

  /* The report on the page itself, or null. */
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

  /* Lays the marks over the report on the page, where it is that one that was checked. */
  _markArticle() {
    const article = this._article();
    if (!article || !this._result) return;
    const open = (id) => {
      const entry = this._entries.find((other) => cellsLitBy(other).has(id));
      if (entry && entry !== this._chosen) this._choose(entry);
      const head = entry && this._places.list.querySelector(`[data-number="${entry.number}"] .entry-head`);
      if (head) head.focus();
    };
    this._onPageCells = cellsIn(article, this._result);
    drawMarks(this._overlay, this._onPageCells, marksOf(this._unsettled()), this._chosen ? cellsLitBy(this._chosen) : new Map(), this._labels, open);
  }

  async _openExample(link, asked) {
    const run = this._run;
    const text = await exampleText(link);
    if (run === this._run) this._open(plainSource(text), Boolean(asked));
  }

  // -- What the drawing functions need

  _context() {
    return {
      words: this._words,
      cells: this._result.cells,
      labels: this._labels,
      rules: this._rules,
      open: (id) => this._openCell(id),
      apply: (option) => this._apply(option),
      settle: (entry, note) => this._settle(entry, note),
      noteOf: (entry) => noteOf(entry, this._result.cells, this._settled),
      choose: (entry) => this._choose(entry),
    };
  }

  _formOf(key) {
    const { form, forms } = this._result;
    return (forms && forms[key]) || form || '2021';
  }

  _layout(key) {
    return this._forms[this._formOf(key)][key];
  }

  _collectLabels(name) {
    return Object.assign({}, ...TABLES.map((key) => this._layout(key)[name]));
  }
}

/* What is being checked: a text, and where it was pasted with its layout, that too. `wanted` is set
   when the reader chose between the two, `note` when the page did. */
function pastedSource(text, html) {
  return { kind: html ? 'html' : 'text', text, html, name: null, note: null, wanted: false };
}

function plainSource(text, name) {
  return Object.assign(pastedSource(text, null), { name: name || null });
}

const examples = new Map();

/* Examples are read once; `#id` names an element of the page that holds the text. */
function exampleText(link) {
  const target = link.getAttribute('href');
  if (target.startsWith('#')) return Promise.resolve(link.ownerDocument.getElementById(target.slice(1)).textContent);
  if (!examples.has(link.href)) examples.set(link.href, fetch(link.href).then((response) => response.text()));
  return examples.get(link.href);
}

/* Files are UTF-8 or, on older office machines, GB18030 (which includes GBK and GB2312). */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function scrollTo(element) {
  const calm = self.matchMedia && self.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const box = element.getBoundingClientRect();
  const inView = box.top > 60 && box.bottom < self.innerHeight - 160 && box.left > 0 && box.right < self.innerWidth;
  if (!inView) element.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'center', inline: 'center' });
}

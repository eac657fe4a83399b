/** The check as a document of its own: HTML to print and sign, CSV for a spreadsheet, JSON as given. */

import { marksOf, noteOf } from '../model/entries.js';
import { plainTable } from './clipboard.js';
import { titleOf } from './entry.js';
import { sentencesOf } from './verdict.js';

/**
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {import('../messages.js').Words} Words
 * @typedef {import('../model/entries.js').Finding} Finding
 *
 * @typedef {Object} Checked what a record tells of
 * @property {gouji_check.View} view @property {Entry[]} entries @property {Words} words
 * @property {Record<string, string>} labels @property {Map<string, gouji_check.Rule>} rules
 * @property {Array<{title: string, table: HTMLTableElement}>} tables
 * @property {Record<string, string>} edits @property {function(string): string} original
 */

/** A page that stands alone. @param {Checked} checked */
export function recordHtml(checked) {
  const { view, entries, words, tables, edits } = checked;
  const { say } = words;
  const verdict = sentencesOf(view, words);
  const facts = [
    ['reading.agency', view.agency || say('reading.unknown')],
    ['reading.year', view.year || say('reading.unknown')],
    ['reading.form', view.form ? say(`reading.form.${view.form}`) : say('reading.unknown')],
    ['record.source', [view.source.name, say(`format.${view.source.format}`) || view.source.format].filter(Boolean).join(' · ')],
    ['record.engine', `gouji ${view.engine}`],
    ['record.counts', /** @type {Array<'holds'|'fails'|'undecided'>} */ (['holds', 'fails', 'undecided']).map((name) => `${say(`verdict.${name}`)} ${view.summary[name]}`).join('，')],
  ];
  const changed = new Set(Object.keys(edits));
  const numbers = new Map(Array.from(marksOf(entries), ([id, mark]) => [id, mark.number]));
  const parts = [
    `<h1>${text(say('record.title'))}</h1>`,
    `<table class="facts">${facts.map(([name, value]) => `<tr><th>${text(say(String(name)))}</th><td>${text(value)}</td></tr>`).join('')}</table>`,
    `<p class="verdict">${text(verdict.sentence)} ${text(verdict.more || '')}</p>`,
    changed.size ? `<p>${text(say('verdict.edited', changed.size))}</p><ul>${Array.from(changed, (id) => `<li>${text(checked.labels[id] || id)}: ${text(checked.original(id))} → <b>${text(edits[id])}</b></li>`).join('')}</ul>` : '',
    entries.length ? `<h2>${text(say('list.title_all'))}</h2><ol>${entries.map((entry) => recordEntry(entry, checked)).join('')}</ol>` : '',
    ...tables.map(({ title, table }) => `<h2>${text(title)}</h2>${plainTable(table, view, changed, numbers).outerHTML}`),
    `<h2>${text(say('catalogue.title'))}</h2><ul>${Array.from(checked.rules.values(), (rule) => `<li><b>${text(rule.id)}</b> ${text(words.of(rule, 'source'))}<br><code>${text(rule.formula)}</code></li>`).join('')}</ul>`,
    `<p class="sign">${['record.checker', 'record.reviewer', 'record.date'].map((name) => `<span>${text(say(name))}</span>`).join('')}</p>`,
  ];
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text([view.agency, view.year, say('record.title')].filter(Boolean).join(' '))}</title>
<style>${STYLE}</style>
</head>
<body>
${parts.join('\n')}
</body>
</html>
`;
}

/** One line for each finding. @param {Checked} checked */
export function recordCsv(checked) {
  return csvOf([checked.words.say('record.columns').split(','), ...recordLines(checked)]);
}

/**
 * The lines of `recordCsv` without its head, as values.
 * @param {{ view: Pick<gouji_check.View, 'agency'|'year'|'form'>, entries: Entry[], words: Words, labels: Record<string, string> }} checked
 * @returns {Array<Array<string|number|null>>}
 */
export function recordLines({ view, entries, words, labels }) {
  return entries.flatMap((entry) =>
    entry.findings.map((finding) => [
      view.agency, view.year, view.form, entry.number, finding.rule, finding.instance, finding.outcome, finding.severity,
      finding.formula, finding.expected, finding.actual, words.of(finding, 'message'),
      finding.cells.map((id) => labels[id] || id).join('; '), correctionOf(entry, labels), noteOf(entry),
    ]),
  );
}

/** Lines of values as a file that spreadsheets take for UTF-8. @param {Array<Array<any>>} lines */
export function csvOf(lines) {
  return `\ufeff${lines.map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file. @param {string} name @param {string} type @param {BlobPart} content */
export function download(name, type, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name.replace(/[\\/:*?"<>|\s]+/g, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const STYLE = `
body { max-width: 60em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; font: 11pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", SimSun, sans-serif; }
h1 { font-size: 18pt; text-align: center; } h2 { font-size: 12pt; margin: 1.4em 0 .4em; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; } td { border: 1px solid #000; }
.facts th { width: 8em; text-align: left; font-weight: normal; border: 1px solid #000; padding: 4px; }
.verdict { font-size: 14pt; font-weight: bold; border: 2px solid #000; padding: .5em .8em; }
li { margin: .4em 0; } sup { border: 1px solid #000; border-radius: .7em; padding: 0 .3em; margin-left: .4em; font-size: 7pt; } .numbers { font-variant-numeric: tabular-nums; } code { font-size: 8.5pt; overflow-wrap: break-word; }
.sign { margin-top: 3em; } .sign span { display: inline-block; width: 31%; margin-right: 2%; border-bottom: 1px solid #000; padding-bottom: 2.2em; }
@media print { body { margin: 0; max-width: none; } li, tr { page-break-inside: avoid; } }
`;

/** @param {Entry} entry @param {Checked} checked */
function recordEntry(entry, checked) {
  const { words, labels } = checked;
  const note = noteOf(entry);
  const relations = entry.findings.map((finding) => `<li class="numbers">${entry.cause ? `${text(words.of(finding, 'message'))}<br>` : ''}${text(finding.formula)} ${differenceOf(finding, words)}</li>`);
  const correction = correctionOf(entry, labels);
  return `<li><b>${text(titleOf(entry, words))}</b>${correction ? `<br>${text(correction)}` : ''}<ul>${relations.join('')}</ul>${note === null ? '' : `<p>${text(words.say('waive.done'))} ${text(note)}</p>`}</li>`;
}

/** @param {Finding} finding @param {Words} words */
function differenceOf(finding, words) {
  const { expected, actual } = finding;
  const isKnown = typeof expected === 'number' && typeof actual === 'number';
  return isKnown ? text(`（${expected} ≠ ${actual}，${words.say('equation.difference')} ${Math.abs(expected - actual)}）`) : '';
}

/** @param {Entry} entry @param {Record<string, string>} labels */
function correctionOf(entry, labels) {
  if (!entry.cause) return '';
  return entry.cause.options.map((option) => option.changes.map((change) => `${labels[change.cell] || change.cell}: ${change.from === null ? '' : change.from} → ${change.to}`).join('; ')).join(' | ');
}

/* A spreadsheet would run a text that begins like a formula. */
/** @param {any} value */
function csvField(value) {
  const field = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** @param {any} value */
function text(value) {
  /** @type {Record<string, string>} */
  const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return String(value).replace(/[&<>"]/g, (sign) => escapes[sign]);
}

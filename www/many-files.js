/** Many reports as files to send on: a workbook of all, and slips to return. Written by a module of its own. */

import { contentOfRow } from './batch.js';
import { engine } from './engine.js';
import { download } from './record.js';

/**
 * Hands a file of these reports to the browser.
 * @param {'workbook'|'slips_docx'|'slips_html'} what
 * @param {Object[]} rows in the order shown
 * @param {Object} context `words`, `roster`, `without`, `noteOf(entry)`
 * @returns {Promise<void>} rejects where the module is not to be had, or could not write it
 */
export async function saveFile(what, rows, context) {
  const { say } = context.words;
  const units = await unitsOf(rows, context);
  const columns = context.roster ? context.roster.columns : [];
  if (what === 'workbook') {
    const bytes = await engine().written('workbook', units, columns);
    download(`${say('many.table')}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes);
    return;
  }
  const format = what === 'slips_docx' ? 'docx' : 'html';
  const bytes = await engine().written('slips', units, columns, format);
  const name = rows.length === 1 ? [rows[0].slim.agency, rows[0].slim.year, say('slip.name')].filter(Boolean).join('') : say('slip.names');
  download(`${name}.${format}`, format === 'docx' ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'text/html', bytes);
}

/* The reports, and behind them those that only stand beside one of them. */
async function unitsOf(rows, context) {
  const all = rows.slice();
  for (const { pairing } of rows) for (const other of [pairing.last, ...pairing.units]) if (other && !all.includes(other)) all.push(other);
  return Promise.all(all.map((row, at) => unitOf(row, all, at >= rows.length, context)));
}

async function unitOf(row, all, isBeside, { roster, without, noteOf, words }) {
  const content = await contentOfRow(row);
  const report = typeof content === 'string' ? { text: content } : content;
  const { last, units, complete } = row.pairing;
  const settled = row.entries.filter((entry) => entry.isSettled);
  const waived = settled.map((entry) => entry.findings.map((finding) => ({ rule: finding.instance, reason: noteOf(entry) || words.say('settle.done') })));
  return {
    report: Object.assign({}, report, report.boxes && { boxes: Array.from(report.boxes), pages: Array.from(report.pages) }),
    name: row.name,
    format: row.slim.source.format,
    cells: Object.keys(row.edits),
    corrections: Object.values(row.edits),
    last_year: isBeside || !last ? null : all.indexOf(last),
    units: isBeside ? [] : units.map((unit) => all.indexOf(unit)),
    complete: complete && units.length > 0,
    without,
    waived: [].concat(...waived),
    notes: report.notes || [],
    further: roster ? roster.columns.map((_, at) => (row.line ? row.line.values[at] : '')) : [],
    is_beside: isBeside,
  };
}

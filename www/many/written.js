/** Many reports as files to send on: a workbook of all, and slips to return. Written by a module of its own. */

import { engine } from '../engine/engine.js';
import { download } from '../view/record.js';
import { asSource } from './batch.js';

/**
 * @typedef {import('./batch.js').Row} Row
 * @typedef {import('../engine/engine.js').AgencyList} AgencyList
 *
 * @typedef {Object} WritingContext
 * @property {import('../messages.js').Words} words
 * @property {?AgencyList} list of agencies
 * @property {function(Row): gouji_check.Options} settingsOf what a report is checked with
 */

/**
 * Hands a file of these reports to the browser.
 * @param {'workbook'|'slips_docx'|'slips_html'} what
 * @param {Row[]} rows in the order shown
 * @param {WritingContext} context
 * @returns {Promise<void>} rejects where the module is not to be had, or could not write it
 */
export async function saveFile(what, rows, context) {
  const { say } = context.words;
  const units = unitsOf(rows, context);
  const columns = context.list ? context.list.columns : [];
  if (what === 'workbook') {
    const bytes = await engine().written('workbook', units, columns);
    download(`${say('many.table')}.xlsx`, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', /** @type {BlobPart} */ (bytes));
    return;
  }
  const format = what === 'slips_docx' ? 'docx' : 'html';
  const bytes = await engine().written('slips', units, columns, format);
  const name = rows.length === 1 ? [rows[0].kept.agency, rows[0].kept.year, say('slip.name')].filter(Boolean).join('') : say('slip.names');
  download(`${name}.${format}`, format === 'docx' ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : 'text/html', /** @type {BlobPart} */ (bytes));
}

/* The reports, and behind them those that only one of them is compared with. */
/** @param {Row[]} rows @param {WritingContext} context */
function unitsOf(rows, context) {
  const all = rows.slice();
  for (const { pairing } of rows) for (const other of [pairing.last, ...pairing.units]) if (other && !all.includes(other)) all.push(other);
  return all.map((row, at) => unitOf(row, all, at >= rows.length, context));
}

/** @param {Row} row @param {Row[]} all @param {boolean} isComparedOnly @param {WritingContext} context */
function unitOf(row, all, isComparedOnly, { list, settingsOf, words }) {
  const { last, units, complete } = row.pairing;
  const options = settingsOf(row);
  const waived = (options.waived || []).map(({ rule, reason }) => ({ rule, reason: reason || words.say('waive.done') }));
  return {
    source: asSource(row),
    options: Object.assign({}, options, { waived }),
    last_year: isComparedOnly || !last ? null : all.indexOf(last),
    units: isComparedOnly ? [] : units.map((unit) => all.indexOf(unit)),
    complete: complete && units.length > 0,
    further: list ? list.columns.map((_, at) => (row.line ? row.line.values[at] : '')) : [],
    is_compared_only: isComparedOnly,
  };
}

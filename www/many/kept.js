/** What the table of many reports keeps of a view: all that it shows, and not the cells. */

/**
 * @typedef {gouji_check.View} View
 * @typedef {import('../model/entries.js').Entry} Entry
 * @typedef {Pick<View, 'engine'|'source'|'verdict'|'agency'|'year'|'form'|'forms'|'reading'|'findings'|'causes'|'entries'|'tally'|'summary'|'problems'>} Kept
 */

/** The parts of a report that have a column, in order. @type {gouji_check.Area[]} */
export const PARTS = ['disclosure', 'requests', 'remedies', 'prose', 'form', 'years', 'units'];

/** @param {View} view @returns {Kept} */
export function keptOf({ engine, source, verdict, agency, year, form, forms, reading, entries, tally, summary, problems, findings, causes }) {
  return {
    engine, source, verdict, agency, year, form, forms, reading, entries, tally, summary, problems,
    findings: findings.map((finding) => Object.assign({}, finding, { place: undefined })),
    causes: causes.map((cause) => Object.assign({}, cause, { options: cause.options.map((option) => Object.assign({}, option, { proof: [] })) })),
  };
}

/** Whether somebody has to look at it. @param {Kept} kept */
export function isToDo({ verdict, tally }) {
  return tally.to_do > 0 || needsALook({ verdict, tally });
}

/** Whether something was not read or not decided. @param {Pick<Kept, 'verdict'|'tally'>} kept */
export function needsALook({ verdict, tally }) {
  return verdict === 'undecided' || verdict === 'unread' || tally.undecided + tally.doubts > 0;
}


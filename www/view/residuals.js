/** The cells that differ from the sum of the units, as a table. */

import { h } from './dom.js';

/**
 * @param {gouji_check.Compared|undefined} compared
 * @param {string[]} unitNames
 * @param {{ words: import('../messages.js').Words, labels: Record<string, string>, open: function(string): void }} context
 * @returns {?HTMLElement} null where there are none
 */
export function drawResiduals(compared, unitNames, { words, labels, open }) {
  if (!compared || !compared.residuals.length) return null;
  const { say } = words;
  const head = ['cell', 'printed', 'sum', 'difference', 'unit'].map((name) => h('th', { scope: 'col' }, say(`residual.${name}`)));
  const row = (/** @type {gouji_check.Compared['residuals'][0]} */ residual) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, h('button.to-cell', { type: 'button', onclick: () => open(residual.cell) }, labels[residual.cell] || residual.cell)),
      [residual.printed, residual.sum, residual.difference].map((number) => h('td', {}, number)),
      h('td', {}, residual.units.map((at) => (compared.units[at] && compared.units[at].agency) || unitNames[at]).join(words.language === 'en' ? ', ' : '、')),
    );
  return h(
    'details.residuals',
    {},
    h('summary', {}, say('residual.title', compared.residuals.length)),
    h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, compared.residuals.map(row))),
  );
}

/** Every relation that is checked, with its source, and which families of them are. */

import { h } from './dom.js';

/* Those that are no arithmetic of the three tables, which is always checked. */
const FAMILIES = ['prose', 'form', 'plausible', 'years', 'units'];

/**
 * @param {Map<string, gouji_check.Rule>} rules
 * @param {import('../messages.js').Words} words
 * @param {Set<string>} without families that are left out
 * @param {function(string, boolean): void} turn takes a family and whether it is to be checked
 */
export function drawCatalogue(rules, words, without, turn) {
  const entry = (/** @type {gouji_check.Rule} */ rule) => h('li', {}, h('p', {}, words.of(rule, 'source')), h('p.source', {}, h('b', {}, rule.id), ' ', h('code', {}, rule.formula)));
  const known = FAMILIES.filter((family) => Array.from(rules.keys()).some((id) => id.startsWith(`${family}.`)));
  const box = (/** @type {string} */ family) => {
    const input = h('input', { type: 'checkbox', checked: !without.has(family), onchange: () => turn(family, input.checked) });
    return h('label', {}, input, ' ', words.say(`family.${family}`));
  };
  const families = known.length > 0 && h('fieldset.families', {}, h('legend', {}, words.say('catalogue.families')), known.map(box));
  return rules.size > 0 && h('details', {}, h('summary', {}, words.say('catalogue.title')), families, h('ul', {}, Array.from(rules.values(), entry)));
}

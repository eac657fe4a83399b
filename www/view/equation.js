/**
 * A relation as an equation in numbers, each number a way to its cell: a strip where it is short, a
 * column of figures where it is long.
 */

import { sidesOf } from '../model/entries.js';
import { fill, h, visuallyHidden } from './dom.js';
import { NO_CELL } from './tables.js';

/** @typedef {import('../model/entries.js').Finding} Finding */
/** @typedef {import('../messages.js').Words} Words */
/** @typedef {Pick<import('./entry.js').Context, 'cells'|'labels'|'words'|'open'>} EquationContext */

/* A sum of more numbers than this, zeros apart, is also set as a column. */
const STRIP = 7;

/**
 * @param {Finding} finding
 * @param {EquationContext} context
 */
export function drawEquation(finding, context) {
  const { left, right } = sidesOf(finding);
  if (!right.length) return finding.formula && h('p.equation', {}, h('span.plain', {}, finding.formula));
  const short = shortLabels(finding.cells, context.labels);
  const side = (/** @type {string[]} */ ids, /** @type {?number} */ sum) => [
    terms(ids, short, context),
    ids.length > 1 && sum !== null && sum !== undefined ? [operator('='), h('span.sum', {}, h('b', {}, sum), h('small', {}, context.words.say('equation.sum')))] : null,
  ];
  const isLong = left.filter((id) => !isZero(id, context)).length > STRIP;
  const strip = h(
    'div.equation',
    { role: 'group' },
    isLong ? items(left, finding, context, () => drawLedger(finding, left, right, short, context)) : side(left, finding.expected),
    comparison(finding, context.words),
    side(right, finding.actual),
    differs(finding) && difference(finding, context.words),
  );
  return isLong ? h('div', {}, strip) : strip;
}

/* Long sums are mostly zeros: more than two of them are shown as one, which opens. */
/** @param {string[]} ids @param {Map<string, string>} short @param {EquationContext} context */
function terms(ids, short, context) {
  const { shown, zeros } = fold(ids, context);
  const parts = [];
  shown.forEach((id) => parts.push(parts.length ? operator('+') : null, term(id, short, context)));
  if (zeros.length) {
    const opened = (/** @type {HTMLElement} */ button) => zeros.forEach((id) => button.before(term(id, short, context), id === zeros[zeros.length - 1] ? '' : operator('+')));
    parts.push(shown.length ? operator('+') : null, zerosButton('zeros', zeros, opened, context));
  }
  return parts;
}

/* A long sum stands in the strip as one button, which opens the column of figures below it. */
/** @param {string[]} ids @param {Finding} finding @param {EquationContext} context @param {function(): HTMLElement} ledger */
function items(ids, finding, context, ledger) {
  const { words } = context;
  const state = h('small', {}, words.say('equation.unfold'));
  const button = h('button.items', { type: 'button', 'aria-expanded': 'false' }, h('b', {}, words.say('equation.items', ids.length)), state);
  /** @type {HTMLElement|null} */
  let column = null;
  button.addEventListener('click', () => {
    const around = /** @type {Element} */ (button.parentNode);
    if (column) column.hidden = !column.hidden;
    else around.after((column = ledger()));
    button.setAttribute('aria-expanded', String(!column.hidden));
    fill(state, words.say(column.hidden ? 'equation.unfold' : 'equation.fold'));
  });
  const known = finding.expected !== null && finding.expected !== undefined;
  return [button, known && [operator('='), h('span.sum', {}, h('b', {}, finding.expected), h('small', {}, words.say('equation.sum')))]];
}

/* The same sum as a clerk would write it: one figure under the other, the sum below a line. */
/** @param {Finding} finding @param {string[]} left @param {string[]} right @param {Map<string, string>} short @param {EquationContext} context */
function drawLedger(finding, left, right, short, context) {
  const { words } = context;
  const { shown, zeros } = fold(left, context);
  const row = (/** @type {string} */ id, /** @type {string} */ name = '') => h('li', { class: name || null }, h('button.to-cell', { type: 'button', 'data-goto': id, title: context.labels[id] || id, onclick: () => context.open(id) }, short.get(id)), number(id, context));
  const opened = (/** @type {HTMLElement} */ button) => zeros.forEach((id) => /** @type {Element} */ (button.parentNode).before(row(id)));
  return h(
    'ul.ledger',
    {},
    shown.map((id) => row(id)),
    zeros.length > 0 && h('li', {}, zerosButton('link', zeros, opened, context), h('b', {}, 0)),
    finding.expected !== null && finding.expected !== undefined && h('li.ledger-sum', {}, words.say('equation.sum'), h('b', {}, finding.expected)),
    right.map((id) => row(id, 'ledger-total')),
    differs(finding) && h('li.ledger-difference', {}, words.say('equation.difference'), h('b', {}, gap(finding))),
  );
}

/** @param {string[]} ids @param {EquationContext} context */
function fold(ids, context) {
  const zeros = ids.filter((id) => isZero(id, context));
  if (ids.length <= 4 || zeros.length < 3) return { shown: ids, zeros: [] };
  return { shown: ids.filter((id) => !isZero(id, context)), zeros };
}

/** @param {string} look @param {string[]} zeros @param {function(HTMLElement): void} opened @param {EquationContext} context */
function zerosButton(look, zeros, opened, context) {
  const button = h('button', { type: 'button', class: look, 'aria-expanded': 'false' }, context.words.say('equation.zeros', zeros.length));
  button.addEventListener('click', () => {
    const around = /** @type {Element} */ (button.closest('.equation, .ledger'));
    opened(button);
    /** @type {Element} */ (look === 'link' ? button.parentNode : button).remove();
    /** @type {HTMLElement} */ (around.querySelector(`[data-goto="${zeros[0]}"]`)).focus();
  });
  return button;
}

/** @param {string} id @param {Map<string, string>} short @param {EquationContext} context */
function term(id, short, context) {
  return h('button.term', { type: 'button', 'data-goto': id, title: context.labels[id] || id, onclick: () => context.open(id) }, number(id, context), h('small', {}, last((short.get(id) || '').split(' · '))));
}

/** @param {string} id @param {EquationContext} context */
function number(id, context) {
  const cell = cellOf(id, context);
  if (hasValue(cell)) return h('b', {}, cell.value);
  return h('b.blank', {}, cell.status === 'blank' ? context.words.say('equation.blank') : '?');
}

/** @param {string} id @param {EquationContext} context */
function isZero(id, context) {
  const cell = cellOf(id, context);
  return cell.value === 0 || cell.status === 'blank';
}

/** @param {string} id @param {EquationContext} context */
function cellOf(id, context) {
  return context.cells[id] || NO_CELL;
}

/** @param {gouji_check.Cell} cell */
function hasValue(cell) {
  return cell.value !== null && cell.value !== undefined;
}

/** @param {string[]} list */
function last(list) {
  return list[list.length - 1];
}

/** @param {string} sign */
function operator(sign) {
  return h('span.operator', {}, sign);
}

/** @param {Finding} finding @param {Words} words */
function comparison(finding, words) {
  const undecided = finding.outcome === 'undecided';
  return h(
    'span.operator.compare',
    {},
    h('span', { 'aria-hidden': 'true' }, undecided ? '?' : finding.outcome === 'fails' ? '≠' : '='),
    visuallyHidden(words.say(undecided ? 'equation.unknown' : 'equation.not_equal')),
  );
}

/** @param {Finding} finding */
function gap({ expected, actual }) {
  return Math.abs(Number(expected) - Number(actual));
}

/** @param {Finding} finding */
function differs(finding) {
  return finding.outcome === 'fails' && typeof finding.expected === 'number' && typeof finding.actual === 'number';
}

/** @param {Finding} finding @param {Words} words */
function difference(finding, words) {
  return h('span.difference', {}, words.say('equation.difference'), ' ', h('b', {}, gap(finding)));
}

/* Of labels like 表三 · （三）不予公开 · 2.重复申请 · 自然人, the middle in which these cells differ. */
/** @param {string[]} ids @param {Record<string, string>} labels */
function shortLabels(ids, labels) {
  const split = ids.map((id) => (labels[id] || id).split(' · '));
  const shortest = Math.min(...split.map((parts) => parts.length));
  const shared = (/** @type {function(string[], number): string} */ at) => {
    let n = 0;
    while (n < shortest - 1 && split.every((parts) => at(parts, n) === at(split[0], n))) n += 1;
    return n;
  };
  const before = shared((parts, n) => parts[n]);
  const after = Math.min(shared((parts, n) => parts[parts.length - 1 - n]), shortest - 1 - before);
  return new Map(ids.map((id, i) => [id, split[i].slice(before, split[i].length - after).join(' · ')]));
}

/**
 * A relation as an equation in numbers, each number a way to its cell: a strip where it is short, a
 * column of figures where it is long.
 */

import { fill, h, unseen } from './dom.js';

/* A sum of more numbers than this, zeros apart, is also set as a column. */
const STRIP = 7;

/**
 * The two sides of a finding, as cells: the formula's numbers stand in the order of its cells.
 * @returns {{ left: string[], right: string[] }}
 */
export function sidesOf(finding) {
  const sides = (finding.formula || '').split('=');
  const terms = (side) => side.split(/\s[+−-]\s/).filter((term) => term.trim()).length;
  const counts = sides.length === 2 ? [terms(sides[0]), terms(sides[1])] : [0, 0];
  if (counts[0] + counts[1] !== finding.cells.length) return { left: finding.cells, right: [] };
  return { left: finding.cells.slice(0, counts[0]), right: finding.cells.slice(counts[0]) };
}

/**
 * @param {Object} finding
 * @param {Object} context `cells` and `labels` of the report, `words`, and `open(cell)`
 */
export function drawEquation(finding, context) {
  const { left, right } = sidesOf(finding);
  if (!right.length) return finding.formula && h('p.equation', {}, h('span.plain', {}, finding.formula));
  const short = shortLabels(finding.cells, context.labels);
  const side = (ids, sum) => [
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
function terms(ids, short, context) {
  const { shown, zeros } = fold(ids, context);
  const parts = [];
  shown.forEach((id) => parts.push(parts.length ? operator('+') : null, term(id, short, context)));
  if (zeros.length) {
    const opened = (button) => zeros.forEach((id) => button.before(term(id, short, context), id === zeros[zeros.length - 1] ? '' : operator('+')));
    parts.push(shown.length ? operator('+') : null, zerosButton('zeros', zeros, opened, context));
  }
  return parts;
}

/* A long sum stands in the strip as one button, which opens the column of figures below it. */
function items(ids, finding, context, ledger) {
  const { words } = context;
  const button = h('button.items', { type: 'button', 'aria-expanded': 'false' }, h('b', {}, words.say('equation.items', ids.length)), h('small', {}, words.say('equation.unfold')));
  let column = null;
  button.addEventListener('click', () => {
    if (column) column.hidden = !column.hidden;
    else button.parentNode.after((column = ledger()));
    button.setAttribute('aria-expanded', String(!column.hidden));
    fill(button.querySelector('small'), words.say(column.hidden ? 'equation.unfold' : 'equation.fold'));
  });
  const known = finding.expected !== null && finding.expected !== undefined;
  return [button, known && [operator('='), h('span.sum', {}, h('b', {}, finding.expected), h('small', {}, words.say('equation.sum')))]];
}

/* The same sum as a clerk would write it: one figure under the other, the sum below a line. */
function drawLedger(finding, left, right, short, context) {
  const { words } = context;
  const { shown, zeros } = fold(left, context);
  const row = (id, name) => h('li', { class: name }, h('button.to-cell', { type: 'button', 'data-goto': id, title: context.labels[id] || id, onclick: () => context.open(id) }, short.get(id)), number(id, context));
  const opened = (button) => zeros.forEach((id) => button.parentNode.before(row(id)));
  return h(
    'ul.ledger',
    {},
    shown.map((id) => row(id)),
    zeros.length > 0 && h('li', {}, zerosButton('link', zeros, opened, context), h('b', {}, 0)),
    finding.expected !== null && finding.expected !== undefined && h('li.ledger-sum', {}, words.say('equation.sum'), h('b', {}, finding.expected)),
    right.map((id) => row(id, 'ledger-total')),
    differs(finding) && h('li.ledger-difference', {}, words.say('equation.difference'), h('b', {}, Math.abs(finding.expected - finding.actual))),
  );
}

function fold(ids, context) {
  const zeros = ids.filter((id) => isZero(id, context));
  if (ids.length <= 4 || zeros.length < 3) return { shown: ids, zeros: [] };
  return { shown: ids.filter((id) => !isZero(id, context)), zeros };
}

function zerosButton(look, zeros, opened, context) {
  const button = h('button', { type: 'button', class: look, 'aria-expanded': 'false' }, context.words.say('equation.zeros', zeros.length));
  button.addEventListener('click', () => {
    const around = button.closest('.equation, .ledger');
    opened(button);
    (look === 'link' ? button.parentNode : button).remove();
    around.querySelector(`[data-goto="${zeros[0]}"]`).focus();
  });
  return button;
}

function term(id, short, context) {
  return h('button.term', { type: 'button', 'data-goto': id, title: context.labels[id] || id, onclick: () => context.open(id) }, number(id, context), h('small', {}, last(short.get(id).split(' · '))));
}

function number(id, context) {
  const cell = cellOf(id, context);
  if (hasValue(cell)) return h('b', {}, cell.value);
  return h('b.blank', {}, cell.status === 'blank' ? context.words.say('equation.blank') : '?');
}

function isZero(id, context) {
  const cell = cellOf(id, context);
  return cell.value === 0 || cell.status === 'blank';
}

function cellOf(id, context) {
  return context.cells[id] || { raw: '', value: null, status: 'missing' };
}

function hasValue(cell) {
  return cell.value !== null && cell.value !== undefined;
}

function last(list) {
  return list[list.length - 1];
}

function operator(sign) {
  return h('span.operator', {}, sign);
}

function comparison(finding, words) {
  const undecided = finding.outcome === 'undecided';
  return h(
    'span.operator.compare',
    {},
    h('span', { 'aria-hidden': 'true' }, undecided ? '?' : finding.outcome === 'fails' ? '≠' : '='),
    unseen(words.say(undecided ? 'equation.unknown' : 'equation.not_equal')),
  );
}

function differs(finding) {
  return finding.outcome === 'fails' && typeof finding.expected === 'number' && typeof finding.actual === 'number';
}

function difference(finding, words) {
  return h('span.difference', {}, words.say('equation.difference'), ' ', h('b', {}, Math.abs(finding.expected - finding.actual)));
}

/* Of labels like 表三 · （三）不予公开 · 2.重复申请 · 自然人, the middle in which these cells differ. */
function shortLabels(ids, labels) {
  const split = ids.map((id) => (labels[id] || id).split(' · '));
  const shortest = Math.min(...split.map((parts) => parts.length));
  const shared = (at) => {
    let n = 0;
    while (n < shortest - 1 && split.every((parts) => at(parts, n) === at(split[0], n))) n += 1;
    return n;
  };
  const before = shared((parts, n) => parts[n]);
  const after = Math.min(shared((parts, n) => parts[parts.length - 1 - n]), shortest - 1 - before);
  return new Map(ids.map((id, i) => [id, split[i].slice(before, split[i].length - after).join(' · ')]));
}

// @ts-check
/**
 * What the page keeps from one round of reports to the next: plain functions, without a browser.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { marksToFile } from "../../www/model/marks.js";
import { absentFrom, roundFromFile, roundOf, roundToFile, sinceThen } from "../../www/model/rounds.js";

const BALANCE = { instance: "requests.balance:natural", outcome: "fails", message: "", cells: ["requests.new.natural"] };
const ORDER = { instance: "form.section_order:三", outcome: "fails", message: "标题“三”…", cells: [] };

/** @param {string | null} agency @param {any[]} findings @param {string} [name] */
function row(agency, findings, name = `${agency}.docx`) {
  return { name, kept: { agency, year: 2024 }, given: [{ number: 1, kind: "error", cause: null, actions: 1, waived: false, findings }], isDouble: false };
}

test("a relation that fails with other numbers is still the same", () => {
  const round = roundFromFile(marksToFile(new Map(), roundToFile(roundOf([row("甲局", [BALANCE, ORDER]), row("乙局", [BALANCE])]))));
  const since = sinceThen(row("甲局", [{ ...BALANCE, cells: ["requests.new.total"] }, { ...ORDER, instance: "form.period" }]), round);
  assert.deepEqual([since?.fixed.length, since?.still, since?.fresh, since?.isNew], [1, 1, 1, false]);
  assert.equal(since?.of(BALANCE), "still");
  assert.equal(since?.of({ ...ORDER, instance: "form.period" }), "new");
  assert.ok(sinceThen(row("丙局", []), round)?.isNew);
  assert.deepEqual(absentFrom([row("甲局", [])], round).map(({ agency }) => agency), ["乙局"]);
  assert.equal(sinceThen(row("甲局", []), null), null);
  assert.equal(roundFromFile('{ "gouji_marks": 1, "marks": [] }'), null);
  assert.throws(() => roundFromFile('{ "gouji_marks": 1, "marks": [], "round": { "version": 2, "units": [] } }'));
});

test("two reports of one agency and year are told apart by their files", () => {
  const twice = [row("甲局", [BALANCE], "一.docx"), row("甲局", [ORDER], "二.docx")].map((one) => Object.assign(one, { isDouble: true }));
  const round = roundOf(twice);
  assert.equal(round.size, 2);
  for (const one of twice) assert.deepEqual([sinceThen(one, round)?.still, sinceThen(one, round)?.fresh], [1, 0]);
  assert.ok(sinceThen(row("甲局", [], "三.docx"), round)?.isNew);
});

test("a report that does not say whose it is goes by its file", () => {
  const round = roundOf([row(null, [BALANCE], "无名.txt")]);
  assert.deepEqual([sinceThen(row(null, [], "无名.txt"), round)?.fixed.length, sinceThen(row(null, [], "别的.txt"), round)?.isNew], [1, true]);
});

// @ts-check
/**
 * What the page keeps from one round of reports to the next, and the lists that accompany them:
 * plain functions, without a browser.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashesOf, isSettled, marksFromFile, marksToFile, settle } from "../../www/marks.js";
import { matchRoster, rosterOf, rowsOfCsv, rowsOfReading } from "../../www/roster.js";
import { absentFrom, roundFromFile, roundOf, roundToFile, sinceThen } from "../../www/rounds.js";

const BALANCE = { instance: "requests.balance:natural", outcome: "fails", message: "", cells: ["requests.new.natural"] };
const ORDER = { instance: "form.section_order:三", outcome: "fails", message: "标题“三”…", cells: [] };
const CELLS = { "requests.new.natural": { raw: "7" } };

/** @param {string | null} agency @param {any[]} findings @param {string} [name] */
function row(agency, findings, name = `${agency}.docx`) {
  return { name, slim: { agency, year: 2024 }, given: [{ isSettled: false, findings }], isDouble: false };
}

test("a mark set before there were many reports still counts", () => {
  // Written by the page before there were many reports.
  const file = '{ "gouji_marks": 1, "marks": [ { "hash": "a62a59742859acc4", "note": "台账核对过" } ] }';
  const marks = marksFromFile(file);
  assert.equal(hashesOf(BALANCE, { agency: "甲局", year: 2024, cells: CELLS })[1], "a62a59742859acc4");
  assert.ok(isSettled({ findings: [BALANCE] }, { agency: "甲局", year: 2024, cells: CELLS }, marks));
});

test("a mark is that of one report, of its numbers, and of what is said", () => {
  const mine = { agency: "甲局", year: 2024, cells: CELLS };
  /** @type {Map<string, string>} */
  const marks = new Map();
  for (const finding of [BALANCE, ORDER]) settle({ findings: [finding] }, mine, marks, "查过");
  const counts = (/** @type {any} */ finding, /** @type {any} */ result) => isSettled({ findings: [finding] }, result, marks);
  assert.ok(counts(BALANCE, mine) && counts(ORDER, mine));
  for (const other of [{ ...mine, agency: "乙局" }, { ...mine, year: 2023 }]) assert.ok(!counts(BALANCE, other) && !counts(ORDER, other));
  assert.ok(!counts(BALANCE, { ...mine, cells: { "requests.new.natural": { raw: "8" } } }));
  assert.ok(!counts({ ...ORDER, message: "标题“四”…" }, mine));
  assert.deepEqual(marksFromFile(marksToFile(marks, null)), marks);
});

test("a relation that fails with other numbers is still the same", () => {
  const round = roundFromFile(marksToFile(new Map(), roundToFile(roundOf([row("甲局", [BALANCE, ORDER]), row("乙局", [BALANCE])]))));
  const since = sinceThen(row("甲局", [{ ...BALANCE, cells: ["requests.new.total"] }, { ...ORDER, instance: "form.period" }]), round);
  assert.deepEqual([since?.mended.length, since?.still, since?.fresh, since?.isNew], [1, 1, 1, false]);
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
  assert.deepEqual([sinceThen(row(null, [], "无名.txt"), round)?.mended.length, sinceThen(row(null, [], "别的.txt"), round)?.isNew], [1, true]);
});

test("commas, quotation marks and line ends are read as RFC 4180 has them", () => {
  assert.deepEqual(rowsOfCsv('\ufeff机关,电话\r\n"甲, ""局""","1\r\n2"\r\n乙"x,2\r丙,\n\n'), [["机关", "电话"], ['甲, "局"', "1\r\n2"], ['乙"x', "2"], ["丙", ""]]);
  assert.deepEqual(rowsOfCsv('"没有结束,1\n乙,2'), [['"没有结束,1'], ["乙", "2"]]);
  assert.deepEqual(rowsOfCsv(""), []);
});

test("a list is a table with a column of agencies, wherever it begins", () => {
  const reading = { text: "\u001d\u001e\u001f区直单位联系名单\u001e\u001f序号\u001f单位名称\u001f电话\u001e\u001f1\u001f青湖区教育局\u001f010\u001e\u001f2\u001f\u001f\u001d后记" };
  assert.deepEqual(rosterOf("名单.xlsx", rowsOfReading(reading)), { name: "名单.xlsx", columns: ["序号", "电话"], lines: [{ agency: "青湖区教育局", values: ["1", "010"] }] });
  assert.equal(rosterOf("表.xlsx", [["甲", "乙"], ["1", "2"]]), null);
});

test("a short name belongs to an agency only where nothing else ends alike", () => {
  const roster = { name: "", columns: [], lines: ["教育局", "青湖区水利局", "青湖区人民政府", "未报局"].map((agency) => ({ agency, values: [] })) };
  const agencies = ["澄州市青湖区教育局", "澄州市云台区教育局", "澄州市青湖区水利局", "澄州市青湖区", "澄州市青湖区财政局", null];
  const { lines, left } = matchRoster(roster, agencies);
  assert.deepEqual(lines.map((line) => line && line.agency), [null, null, "青湖区水利局", "青湖区人民政府", null, null]);
  assert.deepEqual(left.map(({ agency }) => agency), ["教育局", "未报局"]);
});

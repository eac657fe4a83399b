// @ts-check
/**
 * Files of marks are kept by readers for years: one that an earlier page wrote is
 * read by this one, and its marks still stand for the same findings.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { entriesOf } from "../../www/model/entries.js";
import { marksFromFile, marksToFile, waive, waiversOf } from "../../www/model/marks.js";
import { loadEngine } from "./engine.js";
import { root } from "./root.js";

const frozen = readFileSync(`${root}tests/data/contract/v1/marks.json`, "utf8");
const engine = loadEngine();
const text = readFileSync(`${root}www/examples/2021-with-faults.txt`, "utf8");

/** @param {Map<string, string>} marks @param {string} [of] */
function check(marks, of = text) {
  return structuredClone(engine.check({ text: of }, { waived: waiversOf(marks) })[0]);
}

test("a file of marks of version 1 is read", () => {
  const marks = marksFromFile(frozen);
  assert.equal(marks.size, 2);
  assert.deepEqual(Array.from(marks.values()), ["依据更正公告", ""]);
});

test("its marks stand for the findings they were set on", () => {
  const report = readFileSync(`${root}tests/data/reports/2021-counted-twice/input.txt`, "utf8");
  const waived = check(marksFromFile(frozen), report).findings.filter((/** @type {any} */ finding) => finding.waived !== undefined);
  assert.deepEqual(waived.map((/** @type {any} */ finding) => finding.instance), ["requests.balance:natural", "requests.balance:total"]);
});

test("a file of marks that is written is of that version", () => {
  const marks = marksFromFile(frozen);
  assert.deepEqual(JSON.parse(marksToFile(marks)), JSON.parse(frozen));
});

test("another file is refused", () => {
  for (const text of ['{"gouji_marks":2,"marks":[]}', "{}", "null", '{"gouji_marks":1}']) {
    assert.throws(() => marksFromFile(text));
  }
});

test("an entry that is marked is waived, with its note, until the mark is taken back", () => {
  const marks = new Map();
  const [first] = entriesOf(check(marks));
  waive(first, marks, "查过");
  const again = entriesOf(marksFromFileOf(marks));
  const same = again.filter((entry) => entry.findings[0].instance === first.findings[0].instance);
  assert.deepEqual(same.map((entry) => [entry.waived, entry.findings[0].waived]), [[true, "查过"]]);
  assert.equal(again.filter((entry) => entry.waived).length, 1);
  waive(first, marks, null);
  assert.equal(marks.size, 0);
});

test("a mark is that of one report; one of files written before there were many counts for each", () => {
  const marks = new Map();
  const [first] = entriesOf(check(marks));
  waive(first, marks, "查过");
  const other = text.replace("澄州市自然资源和规划局", "澄州市水利局");
  assert.equal(check(marks, other).tally.waived, 0);
  const before = new Map(first.findings.map((finding) => [finding.marks[1], "查过"]));
  assert.equal(check(before).tally.waived, 1);
  assert.equal(check(before, other).tally.waived, 1);
  waive(first, before, null);
  assert.equal(before.size, 0);
});

/** What comes of marks that were saved and loaded again. @param {Map<string, string>} marks */
function marksFromFileOf(marks) {
  return check(marksFromFile(marksToFile(marks)));
}

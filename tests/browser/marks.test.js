// @ts-check
/**
 * Files of marks are kept by readers for years: one that an earlier page wrote is
 * read by this one, and its marks still stand for the same findings.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hashOf, marksFromFile, marksToFile } from "../../www/marks.js";
import { root } from "./root.js";

const folder = `${root}tests/data/contract/v1`;
const frozen = readFileSync(`${folder}/marks.json`, "utf8");
const view = JSON.parse(readFileSync(`${folder}/compared.json`, "utf8"));

test("a file of marks of version 1 is read", () => {
  const marks = marksFromFile(frozen);
  assert.equal(marks.size, 2);
  assert.deepEqual(Array.from(marks.values()), ["依据更正公告", ""]);
});

test("its marks stand for the findings they were set on", () => {
  const marks = marksFromFile(frozen);
  const marked = view.findings.filter((/** @type {any} */ finding) => marks.has(hashOf(finding, view.cells)));
  assert.deepEqual(marked.map((/** @type {any} */ finding) => finding.instance), ["requests.balance:natural", "requests.balance:total"]);
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

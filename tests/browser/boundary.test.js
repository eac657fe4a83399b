// @ts-check
/**
 * The wasm module by its JavaScript boundary, in node: no browser is needed to
 * see that what it returns is the contract's plain data.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkText, loadEngine } from "./engine.js";
import { root } from "./root.js";

const engine = loadEngine();

test("the version is the crate's", () => {
  const manifest = readFileSync(`${root}Cargo.toml`, "utf8");
  assert.equal(engine.version(), manifest.match(/^version = "(.+)"$/m)?.[1]);
});

test("check returns plain data that JSON keeps whole", () => {
  const checked = checkText(engine, "not a report");
  assert.equal(checked.version, 2);
  assert.equal(checked.verdict, "unread");
  assert.equal(checked.engine, engine.version());
  for (const key of ["source", "cells", "summary", "tally"]) {
    assert.equal(typeof checked[key], "object", key);
  }
  for (const key of ["findings", "causes", "entries", "problems"]) {
    assert.ok(Array.isArray(checked[key]), key);
  }
  // No undefined, no Map, no BigInt: they would not survive the way to the page.
  assert.deepEqual(JSON.parse(JSON.stringify(checked)), structuredClone(checked));
});

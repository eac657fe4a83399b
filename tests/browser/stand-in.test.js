// @ts-check
/**
 * While `cargo web` is still building a module, a script stands in for its glue: a worker may load
 * it long before, and gets the glue when it first uses it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { root } from "./root.js";

const STAND_IN = readFileSync(`${root}xtask/src/wasm/stand_in.js`, "utf8").replaceAll("NAME", "office");
/** As wasm-bindgen writes it: a function with the exports as its properties. */
const GLUE = "let gouji_office = Object.assign((given) => `started with ${given}`, { open: (name) => `opened ${name}` });";

/** A worker that has the stand-in. @param {() => string} script what its host answers for the glue */
function worker(script) {
  /** @type {string[]} */
  const fetched = [];
  /** @type {Record<string, unknown>} */
  const self = { fetched };
  self.self = self;
  self.importScripts = (/** @type {string} */ path) => {
    fetched.push(path);
    runInContext(script(), context);
  };
  const context = createContext(self);
  runInContext(STAND_IN, context);
  return { fetched, run: (/** @type {string} */ code) => runInContext(code, context) };
}

test("the glue is fetched once, when it is first used", () => {
  const { fetched, run } = worker(() => GLUE);
  assert.equal(run("typeof gouji_office"), "function");
  assert.deepEqual(fetched, []);
  assert.equal(run("gouji_office('bytes')"), "started with bytes");
  assert.equal(run("gouji_office.open('a.docx')"), "opened a.docx");
  assert.deepEqual(fetched, ["pkg/office.js"]);
});

test("what was taken hold of before goes on to the glue", () => {
  const { run } = worker(() => GLUE);
  run("const held = gouji_office; self.importScripts = undefined;");
  assert.equal(run("held('bytes')"), "started with bytes");
  assert.equal(run("held.open('a.docx')"), "opened a.docx");
});

test("a glue that was not built is told of", () => {
  const { run } = worker(() => STAND_IN);
  assert.throws(() => run("gouji_office('bytes')"), /pkg\/office\.js is not built/);
});

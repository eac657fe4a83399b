// @ts-check
/**
 * Loads the wasm module that checks into node, as the worker loads it in the page.
 */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { root } from "./root.js";

/**
 * What the module exports; its types are in www/pkg/check.d.ts.
 *
 * @returns {Record<string, Function>}
 */
export function loadEngine() {
  // All that the glue may use: anything else it asks for is not in old browsers.
  const context = createContext({ TextDecoder, TextEncoder, WebAssembly, console });
  const glue = readFileSync(`${root}www/pkg/check.js`, "utf8");
  const wasm = runInContext(`${glue};gouji_check`, context, { filename: "check.js" });
  const module = new WebAssembly.Module(readFileSync(`${root}www/pkg/check_bg.wasm`));
  // Made inside, since the glue tells a plain object by its prototype.
  context.module = module;
  runInContext("gouji_check.initSync({ module })", context);
  return wasm;
}

/**
 * The one report of a text.
 *
 * @param {Record<string, Function>} engine
 * @param {string} text
 */
export function checkText(engine, text) {
  return engine.check({ text }, {})[0];
}

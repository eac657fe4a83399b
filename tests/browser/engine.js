// @ts-check
/**
 * Loads the wasm module of www/pkg into node, as the worker loads it in the page.
 */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { root } from "./root.js";

/**
 * What the module exports; its types are in www/pkg/gouji.d.ts.
 *
 * @returns {Record<string, Function>}
 */
export function loadEngine() {
  // All that the glue may use: anything else it asks for is not in old browsers.
  const context = createContext({ TextDecoder, TextEncoder, WebAssembly, console });
  const glue = readFileSync(`${root}www/pkg/gouji.js`, "utf8");
  const wasm = runInContext(`${glue};wasm_bindgen`, context, { filename: "gouji.js" });
  const module = new WebAssembly.Module(readFileSync(`${root}www/pkg/gouji_bg.wasm`));
  // Made inside, since the glue tells a plain object by its prototype.
  context.module = module;
  runInContext("wasm_bindgen.initSync({ module })", context);
  return wasm;
}

// @ts-check
/**
 * The folders of the page's scripts: each uses only those before it, what is in
 * `model` knows no document, and no two files use each other.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { root } from "./root.js";

/** What a folder uses stands before it. The root's own files are used by all, or by nobody. */
const LAYERS = ["model", "engine", "view", "many", "element", "app"];
const SHARED = ["base.js", "messages.js"];

/** @type {Map<string, string[]>} each file with those it imports, by their paths in www */
const imports = new Map();
for (const layer of ["", ...LAYERS]) {
  for (const name of readdirSync(`${root}www/${layer}`).filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(`${root}www/${layer}/${name}`, "utf8");
    const paths = Array.from(text.matchAll(/^(?:(?:import|export) .*from|.* = import\() ?'(.+?)'/gm), ([, path]) => new URL(path, `file:///${layer ? `${layer}/` : ""}${name}`).pathname.slice(1));
    imports.set(layer ? `${layer}/${name}` : name, paths);
  }
}

/** @param {string} path */
const layerOf = (path) => (path.includes("/") ? path.split("/")[0] : "");

test("a folder uses only those before it", () => {
  assert.ok(imports.size > 40);
  for (const [file, paths] of imports) {
    const at = LAYERS.indexOf(layerOf(file));
    for (const path of paths) {
      assert.ok(imports.has(path), `${file} imports ${path}`);
      if (at >= 0) assert.ok(SHARED.includes(path) || (layerOf(path) !== "" && LAYERS.indexOf(layerOf(path)) <= at), `${file} imports ${path}`);
    }
  }
});

test("the model knows no document", () => {
  for (const file of imports.keys()) {
    if (layerOf(file) === "model") assert.doesNotMatch(readFileSync(`${root}www/${file}`, "utf8"), /\b(document|HTMLElement|querySelector)\b/, file);
  }
});

test("no two files use each other, by whatever way", () => {
  /** @param {string} file @param {string[]} way */
  const walk = (file, way) => {
    assert.ok(!way.includes(file), [...way, file].join(" → "));
    for (const path of imports.get(file) ?? []) walk(path, [...way, file]);
  };
  for (const file of imports.keys()) walk(file, []);
});

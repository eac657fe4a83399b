// @ts-check
/**
 * What a visitor waits for on the line of an office: how often the page asks its host until the
 * verdict of the example stands, and how much it is sent. From a plain static host, which packs
 * nothing; what is sent is weighed as a good host would pack it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { launch } from "./harness.js";
import { startHost } from "./static.js";

const MOST_REQUESTS = 12;
const MOST_BYTES = 260_000;

test("the verdict stands after few requests and few bytes", async (t) => {
  const host = await startHost();
  const browser = await launch();
  t.after(() => Promise.all([host.close(), browser.close()]));
  const page = await browser.newPage();
  /** @type {string[]} */
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
  await page.goto(host.origin);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.verdict);
  const answers = host.answers.slice();
  assert.deepEqual(answers.filter(({ status }) => status !== 200).map(({ path }) => path), []);
  const sizes = answers.map(({ path, body }) => ({ path, bytes: brotliCompressSync(body).length }));
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  t.diagnostic(`${answers.length} requests, ${bytes} bytes: ${sizes.map(({ path, bytes }) => `${path} ${bytes}`).join(", ")}`);
  assert.ok(answers.length <= MOST_REQUESTS, `${answers.length} requests`);
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  assert.ok(answers.some(({ path }) => path.endsWith("check_bg.wasm")));
  assert.deepEqual(troubles, []);
});

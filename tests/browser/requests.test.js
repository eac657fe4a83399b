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
/** Of these, for all but the module that checks. */
const MOST_OF_PAGE = 48_000;

test("the verdict stands after few requests and few bytes", async (t) => {
  const host = await startHost();
  const browser = await launch();
  t.after(() => Promise.all([host.close(), browser.close()]));
  const page = await browser.newPage();
  /** @type {string[]} */
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
  // What is fetched after the verdict is no part of the wait, however late this test hears of it.
  await page.evaluateOnNewDocument(() => {
    const fetched = () => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname.slice(1));
    addEventListener("gouji-checked", () => Object.assign(window, { fetched: fetched() }), { once: true });
  });
  await page.goto(host.origin);
  await page.waitForFunction(() => /** @type {any} */ (window).fetched);
  /** @type {string[]} */
  const fetched = await page.evaluate(() => /** @type {any} */ (window).fetched);
  const answers = ["index.html", ...fetched].map((path) => host.answers.find((answer) => answer.path === path) ?? { path, status: 0, body: Buffer.alloc(0) });
  assert.deepEqual(answers.filter(({ status }) => status !== 200).map(({ path }) => path), []);
  const sizes = answers.map(({ path, body }) => ({ path, bytes: brotliCompressSync(body).length }));
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  t.diagnostic(`${answers.length} requests, ${bytes} bytes: ${sizes.map(({ path, bytes }) => `${path} ${bytes}`).join(", ")}`);
  assert.ok(answers.length <= MOST_REQUESTS, `${answers.length} requests`);
  const ofPage = sizes.reduce((sum, size) => sum + (size.path.endsWith(".wasm") ? 0 : size.bytes), 0);
  assert.ok(ofPage <= MOST_OF_PAGE, `${ofPage} bytes of the page`);
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  for (const path of ["main.js", "worker.js", "pkg/check_bg.wasm"]) assert.ok(fetched.includes(path), path);
  assert.deepEqual(troubles, []);
});

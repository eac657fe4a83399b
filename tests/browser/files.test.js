// @ts-check
/**
 * Files of every kind, dropped: each is opened on this machine, by readers that
 * are fetched when the first of its kind comes, and shows the figures it was made of.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage, requestsFromNow, screenshot, troublesOf } from "./harness.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */

const FILES = `${root}tests/data/files/`;

/** @param {string} name of a report of the corpus */
function figuresOf(name) {
  const lines = readFileSync(`${root}tests/data/corpus/${name}.tsv`, "utf8").trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split("\t")).filter(([id]) => id?.includes(".")));
}

async function openReady() {
  const page = await openPage();
  await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result);
  return page;
}

/**
 * Drops a file and waits until it was checked, or refused.
 *
 * @param {Page} page
 * @param {Uint8Array} bytes
 * @param {string} name
 */
async function drop(page, bytes, name) {
  await page.evaluate(() => { /** @type {any} */ (window).before = /** @type {any} */ (document.querySelector("gouji-checker")).result; });
  await page.$eval("gouji-checker >>> .input", (target, base64, name) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, Buffer.from(bytes).toString("base64"), name);
  await page.waitForFunction(() => {
    const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
    const note = checker.shadowRoot.querySelector(".note");
    return checker.result !== /** @type {any} */ (window).before || note.hasAttribute("data-trouble") || note.querySelector(".entries");
  }, { timeout: 30_000 });
}

for (const name of readdirSync(FILES).filter((name) => /^\d{3}\./.test(name))) {
  test(`${name} shows the figures it was made of`, async () => {
    const page = await openReady();
    await drop(page, readFileSync(FILES + name), name);
    const { result, note } = await page.evaluate(() => {
      const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
      return { result: checker.result, note: checker.shadowRoot.querySelector(".note").textContent };
    });
    assert.match(note, new RegExp(name));
    assert.equal(result.source.name, name);
    const figures = figuresOf(name.slice(0, 3));
    for (const [id, printed] of Object.entries(figures)) assert.equal(result.cells[id].raw, printed, id);
    assert.equal(result.reading.unsure, 0);
    assert.deepEqual(troublesOf(page), []);
    await screenshot(page, `file-${name.split(".")[1]}`);
  });
}

test("readers are fetched for the first file that needs them, and nothing after", async () => {
  const page = await openReady();
  const requests = await requestsFromNow(page);
  await drop(page, readFileSync(`${FILES}014.docx`), "一.docx");
  const fetched = requests.map((address) => new URL(address).pathname.split("/").pop()).sort();
  assert.deepEqual(fetched, ["office.js", "office_bg.wasm", "worker.js"]);
  requests.length = 0;
  await drop(page, readFileSync(`${FILES}014.docx`), "二.docx");
  assert.deepEqual(requests, []);
});

test("a file cut short is refused in a sentence, and the next is read", async () => {
  const page = await openReady();
  const bytes = readFileSync(`${FILES}014.docx`);
  await drop(page, bytes.subarray(0, bytes.length / 2), "半.docx");
  const note = await page.$eval("gouji-checker >>> .note", (note) => note.textContent);
  assert.match(note ?? "", /^没有打开 半\.docx：文件已损坏或不完整/);
  await drop(page, bytes, "全.docx");
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result.year), 2023);
});

// @ts-check
/**
 * Files of every kind, dropped: each is opened on this machine, and shows the
 * figures it was made of.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage, requestsFromNow, restingWorkers, screenshot, troublesOf } from "./harness.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */

const DATA = `${root}tests/data/`;
const FILES = `${DATA}files/`;

/** Files that print the figures of the report whose number begins their name. */
const PRINTED = ["files", "sheets", "pages"].flatMap((folder) =>
  readdirSync(DATA + folder).filter((name) => /^\d{3}/.test(name)).map((name) => ({ name, path: `${DATA}${folder}/${name}` })));

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
    return checker.result !== /** @type {any} */ (window).before || note.hasAttribute("data-trouble");
  }, { timeout: 30_000 });
}

for (const { name, path } of PRINTED) {
  test(`${name} shows the figures it was made of`, async () => {
    const page = await openReady();
    await drop(page, readFileSync(path), name);
    const { result, note } = await page.evaluate(() => {
      const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
      return { result: checker.result, note: checker.shadowRoot.querySelector(".note").textContent };
    });
    assert.match(note, new RegExp(name));
    assert.equal(result.source.name, name);
    const figures = figuresOf(name.slice(0, 3));
    for (const [id, printed] of Object.entries(figures)) {
      if (result.cells[id].status !== "unsure") assert.equal(result.cells[id].raw, printed, id);
    }
    // Where nothing parts the columns of a page, some of its numbers cannot be told apart.
    assert.equal(result.reading.unsure > 0, name.includes("without-rulings"));
    assert.deepEqual(troublesOf(page), []);
    await screenshot(page, `file-${name.replace(".", "-")}`);
  });
}

test("nothing of a module is requested for a file, once the page says that all is there", async () => {
  const page = await openReady();
  const requests = await requestsFromNow(page);
  for (const name of ["files/014.docx", "pages/012.ofd", "sheets/016.xlsx"]) await drop(page, readFileSync(DATA + name), name.split("/")[1]);
  // Spare workers may start anew; the modules are handed to them.
  assert.deepEqual(requests.filter((address) => address.endsWith(".wasm")), []);
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

test("a reader that fails is started anew, and only its file is lost", async () => {
  const page = await openReady();
  const bytes = readFileSync(`${FILES}014.docx`);
  await drop(page, bytes, "一.docx");
  await restingWorkers(page);
  for (const worker of page.workers()) {
    await worker.evaluate(() => {
      // A module of one function, which traps.
      const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
      const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code))).exports;
      // @ts-expect-error a global of the worker
      const glue = gouji_office;
      const { open } = glue;
      glue.open = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => (name === "二.docx" ? /** @type {Function} */ (f)() : open(name, bytes));
    });
  }
  await drop(page, bytes, "二.docx");
  const note = await page.$eval("gouji-checker >>> .note", (note) => note.textContent);
  assert.match(note ?? "", /^没有打开 二\.docx：读取时程序出错，已停止/);
  await drop(page, bytes, "三.docx");
  const { source } = await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result);
  assert.equal(source.name, "三.docx");
});

test("an archive of several files is a table of them, and what holds no report is told of", async () => {
  const page = await openReady();
  await drop(page, readFileSync(`${DATA}sheets/gbk.zip`), "年报.zip");
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(".failures li").length === 2);
  const failures = await page.$$eval("gouji-checker >>> .failures b", (files) => files.map((file) => file.textContent));
  assert.deepEqual(failures.sort(), ["年报.zip/乙.csv", "年报.zip/澄州市年报/报告甲.txt"]);
});

test("a web page under the name of a workbook is read, and the name is told of", async () => {
  const page = await openReady();
  const web = "<table><tr><td>规章</td><td>3</td><td>0</td><td>5</td></tr></table>";
  await drop(page, Buffer.from(web), "年报.xls");
  const { source, problems } = await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result);
  assert.equal(source.format, "html");
  assert.ok(problems.some((/** @type {any} */ p) => p.kind === "name_differs" && p.message.includes(".xls")));
});

test("a reader that cannot be fetched is told of, and what was there stays", async () => {
  const page = await openPage({
    prepare: (page) => page.evaluateOnNewDocument(() => {
      // As where the network has gone.
      const get = window.fetch;
      Object.assign(window, { isBarred: true });
      window.fetch = (address, ...rest) => (/** @type {any} */ (window).isBarred && String(address).includes("office_bg.wasm") ? Promise.reject(new TypeError("Failed to fetch")) : get(address, ...rest));
    }),
  });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result);
  await page.waitForSelector("[data-arrival=missing]");
  const before = await page.$eval("gouji-checker >>> .verdict h2", (words) => words.textContent);
  const bytes = readFileSync(`${FILES}014.docx`);
  await drop(page, bytes, "一.docx");
  const note = await page.$eval("gouji-checker >>> .note", (note) => note.textContent);
  assert.match(note ?? "", /^没有打开 一\.docx：读取这类文件的部分没有载入/);
  assert.equal(await page.$eval("gouji-checker >>> .verdict h2", (words) => words.textContent), before);
  await page.evaluate(() => Object.assign(window, { isBarred: false }));
  await drop(page, bytes, "二.docx");
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result.source.name), "二.docx");
});

test("a reader that the browser does not run is told of, and what was there stays", async () => {
  const page = await openPage({
    prepare: (page) => page.evaluateOnNewDocument(() => {
      // What begins as a module and is none.
      const get = window.fetch;
      window.fetch = (address, ...rest) => (String(address).includes("office_bg.wasm") ? Promise.resolve(new Response(new Uint8Array([0, 97, 115, 109, 9, 9, 9, 9]))) : get(address, ...rest));
    }),
  });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result);
  const before = await page.$eval("gouji-checker >>> .verdict h2", (words) => words.textContent);
  await drop(page, readFileSync(`${FILES}014.docx`), "一.docx");
  const note = await page.$eval("gouji-checker >>> .note", (note) => note.textContent);
  assert.match(note ?? "", /^没有打开 一\.docx：读取这类文件的部分没有载入/);
  assert.equal(await page.$eval("gouji-checker >>> .verdict h2", (words) => words.textContent), before);
});

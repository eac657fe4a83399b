// @ts-check
/**
 * Reports that the one in hand is compared with: last year's, and those of the units.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessibilityViolations, openPage, paste, screenshot, troublesOf } from "./harness.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */

const BOX = "gouji-checker >>> textarea";
const report = readFileSync(`${root}www/examples/2021-with-faults.txt`, "utf8");

/** The same report a year before, with one number changed. */
const lastYear = report.replaceAll("2024年", "2023年").replace(/(四、结转下年度继续办理\t)4(\t1\t0\t0\t0\t0\t)4/, "$17$27");

/**
 * @param {Page} page
 * @param {string} slot
 * @param {Record<string, string>} files
 */
function drop(page, slot, files) {
  return page.$eval(`gouji-checker >>> [data-slot=${slot}]`, (place, files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
    place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true, composed: true }));
  }, files);
}

/** @param {Page} page @param {string} body an expression over `result` */
function comes(page, body) {
  return page.waitForFunction(`((result) => Boolean(result && (${body})))(document.querySelector("gouji-checker").result)`);
}

async function openCompared() {
  const page = await openPage();
  await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  await page.waitForSelector("gouji-checker >>> .checker[data-state]");
  await comes(page, "true");
  await page.$eval("gouji-checker >>> details.compared-with", (details) => { /** @type {HTMLDetailsElement} */ (details).open = true; });
  return page;
}

test("last year's report tells what was carried over", async () => {
  const page = await openCompared();
  await drop(page, "last", { "去年.txt": lastYear });
  await comes(page, "result.compared && result.compared.last_year.year === 2023");
  const found = await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result.findings.filter((/** @type {any} */ f) => f.rule === "years.carried"));
  assert.equal(found.length, 1);
  assert.deepEqual(found[0].cells, ["requests.carried_in.natural", "requests.carried_in.total"]);
  assert.match(found[0].message, /“自然人”本年填5，上年年报为7/);
  const entries = await page.$$eval("gouji-checker >>> .entry-title", (titles) => titles.map((title) => title.textContent));
  assert.ok(entries.some((title) => title?.includes("上年年报“结转下年度继续办理”不一致")), entries.join());
  await screenshot(page, "beside-last-year");
  assert.deepEqual(troublesOf(page), []);
  assert.deepEqual(await accessibilityViolations(page), []);
  await page.$eval("gouji-checker >>> [data-slot=last] .link", (button) => /** @type {HTMLElement} */ (button).click());
  await comes(page, "!result.compared");
});

test("the units' sum is set beside the government's cells", async () => {
  const page = await openCompared();
  await paste(page, BOX, { text: readFileSync(`${root}www/examples/2021-with-faults.txt`, "utf8") });
  await drop(page, "units", { "甲局.txt": report.replace("澄州市自然资源和规划局", "澄州市甲局"), "不是年报.txt": "今天天气很好。" });
  await comes(page, "result.compared && result.compared.units.length === 1");
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result.compared.residuals.length), 0);
  const note = await page.$eval("gouji-checker >>> .note", (note) => note.textContent);
  assert.match(note ?? "", /不是年报\.txt/);
  await drop(page, "units", { "乙局.txt": report.replace("澄州市自然资源和规划局", "澄州市乙局").replace("86\t9\t0\t1\t4\t0\t100", "1\t0\t0\t0\t0\t0\t1") });
  await comes(page, "result.compared && result.compared.residuals.length > 3");
  await page.$eval("gouji-checker >>> details.residuals", (details) => { /** @type {HTMLDetailsElement} */ (details).open = true; });
  const rows = await page.$$eval("gouji-checker >>> details.residuals tbody tr", (rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent)));
  const received = rows.find(([label]) => label?.includes("本年新收") && label.includes("自然人"));
  assert.deepEqual(received?.slice(1, 4), ["86", "87", "-1"]);
  await screenshot(page, "beside-units", { fullPage: true });
  assert.deepEqual(troublesOf(page), []);
});

// @ts-check
/**
 * One clerk's morning, the same in every engine that is installed: paste from Word,
 * read the verdict, apply the corrections, undo, correct a cell by hand, copy the
 * table and paste it back, save the record.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkText, loadEngine } from "./engine.js";
import { launch, siteOrigin } from "./harness.js";
import { root } from "./root.js";
import { hasWebKit, startWebKit } from "./webdriver.js";
import { wordHtml } from "./word.js";

/**
 * What a visitor can do, whatever drives the browser.
 *
 * @typedef {object} Visitor
 * @property {(url: string) => Promise<unknown>} open
 * @property {(run: any, ...args: any[]) => Promise<any>} evaluate
 * @property {(find: any, ...args: any[]) => Promise<unknown>} click clicks what a function finds
 * @property {(...keys: string[]) => Promise<unknown>} press
 * @property {(act: () => Promise<void>) => Promise<void>} elsewhere acts in another window
 * @property {() => Promise<void>} close
 */

const FIREFOX = ["/usr/bin/firefox", "/usr/bin/firefox-esr"].find((path) => existsSync(path));
const CHROMIUM = process.env.GOUJI_BROWSER;

/** @type {[string, string | false, () => Promise<Visitor>][]} */
const ENGINES = [
  ["the browser of the tests", false, () => drivenByPuppeteer(CHROMIUM)],
  ["Firefox", (!FIREFOX && "not installed") || (/firefox/i.test(CHROMIUM ?? "") && "it is the browser of the tests"), () => drivenByPuppeteer(FIREFOX)],
  ["WebKitGTK", !hasWebKit() && "not installed: webkit2gtk-driver and xvfb", startWebKit],
];

for (const [name, skip, start] of ENGINES) {
  test(`a morning's work in ${name}`, { skip, timeout: 120_000 }, async () => {
    const visitor = await start();
    try {
      await work(visitor);
    } finally {
      await visitor.close();
    }
  });
}

/** @param {Visitor} visitor */
async function work(visitor) {
  await visitor.open(await siteOrigin());
  await until(visitor, () => Boolean(document.querySelector("meta[content=\"connect-src 'none'\"]") && /** @type {any} */ (document.querySelector("gouji-checker")).result));

  const engine = loadEngine();
  const written = checkText(engine, readFileSync(`${root}www/examples/2019-with-faults.txt`, "utf8"));
  const html = wordHtml(engine.forms()["2019"], (id) => written.cells[id].raw, { title: "某某市公安局2019年政府信息公开工作年度报告" });
  await copyElsewhere(visitor, html);
  await visitor.evaluate(() => /** @type {any} */ (document.activeElement)?.blur());
  await visitor.press("Control", "v");
  await until(visitor, () => /** @type {any} */ (document.querySelector("gouji-checker")).result.year === 2019);
  const pasted = await picture(visitor);
  assert.equal(pasted.format, "html");
  // Its sentences are not in the tables.
  assert.deepEqual(pasted.summary.slice(1), [written.summary.fails, written.summary.undecided]);
  assert.deepEqual(pasted.values, valuesOf(written));
  assert.equal(pasted.state, "fails");

  let steps = 0;
  for (; steps < 12 && (await picture(visitor)).state !== "holds"; steps += 1) {
    const { fails } = await visitor.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result.summary);
    await visitor.click(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".entry[data-chosen] .apply"));
    await until(visitor, (/** @type {number} */ fails) => /** @type {any} */ (document.querySelector("gouji-checker")).result.summary.fails < fails, fails);
  }
  const green = await picture(visitor);
  assert.equal(green.state, "holds");
  assert.equal(green.summary[1], 0);

  for (let step = 0; step < steps; step += 1) await visitor.press("Control", "z");
  await until(visitor, (/** @type {number} */ fails) => /** @type {any} */ (document.querySelector("gouji-checker")).result.summary.fails === fails, written.summary.fails);
  assert.deepEqual(await picture(visitor), pasted);

  await visitor.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")?.shadowRoot?.querySelector('[data-cell="requests.new.total"]')).focus());
  for (const key of ["4", "2", "Enter"]) await visitor.press(key);
  await until(visitor, () => /** @type {any} */ (document.querySelector("gouji-checker")).result.cells["requests.new.total"].value === 42);
  const edited = await picture(visitor);
  assert.ok(edited.summary[1] > pasted.summary[1]);

  await visitor.click(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector("[data-sheet=requests] .table-tools button"));
  assert.match(await visitor.evaluate(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector("[data-sheet=requests] .table-tools .quiet")?.textContent), /已复制/);
  await visitor.press("Control", "v");
  await until(visitor, () => /** @type {any} */ (document.querySelector("gouji-checker")).result.reading.tables.remedies === "missing");
  const back = await picture(visitor);
  const inTable = (/** @type {Record<string, number>} */ values) => Object.entries(values).filter(([id]) => id.startsWith("requests."));
  assert.equal(back.format, "html");
  assert.deepEqual(inTable(back.values), inTable(edited.values));

  const record = await visitor.evaluate(async () => {
    /** @type {Blob[]} */
    const saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => saved.push(/** @type {Blob} */ (blob)) && make(blob);
    /** @type {any} */ (document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(".record-tools button")[1]).click();
    URL.createObjectURL = make;
    return saved[0].text();
  });
  assert.match(record, /^<!doctype html>/);
  assert.match(record, /核对记录/);
  assert.ok(record.includes(back.verdict), back.verdict);
}

/**
 * Puts HTML on the clipboard by a real copy in another window.
 *
 * @param {Visitor} visitor
 * @param {string} html
 */
function copyElsewhere(visitor, html) {
  return visitor.elsewhere(async () => {
    await visitor.open(`${await siteOrigin()}examples/2021-all-zero.txt`);
    await visitor.evaluate((/** @type {string} */ html) => {
      getSelection()?.selectAllChildren(document.body);
      addEventListener("copy", (event) => {
        event.clipboardData?.setData("text/html", html);
        event.clipboardData?.setData("text/plain", "the tables");
        event.preventDefault();
      });
    }, html);
    await visitor.press("Control", "c");
  });
}

/** @param {Visitor} visitor */
function picture(visitor) {
  return visitor.evaluate(() => {
    const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
    const { result, shadowRoot } = checker;
    return {
      format: result.source.format,
      summary: [result.summary.holds, result.summary.fails, result.summary.undecided],
      values: Object.fromEntries(Object.entries(result.cells).map(([id, cell]) => [id, cell.value])),
      state: shadowRoot.querySelector(".checker").dataset.state,
      verdict: shadowRoot.querySelector(".verdict h2").textContent,
    };
  });
}

/** @param {any} result */
function valuesOf({ cells }) {
  return Object.fromEntries(Object.keys(cells).map((id) => [id, cells[id].value]));
}

/**
 * @param {Visitor} visitor
 * @param {any} holds
 * @param {...any} args
 */
async function until(visitor, holds, ...args) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await visitor.evaluate(holds, ...args)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never came true: ${holds}`);
}

/**
 * @param {string | undefined} executablePath
 * @returns {Promise<Visitor>}
 */
async function drivenByPuppeteer(executablePath) {
  const browser = await launch(executablePath);
  let page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const commands = /** @type {Record<string, string>} */ ({ c: "copy", v: "paste" });
  return {
    open: (url) => page.goto(url, { waitUntil: "load" }),
    evaluate: (run, ...args) => page.evaluate(run, ...args),
    click: async (find, ...args) => /** @type {import("puppeteer-core").ElementHandle} */ ((await page.evaluateHandle(find, ...args)).asElement()).click(),
    press: async (...keys) => {
      const last = /** @type {any} */ (keys[keys.length - 1]);
      for (const key of keys.slice(0, -1)) await page.keyboard.down(/** @type {any} */ (key));
      await page.keyboard.press(last, keys[0] === "Control" && commands[last] ? { commands: [commands[last]] } : {});
      for (const key of keys.slice(0, -1)) await page.keyboard.up(/** @type {any} */ (key));
    },
    elsewhere: async (act) => {
      const here = page;
      page = await browser.newPage();
      await page.bringToFront();
      await act();
      await page.close();
      page = here;
      await page.bringToFront();
    },
    close: () => browser.close(),
  };
}

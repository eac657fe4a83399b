// @ts-check
/**
 * The page in a real browser, as a visitor uses it: pastes, reads, corrects.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import "../../www/many/messages.js";
import { untranslated } from "../../www/messages.js";
import { accessibilityViolations, openPage, paste, pasteByKeyboard, requestsFromNow, restingWorkers, screenshot, siteOrigin, troublesOf } from "./harness.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */

const BOX = "gouji-checker >>> textarea";
const example = (/** @type {string} */ name) => readFileSync(`${root}www/examples/${name}.txt`, "utf8");

test("the sample is read and checked on load", async () => {
  const page = await openChecked();
  assert.deepEqual(await counts(page), { holds: 41, fails: 5, undecided: 0 });
  assert.equal(await page.$$eval("gouji-checker >>> table.form", (tables) => tables.length), 3);
  assert.equal(await page.$$eval("gouji-checker >>> [data-cell]", (cells) => cells.length), 10 + 175 + 15);
  assert.ok((await page.$$("gouji-checker >>> .entry")).length >= 2);
  assert.match(await page.title(), /^有 \d+ 处问题：/);
  assert.deepEqual(troublesOf(page), []);
});

test("every cell shows what the report says", async () => {
  const page = await openChecked();
  const rows = example("2021-with-faults").split("\n").filter((line) => /\t\d/.test(line));
  const written = rows.flatMap((line) => line.split("\t").filter((part) => /^[\d.]+$/.test(part)));
  // Removed text is what was read where a correction is shown beside it.
  const shown = await page.$$eval("gouji-checker >>> [data-cell]", (cells) => cells.map((cell) => (cell.querySelector("del") ?? cell.firstChild)?.textContent));
  assert.deepEqual(shown, written);
});

test("a real paste anywhere on the page replaces the report and moves the focus to the verdict", async () => {
  const page = await openChecked();
  await pasteByKeyboard(page, "body", { text: example("2019-with-faults") });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.year === 2019);
  assert.deepEqual(await counts(page), { holds: 35, fails: 7, undecided: 0 });
  assert.equal(await page.evaluate(() => document.querySelector("gouji-checker")?.shadowRoot?.activeElement?.localName), "h2");
});

test("choosing an entry lights its cells, choosing a lit cell shows its relations", async () => {
  const page = await openChecked();
  // What scrolls is not hit.
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.click("gouji-checker >>> .entry[data-number=\"2\"] .entry-head");
  const lit = await page.$$eval("gouji-checker >>> td[data-highlighted]", (cells) => cells.map((cell) => /** @type {HTMLElement} */ (cell).dataset.cell));
  assert.ok(lit.length > 0);
  await page.click("gouji-checker >>> td[data-highlighted]");
  assert.ok(await page.$eval("gouji-checker >>> .inspector", (panel) => !(/** @type {HTMLElement} */ (panel).hidden)));
  assert.ok((await page.$$("gouji-checker >>> .inspector .cell-entries button")).length > 0);
});

test("a term of an equation leads to its cell", async () => {
  const page = await openChecked();
  const cell = await page.$eval("gouji-checker >>> .entry[data-chosen] [data-goto]", (term) => {
    /** @type {HTMLElement} */ (term).click();
    return /** @type {HTMLElement} */ (term).dataset.goto;
  });
  assert.equal(await focusedCell(page), cell);
});

test("a report of zeros gives one green line", async () => {
  const page = await openChecked();
  await paste(page, BOX, { text: example("2021-all-zero") });
  await settled(page, "holds");
  assert.deepEqual(await counts(page), { holds: 43, fails: 0, undecided: 0 });
  assert.equal((await page.$$("gouji-checker >>> .entry")).length, 0);
});

test("a check is told of once, by the event and by the promise, as the public contract has it", async () => {
  const page = await openChecked();
  const { promised, heard } = await page.evaluate(async (text) => {
    const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
    /** @type {any[]} */
    const heard = [];
    checker.addEventListener("gouji-checked", (/** @type {any} */ { detail }) => heard.push(detail));
    const promised = await checker.check(text, "报告.txt");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { promised, heard };
  }, example("2021-all-zero"));
  assert.deepEqual(heard, [promised]);
  assert.equal(promised.version, 2);
  assert.deepEqual(promised.reports.map((/** @type {any} */ { verdict, source }) => [verdict, source.name]), [["holds", "报告.txt"]]);
});

test("a start that fails is told of: the promise is rejected, an event has the reason, and nothing is green", async () => {
  const page = await openPage({
    prepare: (page) => page.evaluateOnNewDocument(() => {
      const get = window.fetch;
      window.fetch = (address, ...rest) => (String(address).includes("check_bg.wasm") ? Promise.resolve(new Response("<html>", { status: 200 })) : get(address, ...rest));
    }),
  });
  await appears(page, ".checker[data-state=broken]");
  assert.match(await page.$eval("gouji-checker >>> .verdict", (verdict) => verdict.textContent ?? ""), /核对程序没有启动.*核对的部分没有载入/);
  const { reason, heard } = await page.evaluate(async (text) => {
    const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
    const heard = new Promise((resolve) => checker.addEventListener("gouji-failed", (/** @type {any} */ { detail }) => resolve(detail), { once: true }));
    const reason = await checker.check(text).then(() => "checked", (/** @type {Error} */ error) => error.message);
    return { reason, heard: await heard };
  }, example("2021-all-zero"));
  assert.match(reason, /没有载入.*\n.*not loaded/s);
  assert.deepEqual(heard, { reason: reason.split("\n")[0] });
  await dropFile(page, Array.from(Buffer.from(example("2021-all-zero"))), "报告.txt");
  await appears(page, ".note[data-trouble]");
  assert.doesNotMatch(await page.$eval("gouji-checker >>> .note", (note) => note.textContent ?? ""), /正在/);
  assert.equal(await page.$("meta[content=\"connect-src 'none'\"]"), null);
});

test("the page says how far its modules have come, and gives up the network when all are there", async () => {
  /** @type {(() => void)[]} */
  const held = [];
  const page = await openPage({
    prepare: async (page) => {
      await page.setRequestInterception(true);
      page.on("request", (request) => (request.url().endsWith("pages_bg.wasm") ? held.push(() => request.continue()) : request.continue()));
    },
  });
  const said = () => page.$eval("[lang=zh-Hans] [data-arrival]", (place) => place.textContent);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result);
  while (!held.length) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.match((await said()) ?? "", /^正在取得/);
  assert.equal(await page.$("meta[content=\"connect-src 'none'\"]"), null);
  held.forEach((letGo) => letGo());
  await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  assert.match((await said()) ?? "", /^已全部载入，断网也可使用/);
});

test("a sentence that contradicts the tables is lit in its place", async () => {
  const page = await openChecked();
  const text = example("2021-all-zero").replace("一、总体情况\n", "一、总体情况\n2023年，本机关共收到政府信息公开申请3件。\n");
  await paste(page, BOX, { text });
  await appears(page, '.entry [data-instance^="prose.requests"] .sentence mark');
  const { words, cell } = await page.evaluate(() => {
    const shadow = /** @type {ShadowRoot} */ (document.querySelector("gouji-checker")?.shadowRoot);
    return { words: shadow.querySelector(".sentence mark")?.textContent, cell: shadow.querySelector("td[data-highlighted]")?.getAttribute("data-cell") };
  });
  assert.match(words ?? "", /收到政府信息公开申请3件/);
  assert.equal(cell, "requests.new.total");
  await screenshot(page, "sentence");
});

test("a family of rules is switched off and on again", async () => {
  const page = await openChecked();
  await paste(page, BOX, { text: example("2021-all-zero").replace("一、总体情况\n", "一、总体情况\n2023年，本机关共收到政府信息公开申请3件。\n") });
  await settled(page, "warns");
  const turn = () => page.$eval("gouji-checker >>> .families input", (box) => /** @type {HTMLElement} */ (box).click());
  await turn();
  await settled(page, "holds");
  // What is left out is not evaluated, so it does not hold either.
  assert.deepEqual(await counts(page), { holds: 42, fails: 0, undecided: 0 });
  await turn();
  await settled(page, "warns");
});

test("what is no report gives one plain sentence, and stays in the box", async () => {
  const page = await openChecked();
  for (const text of ["It was the best of times, it was the worst of times. ".repeat(20), "某市2012年政府信息公开工作年度报告\n全年主动公开政府信息1000条。\n".repeat(9)]) {
    await paste(page, BOX, { text });
    await settled(page, "unread");
    assert.equal(await page.$eval(BOX, (box) => /** @type {HTMLTextAreaElement} */ (box).value), text);
    assert.equal((await page.$$("gouji-checker >>> table")).length, 0);
  }
  await page.$eval("gouji-checker >>> .toolbar button:nth-of-type(3)", (button) => /** @type {HTMLElement} */ (button).click());
  await settled(page, "empty");
});

test("without one of its tables a report is undecided, and the verdict names the table", async () => {
  const page = await openChecked();
  await paste(page, BOX, { text: example("2021-all-zero").replace(/四、政府信息公开行政复议[\s\S]*?(?=五、)/, "") });
  await settled(page, "undecided");
  assert.match(await verdict(page), /表四/);
});

test("markup in a report is shown and never runs", async () => {
  const page = await openChecked();
  const vectors = ["<img src=x onerror=hit()>", "<script>hit()</script>", "<svg onload=hit()>", "\"><iframe srcdoc='<script>parent.hit()</script>'>", "javascript:hit()"];
  await page.evaluate(() => Object.assign(window, { hits: 0, hit: () => { /** @type {any} */ (window).hits += 1; } }));
  for (const vector of vectors) {
    const text = example("2021-with-faults").replace("澄州市自然资源和规划局", `澄州市${vector}局`).replace("\t91\t", `\t${vector}\t`);
    await paste(page, BOX, { text });
    await page.waitForFunction((text) => /** @type {any} */ (document.querySelector("gouji-checker"))?.shadowRoot.querySelector("textarea").value === text, {}, text);
    assert.equal((await page.$$("gouji-checker >>> :is(img, script, svg, iframe)")).length, 0, vector);
  }
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).hits), 0);
});

test("a cell corrected by keyboard turns its relations at once, and undo turns them back", async () => {
  const page = await openChecked();
  const before = await counts(page);
  await page.focus('gouji-checker >>> td[data-cell="remedies.review.total"]');
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await appears(page, "td[data-edited]");
  assert.deepEqual(await counts(page), { ...before, holds: before.holds + 1, fails: before.fails - 1 });
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await page.waitForFunction(() => !document.querySelector("gouji-checker")?.shadowRoot?.querySelector("td[data-edited]"));
  assert.deepEqual(await counts(page), before);
});

test("blank totals are told what the relations ask for, and filled in at a click", async () => {
  const page = await openChecked();
  await paste(page, BOX, { html: readFileSync(`${root}tests/data/reports/2019-total-column-blank/input.html`, "utf8") });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.findings.some((/** @type {any} */ finding) => finding.proposed));
  const before = await counts(page);
  const entry = await appears(page, ".entry:has(.entry-head)");
  if (!(await entry.evaluate((entry) => entry.hasAttribute("data-chosen")))) await (await entry.$(".entry-head"))?.click();
  await (await appears(page, ".entry[data-chosen] .option .apply")).click();
  await appears(page, "td[data-edited]");
  const { holds, fails } = await counts(page);
  assert.ok(holds > before.holds);
  assert.equal(fails, before.fails);
  const row = await page.evaluate(() => {
    const { cells } = /** @type {any} */ (document.querySelector("gouji-checker")).result;
    return Object.keys(cells).filter((id) => id.startsWith("requests.new.")).map((id) => cells[id].value);
  });
  assert.deepEqual(row, [821, 35, null, null, 2, 1, 859]);
});

test("arrow keys go from cell to cell, F8 from entry to entry", async () => {
  const page = await openChecked();
  await page.focus('gouji-checker >>> td[data-cell="requests.granted.natural"]');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focusedCell(page), "requests.partial.business");
  await page.keyboard.press("F8");
  assert.equal(await page.$eval("gouji-checker >>> .entry[data-chosen]", (entry) => /** @type {HTMLElement} */ (entry).dataset.number), "2");
});

test("a copied table comes back as it went", async () => {
  const page = await openChecked();
  await page.focus('gouji-checker >>> td[data-cell="requests.granted.natural"]');
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await appears(page, "td[data-edited]");
  const copied = await copiedTable(page, "requests");
  assert.match(copied.html, /^<table border="1"/);
  assert.match(copied.html, /rowspan="21"|rowspan="22"/);
  assert.equal(copied.html.match(/bgcolor/g)?.length, 1);
  const before = await page.evaluate(() => values("requests"));
  await paste(page, BOX, { text: `三、收到和处理政府信息公开申请情况\n${copied.text}` });
  await settled(page, "fails");
  assert.deepEqual(await page.evaluate(() => values("requests")), before);
});

test("nothing is requested once all is there, and nothing can be", async () => {
  const page = await openChecked();
  const requests = await requestsFromNow(page);
  await page.click('a[href$="2019-with-faults.txt"]');
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.year === 2019);
  await paste(page, BOX, { text: example("2021-with-faults") });
  await page.click("[data-language=en]");
  assert.deepEqual(requests, []);
  assert.equal(await page.evaluate(() => fetch("index.html").then(() => "sent", () => "refused")), "refused");
});

test("web tables are read as such, and their plain text on request", async () => {
  const page = await openChecked();
  const tables = await asHtml(page);
  await paste(page, BOX, { html: `<html><body><!--StartFragment-->${tables}<!--EndFragment--></body></html>`, text: "not the tables" });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.source.format === "html");
  assert.deepEqual(await counts(page), { holds: 37, fails: 5, undecided: 0 });
  await page.click("gouji-checker >>> .note button");
  await settled(page, "unread");
});

test("a report on the page itself is marked where it stands and not changed", async () => {
  const page = await openChecked();
  const changed = await page.evaluate(async () => {
    const article = document.createElement("article");
    for (const sheet of document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll("details.table") ?? []) {
      const heading = document.createElement("h3");
      heading.textContent = sheet.querySelector(".table-title")?.textContent ?? "";
      const table = document.createElement("table");
      for (const row of /** @type {HTMLTableElement} */ (sheet.querySelector("table")).rows) {
        const line = table.insertRow();
        for (const cell of row.cells) {
          const copy = line.insertCell();
          copy.colSpan = cell.colSpan;
          copy.rowSpan = cell.rowSpan;
          // Removed text is what was read where a correction is shown beside it.
          copy.textContent = (cell.querySelector("del") ?? cell.firstChild)?.textContent ?? "";
        }
      }
      article.append(heading, table);
    }
    article.id = "article";
    document.body.append(article);
    const before = article.outerHTML;
    const checker = /** @type {any} */ (document.createElement("gouji-checker"));
    checker.setAttribute("for", "#article");
    document.body.append(checker);
    await new Promise((resolve) => checker.addEventListener("gouji-checked", resolve, { once: true }));
    while (!checker.shadowRoot.querySelector("link").sheet) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const cell = Array.from(article.querySelectorAll("td")).find((td) => td.textContent === "91");
    const at = cell?.getBoundingClientRect();
    const marks = Array.from(checker.shadowRoot.querySelectorAll(".mark"), (mark) => mark.getBoundingClientRect());
    return { same: article.outerHTML === before, marked: marks.some((mark) => Math.abs(mark.left - (at?.left ?? NaN)) < 2 && Math.abs(mark.top - (at?.top ?? NaN)) < 2) };
  });
  assert.deepEqual(changed, { same: true, marked: true });
});

test("two checkers share their workers and know nothing of each other", async () => {
  const page = await openChecked();
  const first = await counts(page);
  const workers = await restingWorkers(page);
  const years = await page.evaluate(async (text) => {
    const second = /** @type {any} */ (document.createElement("gouji-checker"));
    document.body.append(second);
    await second.check(text);
    return [/** @type {any} */ (document.querySelector("gouji-checker")).result.year, second.result.year];
  }, example("2021-all-zero"));
  assert.deepEqual(years, [2024, 2023]);
  assert.deepEqual(await counts(page), first);
  assert.equal(await restingWorkers(page), workers);
});

test("the frame answers the host that its address names, and nobody else", async () => {
  const origin = new URL(await siteOrigin()).origin;
  for (const [named, answers] of /** @type {[string, boolean][]} */ ([[origin, true], ["https://elsewhere.example", false]])) {
    const page = await openPage({ path: `embed.html?origin=${named}` });
    // Opened by itself, the frame is its own parent.
    const heard = await page.evaluate(async (text) => {
      /** @type {any[]} */
      const heard = [];
      addEventListener("message", ({ data }) => data.gouji === "checked" && heard.push([data.result.summary.holds, data.reports.length]));
      await customElements.whenDefined("gouji-checker");
      await new Promise((resolve) => setTimeout(resolve, 200));
      postMessage({ gouji: "check", id: 1, text }, "*");
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return heard;
    }, example("2021-all-zero"));
    assert.deepEqual(heard, answers ? [[43, 1]] : [], `${named}`);
  }
});

test("both languages say the same things", () => {
  assert.deepEqual(untranslated(), []);
});

/** Every state the page can be in, each reached from the one before. @type {[string, (page: Page) => Promise<unknown>][]} */
const STATES = [
  ["sample", async () => {}],
  ["a chosen cell", (page) => page.$eval('gouji-checker >>> [data-cell="requests.granted.total"]', (cell) => /** @type {HTMLElement} */ (cell).click())],
  ["edited", async (page) => {
    await page.focus('gouji-checker >>> td[data-cell="remedies.review.total"]');
    await page.keyboard.type("5");
    await page.keyboard.press("Enter");
    await appears(page, "td[data-edited]");
  }],
  ["marked", async (page) => {
    await page.$eval("gouji-checker >>> .entry[data-chosen] .waive", (settle) => {
      /** @type {HTMLDetailsElement} */ (settle).open = true;
      /** @type {HTMLInputElement} */ (settle.querySelector("input")).value = "台账核对过";
      settle.querySelector("button")?.click();
    });
    await (await appears(page, ".entry[data-waived] .entry-head")).evaluate((head) => /** @type {HTMLElement} */ (head).click());
    await appears(page, ".waived");
  }],
  ["2019", async (page) => {
    await paste(page, BOX, { text: example("2019-with-faults") });
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.year === 2019);
  }],
  ["undecided", async (page) => {
    await paste(page, BOX, { text: example("2021-all-zero").replace(/(四、结转下年度继续办理)[^\n]*/, "$1\t约2\t\t0\t0\t0\t0\t0") });
    await settled(page, "undecided");
  }],
  ["a missing table", async (page) => {
    await paste(page, BOX, { text: example("2021-all-zero").replace(/四、政府信息公开行政复议[\s\S]*?(?=五、)/, "") });
    await settled(page, "undecided");
  }],
  ["all zero", async (page) => {
    await paste(page, BOX, { text: example("2021-all-zero") });
    await settled(page, "holds");
  }],
  ["unread", async (page) => {
    await paste(page, BOX, { text: "no report at all. ".repeat(20) });
    await settled(page, "unread");
  }],
  ["an unreadable file", async (page) => {
    await dropFile(page, [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34, 0, 0xff, 0xfe, 0], "report.pdf");
    await appears(page, ".note[data-trouble]");
  }],
  ["empty", async (page) => {
    await page.$eval("gouji-checker >>> .toolbar button:nth-of-type(3)", (button) => /** @type {HTMLElement} */ (button).click());
    await settled(page, "empty");
  }],
];

for (const language of ["zh", "en"]) {
  for (const width of [1280, 360]) {
    test(`axe finds nothing and nothing sticks out in any state (${language}, ${width} px)`, async () => {
      const page = await openChecked({ width, path: language === "en" ? "?lang=en" : "" });
      for (const [state, reach] of STATES) {
        await reach(page);
        await clean(page, state);
        await screenshot(page, `${state.replace(/ /g, "-")}-${language}-${width}`, { fullPage: true });
      }
    });
  }
}

test("axe finds nothing in the frame", async () => {
  const page = await openPage({ path: "embed.html" });
  await page.waitForFunction(() => customElements.get("gouji-checker"));
  await page.evaluate((text) => /** @type {any} */ (document.querySelector("gouji-checker")).check(text), example("2021-with-faults"));
  await settled(page, "fails");
  await clean(page, "embedded");
});

test("at twice the size the page is the narrow one, and nothing sticks out", async () => {
  const page = await openChecked({ width: 640, height: 450 });
  await clean(page, "half the pixels");
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  await clean(page, "twice the letters");
});

test("in forced colours what is wrong keeps its frame, and calm is kept where it is wished", async () => {
  const page = await openChecked();
  // Puppeteer has no name for this one.
  const session = await page.createCDPSession?.().catch(() => null);
  await session?.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }, { name: "prefers-reduced-motion", value: "reduce" }] });
  if (!(await page.evaluate(() => matchMedia("(forced-colors: active)").matches))) return;
  const looks = await page.$$eval("gouji-checker >>> td[data-mark=fails], gouji-checker >>> td[data-highlighted]", (cells) => cells.map((cell) => getComputedStyle(cell).outlineStyle));
  assert.ok(looks.length > 0);
  assert.ok(!looks.includes("none"), looks.join());
  const moving = await page.$$eval("gouji-checker >>> *", (elements) => elements.filter((element) => parseFloat(getComputedStyle(element).transitionDuration) > 0).length);
  assert.equal(moving, 0);
  await screenshot(page, "forced-colours");
});

test("by keyboard alone: from the box through the verdict to a corrected cell", async () => {
  const page = await openChecked();
  await page.focus(BOX);
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.activeElement?.localName === "h2");
  /** @type {string[]} */
  const stops = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = /** @type {HTMLElement | null | undefined} */ (document.querySelector("gouji-checker")?.shadowRoot?.activeElement);
      if (!element) return "outside";
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height) return `unseen ${element.outerHTML}`;
      return element.dataset.cell ? "cell" : element.className || element.localName;
    });
    stops.push(stop);
    if (stop === "outside") break;
  }
  assert.equal(stops[stops.length - 1], "outside");
  for (const stop of ["entry-head", "apply primary", "cell"]) assert.ok(stops.includes(stop), `${stop} in ${stops}`);
  assert.deepEqual(stops.filter((stop) => stop.startsWith("unseen")), []);
  // Each table is one stop: the arrows walk in it.
  assert.ok(stops.filter((stop) => stop === "cell").length <= 3);

  await page.focus("gouji-checker >>> .entry[data-chosen] .apply");
  await page.keyboard.press("Enter");
  await appears(page, "td[data-edited]");
  assert.equal(await page.evaluate(() => document.querySelector("gouji-checker")?.shadowRoot?.activeElement?.localName), "h2");
  assert.deepEqual((await counts(page)).fails, 1);
});

test("a file is opened whatever its encoding, and one without text leaves everything as it was", async () => {
  const page = await openChecked();
  await dropFile(page, Array.from(Buffer.from(`\ufeff${example("2019-with-faults")}`, "utf16le")), "报告.txt");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.year === 2019);
  const before = await counts(page);
  const text = await page.$eval(BOX, (box) => /** @type {HTMLTextAreaElement} */ (box).value);
  await dropFile(page, [0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 0x21, 0, 0xff, 0xfe, 0, 0], "报告.docx");
  const note = await appears(page, ".note[data-trouble][role=alert]");
  assert.match(await note?.evaluate((note) => note.textContent) ?? "", /^没有打开 报告\.docx：./);
  assert.deepEqual(await counts(page), before);
  assert.equal(await page.$eval(BOX, (box) => /** @type {HTMLTextAreaElement} */ (box).value), text);
});

test("the pictures of README show the page as it is", async () => {
  mkdirSync(`${root}docs/screenshots`, { recursive: true });
  for (const [name, width, height] of /** @type {[string, number, number][]} */ ([["page", 1280, 840], ["phone", 360, 1500]])) {
    const page = await openChecked({ width, height });
    // Where they are to be seen: at hand only where this variable asks for new ones.
    const folder = process.env.GOUJI_PICTURES ? `${root}docs/screenshots` : `${root}target/screenshots`;
    await page.evaluate(() => /** @type {any} */ (document.activeElement)?.blur());
    await page.screenshot({ path: /** @type {`${string}.png`} */ (`${folder}/${name}.png`) });
    assert.ok(statSync(`${folder}/${name}.png`).size < 200_000, name);
  }
});

/** @param {Parameters<typeof openPage>[0]} [options] */
async function openChecked(options) {
  const page = await openPage(options);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result);
  await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  await page.waitForSelector("gouji-checker >>> .checker[data-state] .tables:not([aria-busy])", { visible: true });
  await page.evaluate(() => {
    Object.assign(window, {
      values: (/** @type {string} */ table) => {
        const { cells } = /** @type {any} */ (document.querySelector("gouji-checker")).result;
        return Object.keys(cells).filter((id) => id.startsWith(table)).map((id) => [id, cells[id].value]);
      },
    });
  });
  return page;
}

/**
 * @param {Page} page
 * @param {string} state
 */
async function settled(page, state) {
  await appears(page, `.checker[data-state=${state}] .tables:not([aria-busy])`);
}

/**
 * Waits for something in the checker. Puppeteer's own wait is woken by changes of the page
 * around it only.
 *
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<import("puppeteer-core").ElementHandle<Element>>}
 */
async function appears(page, selector) {
  const found = await page.waitForFunction((selector) => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(selector), {}, selector);
  return /** @type {any} */ (found);
}

/** @param {Page} page */
function counts(page) {
  return page.evaluate(() => {
    const { holds, fails, undecided } = /** @type {any} */ (document.querySelector("gouji-checker")).result.summary;
    const root = document.querySelector("gouji-checker")?.shadowRoot;
    const shown = Array.from(root?.querySelectorAll(".count dd") ?? [], (number) => Number(number.textContent));
    if (shown.join() !== [holds, fails, undecided].join()) throw new Error(`the page shows ${shown}`);
    return { holds, fails, undecided };
  });
}

/**
 * The tables of the page as a word processor would get them.
 *
 * @param {Page} page
 */
async function asHtml(page) {
  const tables = [];
  for (const sheet of ["disclosure", "requests", "remedies"]) {
    const title = await page.$eval(`gouji-checker >>> [data-sheet=${sheet}] .table-title`, (title) => title.textContent);
    tables.push(`<h3>${title}</h3>${(await copiedTable(page, sheet)).html}`);
  }
  return tables.join("");
}

/**
 * What the button below a table puts on the clipboard.
 *
 * @param {Page} page
 * @param {string} sheet
 */
function copiedTable(page, sheet) {
  return page.$eval(`gouji-checker >>> [data-sheet=${sheet}] .table-tools button`, (button) => {
    const data = new DataTransfer();
    const { execCommand } = document;
    document.execCommand = () => document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true })) || true;
    /** @type {HTMLElement} */ (button).click();
    document.execCommand = execCommand;
    return { html: data.getData("text/html"), text: data.getData("text/plain") };
  });
}

/**
 * @param {Page} page
 * @param {number[]} bytes
 * @param {string} name
 */
function dropFile(page, bytes, name) {
  return page.$eval("gouji-checker >>> .input", (target, bytes, name) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, bytes, name);
}

/** @param {Page} page */
function verdict(page) {
  return page.$eval("gouji-checker >>> .verdict h2", (heading) => heading.textContent ?? "");
}

/** @param {Page} page */
function focusedCell(page) {
  return page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")?.shadowRoot?.activeElement)?.dataset.cell);
}

/**
 * @param {Page} page
 * @param {string} state
 */
async function clean(page, state) {
  assert.deepEqual(await accessibilityViolations(page), [], state);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${state}: sticks out`);
}

test("the catalogue of rules is a page of its own, in both languages", async () => {
  for (const width of [1280, 360]) {
    const page = await openPage({ width, path: "rules.html" });
    const isShown = await page.$eval('section[id="years.carried"] [lang="en"]', (words) => /** @type {HTMLElement} */ (words).offsetHeight > 0);
    assert.ok(isShown);
    assert.deepEqual(await accessibilityViolations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(troublesOf(page), []);
    await screenshot(page, `rules-${width}`);
  }
});

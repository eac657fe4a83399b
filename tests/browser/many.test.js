// @ts-check
/**
 * Many reports at once, as an office uses it that gathers those of its units: two hundred files of
 * every kind dropped together, the table of what each has to correct, and the rounds that follow.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { accessibilityViolations, openPage, restingWorkers, screenshot, troublesOf } from "./harness.js";
import { listAsXlsx, reportAs, zip } from "./reports.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./reports.js").Named} Named */

/** How long the page may be busy at a stretch, in milliseconds. */
const LONGEST = 100;
const HEAP = 300e6;

const PLACES = ["青湖区", "云台区", "安溪县", "平陵县", "东屿区"];
const OFFICES = ["教育局", "公安局", "财政局", "水利局", "民政局", "司法局", "审计局", "统计局", "档案馆", "住房和城乡建设局", "农业农村局", "卫生健康局", "交通运输局", "商务局", "应急管理局", "市场监督管理局", "人力资源和社会保障局", "自然资源局", "生态环境局", "文化和旅游局", "体育局", "医疗保障局", "信访局", "林业局", "城市管理局", "发展和改革局", "科学技术局", "退役军人事务局", "数据局", "税务局", "气象局", "消防救援局"];
const KINDS = /** @type {("txt"|"html"|"docx"|"xlsx")[]} */ (["txt", "html", "docx", "xlsx"]);
const CONTRADICTS = "本机关全年共收到政府信息公开申请3件。";

/** @param {number} i */
function agencyOf(i) {
  return `澄州市${PLACES[i % PLACES.length]}${OFFICES[Math.floor(i / PLACES.length)]}`;
}

/** @param {number} i @param {number} year @param {Partial<import("./reports.js").Told>} [told] @returns {Named} */
function report(i, year, told = {}) {
  const kind = told.prose ? "txt" : KINDS[(i + year) % KINDS.length];
  const agency = agencyOf(i);
  return { name: `${year}/${agency}.${kind}`, bytes: reportAs(kind, { agency, year, isFaulty: i % 7 === 0, ...told }) };
}

const pdf = (/** @type {string} */ name) => ({ name, bytes: readFileSync(`${root}tests/data/pages/${name}`) });
const whole = reportAs("docx", { agency: "澄州市整局", year: 2024 });

/** What cannot be read, and what is said of it. @type {[Named, RegExp][]} */
const UNREADABLE = [
  [{ name: "截断.docx", bytes: whole.subarray(0, whole.length / 2) }, /已损坏或不完整/],
  [{ name: "空.docx", bytes: Buffer.alloc(0) }, /空|没有/],
  [pdf("encrypted.pdf"), /密码|加密/],
  [pdf("scanned.pdf"), /扫描|图片|文字/],
  [{ name: "照片.png", bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) }, /./],
  [{ name: "小说.txt", bytes: Buffer.from("这是最好的时代，这是最坏的时代。".repeat(20)) }, /没有/],
];

/** @returns {Named[]} */
function twoHundred() {
  const files = [];
  for (let i = 0; i < 160; i += 1) files.push(report(i, 2024, i % 16 === 1 ? { prose: CONTRADICTS } : {}));
  for (const place of PLACES) files.push({ name: `2024/${place}.txt`, bytes: reportAs("txt", { agency: `澄州市${place}人民政府`, year: 2024 }) });
  for (let i = 0; i < 24; i += 1) files.push(report(i, 2023, { isFaulty: i === 3, isLong: true }));
  files.push(...["003-landscape-with-blanks.pdf", "012-font-not-embedded.pdf", "054-two-pages-on-one.pdf", "012.ofd"].map(pdf));
  const inner = zip([{ name: "内.txt", bytes: reportAs("txt", { agency: "澄州市内层局", year: 2024 }) }]);
  files.push({ name: "打包.zip", bytes: zip([{ name: "甲.docx", bytes: reportAs("docx", { agency: "澄州市甲局", year: 2024 }) }, { name: "里/乙.txt", bytes: reportAs("txt", { agency: "澄州市乙局", year: 2024 }) }, { name: "再打包.zip", bytes: inner }]) });
  files.push(...UNREADABLE.map(([file]) => file));
  assert.equal(files.length, 200);
  return files;
}

const ALL = twoHundred();
const READ = 160 + 5 + 24 + 4 + 3;

test("two hundred files of every kind", { timeout: 400_000 }, async (t) => {
  const page = await openReady();
  await hand(page, ALL);
  await page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.long = [];
    seen.told = new Set();
    new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ entryTypes: ["longtask"] });
    seen.watch = setInterval(() => seen.told.add(document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".count-read")?.textContent), 50);
    seen.started = performance.now();
  });
  const busy = await watchTasks(page);
  await drop(page);
  const size = () => heapOf(page);
  let most = 0;
  while (!(await isDone(page))) {
    most = Math.max(most, await size());
    await pause(250);
  }
  const { seconds, long, told } = await page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    clearInterval(seen.watch);
    return { seconds: (performance.now() - seen.started) / 1000, long: seen.long, told: Array.from(seen.told) };
  });
  const halts = await busy();
  const kept = await heapOf(page, true);
  t.diagnostic(`${seconds.toFixed(1)} s; heap at most ${(most / 1e6).toFixed(0)} MB, kept ${(kept / 1e6).toFixed(0)} MB; the longest task ${halts[0]} ms of the page's own time, by the clock ${Math.max(0, ...long)} ms`);

  await t.test("are all read, or told of with a sentence", async () => {
    const failures = await page.$$eval("gouji-checker >>> .failures li", (lines) => lines.map((line) => line.textContent ?? ""));
    assert.equal(failures.length, UNREADABLE.length, failures.join("\n"));
    for (const [{ name }, sentence] of UNREADABLE) assert.ok(failures.some((line) => line.startsWith(`${name}：`) && sentence.test(line)), `${name}: ${failures.join("\n")}`);
    const names = await page.$$eval("gouji-checker >>> tr[data-row] .open", (buttons) => buttons.map((button) => button.textContent));
    for (const agency of ["澄州市甲局", "澄州市乙局", "澄州市内层局", agencyOf(159)]) assert.ok(names.includes(agency), agency);
    assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), READ);
    assert.deepEqual(troublesOf(page), []);
  });

  await t.test("with progress that moves, and no long halt", () => {
    assert.ok(told.length > 5, told.join());
    assert.ok(most < HEAP && kept < HEAP, `${most}, ${kept}`);
    assert.ok(halts[0] <= LONGEST, halts.slice(0, 9).join());
  });

  await t.test("stand worst first in their year, the newest year first", async () => {
    const groups = await page.$$eval("gouji-checker >>> .matrix tbody", (bodies) => bodies.map((body) => ({ year: Number(body.getAttribute("data-year")), acts: Array.from(body.querySelectorAll("tr[data-row] .column-to-do"), (cell) => Number(cell.querySelector("b")?.textContent ?? 0)) })));
    const years = groups.map(({ year }) => year);
    assert.deepEqual(years, years.slice().sort((a, b) => b - a));
    for (const { acts } of groups) assert.deepEqual(acts, acts.slice().sort((a, b) => b - a));
    assert.ok(groups[0].acts[0] >= 3);
    const quiet = await lineOf(page, agencyOf(159), 2024);
    assert.deepEqual(quiet.cells.slice(1, 6), ["", "", "", "", ""]);
    const prose = await lineOf(page, agencyOf(17), 2024);
    assert.equal(prose.cells[4], "!1");
  });

  await t.test("are sorted by name and filtered at a click, without a long halt", async () => {
    const busy = await watchTasks(page);
    await page.click("gouji-checker >>> .column-name .sorter");
    await settledTable(page);
    assert.equal(await page.$eval("gouji-checker >>> .matrix thead .column-name", (head) => head.getAttribute("aria-sort")), "ascending");
    await page.click("gouji-checker >>> .many-tools input[type=checkbox]");
    await settledTable(page);
    const left = await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.filter((row) => row.hasAttribute("data-quiet")).length);
    assert.equal(left, 0);
    await page.click("gouji-checker >>> .many-tools input[type=checkbox]");
    await page.click("gouji-checker >>> .column-to-do .sorter");
    await settledTable(page);
    const halts = await busy();
    t.diagnostic(`sorting and filtering: the longest task ${halts[0]} ms of the page's own time`);
    assert.ok(halts[0] <= LONGEST, halts.slice(0, 9).join());
  });

  await t.test("one opens in the view there is, and the way back leads to where one was", async () => {
    await page.$eval("gouji-checker >>> .matrix-box", (box) => { box.scrollTop = 300; });
    const agency = await page.$$eval("gouji-checker >>> tr[data-row] .to-part[data-part=requests]", (buttons) => {
      const button = /** @type {HTMLElement} */ (buttons[12]);
      button.focus({ preventScroll: true });
      button.click();
      return button.closest("tr")?.querySelector(".open")?.textContent;
    });
    await page.waitForFunction((agency) => /** @type {any} */ (document.querySelector("gouji-checker")).result?.agency === agency, {}, agency);
    await appears(page, ".checker[data-view=one] .verdict h2");
    assert.ok(await page.$eval("gouji-checker >>> .verdict", (place) => /** @type {HTMLElement} */ (place).offsetHeight > 0));
    assert.match(await textOf(page, ".many-bar"), /返回 196 份年报.*上一份.*下一份/);
    await page.click("gouji-checker >>> .back");
    await appears(page, ".checker[data-view=many]");
    await settledTable(page);
    const back = await page.evaluate(() => {
      const shadow = /** @type {ShadowRoot} */ (document.querySelector("gouji-checker")?.shadowRoot);
      return { top: shadow.querySelector(".matrix-box")?.scrollTop, part: /** @type {HTMLElement} */ (shadow.activeElement)?.dataset.part, agency: shadow.activeElement?.closest("tr")?.querySelector(".open")?.textContent };
    });
    assert.deepEqual(back, { top: 300, part: "requests", agency });
  });

  await t.test("last year's report is found, shown and put right", async () => {
    const agency = agencyOf(7);
    assert.notEqual((await lineOf(page, agency, 2024)).cells[6], "–");
    assert.equal((await lineOf(page, agencyOf(30), 2024)).cells[6], "–");
    // A long page of last year's, which is laid aside until then.
    assert.match((await lineOf(page, agencyOf(2), 2024)).cells[6], /^(!\d)?$/);
    await unfold(page, agency, 2024);
    const chosen = () => page.$eval("gouji-checker >>> .detail select", (select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0].textContent);
    assert.equal(await chosen(), `${agency} · 2023`);
    await page.select("gouji-checker >>> .detail select", "");
    await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".detail")?.previousElementSibling?.querySelector("td:nth-of-type(7)")?.textContent?.startsWith("–"));
    assert.equal(await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("gouji-checker")?.shadowRoot?.activeElement)?.dataset.key ?? null), null);
    await fold(page);
  });

  await t.test("a government stands beside its units, and whether they are all there is for the reader to say", async () => {
    const agency = "澄州市青湖区人民政府";
    assert.equal((await lineOf(page, agency, 2024)).cells[7].includes("✕"), false);
    await unfold(page, agency, 2024);
    assert.match(await textOf(page, ".detail .pairing"), /所属单位：32 个/);
    await page.$eval("gouji-checker >>> .detail [data-key=complete]", (box) => { /** @type {HTMLElement} */ (box).focus(); /** @type {HTMLElement} */ (box).click(); });
    await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".detail")?.previousElementSibling?.querySelector("[data-part=units]")?.textContent?.includes("✕"));
    await settledTable(page);
    // What was drawn anew kept the focus.
    assert.equal(await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("gouji-checker")?.shadowRoot?.activeElement)?.dataset.key), "complete");
    await page.$eval("gouji-checker >>> .detail details", (details) => { /** @type {HTMLDetailsElement} */ (details).open = true; });
    await appears(page, ".detail .units li");
    await screenshot(page, "many-detail");
    await page.click("gouji-checker >>> .detail .units input:checked");
    await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".detail .pairing")?.textContent?.includes("所属单位：31 个"));
    await fold(page);
  });

  await t.test("corrections and marks made in a report come back to its line", async () => {
    const agency = agencyOf(14);
    const before = await lineOf(page, agency, 2024);
    await openLine(page, agency, 2024);
    await (await appears(page, ".entry[data-chosen] .apply")).click();
    await appears(page, "td[data-edited]");
    await page.$eval("gouji-checker >>> .entry:not([data-waived])[data-kind=error] .entry-head", (head) => { if (head.getAttribute("aria-expanded") === "false") /** @type {HTMLElement} */ (head).click(); });
    await page.$eval("gouji-checker >>> .entry[data-chosen] .waive button", (button) => /** @type {HTMLElement} */ (button).click());
    await page.click("gouji-checker >>> .back");
    await until(async () => /已核对无误/.test((await lineOf(page, agency, 2024)).name));
    const after = await lineOf(page, agency, 2024);
    assert.ok(Number(after.cells[0]) < Number(before.cells[0]), `${before.cells} ${after.cells}`);
    assert.match(after.name, /改了 \d+ 格.*已核对无误 1 处/);
    // The same relation with the same numbers, in the report of another: not marked.
    assert.doesNotMatch((await lineOf(page, agencyOf(21), 2024)).name, /已核对/);
    await openLine(page, agency, 2024);
    await appears(page, "td[data-edited]");
    await page.click("gouji-checker >>> .back");
  });

  await t.test("a spreadsheet is made of them, with the columns of the list of agencies", async () => {
    const list = listAsXlsx([["联系名单"], ["序号", "单位名称", "联系人", "电话"], ["1", agencyOf(0), "甲", "=1+1"], ["2", agencyOf(7), "乙, 丙", "010"], ["3", "澄州市未报局", "丁", "011"]]);
    await choose(page, 3, list, "名单.xlsx");
    await appears(page, ".matrix thead .column-own:nth-last-of-type(1)");
    await settledTable(page);
    assert.deepEqual((await lineOf(page, agencyOf(7), 2024)).cells.slice(-3), ["2", "乙, 丙", "010"]);
    assert.match(await textOf(page, ".reported"), /名单上有、没有年报的：1 个：澄州市未报局/);
    const [matrix, findings] = await saved(page, ["本表 CSV", "每条发现 CSV"]);
    const lines = matrix.trimEnd().split("\r\n");
    assert.equal(lines.length, READ + 1);
    assert.match(lines[0], /^\ufeff单位,年度,来源,待处理,表二 错误,.*,序号,联系人,电话$/);
    assert.ok(lines.some((line) => line.startsWith(`${agencyOf(0)},2024,`) && line.endsWith(",1,甲,'=1+1")));
    assert.ok(findings.split("\r\n").some((line) => line.startsWith(`${agencyOf(7)},2024,2021,1,requests.`) && line.includes('"乙, 丙",010')));
  });

  await t.test("corrected reports take the place of theirs, and each finding has become something", async () => {
    const [round] = await saved(page, ["保存"]);
    const told = JSON.parse(round);
    assert.deepEqual([told.gouji_marks, told.round.version], [1, 1]);
    assert.equal(told.round.units.length, READ);
    // Names, years, hashes, counts: nothing of what the reports say.
    for (const unit of told.round.units) assert.deepEqual(Object.keys(unit).filter((key) => !["agency", "year", "open", "of"].includes(key)), []);
    assert.ok(told.round.units.every((/** @type {any} */ { open }) => open.every((/** @type {string} */ hash) => /^[0-9a-f]{16}$/.test(hash))));
    assert.doesNotMatch(round, /requests|\.docx|申请/);

    await hand(page, [report(35, 2024, { isFaulty: false }), report(42, 2024, { change: { "remedies.direct.total": "9" } }), report(36, 2024, { prose: CONTRADICTS }), report(14, 2024)]);
    await drop(page);
    await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".matrix thead .column-since"));
    await done(page);
    assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), READ);
    assert.match((await lineOf(page, agencyOf(35), 2024)).cells[9], /^已改 \d 条$/);
    assert.match((await lineOf(page, agencyOf(42), 2024)).cells[9], /^仍有 \d+ 条新增 \d 条$/);
    assert.match((await lineOf(page, agencyOf(36), 2024)).cells[9], /^新增 \d 条$/);
    const [findings] = await saved(page, ["每条发现 CSV"]);
    const states = findings.split("\r\n").filter((line) => line.startsWith(`${agencyOf(42)},2024,`)).map((line) => line.match(/\.(?:txt|html|docx|xlsx),(仍有|新增),/)?.[1]);
    assert.deepEqual(Array.from(new Set(states)).sort(), ["仍有", "新增"].sort());
    // Corrected here, and given again as it was: it is not the unit that corrected it, nor anything new.
    assert.match((await lineOf(page, agencyOf(14), 2024)).cells[9], /^仍有 \d 条$/);
    await unfold(page, agencyOf(42), 2024);
    const tags = await page.$$eval("gouji-checker >>> .row-findings [data-since]", (tags) => tags.map((tag) => tag.getAttribute("data-since")));
    assert.ok(tags.includes("still") && tags.includes("new"), tags.join());
    await fold(page);
    await openLine(page, agencyOf(42), 2024);
    await appears(page, ".entry .since");
    await screenshot(page, "many-round-one");
    await page.click("gouji-checker >>> .back");
    await settledTable(page);
    await screenshot(page, "many-round");

    const other = await openReady();
    await hand(other, [report(35, 2024, { isFaulty: false }), report(42, 2024), { name: "上一轮.json", bytes: Buffer.from(round) }]);
    await drop(other);
    await done(other);
    await appears(other, ".column-since .since");
    assert.match((await lineOf(other, agencyOf(35), 2024)).cells[9], /^已改 \d 条$/);
    assert.match((await lineOf(other, agencyOf(42), 2024)).cells[9], /^仍有 \d 条$/);
    assert.match(await textOf(other, ".reported"), /上一轮有、这次没有的：194 份/);
    await other.close();
  });
});

test("a workbook of all and slips to return are written, and read back the same", async () => {
  const page = await openReady();
  const files = [0, 1, 7, 14].map((i) => report(i, 2024));
  await hand(page, files);
  await drop(page);
  await done(page);
  await settledTable(page);
  const file = await written(page, "工作簿 xlsx（总览、问题、各格）");
  assert.match(file.name, /\.xlsx$/);
  // A workbook is a list, too: its columns come back beside the reports that they are of.
  await choose(page, 3, file.bytes, "工作簿.xlsx");
  await appears(page, ".matrix thead .column-own");
  await settledTable(page);
  const heads = await page.$$eval("gouji-checker >>> .matrix thead .column-own", (cells) => cells.map((cell) => cell.textContent));
  for (const i of [0, 1, 7, 14]) {
    const { cells } = await lineOf(page, agencyOf(i), 2024);
    const own = cells.slice(-heads.length);
    assert.equal(own[heads.indexOf("待处理")], (/\d+/.exec(cells[0]) || ["0"])[0], agencyOf(i));
    assert.equal(own[heads.indexOf("年度")], "2024");
  }
  const print = await written(page, "核对反馈单（打印）");
  const html = print.bytes.toString();
  assert.equal(html.match(/<article>/g)?.length, 3, "of those with something to correct");
  assert.ok(html.includes(agencyOf(7)) && html.includes("建议值") && !html.includes(agencyOf(1)));
  const docx = await written(page, "核对反馈单 docx");
  assert.equal(docx.bytes.subarray(0, 2).toString(), "PK");
  await unfold(page, agencyOf(7), 2024);
  await appears(page, ".row-detail .slip button");
  const one = await written(page, "核对反馈单 docx", ".row-detail");
  assert.equal(one.name, `${agencyOf(7)}2024核对反馈单.docx`);
  assert.deepEqual(troublesOf(page), []);
});

test("stopped within a second, with what was read; then it goes on", async (t) => {
  const page = await openReady();
  const files = ALL.slice(0, 120);
  await hand(page, files);
  const workers = await restingWorkers(page);
  await drop(page);
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll("tr[data-row]").length);
  const took = await page.evaluate(async () => {
    const shadow = /** @type {ShadowRoot} */ (document.querySelector("gouji-checker")?.shadowRoot);
    const started = performance.now();
    /** @type {HTMLElement} */ (shadow.querySelector(".progress button")).click();
    while (!shadow.querySelector(".progress")?.textContent?.includes("已停止")) await new Promise(requestAnimationFrame);
    return performance.now() - started;
  });
  t.diagnostic(`stopped after ${took.toFixed(0)} ms`);
  assert.ok(took < 1000, `${took}`);
  // What was at work is ended, and others stand in its place.
  assert.equal(await restingWorkers(page), workers);
  assert.match(await textOf(page, ".progress"), /还有 \d+ 个文件没有读/);
  await page.click("gouji-checker >>> .progress button");
  await done(page);
  assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), files.length);
  assert.deepEqual(troublesOf(page), []);
});

test("a file that traps and one that never ends lose only themselves", async () => {
  const page = await openReady((page) => page.evaluateOnNewDocument(() => {
    const later = setTimeout;
    // A minute is long for a test.
    window.setTimeout = /** @type {any} */ ((/** @type {any} */ run, /** @type {number} */ time, /** @type {any[]} */ ...rest) => later(run, time === 60000 ? 1500 : time, ...rest));
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      const [name] = message.args || [];
      if (message.call === "open" && name === "陷阱.docx") later(() => this.onmessage?.(/** @type {any} */ ({ data: { id: message.id, error: "unreachable", isBroken: true, isLoaded: true } })));
      else if (message.call === "check" && message.args[1].compared_with && message.args[0].name.startsWith("2024/")) later(() => this.onmessage?.(/** @type {any} */ ({ data: { id: message.id, error: "unreachable", isBroken: true, isLoaded: true } })));
      else if (message.call !== "open" || name !== "无尽.docx") post.call(this, message);
    };
  }));
  await hand(page, [{ name: "陷阱.docx", bytes: whole }, ...ALL.slice(0, 12), { name: "无尽.docx", bytes: whole }, ...ALL.slice(12, 23), report(0, 2023)]);
  await drop(page);
  await done(page);
  assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), 24);
  const failures = await page.$$eval("gouji-checker >>> .failures li", (lines) => lines.map((line) => line.textContent ?? "").sort());
  assert.match((await lineOf(page, agencyOf(0), 2024)).name, /没有对照成/);
  assert.match(failures.join("\n"), /^无尽\.docx：读取超过一分钟，已停止.*\n陷阱\.docx：读取时程序出错，已停止/);
});

test("offline nothing is missing: files of every kind are read, one batch after the other, and files are written", async () => {
  const page = await openReady();
  await restingWorkers(page);
  await page.setOfflineMode(true);
  const first = [...ALL.slice(0, 12), pdf("012-font-not-embedded.pdf")];
  for (const files of [first, ALL.slice(12, 24)]) {
    await hand(page, files);
    await drop(page);
    await done(page);
  }
  assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), 25);
  assert.equal(await page.$("gouji-checker >>> .failures"), null);
  const { bytes } = await written(page, "工作簿 xlsx（总览、问题、各格）");
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
});

test("a module that did not come leaves its files unread and says so, and nothing of them is green", async () => {
  const page = await openReady((page) => page.evaluateOnNewDocument(() => {
    const get = window.fetch;
    Object.assign(window, { isBarred: true });
    window.fetch = (address, ...rest) => (/** @type {any} */ (window).isBarred && String(address).includes("office_bg.wasm") ? Promise.resolve(new Response("", { status: 404 })) : get(address, ...rest));
  }), { isComplete: false });
  const [text, docx] = [report(1, 2024, { prose: CONTRADICTS }), { name: "一.docx", bytes: whole }];
  await hand(page, [text, docx]);
  await drop(page);
  await done(page);
  assert.match(await textOf(page, ".failures li"), /^一\.docx：读取这类文件的部分没有载入/);
  assert.doesNotMatch(await textOf(page, ".many-body h2"), /都没有/);
  // Asked for once more by the next file that needs it.
  await page.evaluate(() => Object.assign(window, { isBarred: false }));
  await hand(page, [docx]);
  await drop(page);
  await done(page);
  assert.equal(await page.$$eval("gouji-checker >>> tr[data-row]", (rows) => rows.length), 2);
  assert.equal(await page.$("gouji-checker >>> .failures"), null);
  await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
});

test("one file opens as ever, an archive of several as a table", async () => {
  const page = await openReady();
  await hand(page, [{ name: "一.zip", bytes: zip([report(2, 2024)]) }]);
  await drop(page);
  await page.waitForFunction((agency) => /** @type {any} */ (document.querySelector("gouji-checker")).result?.agency === agency, {}, agencyOf(2));
  assert.equal(await page.$("gouji-checker >>> .matrix"), null);
  await hand(page, [{ name: "二.zip", bytes: zip([report(2, 2024), report(3, 2024)]) }]);
  await drop(page);
  await done(page);
  await unfold(page, agencyOf(2), 2024);
  assert.match(await textOf(page, ".detail .facts"), new RegExp(`二\\.zip/2024/${agencyOf(2)}`));
  // With the table there, one more file goes into it.
  await hand(page, [report(4, 2024)]);
  await drop(page);
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll("tr[data-row]").length === 3);
  await done(page);
  // A list that was dropped with the reports is no report, and is offered as what it is.
  await hand(page, [{ name: "名单.xlsx", bytes: listAsXlsx([["单位", "电话"], [agencyOf(2), "010"]]) }]);
  await drop(page);
  await (await appears(page, ".failures li button")).click();
  await appears(page, ".matrix .column-own");
  await settledTable(page);
  assert.equal((await lineOf(page, agencyOf(2), 2024)).cells[9], "010");
  assert.equal(await page.$("gouji-checker >>> .failures"), null);
  await page.$$eval("gouji-checker >>> .many-tools button", (buttons) => /** @type {HTMLElement} */ (buttons[buttons.length - 1]).click());
  await appears(page, ".checker:not([data-view])");
  assert.equal(await page.$("gouji-checker >>> .matrix"), null);
});

test("a folder is walked through, and what systems leave in it is passed over", async () => {
  const page = await openReady();
  await page.$eval("gouji-checker >>> .input", (target) => {
    const file = (/** @type {string} */ path) => ({ isFile: true, isDirectory: false, name: path.split("/").pop(), fullPath: path, file: (/** @type {any} */ give) => give(new File(["x"], path)) });
    const folder = (/** @type {string} */ path, /** @type {any[]} */ inner) => ({
      isFile: false, isDirectory: true, fullPath: path,
      createReader: () => {
        // As Chromium does: some at a time, then none.
        const portions = [inner.slice(0, 2), inner.slice(2), []];
        return { readEntries: (/** @type {any} */ give) => give(portions.shift() ?? []) };
      },
    });
    const tree = folder("/区", [file("/区/b.docx"), file("/区/~$b.docx"), folder("/区/局", [file("/区/局/a.txt"), file("/区/局/.DS_Store")])]);
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    const dataTransfer = { items: [{ kind: "file", webkitGetAsEntry: () => tree }], files: [new File([], "区")], getData: () => "" };
    Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
    target.dispatchEvent(event);
  });
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(".failures li").length === 2);
  const names = await page.$$eval("gouji-checker >>> .failures b", (files) => files.map((file) => file.textContent));
  assert.deepEqual(names.sort(), ["区/b.docx", "区/局/a.txt"]);
});

test("by keyboard alone: from the table into a report and back", async () => {
  const page = await openReady();
  await hand(page, ALL.slice(0, 16));
  await drop(page);
  await done(page);
  assert.equal(await focused(page), "H2");
  /** @type {string[]} */
  const stops = [];
  for (let presses = 0; presses < 20 && stops[stops.length - 1] !== "open"; presses += 1) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  assert.equal(stops[stops.length - 1], "open", stops.join());
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), /to-part/);
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(page), /to-part/);
  await page.keyboard.press("Home");
  assert.equal(await focused(page), "fold");
  await page.keyboard.press("Enter");
  await appears(page, ".detail");
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(page), "fold");
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await appears(page, ".checker[data-view=one]");
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.activeElement?.localName === "h2");
  await page.focus("gouji-checker >>> .back");
  await page.keyboard.press("Enter");
  await appears(page, ".checker[data-view=many]");
  await settledTable(page);
  assert.match(await focused(page), /to-part/);
});

for (const language of ["zh", "en"]) {
  for (const width of [1280, 360]) {
    test(`axe finds nothing and nothing sticks out (${language}, ${width} px)`, async () => {
      const page = await openReady(undefined, { width, path: language === "en" ? "?lang=en" : "" });
      await hand(page, [...ALL.slice(0, 40), ...ALL.slice(160, 190), ...UNREADABLE.map(([file]) => file)]);
      await drop(page);
      await appears(page, ".progress button");
      await clean(page, "reading");
      await done(page);
      await choose(page, 3, listAsXlsx([["机关", "联系人"], [agencyOf(0), "甲"]]), "名单.xlsx");
      await appears(page, ".matrix .column-own");
      await settledTable(page);
      await page.evaluate(() => scrollTo(0, 0));
      await clean(page, "the table");
      await screenshot(page, `many-${language}-${width}`, { fullPage: true });
      await unfold(page, agencyOf(7), 2024);
      await clean(page, "unfolded");
      await screenshot(page, `many-unfolded-${language}-${width}`);
      await fold(page);
      await openLine(page, agencyOf(7), 2024);
      await clean(page, "one of them");
      await screenshot(page, `many-one-${language}-${width}`);
    });
  }
}

// -- What the visitor does

/** @param {(page: Page) => Promise<unknown>} [prepare] @param {{ isComplete?: boolean, width?: number, path?: string }} [options] */
async function openReady(prepare, { isComplete = true, ...options } = {}) {
  const page = await openPage({ prepare, ...options });
  page.setDefaultTimeout(60_000);
  if (isComplete) await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  else await page.waitForSelector("[data-arrival=missing]");
  await appears(page, ".checker[data-state] .tables:not([aria-busy])");
  return page;
}

/** Gives files to the page without dropping them yet. @param {Page} page @param {Named[]} files */
async function hand(page, files) {
  await page.evaluate(() => { /** @type {any} */ (window).inHand = []; });
  for (let at = 0; at < files.length; at += 40) {
    const some = files.slice(at, at + 40).map(({ name, bytes }) => [name, bytes.toString("base64")]);
    await page.evaluate((some) => {
      for (const [name, base64] of some) /** @type {any} */ (window).inHand.push(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    }, some);
  }
}

/** @param {Page} page */
function drop(page) {
  return page.$eval("gouji-checker >>> .input", (target) => {
    const dataTransfer = new DataTransfer();
    for (const file of /** @type {any} */ (window).inHand) dataTransfer.items.add(file);
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
}

/** Chooses a file in one of the fields of the tools. @param {Page} page @param {number} line @param {Buffer} bytes @param {string} name */
function choose(page, line, bytes, name) {
  return page.$eval(`gouji-checker >>> .many-tools p:nth-of-type(${line}) input[type=file]`, (field, base64, name) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    /** @type {HTMLInputElement} */ (field).files = dataTransfer.files;
    field.dispatchEvent(new Event("change"));
  }, bytes.toString("base64"), name);
}

/** What buttons of these names save. @param {Page} page @param {string[]} labels @returns {Promise<string[]>} */
function saved(page, labels) {
  return page.evaluate(async (labels) => {
    /** @type {Blob[]} */
    const blobs = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => String(blobs.push(/** @type {Blob} */ (blob)) && make(blob));
    const buttons = Array.from(document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(".many-tools button") ?? []);
    for (const label of labels) /** @type {HTMLElement} */ (buttons.find((button) => button.textContent === label)).click();
    URL.createObjectURL = make;
    // `text()` would take the mark away that spreadsheets need.
    return Promise.all(blobs.map(async (blob) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer())));
  }, labels);
}

/** The file that a button has the module write. @param {Page} page @param {string} label @param {string} [within] */
async function written(page, label, within = ".many-tools") {
  const { name, base64 } = await page.evaluate(async (label, within) => {
    const make = URL.createObjectURL;
    const click = HTMLAnchorElement.prototype.click;
    const file = new Promise((resolve) => {
      URL.createObjectURL = (blob) => {
        HTMLAnchorElement.prototype.click = function () {
          resolve({ blob, name: this.download });
        };
        return make(blob);
      };
    });
    const buttons = Array.from(document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(`${within} button`) ?? []);
    /** @type {HTMLElement} */ (buttons.find((button) => button.textContent === label)).click();
    const { blob, name } = /** @type {{ blob: Blob, name: string }} */ (await file);
    URL.createObjectURL = make;
    HTMLAnchorElement.prototype.click = click;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { name, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  }, label, within);
  return { name, bytes: Buffer.from(base64, "base64") };
}

/** @param {Page} page @param {string} agency @param {number} year @returns {Promise<{ name: string, cells: string[] }>} what its line shows, without what is only said */
function lineOf(page, agency, year) {
  return page.evaluate((agency, year) => {
    const lines = Array.from(document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(`tbody[data-year="${year}"] tr[data-row]`) ?? []);
    const line = lines.find((line) => line.querySelector(".open")?.textContent === agency);
    if (!line) throw new Error(`no line of ${agency}`);
    const shown = (/** @type {Element} */ cell) => {
      const copy = /** @type {Element} */ (cell.cloneNode(true));
      copy.querySelectorAll(".visually-hidden").forEach((words) => words.remove());
      return copy.textContent ?? "";
    };
    return { name: shown(line.children[0]), cells: Array.from(line.children).slice(1).map(shown) };
  }, agency, year);
}

/** @param {Page} page @param {string} agency @param {number} year @param {string} what a class */
function press(page, agency, year, what) {
  return page.evaluate((agency, year, what) => {
    const lines = Array.from(document.querySelector("gouji-checker")?.shadowRoot?.querySelectorAll(`tbody[data-year="${year}"] tr[data-row]`) ?? []);
    /** @type {any} */ (lines.find((line) => line.querySelector(".open")?.textContent === agency)?.querySelector(what)).click();
  }, agency, year, what);
}

/** @param {Page} page @param {string} agency @param {number} year */
async function unfold(page, agency, year) {
  await press(page, agency, year, ".fold");
  await appears(page, ".detail");
}

/** @param {Page} page */
async function fold(page) {
  await page.$eval("gouji-checker >>> .fold[aria-expanded=true]", (button) => /** @type {HTMLElement} */ (button).click());
}

/** @param {Page} page @param {string} agency @param {number} year */
async function openLine(page, agency, year) {
  await press(page, agency, year, ".open");
  await page.waitForFunction((agency, year) => {
    const { result, shadowRoot } = /** @type {any} */ (document.querySelector("gouji-checker"));
    return result?.agency === agency && result.year === year && shadowRoot.querySelector(".checker[data-view=one] .tables:not([aria-busy])");
  }, {}, agency, year);
}

// -- What the visitor sees

/** @param {Page} page @param {string} selector @returns {Promise<import("puppeteer-core").ElementHandle<Element>>} */
async function appears(page, selector) {
  return /** @type {any} */ (await page.waitForFunction((selector) => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(selector), {}, selector));
}

/** @param {Page} page */
function isDone(page) {
  return page.evaluate(() => {
    const shadow = document.querySelector("gouji-checker")?.shadowRoot;
    const progress = /** @type {HTMLElement | null | undefined} */ (shadow?.querySelector(".checker[data-view=many] .progress"));
    return Boolean(progress?.hidden && !shadow?.querySelector(".matrix-box[aria-busy]"));
  });
}

/** @param {Page} page */
async function done(page) {
  // What was dropped is taken in a moment later.
  await pause(100);
  await until(() => isDone(page));
}

/** @param {Page} page */
async function settledTable(page) {
  await page.waitForFunction(() => document.querySelector("gouji-checker")?.shadowRoot?.querySelector(".matrix-box:not([aria-busy])"));
}

/** @param {() => unknown} holds */
async function until(holds) {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${holds}`);
    await pause(50);
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** @param {Page} page @param {string} selector */
function textOf(page, selector) {
  return page.$eval(`gouji-checker >>> ${selector}`, (element) => element.textContent ?? "");
}

/** @param {Page} page */
function focused(page) {
  return page.evaluate(() => {
    const element = document.querySelector("gouji-checker")?.shadowRoot?.activeElement;
    return element ? element.className || element.tagName : "outside";
  });
}

/**
 * Watches how long the page is at one task, in milliseconds of its own: by the clock a task also
 * lasts while a busy machine gives the page no turn.
 *
 * @param {Page} page
 * @returns {Promise<() => Promise<number[]>>} ends the watch and gives the tasks, the longest first
 */
async function watchTasks(page) {
  const session = await page.createCDPSession();
  /** @type {any[]} */
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel"] } });
  return async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    const pages = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`));
    const tasks = events.filter(({ name, pid, tid, tdur }) => name === "ThreadControllerImpl::RunTask" && tdur && pages.has(`${pid} ${tid}`));
    assert.ok(tasks.length > 0);
    return tasks.map(({ tdur }) => Math.round(tdur / 1000)).sort((a, b) => b - a);
  };
}

/** The bytes that the page's own scripts hold. @param {Page} page @param {boolean} [isSwept] */
async function heapOf(page, isSwept = false) {
  const session = await page.createCDPSession();
  if (isSwept) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** @param {Page} page @param {string} state */
async function clean(page, state) {
  assert.deepEqual(await accessibilityViolations(page), [], state);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state}: sticks out`);
}

// @ts-check
/**
 * Markup in a report, in a web table, in a file's name, in a note: nothing of it runs,
 * all of it is shown. The vectors are the known kinds, in xss.json.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage, troublesOf } from "./harness.js";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {string[]} */
const vectors = JSON.parse(readFileSync(`${root}tests/browser/xss.json`, "utf8"));
const report = readFileSync(`${root}www/examples/2021-with-faults.txt`, "utf8");

test("there are at least a hundred different vectors", () => {
  assert.ok(new Set(vectors).size >= 100);
});

test("in the text of a report", async () => {
  const page = await trapped();
  const texts = vectors.map((vector) => report.replace("澄州市自然资源和规划局", `澄州市${vector}局`).replace("\t91\t", () => `\t${vector}\t`));
  const shown = await page.evaluate(async (texts) => {
    const shown = [];
    for (const text of texts) {
      await give({ "text/plain": text });
      shown.push(box().value);
    }
    return shown;
  }, texts);
  // A text box keeps line ends as line feeds.
  assert.deepEqual(shown, texts.map((text) => text.replace(/\r\n?/g, "\n")));
  await nothingRan(page);
});

test("in a cell, where it is shown as it is printed", async () => {
  const page = await trapped();
  const inCell = vectors.filter((vector) => !/[\s\u0000-\u001f\u2028]/.test(vector));
  const shown = await page.evaluate(async (report, vectors) => {
    const shown = [];
    for (const vector of vectors) {
      await give({ "text/plain": report.replace("\t91\t", () => `\t${vector}\t`) });
      while (shadow().querySelector(".tables[aria-busy]")) await new Promise(requestAnimationFrame);
      const cells = Array.from(shadow().querySelectorAll("td[data-status=unsure]"), (td) => td.textContent);
      shown.push(cells.some((text) => text?.includes(vector)) ? vector : cells.join());
    }
    return shown;
  }, report, inCell);
  const apart = inCell.filter((vector, index) => shown[index] !== vector);
  assert.ok(apart.length <= inCell.length / 10, apart.join("\n"));
  await nothingRan(page);
});

test("in a pasted web table", async () => {
  const page = await trapped();
  await page.evaluate(async (vectors) => {
    for (const vector of vectors) {
      await give({ "text/html": `${vector}<table><tr><td>${vector}</td><td onclick="alert(1)">总计${vector}</td></tr></table>`, "text/plain": vector });
    }
  }, vectors);
  await nothingRan(page);
});

test("in the name of a file", async () => {
  const page = await trapped();
  const shown = await page.evaluate(async (report, vectors) => {
    const shown = [];
    for (const vector of vectors) {
      const data = new DataTransfer();
      const file = new File([report], vector);
      data.items.add(file);
      await checked(() => shadow().querySelector(".input")?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })));
      shown.push([file.name, shadow().querySelector(".note")?.textContent?.includes(file.name)]);
    }
    return shown;
  }, report, vectors);
  assert.deepEqual(shown.filter(([, isShown]) => !isShown), []);
  await nothingRan(page);
});

test("among many reports: in their agencies, in the names of files and in the list that accompanies them", async () => {
  const page = await trapped();
  const names = await page.evaluate(async (report, vectors) => {
    const data = new DataTransfer();
    for (const vector of vectors) data.items.add(new File([report.replace("澄州市自然资源和规划局", `${vector}局`)], `${vector}.txt`));
    data.items.add(new File(["no report"], "<img src=x onerror=alert(1)>.txt"));
    shadow().querySelector(".input")?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    const isDone = () => /** @type {HTMLElement | null} */ (shadow().querySelector(".progress"))?.hidden && !shadow().querySelector(".matrix-box[aria-busy]");
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 100));
    const list = new DataTransfer();
    list.items.add(new File([["单位", ...vectors].map((vector) => `"${vector.replace(/"/g, '""')}","${vector.replace(/"/g, '""')}"`).join("\r\n")], "list.csv"));
    const field = /** @type {HTMLInputElement} */ (shadow().querySelector(".many-tools p:nth-of-type(3) input[type=file]"));
    field.files = list.files;
    field.dispatchEvent(new Event("change"));
    for (const fold of shadow().querySelectorAll(".fold")) /** @type {HTMLElement} */ (fold).click();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { rows: shadow().querySelectorAll("tr[data-row]").length, failures: Array.from(shadow().querySelectorAll(".failures b"), (name) => name.textContent) };
  }, report, vectors);
  assert.ok(names.rows >= 100, `${names.rows}`);
  assert.ok(names.failures.includes("<img src=x onerror=alert(1)>.txt"));
  await nothingRan(page);
});

test("in a record that was saved and opened", async () => {
  const page = await trapped();
  const records = await page.evaluate(async (report, vectors) => {
    const records = [];
    const kept = /** @type {Blob[]} */ ([]);
    URL.createObjectURL = (blob) => `blob:${kept.push(/** @type {Blob} */ (blob))}`;
    HTMLAnchorElement.prototype.click = () => {};
    for (const vector of vectors) {
      await give({ "text/plain": report.replace("澄州市自然资源和规划局", `${vector}局`).replace("\t91\t", () => `\t${vector}\t`) });
      const waive = shadow().querySelector(".entry[data-chosen] .waive");
      // A few turn the whole text into a web page without tables: nothing to record.
      if (!waive) continue;
      /** @type {HTMLInputElement} */ (waive.querySelector("input")).value = vector;
      await checked(() => waive.querySelector("button")?.click());
      /** @type {HTMLElement} */ (shadow().querySelectorAll(".record-tools button")[1]).click();
      records.push(await kept[kept.length - 1].text());
      // A mark outlives its report: taken back, the next one starts as this did.
      /** @type {HTMLElement} */ (shadow().querySelector(".entry[data-waived] .entry-head")).click();
      await checked(() => /** @type {HTMLElement} */ (shadow().querySelector(".waived button")).click());
    }
    return records;
  }, report, vectors);
  await nothingRan(page);
  assert.ok(records.length >= 100 && records.every((record) => record.includes("</html>")));

  const reader = await trapped("about:blank");
  for (const record of records) {
    // Without its own policy: nothing may run even so.
    await reader.setContent(record.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    assert.equal(await reader.$$eval("script, img, svg, iframe, object, embed, form, a", (found) => found.length), 0, record);
  }
  assert.deepEqual(await reader.evaluate(() => alarms), 0);
});

/**
 * A page in which any script of a report sets off an alarm, with the visitor's doings at hand.
 *
 * @param {string} [path]
 */
async function trapped(path = "") {
  const page = await openPage({
    path,
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        Object.assign(globalThis, { alarms: 0 });
        globalThis.alert = () => void (alarms += 1);
        const checker = () => /** @type {HTMLElement} */ (document.querySelector("gouji-checker"));
        const shadow = () => /** @type {ShadowRoot} */ (checker().shadowRoot);
        const box = () => /** @type {HTMLTextAreaElement} */ (shadow().querySelector("textarea"));
        const checked = (/** @type {() => void} */ act) =>
          new Promise((resolve) => {
            checker().addEventListener("gouji-checked", resolve, { once: true });
            act();
          });
        const give = (/** @type {Record<string, string>} */ content) => {
          const clipboardData = new DataTransfer();
          for (const type of Object.keys(content)) clipboardData.setData(type, content[type]);
          const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true });
          Object.defineProperty(event, "clipboardData", { value: clipboardData });
          return checked(() => document.body.dispatchEvent(event));
        };
        Object.assign(globalThis, { shadow, box, checked, give });
      }),
  });
  if (!path) await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
  return page;
}

/**
 * No alarm, no element that a report could have brought, no refusal by the policy, which
 * would mean that something had been tried.
 *
 * @param {Page} page
 */
async function nothingRan(page) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const found = await page.evaluate(() => ({
    alarms,
    elements: Array.from(shadow().querySelectorAll("script, img, svg, math, iframe, object, embed, video, audio, style, meta, base, form, a, template"), (element) => element.outerHTML),
    handlers: Array.from(shadow().querySelectorAll("*")).flatMap((element) => element.getAttributeNames().filter((name) => /^on|^(href|src|srcdoc|action|style)$/.test(name) && element.localName !== "link")),
  }));
  assert.deepEqual(found, { alarms: 0, elements: [], handlers: [] });
  assert.deepEqual(troublesOf(page), []);
}

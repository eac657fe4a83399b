// @ts-check
/**
 * What Word puts on the clipboard for a whole report: all of its cells, at one go.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkText, loadEngine } from "./engine.js";
import { openPage, paste } from "./harness.js";
import { root } from "./root.js";
import { wordHtml } from "./word.js";

const engine = loadEngine();
const forms = engine.forms();

for (const form of ["2021", "2019"]) {
  const written = checkText(engine, readFileSync(`${root}www/examples/${form}-with-faults.txt`, "utf8"));
  const html = wordHtml(forms[form], (id) => written.cells[id].raw, { title: `澄州市自然资源局${written.year}年政府信息公开工作年度报告` });

  test(`Word's html of the ${form} form gives every cell`, async () => {
    assert.ok(html.length > 250_000, `${html.length}`);
    const page = await openPage();
    await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
    await paste(page, "gouji-checker >>> textarea", { html, text: "the tables" });
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.source.format === "html");
    const { cells, summary } = await page.evaluate(() => /** @type {any} */ (document.querySelector("gouji-checker")).result);
    // Its sentences are not in the tables.
    assert.deepEqual({ ...summary, holds: 0 }, { ...written.summary, holds: 0 });
    for (const id of Object.keys(written.cells)) assert.equal(cells[id].value, written.cells[id].value, id);
  });

  test(`Word's html of the ${form} form is checked once, and its text not as well`, async () => {
    const page = await openPage();
    await page.waitForSelector("meta[content=\"connect-src 'none'\"]");
    await page.evaluate(() => {
      const asked = /** @type {any} */ (window).asked = /** @type {string[]} */ ([]);
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (/** @type {any} */ message) {
        if (message.call) asked.push(message.call);
        post.call(this, message);
      };
    });
    await paste(page, "gouji-checker >>> textarea", { html, text: "the tables" });
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("gouji-checker"))?.result?.source.format === "html");
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked), ["check"]);
  });
}

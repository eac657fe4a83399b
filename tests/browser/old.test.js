// @ts-check
/**
 * The built site in browsers of years ago, from a plain static host: the verdict of the example, a
 * file for each reader, a workbook written, the page for frames. `cargo verify --long` installs
 * the browsers; without them there is nothing to test.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { installed, launch } from "./old-browsers.js";
import { root } from "./root.js";
import { startHost } from "./static.js";

const FILES = ["files/014.docx", "sheets/016.xlsx", "pages/012-font-not-embedded.pdf"];

/** A sentence that says otherwise than the table below it. */
const TEXT = readFileSync(`${root}tests/data/rules/prose.requests/fails.txt`, "utf8").replace(/^.*\n/, "");

/** Speaks to the page in its frame as a portal does. */
const HOST_PAGE = `<!doctype html><meta charset="utf-8"><iframe></iframe><script>
  const frame = document.querySelector("iframe");
  window.answers = [];
  addEventListener("message", (event) => {
    answers.push(event.data);
    if (event.data.gouji === "ready") frame.contentWindow.postMessage({ gouji: "check", id: 7, text: ${JSON.stringify(TEXT)} }, "*");
  });
  frame.src = "embed.html?origin=" + encodeURIComponent(location.origin);
</script>`;

const versions = installed();

test("old browsers", { skip: versions.length === 0 && "none is installed: `node tests/browser/old-browsers.js` installs them" }, async (t) => {
  const host = await startHost({ "host.html": HOST_PAGE });
  for (const version of versions) {
    await t.test(`Chromium ${version}`, { timeout: 180_000 }, async (t) => {
      const page = await launch(version);
      try {
        await t.test("gives the verdict of the example", async () => {
          await page.open(host.origin);
          assert.equal(await page.evaluate(verdict, 30_000), "fails", page.troubles().join("\n"));
        });
        for (const path of FILES) {
          const name = path.split("/").pop() ?? "";
          await t.test(`opens ${name}`, async () => {
            const { cells, note } = await page.evaluate(drop, [[name, readFileSync(`${root}tests/data/${path}`, "base64")]], 60_000);
            assert.ok(cells, note);
            for (const [id, printed] of figuresOf(name.slice(0, 3))) assert.equal(cells[id].raw, printed, id);
          });
        }
        await t.test("writes a workbook of two reports", async () => {
          await page.evaluate(drop, FILES.slice(0, 2).map((path) => [path.split("/").pop(), readFileSync(`${root}tests/data/${path}`, "base64")]), 60_000);
          const start = await page.evaluate(workbook, 60_000);
          assert.deepEqual(start, [0x50, 0x4b, 3, 4]);
        });
        await t.test("answers a portal from its frame", async () => {
          await page.open(`${host.origin}host.html`);
          const answer = await page.evaluate(answerOf, 7, 30_000);
          const rules = answer?.result?.findings.map((/** @type {any} */ finding) => finding.rule) ?? [];
          assert.ok(rules.includes("prose.requests"), page.troubles().join("\n"));
        });
      } finally {
        page.close();
      }
    });
  }
  host.close();
});

/** @param {string} name of a report of the corpus */
function figuresOf(name) {
  const lines = readFileSync(`${root}tests/data/corpus/${name}.tsv`, "utf8").trim().split("\n");
  return lines.map((line) => line.split("\t")).filter(([id]) => id?.includes("."));
}

/* What follows runs in the page, so it is written as old browsers read. */

/** @param {number} limit in milliseconds */
async function verdict(limit) {
  const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
  const end = Date.now() + limit;
  while (!checker.result && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return checker.result && checker.result.verdict;
}

/** @param {[string, string][]} files names and bytes in base64 @param {number} limit in milliseconds */
async function drop(files, limit) {
  const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
  const shadow = checker.shadowRoot;
  const before = checker.result;
  const dataTransfer = new DataTransfer();
  for (const [name, base64] of files) dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
  shadow.querySelector(".input").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  const end = Date.now() + limit;
  const note = () => shadow.querySelector(".note");
  const isDone = () => (files.length > 1 ? shadow.querySelectorAll("tr[data-row]").length === files.length : checker.result !== before || (note() && note().hasAttribute("data-trouble")));
  while (!isDone() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  const { result } = checker;
  return { cells: result && result !== before ? result.cells : null, note: note() && note().textContent };
}

/** The first bytes of the workbook that the page hands to the browser. @param {number} limit in milliseconds */
async function workbook(limit) {
  const buttons = Array.from(/** @type {any} */ (document.querySelector("gouji-checker")).shadowRoot.querySelectorAll("button"));
  const file = new Promise((resolve, reject) => {
    URL.createObjectURL = (blob) => {
      resolve(blob);
      return "";
    };
    HTMLAnchorElement.prototype.click = () => {};
    setTimeout(() => reject(new Error("no workbook was written")), limit);
  });
  buttons.find((button) => /^工作簿/.test(button.textContent)).click();
  return Array.from(new Uint8Array(await new Response(await file).arrayBuffer())).slice(0, 4);
}

/** @param {number} id @param {number} limit in milliseconds */
async function answerOf(id, limit) {
  const end = Date.now() + limit;
  const find = () => /** @type {any} */ (window).answers.find((/** @type {any} */ answer) => answer.gouji === "checked" && answer.id === id);
  while (!find() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return find();
}

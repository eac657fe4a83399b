// @ts-check
/**
 * The harness itself: that what it pastes is what a page gets, and that the site
 * it opens sends the policies.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accessibilityViolations,
  openPage,
  paste,
  pasteByKeyboard,
  requestsFromNow,
  screenshot,
  selectAll,
  siteOrigin,
  troublesOf,
} from "./harness.js";

// As Word writes it: a browser that cleaned it up would drop `mso-` and `x:num`.
const html = '<table><tr><td style="mso-x:1">总计</td><td x:num="12">12</td></tr></table>';
const text = "总计\t12";

/** A page with a text box that keeps what it last got by a paste. */
async function pageThatListens() {
  const page = await openPage({ path: "about:blank" });
  await page.setContent('<!doctype html><html lang="zh"><title>t</title><textarea></textarea>');
  await page.$eval("textarea", (area) => {
    area.addEventListener("paste", (event) => {
      Object.assign(globalThis, {
        pasted: {
          trusted: event.isTrusted,
          html: event.clipboardData?.getData("text/html"),
          text: event.clipboardData?.getData("text/plain"),
        },
      });
    });
  });
  return page;
}

/** @param {import("./harness.js").Page} page */
const pasted = (page) => page.waitForFunction("globalThis.pasted").then((handle) => handle.jsonValue());

/** @param {import("./harness.js").Page} page */
const valueOf = (page) => page.$eval("textarea", (area) => area.value);

test("a made paste brings exactly this html", async () => {
  const page = await pageThatListens();
  await paste(page, "textarea", { html, text });
  assert.deepEqual(await pasted(page), { trusted: false, html, text });
  assert.equal(await valueOf(page), text);
});

test("a paste by keyboard is trusted and replaces what is selected", async () => {
  const page = await pageThatListens();
  await page.type("textarea", "before");
  await selectAll(page, "textarea");
  await pasteByKeyboard(page, "textarea", { html, text });
  assert.deepEqual(await pasted(page), { trusted: true, html, text });
  await page.waitForFunction(() => !document.querySelector("textarea")?.value.includes("before"));
  assert.equal(await valueOf(page), text);
});

test("axe names a text box without a label", async () => {
  const page = await pageThatListens();
  const violations = await accessibilityViolations(page);
  assert.ok(violations.some((line) => line.startsWith("label: ")), violations.join("\n"));
});

test("errors and requests of a page are seen", async () => {
  const page = await openPage({ path: "no-such-page" });
  const requests = await requestsFromNow(page);
  await page.evaluate(() => fetch("/no-such-file"));
  assert.deepEqual(requests, [`${await siteOrigin()}no-such-file`]);
  await page.evaluate(() => setTimeout(() => { throw new Error("nobody catches this"); }));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  assert.match(troublesOf(page).join("\n"), /nobody catches this/);
});

test("a screenshot is as wide as asked", async () => {
  const page = await openPage({ path: "about:blank", width: 360 });
  assert.match(await screenshot(page, "harness"), /target\/screenshots\/harness\.png$/);
  assert.equal(await page.evaluate(() => innerWidth), 360);
});

test("the site sends the policy of the page and forbids sniffing", async () => {
  const { headers } = await fetch(await siteOrigin());
  assert.match(headers.get("content-security-policy") ?? "", /^default-src 'none'; script-src 'self'/);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
});

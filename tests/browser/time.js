// @ts-check
/**
 * How long a visitor waits for the verdict of the example, from a plain static host on this
 * machine, at full speed and on a processor six times slower: `node tests/browser/time.js`. The
 * median of several visits, each in a window that has seen nothing yet. GOUJI_SITE names another
 * build to measure beside this one.
 */
import { launch } from "./harness.js";
import { startHost } from "./static.js";

const VISITS = 9;

const host = await startHost();
const browser = await launch();
for (const slower of [1, 6]) {
  /** @type {Record<string, number>[]} */
  const visits = [];
  for (let visit = 0; visit < VISITS; visit += 1) visits.push(await timesOf(slower));
  const median = (/** @type {string} */ name) => visits.map((times) => times[name]).sort((a, b) => a - b)[VISITS >> 1];
  console.log(`${slower}x: first verdict ${median("first")} ms, full verdict ${median("full")} ms, in ${median("requests")} requests`);
}
await browser.close();
host.close();

/** @param {number} slower @returns {Promise<Record<string, number>>} */
async function timesOf(slower) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  // Set when it is shown: a build whose check comes in two parts marks the second.
  await page.evaluateOnNewDocument(() => {
    const seen = /** @type {any} */ (window);
    const look = () => {
      const checker = /** @type {any} */ (document.querySelector("gouji-checker"));
      const shown = checker?.shadowRoot?.querySelector(".verdict h2");
      if (checker?.result && shown) {
        seen.first ??= performance.now();
        if (checker.result.verdict || checker.shadowRoot.querySelector("[data-checked=whole]")) seen.full ??= performance.now();
      }
      if (!seen.full) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  host.answers.length = 0;
  await page.goto(host.origin);
  await page.waitForFunction(() => /** @type {any} */ (window).full);
  const requests = host.answers.length;
  const times = await page.evaluate(() => ({ first: Math.round(/** @type {any} */ (window).first), full: Math.round(/** @type {any} */ (window).full) }));
  await context.close();
  return { ...times, requests };
}

// @ts-check
/**
 * Opens pages of the site in a real headless browser, and acts like a visitor.
 *
 * `cargo verify` hands over a site and a browser (GOUJI_ORIGIN, GOUJI_BROWSER).
 * Without them, as in `node --test tests/browser/page.test.js`, this file starts
 * a site by `cargo xtask serve` and asks `cargo xtask browser` for the browser:
 * build it first by `cargo xtask site`. GOUJI_BROWSER may name a Firefox.
 *
 * One browser serves all tests of a file and ends with them.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { root } from "./root.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Browser} Browser */

/** @type {Promise<Browser> | undefined} */
let browser;
/** @type {Promise<string> | undefined} */
let origin;
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;

/**
 * What went wrong in a page without anyone asking: errors that nobody caught,
 * `console.error`, and what the content security policy stopped.
 * @type {WeakMap<Page, string[]>}
 */
const troubles = new WeakMap();

after(async () => {
  await (await browser)?.close();
  server?.kill();
});

/**
 * Opens a page of the site and waits until it has loaded.
 *
 * @param {object} [options]
 * @param {number} [options.width] in CSS pixels
 * @param {number} [options.height] in CSS pixels
 * @param {string} [options.path] from the root of the site, or a whole address
 * @param {(page: Page) => Promise<unknown>} [options.prepare] runs before loading
 * @returns {Promise<Page>}
 */
export async function openPage({ width = 1280, height = 900, path = "", prepare } = {}) {
  browser ??= launch();
  const page = await (await browser).newPage();
  await page.setViewport({ width, height });
  page.setDefaultTimeout(10_000);
  watch(page);
  await prepare?.(page);
  await page.goto(new URL(path, await siteOrigin()).href, { waitUntil: "load" });
  return page;
}

/** @returns {Promise<string>} the address of the site's root */
export function siteOrigin() {
  origin ??= site();
  return origin;
}

/**
 * Pastes by an event that a script makes: the page sees exactly this HTML.
 *
 * @param {Page} page
 * @param {string} selector what to paste into
 * @param {{ html?: string, text?: string }} content
 */
export async function paste(page, selector, { html, text }) {
  await page.focus(selector);
  await page.$eval(
    selector,
    (target, html, text) => {
      const clipboardData = new DataTransfer();
      if (html !== null) clipboardData.setData("text/html", html);
      if (text !== null) clipboardData.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Given to the constructor, it would arrive empty in Firefox.
      Object.defineProperty(event, "clipboardData", { value: clipboardData });
      const pastes = target.dispatchEvent(event);
      // A browser would now insert the text; a made event inserts nothing.
      if (pastes && text !== null && target instanceof HTMLTextAreaElement) {
        target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
        target.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      }
    },
    html ?? null,
    text ?? null,
  );
}

/**
 * Pastes by the keyboard, out of the browser's own clipboard: a trusted event.
 * The copy is made in another tab, as by a visitor who comes from a document.
 *
 * @param {Page} page
 * @param {string} selector what to paste into
 * @param {{ html?: string, text?: string }} content
 */
export async function pasteByKeyboard(page, selector, { html, text }) {
  const other = await page.browser().newPage();
  await other.bringToFront();
  await other.evaluate(
    (html, text) => {
      document.body.textContent = "to copy";
      getSelection()?.selectAllChildren(document.body);
      addEventListener("copy", (event) => {
        if (html !== null) event.clipboardData?.setData("text/html", html);
        if (text !== null) event.clipboardData?.setData("text/plain", text);
        event.preventDefault();
      });
    },
    html ?? null,
    text ?? null,
  );
  await press(other, "c", "copy");
  await other.close();
  await page.bringToFront();
  await page.focus(selector);
  await press(page, "v", "paste");
}

/**
 * Puts all of a field's text into the selection, so that a paste replaces it.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function selectAll(page, selector) {
  await page.focus(selector);
  await press(page, "a", "selectAll");
}

/**
 * Waits until the page asks for nothing more, then collects every request, those
 * of workers included.
 *
 * @param {Page} page
 * @returns {Promise<string[]>} addresses; grows while the page lives
 */
export async function requestsFromNow(page) {
  await page.waitForNetworkIdle();
  /** @type {string[]} */
  const addresses = [];
  page.on("request", (request) => addresses.push(request.url()));
  return addresses;
}

/**
 * How many workers the page has once it starts and ends no more of them.
 *
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function restingWorkers(page) {
  for (let count = -1; ; ) {
    const now = page.workers().length;
    if (now === count) return now;
    count = now;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/**
 * What went wrong so far without anyone asking; a good page has none.
 *
 * @param {Page} page
 * @returns {string[]}
 */
export function troublesOf(page) {
  return troubles.get(page) ?? [];
}

/**
 * Saves what the page looks like in target/screenshots.
 *
 * @param {Page} page
 * @param {string} name without an ending
 * @param {import("puppeteer-core").ScreenshotOptions} [options]
 * @returns {Promise<string>} the path
 */
export async function screenshot(page, name, options = {}) {
  mkdirSync(`${root}target/screenshots`, { recursive: true });
  /** @type {`${string}.png`} */
  const path = `${root}target/screenshots/${name}.png`;
  await page.screenshot({ ...options, path });
  return path;
}

/**
 * Runs axe over the page as it stands, under its own content security policy.
 *
 * @param {Page} page
 * @returns {Promise<string[]>} a line for each element that violates a rule
 */
export async function accessibilityViolations(page) {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(readFileSync(axe, "utf8"));
  return page.evaluate(async () => {
    // @ts-expect-error: put there by the line above
    const { violations } = await globalThis.axe.run();
    return violations.flatMap((/** @type {any} */ { id, help, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${help}: ${node.html}`),
    );
  });
}

/** @param {Page} page */
function watch(page) {
  /** @type {string[]} */
  const found = [];
  troubles.set(page, found);
  page.on("pageerror", (error) => found.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") found.push(message.text());
  });
}

/**
 * Presses Control and a key. Chromium has to be told what a desktop would do then;
 * Firefox knows.
 *
 * @param {Page} page
 * @param {"a" | "c" | "v"} key
 * @param {string} command
 */
async function press(page, key, command) {
  await page.keyboard.down("Control");
  await page.keyboard.press(key, { commands: [command] });
  await page.keyboard.up("Control");
}

/**
 * Starts a browser: the one of the tests, or another.
 *
 * @param {string} [path]
 * @returns {Promise<Browser>}
 */
export async function launch(path) {
  const executablePath = path ?? process.env.GOUJI_BROWSER ?? cargo("xtask", "browser");
  const firefox = /firefox/i.test(executablePath);
  // Chromium's sandbox does not start as root, which is what CI is.
  const superuser = process.getuid?.() === 0;
  return puppeteer.launch({
    browser: firefox ? "firefox" : "chrome",
    executablePath,
    args: !firefox && superuser ? ["--no-sandbox"] : [],
  });
}

/** @returns {Promise<string>} */
async function site() {
  if (process.env.GOUJI_ORIGIN) return process.env.GOUJI_ORIGIN;
  server = spawn("cargo", ["xtask", "serve", "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  // @ts-expect-error: stdout is a pipe
  for await (const line of createInterface({ input: server.stdout })) return line;
  throw new Error("`cargo xtask serve` printed no address");
}

/** @param {...string} command */
function cargo(...command) {
  return execFileSync("cargo", command, { cwd: root, encoding: "utf8" }).trim();
}

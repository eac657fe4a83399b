// @ts-check
/**
 * A W3C WebDriver client, as small as the tests need it: it drives WebKitGTK, which
 * puppeteer cannot.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

const DRIVER = "/usr/bin/WebKitWebDriver";
const BROWSERS = ["4.1", "4.0", "6.0"].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`);
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Whether a WebKit that can be driven is installed. */
export function hasWebKit() {
  return existsSync(DRIVER) && BROWSERS.some(existsSync) && existsSync("/usr/bin/Xvfb");
}

/** Starts WebKitGTK on a screen of its own. */
export async function startWebKit() {
  const [port, screen] = [await freePort(), 90 + (process.pid % 900)];
  const xvfb = spawn("/usr/bin/Xvfb", [`:${screen}`, "-screen", "0", "1400x1000x24"], { stdio: "ignore" });
  await until(async () => existsSync(`/tmp/.X11-unix/X${screen}`), "Xvfb");
  const environment = { ...process.env, DISPLAY: `:${screen}`, WEBKIT_DISABLE_COMPOSITING_MODE: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
  const driver = spawn(DRIVER, [`--port=${port}`], { stdio: "ignore", env: environment });
  const origin = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${origin}/status`)).ok, "WebKitWebDriver");
  const options = { binary: BROWSERS.find(existsSync), args: ["--automation"] };
  const { sessionId } = await ask(`${origin}/session`, "POST", { capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options } } });
  const session = `${origin}/session/${sessionId}`;
  return new Driven(session, async () => {
    await ask(session, "DELETE").catch(() => {});
    driver.kill();
    xvfb.kill();
  });
}

/** A browser session with the few things a visitor does. */
class Driven {
  /**
   * @param {string} session
   * @param {() => Promise<void>} close
   */
  constructor(session, close) {
    this.session = session;
    this.close = close;
  }

  /** @param {string} url */
  open(url) {
    return ask(`${this.session}/url`, "POST", { url });
  }

  /**
   * Runs a function in the page; it may return a promise.
   *
   * @param {Function} run
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  async evaluate(run, ...args) {
    const script = `const done = arguments[arguments.length - 1]; const args = Array.from(arguments).slice(0, -1); Promise.resolve().then(() => (${run})(...args)).then((value) => done({ value }), (error) => done({ error: String(error && error.stack || error) }));`;
    const answer = await ask(`${this.session}/execute/async`, "POST", { script, args });
    if (answer && answer.error) throw new Error(answer.error);
    return answer && answer.value;
  }

  /**
   * Clicks what a function finds in the page.
   *
   * @param {Function} find
   * @param {...unknown} args
   */
  async click(find, ...args) {
    const found = await ask(`${this.session}/execute/sync`, "POST", { script: `return (${find})(...arguments);`, args });
    await ask(`${this.session}/element/${found[ELEMENT]}/click`, "POST", {});
  }

  /**
   * Presses keys, the first ones held while the last is pressed.
   *
   * @param {...string} keys
   */
  press(...keys) {
    const named = /** @type {Record<string, string>} */ ({ Control: "\uE009", Enter: "\uE007", F2: "\uE032" });
    const values = keys.map((key) => named[key] ?? key);
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.slice().reverse().map((value) => ({ type: "keyUp", value }));
    return ask(`${this.session}/actions`, "POST", { actions: [{ type: "key", id: "keys", actions: [...down, ...up] }] });
  }

  /**
   * Does something in another window, as a visitor who comes from a document.
   *
   * @param {() => Promise<void>} act
   */
  async elsewhere(act) {
    const here = await ask(`${this.session}/window`, "GET");
    const { handle } = await ask(`${this.session}/window/new`, "POST", { type: "tab" });
    await ask(`${this.session}/window`, "POST", { handle });
    await act();
    await ask(`${this.session}/window`, "DELETE");
    await ask(`${this.session}/window`, "POST", { handle: here });
  }
}

/**
 * @param {string} address
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {unknown} [body]
 */
async function ask(address, method, body) {
  const response = await fetch(address, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/**
 * @param {() => Promise<boolean>} holds
 * @param {string} name
 */
async function until(holds, name) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not start`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

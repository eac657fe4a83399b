// @ts-check
/**
 * Builds of Chromium of years ago, as the browsers of offices are made of them. They come from
 * npm, packed for servers; `node tests/browser/old-browsers.js` puts them into target/browsers,
 * where `old.test.js` finds them. They are for tests alone, on Linux with x86-64.
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import WebSocket from "ws";
import { root } from "./root.js";

const FOLDER = `${root}target/browsers/`;

/** By version: the package that holds it, and the package's SHA-256. @type {Record<string, [string, string]>} */
const PACKAGES = {
  69: ["chrome-aws-lambda@1.6.3", "f1b0f5206d211ea256678dacdc699cb83587d444d5f165798ad660e74fa1d90e"],
  72: ["chrome-aws-lambda@1.11.2", "57899f5d2845721791b612e2f0370eac65c3470441ad2054ab22ef9936b3d4be"],
  78: ["chrome-aws-lambda@1.20.4", "aba7f1562247dda11a704f9bc41294e57a1e197eae31085842479e4c0b025144"],
  80: ["chrome-aws-lambda@2.1.1", "94f8953cd47c3fbd9d0ba8f50d2e5aa4e8136ca52b37e2babcc12e43018ade77"],
  83: ["chrome-aws-lambda@3.1.1", "f33e7655eb479c0a916adbc3d35333350f6e852dbff90b65274b471b9548b3c1"],
  88: ["chrome-aws-lambda@5.5.0", "19f14564f02d132b09fbe51f330525a886a3bb4fc9b80c662f427381c6bd5942"],
  92: ["chrome-aws-lambda@10.1.0", "6745d06176d629be7021538a901a5a969f335c5a8c10a581b40862e7ed66996e"],
  103: ["@sparticuz/chromium@103.0.0", "88f1af268022584ffd0e4b58a68c8bd63b55f247b7c84481c719f362fb2be43a"],
  108: ["@sparticuz/chromium@108.0.3", "34521d616af72d5907f229ae3540e0d82ac2db74f22b979d37fe8a3cdd93f641"],
};

/** @returns {string[]} the versions that are installed, oldest first */
export function installed() {
  return Object.keys(PACKAGES).filter((version) => existsSync(`${FOLDER}${version}/chromium`));
}

/**
 * A page of an old browser. Its own protocol, as puppeteer knows none so old.
 *
 * @typedef {object} OldPage
 * @property {(url: string) => Promise<void>} open
 * @property {(run: Function, ...args: unknown[]) => Promise<any>} evaluate runs a function in the page; its source must be old enough
 * @property {() => string[]} troubles what the page told its console of
 * @property {() => void} close ends the browser
 */

/** @param {string} version @returns {Promise<OldPage>} */
export async function launch(version) {
  const folder = `${FOLDER}${version}`;
  const profile = mkdtempSync(`${tmpdir()}/gouji-old-`);
  const args = ["--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const browser = spawn(`${folder}/chromium`, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LD_LIBRARY_PATH: `${folder}:${folder}/lib`, HOME: profile } });
  const socket = new WebSocket(await pageOf(await portOf(browser)));
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));

  let last = 0;
  /** @type {Map<number, { resolve: Function, reject: Function }>} */
  const waiting = new Map();
  /** @type {string[]} */
  const troubles = [];
  let loaded = () => {};
  socket.on("message", (data) => {
    const { id, result, error, method, params } = JSON.parse(String(data));
    if (method === "Page.loadEventFired") loaded();
    if (method === "Log.entryAdded" && params.entry.level === "error") troubles.push(params.entry.text);
    if (method === "Runtime.exceptionThrown") troubles.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    const asked = waiting.get(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  const ask = (/** @type {string} */ method, params = {}) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  for (const domain of ["Page", "Runtime", "Log"]) await ask(`${domain}.enable`);

  return {
    troubles: () => troubles,
    open: async (url) => {
      const load = new Promise((resolve) => { loaded = () => resolve(undefined); });
      await ask("Page.navigate", { url });
      await load;
    },
    evaluate: async (run, ...args) => {
      const expression = `(${run})(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;
      const { result, exceptionDetails } = /** @type {any} */ (await ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }));
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    close: () => {
      socket.terminate();
      // Its own children write a little longer.
      browser.once("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
      browser.kill("SIGKILL");
    },
  };
}

/** @param {import("node:child_process").ChildProcess} browser @returns {Promise<string>} */
async function portOf(browser) {
  const said = [];
  // @ts-expect-error: stderr is a pipe
  for await (const line of createInterface({ input: browser.stderr })) {
    const port = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
    if (port) return port;
    said.push(line);
  }
  throw new Error(`the browser did not start:\n${said.join("\n")}`);
}

/** The address of the page that the browser opens with, which is not there at once. @param {string} port @returns {Promise<string>} */
async function pageOf(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    const page = targets.find((/** @type {any} */ target) => target.type === "page");
    if (page) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the browser opened no page");
}

/** @param {string} version */
function install(version) {
  const [name, sum] = PACKAGES[version];
  const folder = `${FOLDER}${version}/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`installing Chromium ${version}`);
  const packed = folder + execFileSync("npm", ["pack", name, "--silent"], { cwd: folder, encoding: "utf8" }).trim();
  if (createHash("sha256").update(readFileSync(packed)).digest("hex") !== sum) throw new Error(`${name} is not the package it was`);
  execFileSync("tar", ["-xzf", packed, "-C", folder, "package/bin"]);
  for (const file of readdirSync(`${folder}package/bin`)) {
    const bytes = brotliDecompressSync(readFileSync(`${folder}package/bin/${file}`));
    if (file.endsWith(".tar.br")) execFileSync("tar", ["-x", "-C", folder], { input: bytes });
    else writeFileSync(`${folder}unpacked`, bytes);
  }
  rmSync(`${folder}package`, { recursive: true });
  rmSync(packed);
  chmodSync(`${folder}unpacked`, 0o755);
  // Under its name only when all else is there.
  execFileSync("mv", [`${folder}unpacked`, `${folder}chromium`]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.platform !== "linux" || process.arch !== "x64") console.log("there are old browsers for Linux with x86-64 alone");
  else for (const version of Object.keys(PACKAGES)) if (!installed().includes(version)) install(version);
}

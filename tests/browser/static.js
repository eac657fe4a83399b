// @ts-check
/**
 * The built site from a plain static host: files as they are, with their types, and nothing
 * else; no policy, no compression, as on the web server of an office.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { root } from "./root.js";

/** What is tested; a variable may name another build to measure beside it. */
export const SITE = process.env.GOUJI_SITE ?? `${root}target/site/`;

/** @type {Record<string, string>} */
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", wasm: "application/wasm", png: "image/png", txt: "text/plain" };

/**
 * @typedef {object} Host
 * @property {string} origin with a slash at its end
 * @property {{ path: string, status: number, body: Buffer }[]} answers what was asked for and given, in order
 * @property {() => void} close
 */

/**
 * @param {Record<string, string>} [pages] further pages, by their paths
 * @returns {Promise<Host>}
 */
export async function startHost(pages = {}) {
  /** @type {Host["answers"]} */
  const answers = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host/").pathname).slice(1) || "index.html";
    const body = read(path, pages);
    const status = body ? 200 : 404;
    answers.push({ path, status, body: body ?? Buffer.alloc(0) });
    response.writeHead(status, { "Content-Type": TYPES[path.split(".").pop() ?? ""] ?? "application/octet-stream", "Content-Length": body?.length ?? 0 });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}/`, answers, close };
}

/** @param {string} path @param {Record<string, string>} pages */
function read(path, pages) {
  if (path in pages) return Buffer.from(pages[path]);
  if (normalize(path).startsWith("..")) return null;
  try {
    return readFileSync(join(SITE, path));
  } catch {
    return null;
  }
}

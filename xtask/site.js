/**
 * `www/` -> `target/site/`: the same site as few files, in the JavaScript that Chromium 69 and
 * Firefox 78 read. Every entry with what it imports, the worker with the glue of all modules,
 * everything small; whatever else a page loads as it is. Same bytes in, same bytes out.
 */
import { build, transform } from 'esbuild';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const www = fileURLToPath(new URL('../www/', import.meta.url));
const site = fileURLToPath(new URL('../target/site/', import.meta.url));

/* The modules that pages load by name. */
const ENTRIES = ['main.js', 'element.js', 'embed.js'];

/* In this order before the worker's own script: the globals it would else import. */
const GLUE = ['check', 'office', 'pages', 'written'].map((name) => `pkg/${name}.js`);

/* Letters beyond ASCII are escaped where a host that names another encoding would spoil them:
   everywhere but in modules. */
const lowered = { target: ['chrome69', 'firefox78'], minify: true, legalComments: 'none' };

const files = new Map();
for (const name of await list(www)) {
  if (name.endsWith('.js') || name.endsWith('.d.ts') || name === 'tsconfig.json') continue;
  const bytes = await readFile(join(www, name));
  const isStyle = name.endsWith('.css');
  files.set(name, isStyle ? (await transform(bytes.toString(), { ...lowered, loader: 'css' })).code : bytes);
}

/* What the pages have in common, and what is loaded later, is cut out into files of its own: beside
   the others, as every address is found from the file's own. */
const { outputFiles, metafile } = await build({
  ...lowered, charset: 'utf8', mangleProps: /^_[a-z]/, absWorkingDir: www, entryPoints: ENTRIES, bundle: true, splitting: true,
  format: 'esm', outdir: site, chunkNames: 'part-[hash]', write: false, metafile: true,
});
const pathOf = (output) => slashed(relative(site, resolve(www, output)));
for (const { path, contents } of outputFiles) files.set(slashed(relative(site, path)), contents);

/* A page asks for the parts of its script together with it, not when it has read it. */
for (const [output, { entryPoint, imports }] of Object.entries(metafile.outputs)) {
  if (!ENTRIES.includes(entryPoint)) continue;
  const parts = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => `<link rel="modulepreload" href="${pathOf(path)}">\n`);
  for (const [name, contents] of files) {
    const script = `<script type="module" src="${pathOf(output)}">`;
    if (name.endsWith('.html')) files.set(name, contents.toString().replace(script, () => parts.join('') + script));
  }
}

/* A classic script that tests and stand-ins reach by its globals, so these keep their names. */
const scripts = await Promise.all([...GLUE, 'worker.js'].map((name) => readFile(join(www, name), 'utf8')));
files.set('worker.js', (await transform(["'use strict';", ...scripts].join('\n'), lowered)).code);

/* Each file is exchanged whole, as the site may be served meanwhile. */
for (const [name, contents] of files) {
  const path = join(site, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, contents);
  await rename(`${path}.new`, path);
}
for (const name of await list(site)) if (!files.has(name)) await rm(join(site, name));

/** The files of a folder and of those in it, by their paths from it. */
async function list(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => slashed(relative(folder, join(entry.parentPath ?? entry.path, entry.name)))).sort();
}

function slashed(path) {
  return path.split(sep).join('/');
}

// @ts-check
/**
 * Reports of invented agencies as files of many kinds: the figures of the examples, laid out anew.
 */
import { readFileSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";
import { checkText, loadEngine } from "./engine.js";
import { root } from "./root.js";

/** @typedef {{ name: string, bytes: Buffer }} Named */
/** @typedef {{ agency: string, year: number, isFaulty?: boolean, change?: Record<string, string>, prose?: string, isLong?: boolean }} Told */

const example = (/** @type {string} */ name) => readFileSync(`${root}www/examples/${name}.txt`, "utf8");
const engine = loadEngine();
const form = engine.forms()["2021"];
const TABLES = ["disclosure", "requests", "remedies"];
const TEXTS = { faulty: example("2021-with-faults"), zero: example("2021-all-zero") };
const FIGURES = Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, checkText(engine, text).cells]));

/** A report as a file of text, web page, Word document or workbook. @param {"txt"|"html"|"docx"|"xlsx"} kind @param {Told} told @returns {Buffer} */
export function reportAs(kind, told) {
  return { txt: asText, html: asWebPage, docx: asDocx, xlsx: asXlsx }[kind](told);
}

/** @param {Named[]} files @returns {Buffer} */
export function zip(files) {
  const bodies = files.map(({ bytes }) => deflateRawSync(bytes));
  const names = files.map(({ name }) => Buffer.from(name));
  const heads = files.map(({ bytes }, at) => numbers([[4, 0x04034b50], [2, 20], [2, 0x800], [2, 8], [4, 0], [4, crc32(bytes)], [4, bodies[at].length], [4, bytes.length], [2, names[at].length], [2, 0]]));
  let offset = 0;
  const places = heads.map((head, at) => {
    const place = offset;
    offset += head.length + names[at].length + bodies[at].length;
    return place;
  });
  const central = files.map(({ bytes }, at) => Buffer.concat([numbers([[4, 0x02014b50], [2, 20], [2, 20], [2, 0x800], [2, 8], [4, 0], [4, crc32(bytes)], [4, bodies[at].length], [4, bytes.length], [2, names[at].length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, places[at]]]), names[at]]));
  const index = Buffer.concat(central);
  const end = numbers([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, index.length], [4, offset], [2, 0]]);
  return Buffer.concat([...heads.flatMap((head, at) => [head, names[at], bodies[at]]), index, end]);
}

/** @param {[number, number][]} fields sizes and values */
function numbers(fields) {
  return Buffer.concat(fields.map(([size, value]) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  }));
}

/** @param {Told} told */
function asText(told) {
  const text = TEXTS[told.isFaulty ? "faulty" : "zero"];
  const lines = withNames(text, told).split("\n");
  if (told.prose) lines.splice(lines.findIndex((line) => line.startsWith("一、")) + 1, 0, told.prose);
  if (told.change) throw new Error("figures are changed in tables only");
  return Buffer.from(lines.join("\n"));
}

/** The lines before and after the tables, and the tables as rows of boxes. @param {Told} told */
function parts(told) {
  const text = withNames(TEXTS[told.isFaulty ? "faulty" : "zero"], told);
  const section = (/** @type {string} */ number) => text.split("\n").findIndex((line) => line.startsWith(`${number}、`));
  const lines = text.split("\n");
  const before = lines.slice(0, section("二"));
  if (told.prose) before.splice(section("一") + 1, 0, told.prose);
  return { before, after: lines.slice(section("五")), tables: TABLES.map((key) => ({ title: form[key].title, rows: grid(form[key].rows, told) })) };
}

/** @param {any[][]} rows @param {Told} told */
function grid(rows, told) {
  const cells = FIGURES[told.isFaulty ? "faulty" : "zero"];
  /** @type {boolean[][]} */
  const taken = rows.map(() => []);
  return rows.map((row, y) => {
    let x = 0;
    return row.map((box) => {
      while (taken[y][x]) x += 1;
      const { colspan, rowspan = 1 } = box;
      for (let down = 0; down < rowspan; down += 1) for (let over = 0; over < colspan; over += 1) if (taken[y + down]) taken[y + down][x + over] = true;
      const text = box.cell ? told.change?.[box.cell] ?? cells[box.cell].raw : box.text;
      const at = x;
      x += colspan;
      return { text, x: at, y, colspan, rowspan };
    });
  });
}

/** @param {Told} told */
function asWebPage(told) {
  const { before, after, tables } = parts(told);
  const lines = (/** @type {string[]} */ some) => some.map((line) => `<p>${escaped(line)}</p>`).join("\n");
  const row = (/** @type {any[]} */ boxes) => `<tr>${boxes.map(({ text, colspan, rowspan }) => `<td colspan="${colspan}" rowspan="${rowspan}">${escaped(text)}</td>`).join("")}</tr>`;
  const table = (/** @type {any} */ { title, rows }) => `<h3>${escaped(title)}</h3>\n<table border="1">${rows.map(row).join("\n")}</table>`;
  return Buffer.from(`<!doctype html><html><head><meta charset="utf-8"><title>${escaped(before[0])}</title>${told.isLong ? `<style>${"/* styles */".repeat(9000)}</style>` : ""}</head><body>${lines(before)}${tables.map(table).join("\n")}${lines(after)}</body></html>`);
}

/** @param {Told} told */
function asDocx(told) {
  const { before, after, tables } = parts(told);
  const paragraph = (/** @type {string} */ text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const cell = (/** @type {any} */ { text, colspan }, /** @type {string} */ merge) => `<w:tc><w:tcPr><w:gridSpan w:val="${colspan}"/>${merge}</w:tcPr>${paragraph(text)}</w:tc>`;
  const table = (/** @type {any} */ { title, rows }) => {
    const lines = rows.map((/** @type {any[]} */ boxes, /** @type {number} */ y) => {
      const over = rows.slice(0, y).flat().filter((/** @type {any} */ box) => box.y + box.rowspan > y);
      const cells = [...boxes.map((box) => ({ x: box.x, xml: cell(box, box.rowspan > 1 ? '<w:vMerge w:val="restart"/>' : "") })), ...over.map((/** @type {any} */ box) => ({ x: box.x, xml: cell({ ...box, text: "" }, "<w:vMerge/>") }))];
      return `<w:tr>${cells.sort((a, b) => a.x - b.x).map(({ xml }) => xml).join("")}</w:tr>`;
    });
    return `${paragraph(title)}<w:tbl><w:tblPr/><w:tblGrid/>${lines.join("")}</w:tbl>`;
  };
  const body = [...before.map(paragraph), ...tables.map(table), ...after.map(paragraph)].join("");
  return zip(xmlFiles({
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  }));
}

/** @param {Told} told */
function asXlsx(told) {
  const { before, after, tables } = parts(told);
  /** @type {string[]} */
  const rows = [];
  /** @type {string[]} */
  const merges = [];
  const name = (/** @type {number} */ x, /** @type {number} */ y) => `${String.fromCharCode(65 + x)}${y + 1}`;
  const add = (/** @type {any[]} */ boxes) => {
    const y = rows.length;
    for (const { x, colspan, rowspan } of boxes) if (colspan * rowspan > 1) merges.push(`<mergeCell ref="${name(x, y)}:${name(x + colspan - 1, y + rowspan - 1)}"/>`);
    const cell = (/** @type {any} */ { x, text }) => (/^\d+$/.test(text) ? `<c r="${name(x, y)}"><v>${text}</v></c>` : `<c r="${name(x, y)}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`);
    rows.push(`<row r="${y + 1}">${boxes.map(cell).join("")}</row>`);
  };
  const line = (/** @type {string} */ text) => add([{ text, x: 0, colspan: 1, rowspan: 1 }]);
  before.forEach(line);
  for (const { title, rows: boxes } of tables) [() => line(title), ...boxes.map((row) => () => add(row))].forEach((write) => write());
  after.forEach(line);
  return workbook(`<sheetData>${rows.join("")}</sheetData><mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`);
}

/** A list as a workbook. @param {string[][]} lines @returns {Buffer} */
export function listAsXlsx(lines) {
  const row = (/** @type {string[]} */ cells, /** @type {number} */ y) => `<row r="${y + 1}">${cells.map((text, x) => `<c r="${String.fromCharCode(65 + x)}${y + 1}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`).join("")}</row>`;
  return workbook(`<sheetData>${lines.map(row).join("")}</sheetData>`);
}

/** @param {string} sheet */
function workbook(sheet) {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip(xmlFiles({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="年报" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheet}</worksheet>`,
  }));
}

/** @param {Record<string, string>} files @returns {Named[]} */
function xmlFiles(files) {
  return Object.entries(files).map(([name, xml]) => ({ name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`) }));
}

/** @param {string} text @param {Told} told */
function withNames(text, { agency, year }) {
  return text.replace(/澄州市(青湖区档案馆|自然资源和规划局)/g, agency).replace(/202[34]年/g, `${year}年`);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * The list that accompanies the reports: a table with the names of agencies and columns of its
 * owner's, such as a contact, a telephone, a number. They are carried through and never read.
 */

/**
 * @typedef {Object} Roster
 * @property {string} name the file's
 * @property {string[]} columns heads of the columns beside the name
 * @property {Array<{ agency: string, values: string[] }>} lines
 */

/* What the column of names is headed: briefly, or else it is a title. */
const HEADS = /^.{0,6}(单位|机关|机构|部门|agency|unit|department).{0,6}$/i;

/* No list of units is longer, and no page shows more. */
const MOST_LINES = 5000;
const MOST_COLUMNS = 12;

/**
 * @param {string} name
 * @param {string[][]} rows as `rowsOfCsv` and `rowsOfReading` give them
 * @returns {?Roster} null where no column is headed as one of agencies
 */
export function rosterOf(name, rows) {
  const isHead = (cell) => HEADS.test(folded(cell));
  const isRow = (row) => row.filter((cell) => cell.trim()).length > 1;
  const at = rows.findIndex((row) => isRow(row) && row.some(isHead));
  if (at < 0) return null;
  const head = rows[at];
  const named = head.findIndex(isHead);
  const kept = head.map((_, column) => column).filter((column) => column !== named && head[column].trim()).slice(0, MOST_COLUMNS);
  const lines = rows.slice(at + 1, at + 1 + MOST_LINES).filter((row) => (row[named] || '').trim());
  return {
    name,
    columns: kept.map((column) => head[column].trim()),
    lines: lines.map((row) => ({ agency: row[named].trim(), values: kept.map((column) => (row[column] || '').trim()) })),
  };
}

/**
 * The line of each report: the one of that name, or else one whose name ends the agency's or is
 * ended by it, as 教育局 does 青湖区教育局, where no other agency and no other line would do.
 * @param {Roster} roster
 * @param {Array<?string>} agencies
 * @returns {{ lines: Array<?Object>, left: Object[] }} `left` are lines that no report belongs to
 */
export function matchRoster(roster, agencies) {
  const byName = new Map(roster.lines.map((line) => [bare(line.agency), line]));
  const names = Array.from(new Set(agencies.filter(Boolean).map(bare)));
  const apart = names.filter((name) => !byName.has(name));
  const free = Array.from(byName.keys()).filter((name) => !names.includes(name) && name.length > 2);
  const isNear = (one, other) => one.endsWith(other) || other.endsWith(one);
  const only = (name, others) => {
    const near = others.filter((other) => isNear(name, other));
    return near.length === 1 ? near[0] : null;
  };
  for (const name of apart) {
    const line = only(name, free);
    if (line && only(line, apart) === name) byName.set(name, byName.get(line));
  }
  const lines = agencies.map((agency) => (agency && byName.get(bare(agency))) || null);
  const used = new Set(lines);
  return { lines, left: roster.lines.filter((line) => !used.has(line)) };
}

/** The rows of a text parted by commas, as RFC 4180 has it. @returns {string[][]} */
export function rowsOfCsv(text) {
  const rows = [[]];
  const field = /("(?:[^"]|"")*"|(?!")[^,\r\n]*)(,|\r\n|\r|\n|$)/y;
  const source = text.replace(/^\ufeff/, '');
  while (field.lastIndex < source.length) {
    const start = field.lastIndex;
    const found = field.exec(source);
    if (!found) {
      // A quotation mark where none may be: the rest of the line is taken as it is.
      const end = source.indexOf('\n', start) < 0 ? source.length : source.indexOf('\n', start);
      rows[rows.length - 1].push(source.slice(start, end));
      rows.push([]);
      field.lastIndex = end + 1;
      continue;
    }
    const [, value, after] = found;
    rows[rows.length - 1].push(value[0] === '"' ? value.slice(1, -1).replace(/""/g, '"') : value);
    if (after && after !== ',') rows.push([]);
    if (after === ',' && field.lastIndex === source.length) rows[rows.length - 1].push('');
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

/** The rows of every table of a file that was opened. @returns {string[][]} */
export function rowsOfReading({ text }) {
  const rows = text.split(/[\u001d\u001e]/).filter((row) => row.includes('\u001f'));
  return rows.map((row) => row.split('\u001f').slice(1).map((cell) => cell.trim()));
}

function bare(name) {
  return folded(name).replace(/人民政府$/, '');
}

function folded(text) {
  return text.replace(/[\s\u00a0\u3000\u200b]+/g, '').replace(/（/g, '(').replace(/）/g, ')');
}

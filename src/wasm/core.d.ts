/**
 * A place in the text, in UTF-16 code units; where it stands in a table or a workbook; where on
 * which page it is printed: left, upper, right and lower side in points from the upper left corner.
 */
export interface Place {
  line: number; start: number; end: number;
  table?: number; row?: number; column?: number;
  sheet?: string; address?: string;
  page?: number; box?: [number, number, number, number];
}
export interface Cell {
  raw: string;
  value: number | null;
  status: "read" | "blank" | "inferred" | "unsure" | "missing";
  place: Place | null;
  reason?: string;
  reason_en?: string;
  readings?: number[];
}
export interface Finding {
  rule: string;
  instance: string;
  outcome: "fails" | "undecided";
  severity: "error" | "warning" | "hint";
  cells: string[];
  formula: string | null;
  expected: number | null;
  actual: number | null;
  message: string;
  message_en: string;
  /** Index into the causes. */
  cause: number | null;
  /** The part of the report that it is about; only of the whole check. */
  area?: "disclosure" | "requests" | "remedies" | "prose" | "form" | "years" | "units";
  /** What the relations ask for in blank totals; only with form.blank. */
  proposed?: Change[];
  /** Where the sentence or section it speaks of stands; only of prose.*, form.* and plausible.*. */
  place?: Place;
  /** Why it is right here all the same; the counts leave it out. */
  waived?: string;
}
export interface Change { cell: string; from: number | null; to: number }
export interface Act { reason: string; changes: number[]; message: string; message_en: string }
export interface Option {
  changes: Change[];
  acts: Act[];
  resolves: string[];
  certainty: "certain" | "likely" | "open";
  /** Every relation that the changes touch: both sides, before and after. */
  proof: { instance: string; before: [number, number]; after: [number, number] }[];
}
export interface Cause { findings: number[]; options: Option[]; at_least: number; message: string; message_en: string }
export interface Problem { kind: string; message: string; message_en: string; place: Place | null }
type TableState = "found" | "missing";
/** One checked report: the public contract. */
export interface View {
  version: 1;
  engine: string;
  source: { name: string; format: string };
  agency: string | null;
  year: number | null;
  form: string | null;
  forms: { disclosure: string | null; requests: string | null };
  reading: {
    tables: { disclosure: TableState; requests: TableState; remedies: TableState };
    read: number; blank: number; inferred: number; unsure: number; missing: number;
  };
  cells: Record<string, Cell>;
  findings: Finding[];
  causes: Cause[];
  summary: { holds: number; fails: number; undecided: number; errors: number; warnings: number; hints: number };
  problems: Problem[];
}
export type Box =
  | { text: string; text_en: string; colspan: number; rowspan: number; scope: "col" | "row" }
  | { cell: string; colspan: number };
export interface Layout {
  title: string;
  title_en: string;
  rows: Box[][];
  labels: Record<string, string>;
  labels_en: Record<string, string>;
}
export interface Form { source: string; disclosure: Layout; requests: Layout; remedies: Layout }
export interface Rule {
  id: string; formula: string; severity: string;
  source: string; source_en: string; message: string; message_en: string;
}

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
export type Area = "disclosure" | "requests" | "remedies" | "prose" | "form" | "years" | "units";
export interface Finding {
  rule: string;
  instance: string;
  outcome: "fails" | "undecided";
  /** Null where undecided. */
  severity: "error" | "warning" | "hint" | null;
  cells: string[];
  formula: string | null;
  expected: number | null;
  actual: number | null;
  message: string;
  message_en: string;
  /** Index into the causes. */
  cause: number | null;
  /** The part of the report that it is about. */
  area: Area;
  /** What the relations ask for in blank totals; only with form.blank. */
  proposed?: Change[];
  /** Where the sentence or section it speaks of stands; only of prose.*, form.* and plausible.*. */
  place?: Place;
  /** Why it is right here all the same; the counts leave it out. */
  waived?: string;
  /** What a waiver knows it by: its own mark, and the mark of files written before there were many reports. */
  marks: [string, string];
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
  version: 2;
  engine: string;
  source: { name: string; format: string };
  verdict: "holds" | "fails" | "warns" | "undecided" | "unread";
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
  /** The findings as a reader sees them, the worst first. */
  entries: Entry[];
  /** How much there is of everything, waived findings aside. */
  tally: Tally;
  /** Relations that hold, and the findings by outcome and severity, waived ones aside. */
  summary: { holds: number; fails: number; undecided: number; errors: number; warnings: number; hints: number };
  problems: Problem[];
  /** The reports it was compared with. */
  compared?: Compared;
  /** Rules and families that were left out. */
  without?: string[];
}
export type Kind = "error" | "warning" | "undecided" | "hint";
/** A cause with its findings, or a finding without a cause; both by index. */
export interface Entry { kind: Kind; cause: number | null; findings: number[]; waived: boolean; actions: number }
export interface Part { errors: number; remarks: number; undecided: number; places: number; is_checked: boolean }
export interface Tally {
  /** 处: entries that are an error, a warning or a hint, or ask for something. */
  places: number;
  /** 待处理: what the entries ask for, together. */
  to_do: number;
  errors: number; warnings: number; undecided: number; hints: number;
  /** Cells not read for certain, tables not found, remarks of the reader. */
  doubts: number;
  waived: number;
  parts: Record<Area, Part>;
}
export interface Named { agency: string | null; year: number | null }
export interface Compared {
  last_year: Named | null;
  units: Named[];
  complete: boolean;
  /** Cells that differ from the sum of the units. */
  residuals: { cell: string; printed: number; sum: number; difference: number; units: number[] }[];
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
/** A rule, when a report that breaks it is right all the same, and an example that holds and one that fails. */
export interface Rule {
  id: string; formula: string; severity: string;
  source: string; source_en: string; message: string; message_en: string;
  caution: string; caution_en: string; holds: string; fails: string;
}
/** What is known of a report, to find those it is compared with. */
export interface Known { name: string; agency: string | null; year: number | null }
/** The reports that one is compared with, as places in the list given. */
export interface Companions {
  last_year: number | null;
  units: number[];
  /** Why none could be chosen, where several might be. */
  doubt: { message: string; message_en: string } | null;
}

/** A remark of a reader, as a problem of the view. */
export interface Note { kind: string; message: string; message_en: string }
/** A text, or what a module of readers opened. */
export interface Source {
  name?: string;
  /** Of a document with the separators U+001D, U+001E and U+001F of tables, rows and cells. */
  text: string;
  /** What its reader found; else it is told by the text. */
  format?: string;
  notes?: Note[];
  title?: string | null;
  /** Six numbers a cell: byte it begins at, byte it ends before, table, row, column, colspan; where there are none, the text is read anew. */
  boxes?: ArrayLike<number>;
  /** Six numbers a piece: byte it begins at, page, left, upper, right and lower side in points. */
  pages?: ArrayLike<number>;
  sheets?: string[];
}
/** How a report is checked. */
export interface Options {
  /** Cells corrected by hand, and their texts. */
  corrections?: Record<string, string>;
  compared_with?: { last_year?: Source | null; units?: Source[]; complete?: boolean };
  /** Rules or families that are left out, before anything is evaluated. */
  without?: string[];
  /** What is right all the same: rules, families, single relations, or marks. */
  waived?: { rule: string; reason: string }[];
}

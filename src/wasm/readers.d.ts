/** A remark of the reader, as a problem of the view. */
export interface Note { kind: string; message: string; message_en: string; place: null }
/** A document for the core's `check`. */
export interface Reading {
  format: string;
  /** With the separators U+001D, U+001E and U+001F of tables, rows and cells. */
  text: string;
  title: string | null;
  /** Six numbers a cell: byte it begins at, byte it ends before, table, row, column, colspan. */
  boxes: number[];
  /** Six numbers a piece: byte it begins at, page, left, upper, right and lower side in points. */
  pages: number[];
  sheets: string[];
}
/** What a file holds: a document, text or HTML, or other files. */
export interface Opened {
  document?: Reading;
  text?: { format: string; text: string };
  entries?: { name: string; bytes: Uint8Array }[];
  notes: Note[];
}

/** A report to write of, and what it is checked with. */
export interface Unit {
  report: Given;
  name: string;
  /** That of the file, as its reader told it. */
  format?: string;
  /** Cells corrected by hand, and their texts. */
  cells?: string[];
  corrections?: string[];
  /** The reports beside it, as places in the list. */
  last_year?: number | null;
  units?: number[];
  complete?: boolean;
  /** Rules or families that are left out. */
  without?: string[];
  /** Rules, families or single relations that are right all the same. */
  waived?: { rule: string; reason: string }[];
  /** What the reader of the file had to say. */
  notes?: { message: string; message_en: string }[];
  /** The values of the further columns. */
  further?: string[];
  /** Whether it is only there to stand beside another. */
  is_beside?: boolean;
}

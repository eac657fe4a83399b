/** A report to check, or to stand beside one: text, or what a module of readers opened. */
export interface Given {
  text: string;
  title?: string | null;
  /** Where there are none, the text is read anew. */
  boxes?: number[] | null;
  pages?: number[];
  sheets?: string[];
}
/** The reports beside the one that is checked, and the rules or families that are left out. */
export interface Beside { last_year: Given | null; units: Given[]; complete: boolean; without?: string[] }

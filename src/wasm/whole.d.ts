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
/** What is known of a report, to find those beside it. */
export interface Known { name: string; agency: string | null; year: number | null }
/** The reports beside one, as places in the list given. */
export interface Companions {
  last_year: number | null;
  units: number[];
  /** Why none could be chosen, where several might be. */
  doubt: { message: string; message_en: string } | null;
}

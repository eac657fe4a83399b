/** The list that an office keeps of its agencies; its other columns are carried along. */
export interface AgencyList {
  columns: string[];
  agencies: { agency: string; values: string[] }[];
  /** Agencies that stand in more than one row, of which the last is taken. */
  twice: string[];
}
/** The row of the list that belongs to each report, and the rows that belong to none. */
export interface Matched { lines: (number | null)[]; missing: number[] }

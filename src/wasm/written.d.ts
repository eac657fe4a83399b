/** A report to write of, and what it is checked with. */
export interface Unit {
  source: Source;
  /** Without `compared_with`. */
  options?: Options;
  /** The reports it is compared with, as places in the list. */
  last_year?: number | null;
  units?: number[];
  complete?: boolean;
  /** The values of the further columns. */
  further?: string[];
  /** Whether it is only there to be compared with. */
  is_compared_only?: boolean;
}

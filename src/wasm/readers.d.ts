/** What a file holds: a source, or other files. */
export type Opened =
  | { source: Source }
  | { entries: { name: string; bytes: Uint8Array }[]; notes: Note[] };

/** One record of a file by its line: its fields, or why it has none. */
export interface FileRecord {
  readonly line: number;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly problem?: string;
}

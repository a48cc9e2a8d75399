import type { LogBounds, LogFilter, LogGroup, LogGroupFilter, LogPage, LogReport, OpenedLog } from './log-driver.ts';
import type { LogLine } from './log-line.ts';

/** An entry on its way to where it is kept. */
export interface WrittenEntry {
  readonly line: LogLine;
  readonly json: string;
}

/** An entry that is there already, as it stands there: who wrote it reads its line off it and replaces it. */
export interface KnownEntry {
  readonly id: string;
  readonly json: string;
}

export interface ReplacedEntry extends WrittenEntry {
  /** The line and the JSON of the entry that it replaces. */
  readonly old: LogLine;
  readonly oldJson: string;
}

/** Where the entries of one log are kept, as JSON: a file or a server. What has been answered is committed. */
export interface LogTables {
  readonly opened: OpenedLog;
  readonly layout: number;
  /** For messages. */
  readonly place: string;
  /** Adds entries that are not there yet, all or none; gives those that are, as they stand. */
  write(entries: readonly WrittenEntry[]): Promise<readonly KnownEntry[]>;
  replace(entries: readonly ReplacedEntry[]): Promise<void>;
  get(id: string): Promise<string | undefined>;
  list(filter: LogFilter, page: LogPage): Promise<{ readonly entries: readonly string[]; readonly total: number }>;
  group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]>;
  tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>>;
  /** Entries in order of their numbers, from the one after `number` on. */
  after(
    number: number,
    limit: number,
  ): Promise<{ readonly last: number; readonly entries: readonly string[] } | undefined>;
  /** Puts entries after the one numbered `after` into the cells of another definition, in their order. */
  recount(after: number, lines: readonly LogLine[]): Promise<void>;
  /** The roll-ups are those of this definition now. */
  reshaped(): Promise<void>;
  /** Drops the oldest blocks until the bounds hold; gives the number of entries dropped. */
  prune(bounds: Partial<LogBounds>, now: number): Promise<number>;
  statistics(): Promise<{ readonly entries: number; readonly bytes: number }>;
  check(): Promise<LogReport>;
  compact(): Promise<void>;
  close(): Promise<void>;
}

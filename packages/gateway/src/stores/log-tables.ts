import type {
  LogBounds,
  LogFilter,
  LogGroup,
  LogGroupFilter,
  LogPage,
  LogReport,
  OpenedLog,
  PackedEntry,
} from './log-driver.ts';
import type { LogLine } from './log-line.ts';

/** An entry ready to be written: packed, or as JSON. */
export interface WritableEntry {
  readonly line: LogLine;
  readonly body: PackedEntry | string;
  /** The line of the entry that it replaces, where that is known: tables that one process writes need not read it back. */
  readonly old?: LogLine | undefined;
}

/** A body as it was kept: packed under an outline, or JSON. */
export type KeptBody = { readonly bytes: Uint8Array; readonly outline: number } | string;

/** Entries out of the tables, and the JSON of the outlines that they need, by number. */
export interface KeptEntries {
  readonly bodies: readonly KeptBody[];
  readonly outlines: ReadonlyMap<number, string>;
}

/** A page of entries, and how many there are on all pages. */
export interface KeptPage extends KeptEntries {
  readonly total: number;
  readonly hasMore: boolean;
}

/** Entries that are there already, as they stand there: who wrote them reads their lines off them and replaces them. */
export interface KnownEntries extends KeptEntries {
  readonly ids: readonly string[];
}

export interface ReplacingEntry extends WritableEntry {
  /** The line and the body of the entry that it replaces. */
  readonly old: LogLine;
  readonly oldBody: KeptBody;
}

/** Where the entries of one log are kept: a file or a server. What has been answered is committed. */
export interface LogTables {
  readonly opened: OpenedLog;
  readonly layout: number;
  /** For messages. */
  readonly place: string;
  /** Whether entries are given packed where their definition packs them; otherwise all are JSON. */
  readonly keepsBytes: boolean;
  /** Adds entries that are not there yet, all or none; gives those that are and were not replaced by their old line. */
  write(entries: readonly WritableEntry[]): Promise<KnownEntries>;
  replace(entries: readonly ReplacingEntry[]): Promise<void>;
  get(id: string): Promise<KeptEntries>;
  list(filter: LogFilter, page: LogPage): Promise<KeptPage>;
  group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]>;
  tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>>;
  /** Entries in order of their numbers, from the one after `number` on. */
  after(number: number, limit: number): Promise<(KeptEntries & { readonly last: number }) | undefined>;
  /** Puts entries after the one numbered `after` into the cells of another definition, in their order. */
  recount(after: number, lines: readonly LogLine[]): Promise<void>;
  /** The roll-ups are those of this definition now. */
  reshaped(): Promise<void>;
  /** Drops the oldest blocks until the bounds hold; gives the number of entries dropped. */
  prune(bounds: Partial<LogBounds>, now: number): Promise<number>;
  /** Drops the oldest cells of those with these facets, as long as so many entries stay; gives the number of entries dropped. */
  thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Promise<number>;
  statistics(): Promise<{ readonly entries: number; readonly bytes: number }>;
  check(): Promise<LogReport>;
  compact(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What a log has to know of its entries: how they are named, and by what they are found, counted and summed. A role has
 * one of these; every driver works from it.
 */
export interface LogDefinition<Entry> {
  /** Lower case letters; names the tables. */
  readonly name: string;
  id(entry: Entry): string;
  /** Milliseconds since 1970. */
  time(entry: Entry): number;
  /** Roughly what an entry holds in memory. */
  bytes(entry: Entry): number;
  /** Values from short, closed lists, to filter and group by; null is a value too. */
  readonly facets: Readonly<Record<string, (entry: Entry) => string | null>>;
  /** Names of single entries or of a few, to find them by. */
  readonly keys: Readonly<Record<string, (entry: Entry) => string | null>>;
  /** Figures to add up. */
  readonly measures: Readonly<Record<string, (entry: Entry) => number>>;
  /** Values from a closed list of which an entry has several, to count. */
  tags(entry: Entry): readonly string[];
  /** Whether an entry is soon to be replaced by one that says more; drivers may make that cheap. */
  isOpen?(entry: Entry): boolean;
  /** An entry from its JSON, also from that of an earlier version of this program. */
  revive(json: unknown): Entry;
  /** A form that takes less room and time than JSON, for drivers that keep bytes; without one they keep JSON. */
  readonly packing?: LogPacking<Entry> | undefined;
}

/** How entries are packed, and unpacked into what `revive` takes. */
export interface LogPacking<Entry> {
  pack(entry: Entry): PackedEntry;
  /** `outline`: what the entry was packed with, out of its JSON. */
  unpack(bytes: Uint8Array, outline: unknown): unknown;
}

/** An entry as bytes. */
export interface PackedEntry {
  readonly bytes: Uint8Array;
  readonly outline: LogOutline;
}

/** What many entries have in common, kept once. The same id always stands for the same JSON. */
export interface LogOutline {
  readonly id: string;
  readonly json: string;
}

/** Which entries are meant; all conditions hold, and an empty filter means all entries. */
export interface LogFilter {
  /** By facet; null for entries without a value. */
  readonly facets?: Readonly<Record<string, string | null>> | undefined;
  readonly keys?: Readonly<Record<string, string>> | undefined;
  /** The beginning of an id or key, or, where no entry has one like it, part of a facet's value in any case. */
  readonly search?: string | undefined;
  /** Milliseconds since 1970: not before this. */
  readonly since?: number | undefined;
  /** Milliseconds since 1970: before this. */
  readonly until?: number | undefined;
}

/** What roll-ups span, in milliseconds. */
export const ROLL_UP_MS = 3_600_000;

/** What can be counted from roll-ups: single entries cannot, and times are widened to whole hours. */
export type LogGroupFilter = Pick<LogFilter, 'facets' | 'since' | 'until'>;

export interface LogPage {
  readonly limit: number;
  /** Entries passed over; each costs a little. */
  readonly offset: number;
  /** Id of an entry: the page is of those before it in time, and does not move when others come. Nothing where it is gone. */
  readonly after?: string | undefined;
}

/** A page of entries, the newest first, and how many there are on all pages. */
export interface LogPageOf<Entry> {
  readonly entries: readonly Entry[];
  readonly total: number;
  /** Whether there are older ones. */
  readonly hasMore: boolean;
}

/** Entries that have the same values of the facets they are grouped by. */
export interface LogGroup {
  readonly facets: Readonly<Record<string, string | null>>;
  readonly entries: number;
  /** Sums over the entries, all measures of the definition. */
  readonly measures: Readonly<Record<string, number>>;
}

/** Figures of a log. */
export interface LogStatistics {
  readonly entries: number;
  /** Of the entries, as estimated in memory or as kept on disk. */
  readonly bytes: number;
  /** Entries that made room for newer ones since the start, through this driver. */
  readonly dropped: number;
  /** Entries that were never written, since the start: more came than could be kept waiting. */
  readonly lost: number;
}

/** What a log keeps: the oldest entries go first. */
export interface LogBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Undefined for any age. */
  readonly maxAgeMs?: number | undefined;
}

/** A bounded log of entries with an id: the newest stay, the oldest make room. Newest means put last. */
export interface LogDriver<Entry> {
  /** Adds an entry, or replaces the one of the same id where it stands. Never throws and never waits. */
  put(entry: Entry): void;
  /** The same, and waits until it is kept; rejects where it is not for now, though it may be later. */
  keep(entry: Entry): Promise<void>;
  /** Whether another entry can be kept waiting; one that cannot is lost, or where the log loses none waits all the same. */
  hasRoom(): boolean;
  get(id: string): Promise<Entry | undefined>;
  list(filter: LogFilter, page: LogPage): Promise<LogPageOf<Entry>>;
  /** Groups by the named facets, in no order. */
  group(filter: LogGroupFilter, by: readonly string[]): Promise<readonly LogGroup[]>;
  /** How many entries have each tag. */
  tags(filter: LogGroupFilter): Promise<Readonly<Record<string, number>>>;
  /** All entries, the oldest first. */
  all(): AsyncIterable<Entry>;
  /** Lets go of what is beyond the bounds now; gives the number of entries. The log's own bounds hold without it. */
  prune(bounds: Partial<LogBounds>): Promise<number>;
  /** The same for entries with these facets alone: at least so many of them stay, and as a rule not many more. */
  thin(facets: NonNullable<LogFilter['facets']>, maxEntries: number): Promise<number>;
  statistics(): Promise<LogStatistics>;
  /** As in the statistics, at once. */
  dropped(): number;
  lost(): number;
  /** Waits until all that was put is kept, or has turned out not to be kept for now. */
  flush(): Promise<void>;
  /** Writes what is still on its way and lets go of everything. */
  close(): Promise<void>;
}

/** What a log comes to where it is kept, and whether it agrees with itself. */
export interface LogReport {
  readonly layout: number;
  readonly entries: number;
  readonly bytes: number;
  /** On the disk, indexes and all. */
  readonly fileBytes: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  /** What is wrong; empty for a good one. */
  readonly problems: readonly string[];
}

/** How a log was found. */
export interface OpenedLog {
  /** Layout that it had, 0 for a new one. */
  readonly layoutBefore: number;
  /** Its roll-ups were of another definition: every entry was counted anew. */
  readonly isReshaped: boolean;
}

/** A log that outlives its process, with what only such a one can do. */
export interface DurableLog<Entry> extends LogDriver<Entry> {
  readonly opened: OpenedLog;
  /** Layout that it has now. */
  readonly layout: number;
  /** Where it is, for messages. */
  readonly place: string;
  /** Looks at all of it: takes seconds for a large one. */
  check(): Promise<LogReport>;
  /** Gives freed room back to the disk. */
  compact(): Promise<void>;
}

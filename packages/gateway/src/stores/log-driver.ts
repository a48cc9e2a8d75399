/** Figures of a log. */
export interface LogStatistics {
  readonly entries: number;
  /** As estimated by those who put the entries in. */
  readonly bytes: number;
  /** Entries that made room for newer ones since the start. */
  readonly dropped: number;
}

/** A bounded log of entries with an id: the newest stay, the oldest make room. */
export interface LogDriver<Entry> {
  /** Adds an entry, or replaces the one of the same id where it stands. Never throws and never waits. */
  put(id: string, entry: Entry, bytes: number): void;
  get(id: string): Promise<Entry | undefined>;
  /** Newest first. */
  recent(limit: number): Promise<readonly Entry[]>;
  statistics(): LogStatistics;
  /** Writes what is still on its way and lets go of everything. */
  close(): Promise<void>;
}

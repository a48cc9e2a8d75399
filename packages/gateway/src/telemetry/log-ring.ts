import type { LogEntry } from '../contract/index.ts';

/** Entries kept by default: some hours of a quiet router, and never more than a few megabytes. */
const MOST_ENTRIES = 2_000;
/** A longer line is cut: one entry must not crowd out the others. */
const MOST_LINE_CHARACTERS = 8_192;
const LEVELS: Readonly<Record<number, LogEntry['level']>> = { 10: 'debug', 20: 'debug', 30: 'info', 40: 'warn' };

/** Which entries are meant; all conditions hold. */
export interface LogRingFilter {
  /** Of this level or a graver one. */
  readonly level?: LogEntry['level'] | undefined;
  /** Part of the message or of a field, in any case. */
  readonly search?: string | undefined;
  /** Only those that came after the entry of this number. */
  readonly after?: number | undefined;
}

/** The latest entries of a log, in memory. */
export interface LogRing {
  /** Takes one line as the logger writes it: JSON, redacted. Never throws. */
  write(line: string): void;
  /** The newest `limit` entries, the oldest of them first, and the number of the newest one of all. */
  read(filter: LogRingFilter, limit: number): { readonly entries: readonly LogEntry[]; readonly last: number };
}

/** The levels, the mildest first. */
export const LOG_LEVELS: readonly LogEntry['level'][] = ['debug', 'info', 'warn', 'error'];

/** Makes an empty ring; the oldest entries make room. */
export function createLogRing(mostEntries = MOST_ENTRIES): LogRing {
  const entries: LogEntry[] = [];
  let last = 0;
  return {
    write(line) {
      entries.push(readLine(line, ++last));
      if (entries.length > mostEntries) entries.shift();
    },
    read({ level, search, after = 0 }, limit) {
      const least = level === undefined ? 0 : LOG_LEVELS.indexOf(level);
      const words = search?.toLowerCase();
      const found = entries.filter(
        (entry) =>
          entry.number > after &&
          LOG_LEVELS.indexOf(entry.level) >= least &&
          (words === undefined || `${entry.message} ${JSON.stringify(entry.fields)}`.toLowerCase().includes(words)),
      );
      return { entries: found.slice(-limit), last };
    },
  };
}

function readLine(line: string, number: number): LogEntry {
  if (line.length <= MOST_LINE_CHARACTERS) {
    try {
      const { level, time, msg, ...fields } = JSON.parse(line) as { level: number; time: number; msg?: string };
      return { number, at: time, level: LEVELS[level] ?? 'error', message: msg ?? '', fields };
    } catch {
      // A line that is not the logger's own is kept as it is.
    }
  }
  return { number, at: Date.now(), level: 'warn', message: line.slice(0, MOST_LINE_CHARACTERS).trimEnd(), fields: {} };
}

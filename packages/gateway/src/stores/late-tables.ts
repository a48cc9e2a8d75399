import type { LogTables } from './log-tables.ts';

/** Tables that are opened when they are first asked for, and tried again for as long as they cannot be. */
export function lateTables(about: Pick<LogTables, 'place' | 'keepsBytes'>, open: () => Promise<LogTables>): LogTables {
  let opening: Promise<LogTables> | undefined;
  const tables = () => {
    opening ??= open().catch((cause: unknown) => {
      opening = undefined;
      throw cause;
    });
    return opening;
  };
  return {
    opened: { layoutBefore: 0, isReshaped: false },
    layout: 0,
    ...about,
    write: async (entries) => (await tables()).write(entries),
    replace: async (entries) => (await tables()).replace(entries),
    get: async (id) => (await tables()).get(id),
    list: async (filter, page) => (await tables()).list(filter, page),
    group: async (filter, by) => (await tables()).group(filter, by),
    tags: async (filter) => (await tables()).tags(filter),
    after: async (number, limit) => (await tables()).after(number, limit),
    recount: async (after, lines) => (await tables()).recount(after, lines),
    reshaped: async () => (await tables()).reshaped(),
    // They keep their bounds when they are opened.
    prune: async (bounds, now) => (opening === undefined ? 0 : (await tables()).prune(bounds, now)),
    thin: async (facets, maxEntries) => (await tables()).thin(facets, maxEntries),
    statistics: async () => (await tables()).statistics(),
    check: async () => (await tables()).check(),
    compact: async () => (await tables()).compact(),
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

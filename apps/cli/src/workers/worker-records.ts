import { addGroups, type DecisionRecord, type LogStatistics, type RecordStore } from '@signalbox/gateway';
import type { WorkerAnswers, WorkerQuestion } from './messages.ts';

/** Asks every worker; those that died or are stuck are left out. */
export type AskEveryone = <Of extends keyof WorkerAnswers>(
  question: WorkerQuestion & { readonly of: Of },
) => Promise<WorkerAnswers[Of][]>;

function put(): never {
  throw new Error('records are written by the workers');
}

/** The records in the file that all workers write to; what is still on its way is waited for. */
export function recordsOfFile(file: RecordStore, everyone: AskEveryone): RecordStore {
  const written = <Values extends unknown[], Answer>(ask: (...values: Values) => Promise<Answer>) => {
    return async (...values: Values): Promise<Answer> => {
      await everyone({ of: 'flush' });
      return ask(...values);
    };
  };
  return {
    put,
    keep: put,
    hasRoom: () => true,
    async get(id) {
      const kept = await file.get(id);
      if (kept !== undefined && kept.lifecycle !== 'in_progress') return kept;
      const waiting = await everyone({ of: 'record', id });
      return waiting.find((record) => record !== undefined) ?? kept;
    },
    list: written(file.list.bind(file)),
    group: written(file.group.bind(file)),
    tags: written(file.tags.bind(file)),
    statistics: written(file.statistics.bind(file)),
    all: () => file.all(),
    prune: (bounds) => file.prune(bounds),
    thin: (facets, maxEntries) => file.thin(facets, maxEntries),
    dropped: () => file.dropped(),
    lost: () => file.lost(),
    flush: async () => void (await everyone({ of: 'flush' })),
    close: () => file.close(),
  };
}

/** The workers' memories as one. */
export function recordsOfMemories(everyone: AskEveryone): RecordStore {
  return {
    put,
    keep: put,
    hasRoom: () => true,
    get: async (id) => (await everyone({ of: 'record', id })).find((record) => record !== undefined),
    async list(filter, { limit, offset, after }) {
      // Memories are small, and who wrote the record that a page begins after is not known.
      const most = after === undefined ? offset + limit + 1 : Number.MAX_SAFE_INTEGER;
      const pages = await everyone({ of: 'records', filter, page: { limit: most, offset: 0 } });
      const all: DecisionRecord[] = pages.flatMap(({ entries }) => entries);
      all.sort((a, b) => b.startedAt - a.startedAt);
      const cut = after === undefined ? undefined : (await this.get(after))?.startedAt;
      const older = after === undefined ? all : all.filter(({ startedAt }) => cut !== undefined && startedAt < cut);
      return {
        entries: older.slice(offset, offset + limit),
        total: pages.reduce((sum, { total }) => sum + total, 0),
        hasMore: older.length > offset + limit,
      };
    },
    group: async (filter, by) => addGroups((await everyone({ of: 'groups', filter, by })).flat(), by),
    async tags(filter) {
      const sum: Record<string, number> = {};
      for (const counts of await everyone({ of: 'tags', filter })) {
        for (const [tag, count] of Object.entries(counts)) sum[tag] = (sum[tag] ?? 0) + count;
      }
      return sum;
    },
    async statistics() {
      const none: LogStatistics = { entries: 0, bytes: 0, dropped: 0, lost: 0 };
      return (await everyone({ of: 'statistics' })).reduce(
        (sum, each) => ({
          entries: sum.entries + each.entries,
          bytes: sum.bytes + each.bytes,
          dropped: sum.dropped + each.dropped,
          lost: sum.lost + each.lost,
        }),
        none,
      );
    },
    all() {
      throw new Error('records in the memory of workers are listed by pages');
    },
    prune() {
      throw new Error('records in the memory of workers keep to their bounds by themselves');
    },
    async thin(facets, maxEntries) {
      const { entries, hasMore } = await this.list({ facets }, { limit: maxEntries, offset: 0 });
      if (!hasMore) return 0;
      // No worker knows how many of the newest are its own; all know how old the oldest of them is.
      const oldest = entries.at(-1)?.startedAt;
      const since = oldest === undefined ? Number.MAX_SAFE_INTEGER : Math.round(oldest);
      const dropped = await everyone({ of: 'thin', facets, since });
      return dropped.reduce((sum, each) => sum + each, 0);
    },
    dropped: () => 0,
    lost: () => 0,
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

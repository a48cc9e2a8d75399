import type {
  AdapterDefinition,
  AdapterServices,
  HeadDefinition,
  HeadStatistics,
  OpenedHead,
} from '@signalbox/engine/adapters';

/** What a config chose for a head; the engine's `HeadChoice` is one. */
export interface HeadRequest {
  readonly head: string;
  readonly adapter: string;
  readonly options: unknown;
}

/** Opens heads and keeps them: the same choice, asked for again, is the same model with its cache and its breaker. */
export interface HeadOpener {
  open(request: HeadRequest): Promise<OpenedHead>;
  /** How the calls of all heads went that were opened, one entry by head and adapter. */
  statistics(): readonly HeadStatistics[];
  /** Frees all of them. */
  close(): Promise<void>;
}

export interface HeadOpenerOptions {
  readonly heads: readonly HeadDefinition[];
  readonly adapters: readonly AdapterDefinition[];
  readonly services: AdapterServices;
}

/** A head that could not be opened is tried again when it is asked for again: the operator may have mended it. */
export function createHeadOpener({ heads, adapters, services }: HeadOpenerOptions): HeadOpener {
  const kept = new Map<string, Promise<OpenedHead>>();
  const inUse: { readonly request: HeadRequest; readonly head: OpenedHead }[] = [];

  const open = async (request: HeadRequest): Promise<OpenedHead> => {
    const head = heads.find(({ name }) => name === request.head)!;
    const adapter = adapters.find(({ type }) => type === request.adapter)!;
    return adapter.open(head, request.options, services);
  };

  return {
    async open(request) {
      const key = JSON.stringify([request.head, request.adapter, request.options]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const opening = open(request);
      kept.set(key, opening);
      try {
        const head = await opening;
        if (head.port === undefined) kept.delete(key);
        else inUse.push({ request, head });
        return head;
      } catch (cause) {
        kept.delete(key);
        throw cause;
      }
    },
    statistics() {
      const sums = new Map<string, HeadStatistics>();
      for (const { request, head } of inUse) {
        const own = head.statistics?.();
        if (own === undefined) continue;
        const key = `${request.head}\0${request.adapter}`;
        const before = sums.get(key);
        sums.set(key, {
          head: request.head,
          adapter: request.adapter,
          asked: own.asked + (before?.asked ?? 0),
          cacheHits: own.cacheHits + (before?.cacheHits ?? 0),
          failures: sumOf(before?.failures ?? new Map(), own.failures),
          // Of several configurations of a head, the last one opened is the one in force.
          breaker: own.breaker,
        });
      }
      return [...sums.values()];
    },
    async close() {
      const heads = inUse.splice(0);
      kept.clear();
      await Promise.all(heads.map(({ head }) => head.close?.()));
    },
  };
}

function sumOf(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sum = new Map(one);
  for (const [code, count] of other) sum.set(code, (sum.get(code) ?? 0) + count);
  return sum;
}

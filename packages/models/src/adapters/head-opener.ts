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
  /** How the calls of the heads in force went, since each was opened. */
  statistics(): readonly HeadStatistics[];
  /**
   * Told which choices are in force now: frees what neither they nor those before them use. Requests under way may
   * still use the choices before.
   */
  inForce(requests: readonly HeadRequest[]): Promise<void>;
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
  const opened = new Map<string, { readonly request: HeadRequest; readonly head: OpenedHead }>();
  let current: ReadonlySet<string> = new Set();

  const free = async (keys: readonly string[]): Promise<void> => {
    const heads = keys.flatMap((key) => opened.get(key)?.head ?? []);
    for (const key of keys) {
      kept.delete(key);
      opened.delete(key);
    }
    await Promise.all(heads.map((head) => head.close?.()));
  };
  const open = async (request: HeadRequest): Promise<OpenedHead> => {
    const head = heads.find(({ name }) => name === request.head) ?? ownHead(request.head);
    const adapter = adapters.find(({ type }) => type === request.adapter)!;
    return adapter.open(head, request.options, services);
  };

  return {
    async open(request) {
      const key = keyOf(request);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const opening = open(request);
      kept.set(key, opening);
      try {
        const head = await opening;
        if (head.port === undefined) kept.delete(key);
        else opened.set(key, { request, head });
        return head;
      } catch (cause) {
        kept.delete(key);
        throw cause;
      }
    },
    statistics() {
      return [...current].flatMap((key) => {
        const { request, head } = opened.get(key) ?? {};
        const own = head?.statistics?.();
        return request === undefined || own === undefined
          ? []
          : [{ ...own, head: request.head, adapter: request.adapter }];
      });
    },
    inForce(requests) {
      const before = current;
      current = new Set(requests.map(keyOf));
      return free([...opened.keys()].filter((key) => !current.has(key) && !before.has(key)));
    },
    close: () => free([...opened.keys()]),
  };
}

/** A head that only one rule asks: any labels will do. */
function ownHead(name: string): HeadDefinition {
  return { name, port: 'classifier', summary: 'Which of the labels fits the text.' };
}

function keyOf({ head, adapter, options }: HeadRequest): string {
  return JSON.stringify([head, adapter, options]);
}

import { type JsonRecord, recordsIn, stringIn } from '../json/json-record.ts';

/** What a server of models can be asked beside answers. Paths start at the server's root, not below `/v1`. */
export interface ServerProbes {
  /** Where it tells how busy it is, and in which Prometheus gauges. */
  readonly load?: LoadMetrics | undefined;
  /** How one is told from another that listens at the same place. */
  readonly identity?: ServerIdentity | undefined;
}

/** An answer that only servers of one kind give. */
export interface ServerIdentity {
  readonly path: string;
  /** What it says of itself, and of its models where this answer does; undefined where it is none of them. */
  read(body: JsonRecord): ServerSelf | undefined;
}

export interface ServerSelf {
  readonly version?: string | undefined;
  readonly models?: readonly string[] | undefined;
}

/** Known by a field of its own, which says the version. */
export function byVersion(path: string, field: string): ServerIdentity {
  return { path, read: ({ [field]: version }) => (typeof version === 'string' ? { version } : undefined) };
}

/** Known by a list of its models where only it has one; those that only embed are left out. */
export function byList(path: string, field: string, name: string): ServerIdentity {
  return {
    path,
    read: ({ [field]: list }) =>
      Array.isArray(list)
        ? {
            models: recordsIn(list)
              .filter(({ type }) => type !== 'embeddings')
              .flatMap((each) => stringIn(each[name]) ?? []),
          }
        : undefined,
  };
}

/** Known by whom its models belong to, in the list of them. */
export function byOwner(owner: string): ServerIdentity {
  return {
    path: '/v1/models',
    read: ({ data }) => (recordsIn(data).some(({ owned_by }) => owned_by === owner) ? {} : undefined),
  };
}

export interface LoadMetrics {
  readonly path: string;
  /** Gauge of the requests in work. */
  readonly running: string;
  /** Gauge of the requests that wait for room. */
  readonly waiting: string;
}

/** How busy a server is, by its own word. */
export interface ServerLoad {
  readonly running: number;
  readonly waiting: number;
}

/** The load in a page of Prometheus text, summed over its models and engines; undefined where a gauge is missing. */
export function readLoad(page: string, metrics: LoadMetrics): ServerLoad | undefined {
  const running = sumOf(page, metrics.running);
  const waiting = sumOf(page, metrics.waiting);
  return running === undefined || waiting === undefined ? undefined : { running, waiting };
}

function sumOf(page: string, gauge: string): number | undefined {
  let sum: number | undefined;
  for (const line of page.split('\n')) {
    if (!line.startsWith(gauge)) continue;
    const rest = line.slice(gauge.length);
    if (!rest.startsWith('{') && !rest.startsWith(' ')) continue;
    const value = Number(/(?:^|\}) +(\S+)/.exec(rest)?.[1]);
    if (Number.isFinite(value)) sum = (sum ?? 0) + value;
  }
  return sum;
}

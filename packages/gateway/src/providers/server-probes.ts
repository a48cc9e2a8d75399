/** What a server of models can be asked beside answers. Paths start at the server's root, not below `/v1`. */
export interface ServerProbes {
  /** Where it tells how busy it is, and in which Prometheus gauges. */
  readonly load?: LoadMetrics | undefined;
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

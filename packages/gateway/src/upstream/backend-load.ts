import type { Dispatcher } from 'undici';
import { type LoadMetrics, readLoad, type ServerLoad } from '../providers/server-probes.ts';

/** How busy a backend is, for whoever balances between backends. */
export interface BackendLoad {
  /** By the server's own word; undefined while it is not known, or was last told too long ago. */
  readonly current: ServerLoad | undefined;
  /** Asks no more. */
  stop(): void;
}

export interface BackendLoadOptions {
  readonly pool: Dispatcher;
  readonly origin: string;
  readonly metrics: LoadMetrics;
  /** Time between two questions. */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Calls back after a time; the returned function calls it off. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** After so many intervals without an answer, what was told is not believed any more. */
const BELIEVED_INTERVALS = 3;

/** Asks a server at regular times how busy it is, one question at a time. */
export function watchBackendLoad(options: BackendLoadOptions): BackendLoad {
  const { metrics, intervalMs, after, now } = options;
  let told: ServerLoad | undefined;
  let toldMs = 0;
  let isStopped = false;
  let callOff = () => {};
  const ask = async () => {
    const page = await pageAt(options);
    if (isStopped) return;
    const load = page === undefined ? undefined : readLoad(page, metrics);
    if (load !== undefined) {
      told = load;
      toldMs = now();
    }
    callOff = after(intervalMs, () => void ask());
  };
  void ask();
  return {
    get current() {
      return now() - toldMs > BELIEVED_INTERVALS * intervalMs ? undefined : told;
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
}

async function pageAt({ pool, origin, metrics, timeoutMs }: BackendLoadOptions): Promise<string | undefined> {
  try {
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: metrics.path,
      origin,
      headers: { 'accept-encoding': 'identity' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const text = await body.text();
    return statusCode === 200 ? text : undefined;
  } catch {
    // Whatever went wrong, the server did not say; who asks goes on without.
    return undefined;
  }
}

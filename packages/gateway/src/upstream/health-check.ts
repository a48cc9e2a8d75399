import type { Pool } from 'undici';
import type { Timers } from './timers.ts';

/** Failed checks in a row after which a backend is unwell; one that succeeds makes it well again. */
const FAILURES = 2;
/** Checks come up to this share earlier, so that those of many routers do not come together. */
const JITTER = 0.2;

export interface HealthCheckOptions {
  readonly intervalMs: number;
  /** Whether the backend is well. Never rejects. */
  readonly check: () => Promise<boolean>;
  readonly onChange: (isHealthy: boolean) => void;
  readonly timers: Timers;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Asks a backend at regular times whether it is well, one question at a time. Returns a function that stops it. */
export function startHealthCheck({ intervalMs, check, onChange, timers, random }: HealthCheckOptions): () => void {
  let failures = 0;
  let isStopped = false;
  let callOff = () => {};
  const ask = async () => {
    const isGood = await check();
    if (isStopped) return;
    const wasHealthy = failures < FAILURES;
    failures = isGood ? 0 : failures + 1;
    const isHealthy = failures < FAILURES;
    if (isHealthy !== wasHealthy) onChange(isHealthy);
    plan();
  };
  const plan = () => {
    callOff = timers.afterIdling(intervalMs * (1 - JITTER * random()), () => void ask());
  };
  plan();
  return () => {
    isStopped = true;
    callOff();
  };
}

/** Whether a GET of the path is answered 2xx in time. */
export async function askHealth(pool: Pool, path: string, timeoutMs: number): Promise<boolean> {
  try {
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path,
      headers: { 'accept-encoding': 'identity' },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body.dump();
    return statusCode >= 200 && statusCode < 300;
  } catch {
    // Whatever went wrong, the backend did not say that it is well.
    return false;
  }
}

import type { RetryConfig } from '@signalbox/engine';
import type { TransportFailureKind } from '../transport/transport-failure.ts';

/** Which failures are worth another try. */
export interface RetryPolicy {
  /** `saysSo`: the provider's own reading of the answer. */
  retriesStatus(status: number, saysSo: boolean): boolean;
  retriesTransport(kind: TransportFailureKind): boolean;
}

const WORD_BY_FAILURE: Readonly<Record<TransportFailureKind, string | undefined>> = {
  unreachable: 'connect-failure',
  connect_timeout: 'connect-failure',
  disconnected: 'reset',
  idle_timeout: 'timeout',
  invalid: 'invalid',
  cancelled: undefined,
};

/** Reads `retry_on`; without it everything that another backend may do better. */
export function compileRetryPolicy({ on }: Pick<RetryConfig, 'on'>): RetryPolicy {
  if (on === undefined) {
    return {
      retriesStatus: (status, saysSo) => status >= 500 || status === 429 || saysSo,
      retriesTransport: (kind) => kind !== 'cancelled',
    };
  }
  const words = new Set(on);
  return {
    retriesStatus: (status) =>
      words.has(String(status)) ||
      (status >= 500 && words.has('5xx')) ||
      (status >= 502 && status <= 504 && words.has('gateway-error')),
    retriesTransport(kind) {
      const word = WORD_BY_FAILURE[kind];
      return word !== undefined && words.has(word);
    },
  };
}

/** Milliseconds that a `Retry-After` asks for, in seconds or as a date; undefined when it says nothing. */
export function parseRetryAfter(value: string | undefined, nowEpochMs: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text) * 1e3;
  if (!/[a-z]/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowEpochMs);
}

const FIRST_DELAY_MS = 100;

/**
 * Wait before the same backends are asked again: anything up to a bound that doubles with every round (full jitter),
 * but no less than they asked for. Undefined where that is longer than allowed.
 */
export function delayBeforeRound(
  round: number,
  { retryAfterMs, mostMs, random }: { retryAfterMs: number; mostMs: number; random: () => number },
): number | undefined {
  if (retryAfterMs > mostMs) return undefined;
  const bound = Math.min(mostMs, FIRST_DELAY_MS * 2 ** (round - 1));
  return Math.min(mostMs, retryAfterMs + random() * bound);
}

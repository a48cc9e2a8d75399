import type { ExchangeView } from '../../exchange/exchange-view.ts';
import type { CacheOptions } from './options.ts';

/** What a client asked of the cache, as far as it may. */
export interface Controls {
  /** A kept answer will not do. */
  readonly refusesKept: boolean;
  /** The answer shall not be kept. */
  readonly refusesKeeping: boolean;
  /** Oldest answer that will do. */
  readonly maxAgeMs: number;
  readonly ttlMs: number;
}

/** Reads `no-cache`, `no-store`, `bypass`, `max-age=N`, `ttl=N` off the configured header; what is not allowed is left out. */
export function compileControls(options: CacheOptions): (exchange: ExchangeView) => Controls {
  const { enabled, header, allowed, max_ttl_seconds: mostSeconds } = options.request_controls;
  const name = header.toLowerCase();
  const usual: Controls = {
    refusesKept: false,
    refusesKeeping: false,
    maxAgeMs: Number.POSITIVE_INFINITY,
    ttlMs: options.ttl_seconds * 1e3,
  };
  if (!enabled) return () => usual;
  const mostTtlMs = (mostSeconds ?? options.ttl_seconds) * 1e3;
  return ({ requestHeaders }) => {
    const given = requestHeaders[name];
    if (given === undefined) return usual;
    const words = new Map<string, number>();
    for (const word of String(given).toLowerCase().split(',')) {
      const [key = '', value] = word.trim().split('=');
      if ((allowed as readonly string[]).includes(key))
        words.set(key, value === undefined ? Number.NaN : Number(value));
    }
    const ms = (key: string, otherwise: number) => {
      const value = words.get(key);
      return value === undefined || !(value >= 0) ? otherwise : value * 1e3;
    };
    return {
      refusesKept: words.has('bypass') || words.has('no-cache'),
      refusesKeeping: words.has('bypass') || words.has('no-store'),
      maxAgeMs: ms('max-age', usual.maxAgeMs),
      ttlMs: Math.min(ms('ttl', usual.ttlMs), mostTtlMs),
    };
  };
}

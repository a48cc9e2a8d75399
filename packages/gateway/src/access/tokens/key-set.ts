import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { messageOf } from '../../errors/request-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';

/** Keys older than this are read again, while the old ones still serve. */
const MAX_AGE_MS = 10 * 60_000;

/** Keys that could not be read again for this long serve no more. */
const MAX_STALE_MS = 24 * 3_600_000;

/** Least time between two reads, so that tokens with made-up key ids cannot cause many. */
const COOLDOWN_MS = 30_000;

/** An issuer's public keys, read at the first token and kept. */
export interface KeySet {
  /** The keys at hand. Rejects when there are none. */
  current(): Promise<JWTVerifyGetKey>;
  /** After a token with a key that is not among them: newer ones, or undefined when it is too early to ask again. */
  newer(): Promise<JWTVerifyGetKey | undefined>;
}

export interface KeySetOptions {
  /** For the log. */
  readonly issuer: string;
  readonly load: () => Promise<JSONWebKeySet>;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** A key set that reads by `load`, one read at a time. */
export function createKeySet({ issuer, load, now, logger }: KeySetOptions): KeySet {
  let keys: JWTVerifyGetKey | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let problem = 'they were not read yet';

  const read = async (): Promise<void> => {
    triedAt = now();
    try {
      const { createLocalJWKSet } = await import('jose');
      keys = createLocalJWKSet(await load());
      readAt = now();
    } catch (error) {
      problem = messageOf(error);
      logger.warn({ issuer, cause: problem }, 'the keys of an issuer could not be read');
    }
  };
  const readOnce = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const mayRead = () => reading !== undefined || now() - triedAt >= COOLDOWN_MS;

  return {
    async current() {
      const age = now() - readAt;
      if (keys === undefined || age > MAX_STALE_MS) {
        if (mayRead()) await readOnce();
        if (keys === undefined || now() - readAt > MAX_STALE_MS) throw new Error(problem);
      } else if (age > MAX_AGE_MS && mayRead()) void readOnce();
      return keys;
    },
    async newer() {
      if (!mayRead()) return undefined;
      await readOnce();
      return keys;
    },
  };
}

import { SESSION_BOUNDS, type SessionEntry, type SessionStore } from '../../roles/sessions.ts';
import type { RedisConnection } from './redis-connection.ts';

export interface RedisSessionsOptions {
  /** Start of every key; routers that share it share sessions. */
  readonly keyPrefix: string;
  /** Milliseconds since 1970. */
  readonly time?: () => number;
}

/** Sessions that can be read one and all. */
export interface RedisSessions extends SessionStore {
  /** In no order; one may come twice while others are put. */
  all(): AsyncIterable<SessionEntry>;
}

const KEYS_AT_ONCE = '500';

/** A text as a pattern that means it alone. */
function asPattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/**
 * Sessions in Redis, shared by several routers; Redis lets go of each when nothing was heard of it for a day. The connection
 * stays open. What cannot be written while there is none is lost and counted: such a session is routed as before its last
 * turn.
 */
export function createRedisSessions(redis: RedisConnection, options: RedisSessionsOptions): RedisSessions {
  const { keyPrefix, time = Date.now } = options;
  const keyOf = (key: string) => `${keyPrefix}:session:${key}`;
  const underWay = new Set<Promise<void>>();
  let lost = 0;

  async function write(entry: SessionEntry): Promise<void> {
    const leftMs = Math.ceil(entry.at + SESSION_BOUNDS.maxAgeMs - time());
    if (leftMs <= 0) return;
    try {
      await redis.send('SET', keyOf(entry.key), JSON.stringify(entry), 'PX', String(leftMs));
    } catch {
      // The connection has told why, and whoever asks for the session is told too.
      lost++;
    }
  }

  const flush = async () => void (await Promise.all(underWay));
  return {
    put(entry) {
      const writing = write(entry).finally(() => underWay.delete(writing));
      underWay.add(writing);
    },
    async get(key) {
      const json = await redis.send('GET', keyOf(key));
      return json === null ? undefined : (JSON.parse(json as string) as SessionEntry);
    },
    async *all() {
      let cursor = '0';
      do {
        const [next, keys] = (await redis.send(
          ...['SCAN', cursor, 'MATCH', `${asPattern(keyPrefix)}:session:*`, 'COUNT', KEYS_AT_ONCE],
        )) as [string, readonly string[]];
        cursor = next;
        for (const key of keys) {
          const json = await redis.send('GET', key);
          if (json !== null) yield JSON.parse(json as string) as SessionEntry;
        }
      } while (cursor !== '0');
    },
    lost: () => lost,
    flush,
    close: flush,
  };
}

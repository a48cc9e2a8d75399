import { randomUUID } from 'node:crypto';
import type { CacheEntry } from '../../../cache/cache-entry.ts';
import type {
  CacheBounds,
  CacheChanges,
  CacheFilter,
  CachePage,
  CachePosition,
  CacheStore,
} from '../../../cache/cache-store.ts';
import type { SharedFlights } from '../../../cache/shared-flights.ts';
import { type RedisConnection, type RedisScript, redisScript } from './redis-connection.ts';
import { createRedisFlights } from './redis-flights.ts';

export interface RedisCacheOptions {
  /** Start of every key; routers that share it share answers. */
  readonly keyPrefix: string;
  /** Whether closing the cache closes the connection. */
  readonly ownsConnection: boolean;
}

/** Entries that one script touches at most: Redis does nothing else meanwhile. */
const CHUNK = 500;
/** Bytes of entries that are read at a time. */
const PAGE_BYTES = 1024 ** 2;
/** How long others have to notice that something was invalidated. */
const NOTICE_MS = 24 * 3_600_000;
/** Later than any time. */
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/**
 * KEYS: what is known of each entry by its id (who wrote it, when, its size and tags; `:bytes` and `:number` are the sum of
 * all sizes and the last number given), ids by the number of their last writing, ids by their end, invalidations by number.
 * ARGV[1] begins the keys of single entries and tags. Numbers rise with the server's clock, so that they go on rising when
 * the server lost what it had.
 */
const COMMON = `
local about, order, ends, gone = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function entryKey(id) return ARGV[1] .. ':entry:' .. id end
local function tagKey(tag) return ARGV[1] .. ':tag:' .. tag end
local function outlive(key, ms)
  if redis.call('PTTL', key) < tonumber(ms) then redis.call('PEXPIRE', key, ms) end
end
local function nextNumber()
  local clock = redis.call('TIME')
  local last = tonumber(redis.call('HGET', about, ':number') or '0')
  local number = string.format('%.0f', math.max(last + 1, clock[1] * 1000000 + clock[2]))
  redis.call('HSET', about, ':number', number)
  return number
end
local function forget(id)
  local known = redis.call('HGET', about, id)
  redis.call('ZREM', order, id)
  redis.call('ZREM', ends, id)
  redis.call('UNLINK', entryKey(id))
  if not known then return 0 end
  local facts = cjson.decode(known)
  redis.call('HDEL', about, id)
  redis.call('HINCRBY', about, ':bytes', -facts.bytes)
  for _, tag in ipairs(facts.tags) do redis.call('SREM', tagKey(tag), id) end
  return 1
end
`;

/** ARGV: channel, writer, then id, body, what is known, end and milliseconds to live of each entry. */
const PUT = redisScript(`${COMMON}
for at = 4, #ARGV, 5 do
  local id, body, known, endsAt, ms = unpack(ARGV, at, at + 4)
  local facts = cjson.decode(known)
  forget(id)
  redis.call('SET', entryKey(id), body, 'PX', ms)
  redis.call('ZADD', order, nextNumber(), id)
  redis.call('ZADD', ends, endsAt, id)
  redis.call('HSET', about, id, known)
  redis.call('HINCRBY', about, ':bytes', facts.bytes)
  for _, tag in ipairs(facts.tags) do
    redis.call('SADD', tagKey(tag), id)
    outlive(tagKey(tag), ms)
  end
  for _, key in ipairs({about, order, ends}) do outlive(key, ms) end
end
redis.call('PUBLISH', ARGV[2], ARGV[3])`);

/** ARGV: writer, last number of the entries and of the invalidations that were read, most entries, bytes. */
const CHANGES = redisScript(`${COMMON}
local ids = redis.call('ZRANGEBYSCORE', order, '(' .. ARGV[3], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[5])
local bodies, last, bytes = {}, ARGV[3], 0
local hasMore = #ids >= 2 * ARGV[5] and 1 or 0
for at = 1, #ids, 2 do
  if bytes > tonumber(ARGV[6]) then
    hasMore = 1
    break
  end
  last = ids[at + 1]
  local known = redis.call('HGET', about, ids[at])
  local body = known and cjson.decode(known).writer ~= ARGV[2] and redis.call('GET', entryKey(ids[at]))
  if body then
    bodies[#bodies + 1] = body
    bytes = bytes + #body
  end
end
local notices = redis.call('ZRANGEBYSCORE', gone, '(' .. ARGV[4], '+inf', 'WITHSCORES')
local heard, said = ARGV[4], {}
for at = 1, #notices, 2 do
  said[#said + 1] = notices[at]
  heard = notices[at + 1]
end
return {last, heard, hasMore, bodies, said}`);

/** ARGV: channel, writer, the invalidation, milliseconds that it is kept. */
const TELL = redisScript(`${COMMON}
redis.call('ZADD', gone, nextNumber(), ARGV[4])
for _, key in ipairs({about, gone}) do outlive(key, ARGV[5]) end
redis.call('PUBLISH', ARGV[2], ARGV[3])`);

/** ARGV: a time, and ids; those stored till then go. */
const FORGET = redisScript(`${COMMON}
local count = 0
for at = 3, #ARGV do
  local known = redis.call('HGET', about, ARGV[at])
  if not known or cjson.decode(known).storedAt <= tonumber(ARGV[2]) then count = count + forget(ARGV[at]) end
end
return count`);

/** ARGV: a time, most entries at once; those that ended till then go. */
const END = redisScript(`${COMMON}
local ids = redis.call('ZRANGEBYSCORE', ends, '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do forget(id) end
return #ids`);

/** ARGV: most entries, most bytes, most entries at once, milliseconds that invalidations are kept. */
const BOUND = redisScript(`${COMMON}
local count = 0
while count < tonumber(ARGV[4]) do
  local bytes = tonumber(redis.call('HGET', about, ':bytes') or '0')
  if redis.call('ZCARD', order) <= tonumber(ARGV[2]) and bytes <= tonumber(ARGV[3]) then break end
  local oldest = redis.call('ZRANGE', order, 0, 0)[1]
  if not oldest then break end
  forget(oldest)
  count = count + 1
end
local clock = redis.call('TIME')
local since = string.format('%.0f', clock[1] * 1000000 + clock[2] - ARGV[5] * 1000)
redis.call('ZREMRANGEBYSCORE', gone, '-inf', since)
return count`);

/** What the scripts need to know of an entry without reading it. */
interface EntryFacts {
  readonly writer: string;
  readonly storedAt: number;
  readonly bytes: number;
  readonly tags: readonly string[];
}

/** Kept answers in Redis, shared by several routers. Each is gone when its time is over, whoever still runs. */
export function createRedisCache(redis: RedisConnection, options: RedisCacheOptions): CacheStore {
  return new RedisCache(redis, options);
}

class RedisCache implements CacheStore {
  readonly #redis: RedisConnection;
  readonly flights: SharedFlights;
  readonly #ownsConnection: boolean;
  readonly #base: string;
  readonly #keys: readonly string[];
  readonly #channel: string;
  /** Its own entries need not come back to a process. */
  readonly #writer = randomUUID();

  constructor(redis: RedisConnection, { keyPrefix, ownsConnection }: RedisCacheOptions) {
    this.#redis = redis;
    this.#ownsConnection = ownsConnection;
    this.flights = createRedisFlights(redis, keyPrefix);
    // One hash tag, so that a cluster keeps all of it on one node.
    this.#base = `{${keyPrefix}:cache}`;
    this.#keys = ['about', 'order', 'ends', 'gone'].map((name) => `${this.#base}:${name}`);
    this.#channel = `${this.#base}:changes`;
  }

  async put(entries: readonly CacheEntry[]): Promise<void> {
    const values = entries.flatMap((entry) => {
      const { id, storedAt, expiresAt, tags } = entry;
      const lifeMs = Math.ceil(expiresAt - storedAt);
      if (lifeMs <= 0) return [];
      const body = JSON.stringify(entry);
      const facts: EntryFacts = { writer: this.#writer, storedAt, bytes: Buffer.byteLength(body), tags };
      return [id, body, JSON.stringify(facts), String(expiresAt), String(lifeMs)];
    });
    await this.#run(PUT, this.#channel, this.#writer, ...values);
  }

  async changes(since: CachePosition, most: number): Promise<CacheChanges> {
    const from = [since.entries, since.invalidations, most, PAGE_BYTES].map(String);
    const answer = await this.#run(CHANGES, this.#writer, ...from);
    const [last, heard, hasMore, bodies, notices] = answer as [string, string, number, string[], string[]];
    return {
      position: { entries: Number(last), invalidations: Number(heard) },
      hasMore: hasMore === 1,
      entries: bodies.map((body) => JSON.parse(body) as CacheEntry),
      invalidated: notices.map((notice) => {
        const [before, tag] = JSON.parse(notice) as [number, string | null];
        return { tag, before };
      }),
    };
  }

  watch(onChange: () => void): void {
    this.#redis.listen(this.#channel, (writer) => {
      if (writer !== this.#writer) onChange();
    });
  }

  async invalidate({ tag }: CacheFilter, now: number): Promise<number> {
    await this.#run(TELL, this.#channel, this.#writer, JSON.stringify([now, tag ?? null]), String(NOTICE_MS));
    const ids = await this.#ids(tag);
    return this.#forget(ids, now);
  }

  async prune({ maxEntries, maxBytes }: CacheBounds, now: number): Promise<number> {
    const ended = await this.#inChunks(END, String(now), String(CHUNK));
    const bounds = [maxEntries, maxBytes].map((bound) => String(Math.min(bound, ANY_TIME)));
    return ended + (await this.#inChunks(BOUND, ...bounds, String(CHUNK), String(NOTICE_MS)));
  }

  async list({ tag }: CacheFilter, page: { readonly limit: number; readonly offset: number }): Promise<CachePage> {
    for (;;) {
      const ids = (await this.#ids(tag)).reverse();
      const shown = ids.slice(page.offset, page.offset + page.limit);
      const bodies = await this.#readAll(shown.map((id) => `${this.#base}:entry:${id}`));
      const ended = shown.filter((_id, at) => bodies[at] === null);
      if (ended.length === 0) {
        const entries = bodies.map((body) => JSON.parse(body!) as CacheEntry);
        return { entries, total: ids.length, bytes: await this.#bytes(tag, ids) };
      }
      // Redis let go of them by itself; what is known of them goes now, and others come into the page.
      await this.#forget(ended, ANY_TIME);
    }
  }

  async close(): Promise<void> {
    if (this.#ownsConnection) await this.#redis.close();
  }

  #run(script: RedisScript, ...values: readonly string[]): Promise<unknown> {
    return this.#redis.run(script, this.#keys, [this.#base, ...values]);
  }

  /** Runs a script that says how many it touched, until there are no more. */
  async #inChunks(script: RedisScript, ...values: readonly string[]): Promise<number> {
    let sum = 0;
    for (let count = CHUNK; count === CHUNK; sum += count) count = (await this.#run(script, ...values)) as number;
    return sum;
  }

  async #forget(ids: readonly string[], before: number): Promise<number> {
    let sum = 0;
    for (let from = 0; from < ids.length; from += CHUNK) {
      sum += (await this.#run(FORGET, String(before), ...ids.slice(from, from + CHUNK))) as number;
    }
    return sum;
  }

  /** In the order in which they were written. */
  async #ids(tag: string | undefined): Promise<string[]> {
    const [, order] = this.#keys as [string, string];
    if (tag === undefined) return (await this.#redis.send('ZRANGE', order, '0', '-1')) as string[];
    const ids = (await this.#redis.send('SMEMBERS', `${this.#base}:tag:${tag}`)) as string[];
    const scores: (string | number | null)[] = [];
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      scores.push(...((await this.#redis.send('ZMSCORE', order, ...chunk)) as (string | number | null)[]));
    }
    return ids
      .map((id, at) => ({ id, number: Number(scores[at]) }))
      .sort((one, other) => one.number - other.number)
      .map(({ id }) => id);
  }

  async #bytes(tag: string | undefined, ids: readonly string[]): Promise<number> {
    const [about] = this.#keys as [string];
    if (tag === undefined) return Number(await this.#redis.send('HGET', about, ':bytes'));
    let sum = 0;
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      const known = (await this.#redis.send('HMGET', about, ...chunk)) as (string | null)[];
      for (const facts of known) sum += facts === null ? 0 : (JSON.parse(facts) as EntryFacts).bytes;
    }
    return sum;
  }

  async #readAll(keys: readonly string[]): Promise<(string | null)[]> {
    const found: (string | null)[] = [];
    for (let from = 0; from < keys.length; from += CHUNK) {
      found.push(...((await this.#redis.send('MGET', ...keys.slice(from, from + CHUNK))) as (string | null)[]));
    }
    return found;
  }
}

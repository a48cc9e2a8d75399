import { randomUUID } from 'node:crypto';
import type { SharedFlights } from '../../../cache/shared-flights.ts';
import { type RedisConnection, redisScript } from './redis-connection.ts';

/** ARGV: who asks, milliseconds. */
const TAKE = redisScript(`
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`);

/** ARGV: who asks, milliseconds. */
const END = redisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end`);

/** Leases as keys that end by themselves. */
export function createRedisFlights(redis: RedisConnection, keyPrefix: string): SharedFlights {
  const owner = randomUUID();
  const keyOf = (id: string) => `{${keyPrefix}:flights}:${id}`;
  return {
    take: async (id, leaseMs) => (await redis.run(TAKE, [keyOf(id)], [owner, String(leaseMs)])) === 1,
    async end(id, inMs) {
      await redis.run(END, [keyOf(id)], [owner, String(inMs)]);
    },
  };
}

import type { LimitStore } from '../../limit-store.ts';
import { requireRedisClient } from './load-client.ts';
import { openRedis, type RedisConnectionOptions, redisScript } from './redis-connection.ts';

export interface RedisLimitsOptions extends Omit<RedisConnectionOptions, 'scripts'> {
  /** Start of every key. */
  readonly keyPrefix: string;
}

/** Keeps a counter this long after its window, for routers whose clocks are behind. */
const SLACK_MS = 60_000;

/** ARGV: amount, limit and end of each key in turn. Answers 1 or 0, then what each counter stands at. */
const TAKE = redisScript(`
local answer = {1}
for i, key in ipairs(KEYS) do
  local used = tonumber(redis.call('GET', key) or '0')
  if used + tonumber(ARGV[3 * i - 2]) > tonumber(ARGV[3 * i - 1]) then answer[1] = 0 end
  answer[i + 1] = used
end
if answer[1] == 1 then
  for i, key in ipairs(KEYS) do
    answer[i + 1] = redis.call('INCRBY', key, ARGV[3 * i - 2])
    redis.call('PEXPIREAT', key, ARGV[3 * i])
  end
end
return answer`);

/** ARGV: the change of each key in turn. */
const CORRECT = redisScript(`
for i, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then
    local used = redis.call('INCRBY', key, ARGV[i])
    if used < 0 then redis.call('SET', key, '0', 'KEEPTTL') end
  end
end`);

/**
 * Counters in Redis, exact across all routers that share it. It connects in the background and for as long as it takes;
 * while there is no connection, everything rejects at once. Throws a GatewayError where Redis's client is not installed.
 */
export function createRedisLimits({ keyPrefix, ...where }: RedisLimitsOptions): LimitStore {
  requireRedisClient('rate limits are', 'count in this process with type: local-limiter');
  const redis = openRedis({ ...where, scripts: [TAKE, CORRECT] });

  // One hash tag, so that a cluster keeps the counters of one request on one node.
  const keyOf = ({ counter }: { readonly counter: string }) => `{${keyPrefix}:limits}:${counter}`;

  return {
    async take(demands) {
      const values = demands.flatMap(({ amount, limit, endsAt }) => [amount, limit, endsAt + SLACK_MS].map(String));
      const [granted, ...used] = (await redis.run(TAKE, demands.map(keyOf), values)) as number[];
      return { isGranted: granted === 1, used };
    },
    async correct(corrections) {
      const values = corrections.map(({ amount }) => String(amount));
      await redis.run(CORRECT, corrections.map(keyOf), values);
    },
    close: () => redis.close(),
  };
}

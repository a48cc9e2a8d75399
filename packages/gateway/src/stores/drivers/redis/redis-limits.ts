import { createHash } from 'node:crypto';
import { messageOf } from '../../../errors/request-failure.ts';
import type { LimitStore } from '../../limit-store.ts';
import { loadRedisClient, type RedisClient, requireRedisClient } from './load-client.ts';

export interface RedisLimitsOptions {
  /** `redis://` or `rediss://`, with user and password where needed. */
  readonly url: string;
  /** Start of every key. */
  readonly keyPrefix: string;
  /** Longest wait for an answer. */
  readonly timeoutMs: number;
  /** Hears of connections that break; they are made again without end. */
  readonly onError: (message: string) => void;
}

/** Keeps a counter this long after its window, for routers whose clocks are behind. */
const SLACK_MS = 60_000;
const LONGEST_RETRY_MS = 2_000;

/** ARGV: amount, limit and end of each key in turn. Answers 1 or 0, then what each counter stands at. */
const TAKE = `
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
return answer`;

/** ARGV: the change of each key in turn. */
const CORRECT = `
for i, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then
    local used = redis.call('INCRBY', key, ARGV[i])
    if used < 0 then redis.call('SET', key, '0', 'KEEPTTL') end
  end
end`;

/**
 * Counters in Redis, exact across all routers that share it. It connects in the background and for as long as it takes;
 * while there is no connection, everything rejects at once. Throws a GatewayError where Redis's client is not installed.
 */
export function createRedisLimits({ url, keyPrefix, timeoutMs, onError }: RedisLimitsOptions): LimitStore {
  requireRedisClient();
  const take = scriptOf(TAKE);
  const correct = scriptOf(CORRECT);
  let client: RedisClient | undefined;
  let isClosed = false;
  let problem = 'not connected yet';
  let tried = () => {};
  /** The first connection is there, or has failed once. */
  const wasTried = new Promise<void>((resolve) => {
    tried = resolve;
  });
  const failed = (error: unknown) => {
    problem = messageOf(error);
    onError(problem);
    tried();
  };

  /** A server that is new does not know the scripts; they go first, so that calls keep their order. */
  function ready(): void {
    for (const { text } of [take, correct]) client!.sendCommand(['SCRIPT', 'LOAD', text]).catch(failed);
    tried();
  }

  async function connect(): Promise<void> {
    const { createClient } = await loadRedisClient();
    if (isClosed) return;
    client = createClient({
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_RETRY_MS) },
    });
    client.on('error', failed).on('ready', ready);
    await client.connect();
  }
  connect().catch((error: unknown) => {
    if (!isClosed) failed(error);
  });

  // One hash tag, so that a cluster keeps the counters of one request on one node.
  const keyOf = (counter: string) => `{${keyPrefix}:limits}:${counter}`;

  /** Calls under way: what a request used is still told when the store is closed right behind it. */
  const pending = new Set<Promise<unknown>>();

  function call(script: Script, counters: readonly string[], values: readonly string[]): Promise<unknown> {
    const answer = inTime(run(script, counters, values), timeoutMs);
    pending.add(answer);
    const forget = () => pending.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  async function run(script: Script, counters: readonly string[], values: readonly string[]): Promise<unknown> {
    await wasTried;
    if (client?.isReady !== true) throw new Error(`no connection to Redis: ${problem}`);
    const rest = [String(counters.length), ...counters.map(keyOf), ...values];
    try {
      return await client.sendCommand(['EVALSHA', script.hash, ...rest]);
    } catch (error) {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return client.sendCommand(['EVAL', script.text, ...rest]);
    }
  }

  return {
    async take(demands) {
      const values = demands.flatMap(({ amount, limit, endsAt }) => [amount, limit, endsAt + SLACK_MS].map(String));
      const counters = demands.map(({ counter }) => counter);
      const [granted, ...used] = (await call(take, counters, values)) as number[];
      return { isGranted: granted === 1, used };
    },
    async correct(corrections) {
      const counters = corrections.map(({ counter }) => counter);
      const values = corrections.map(({ amount }) => String(amount));
      await call(correct, counters, values);
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(pending);
      tried();
      client?.destroy();
    },
  };
}

interface Script {
  readonly text: string;
  readonly hash: string;
}

function scriptOf(text: string): Script {
  return { text, hash: createHash('sha1').update(text).digest('hex') };
}

/** Rejects after a time; the work goes on, and what it counted stays counted. */
async function inTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from Redis within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

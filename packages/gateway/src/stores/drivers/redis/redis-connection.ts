import { createHash } from 'node:crypto';
import { GatewayError } from '../../../errors/gateway-error.ts';
import { messageOf } from '../../../errors/request-failure.ts';
import { loadRedisClient, type RedisClient, type RedisClientOptions } from './load-client.ts';

export interface RedisConnectionOptions {
  /** `redis://` or `rediss://`, with user and password where needed. */
  readonly url: string;
  /** Longest wait for an answer. */
  readonly timeoutMs: number;
  /** Hears of a connection that breaks, once; it is made again, and tried without end. */
  readonly onError: (message: string) => void;
  /** Told to the server whenever there is a new connection, so that calls only name them. */
  readonly scripts?: readonly RedisScript[];
}

/** What Redis runs as one step. */
export interface RedisScript {
  readonly text: string;
  readonly hash: string;
}

/**
 * A Redis that is connected to in the background, for as long as it takes. While there is no connection everything
 * rejects at once, and where no answer comes, within the time-out: with a GatewayError `gateway.store_failed`.
 */
export interface RedisConnection {
  /** Where it is, for messages: no credential in it. */
  readonly place: string;
  send(...words: readonly string[]): Promise<unknown>;
  run(script: RedisScript, keys: readonly string[], values: readonly string[]): Promise<unknown>;
  /**
   * Calls back with what is sent on a channel, and with undefined when messages may have been missed: at the start and
   * after the connection was lost. It has a connection of its own.
   */
  listen(channel: string, onMessage: (message: string | undefined) => void): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const CONNECT_MS = 2_000;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 2_000;
/** Nobody asks a connection that only listens, so that it would not notice that the other side is gone. */
const PING_MS = 5_000;

/** Opens a connection; whoever asks for it has seen to it that the client is installed. */
export function openRedis(options: RedisConnectionOptions): RedisConnection {
  return new BackgroundConnection(options);
}

export function redisScript(text: string): RedisScript {
  return { text, hash: createHash('sha1').update(text).digest('hex') };
}

class BackgroundConnection implements RedisConnection {
  readonly place: string;
  readonly #options: RedisConnectionOptions;
  readonly #clients: RedisClient[] = [];
  /** Calls under way: what was asked is still done when the connection is closed right behind it. */
  readonly #pending = new Set<Promise<unknown>>();
  /** The first connection is there, or has failed once. */
  readonly #wasTried: Promise<void>;
  #tried = () => {};
  #asking: RedisClient | undefined;
  #problem = 'not connected yet';
  #isBroken = false;
  #isClosed = false;

  constructor(options: RedisConnectionOptions) {
    this.#options = options;
    this.place = placeOf(options.url);
    this.#wasTried = new Promise((resolve) => {
      this.#tried = resolve;
    });
    this.#connect({}, (client) => {
      this.#asking = client;
      client.on('ready', () => this.#ready(client));
    });
  }

  send(...words: readonly string[]): Promise<unknown> {
    return this.#call((client) => client.sendCommand(words));
  }

  run({ text, hash }: RedisScript, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...values];
    return this.#call(async (client) => {
      try {
        return await client.sendCommand(['EVALSHA', hash, ...rest]);
      } catch (cause) {
        if (!messageOf(cause).startsWith('NOSCRIPT')) throw cause;
        return client.sendCommand(['EVAL', text, ...rest]);
      }
    });
  }

  listen(channel: string, onMessage: (message: string | undefined) => void): void {
    this.#connect({ pingInterval: PING_MS }, (client) => {
      let isSubscribed = false;
      client.on('ready', () => {
        if (isSubscribed) return onMessage(undefined);
        client.subscribe(channel, onMessage).then(
          () => {
            isSubscribed = true;
            onMessage(undefined);
          },
          (cause: unknown) => this.#failed(cause),
        );
      });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#pending);
    this.#tried();
    for (const client of this.#clients) client.destroy();
  }

  #connect(more: Pick<RedisClientOptions, 'pingInterval'>, prepare: (client: RedisClient) => void): void {
    const connect = async (): Promise<void> => {
      const { createClient } = await loadRedisClient();
      if (this.#isClosed) return;
      const client = createClient({
        url: this.#options.url,
        disableOfflineQueue: true,
        socket: {
          connectTimeout: CONNECT_MS,
          reconnectStrategy: (tries) => Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS),
        },
        ...more,
      });
      this.#clients.push(client);
      client.on('error', (cause) => this.#failed(cause));
      // One that was closed while it connected connects all the same.
      client.on('ready', () => {
        if (this.#isClosed) client.destroy();
      });
      prepare(client);
      await client.connect();
    };
    connect().catch((cause: unknown) => {
      if (!this.#isClosed) this.#failed(cause);
    });
  }

  /** A server that is new does not know the scripts; they go first, so that calls keep their order. */
  #ready(client: RedisClient): void {
    for (const { text } of this.#options.scripts ?? []) {
      client.sendCommand(['SCRIPT', 'LOAD', text]).catch((cause: unknown) => this.#failed(cause));
    }
    this.#isBroken = false;
    this.#tried();
  }

  #failed(cause: unknown): void {
    this.#problem = messageOf(cause);
    if (!this.#isBroken) this.#options.onError(this.#problem);
    this.#isBroken = true;
    this.#tried();
  }

  #call(ask: (client: RedisClient) => Promise<unknown>): Promise<unknown> {
    const answer = this.#inTime(this.#connected(ask));
    this.#pending.add(answer);
    const forget = () => this.#pending.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  async #connected(ask: (client: RedisClient) => Promise<unknown>): Promise<unknown> {
    await this.#wasTried;
    if (this.#asking?.isReady !== true)
      throw this.#storeFailed(`no connection to Redis at ${this.place}: ${this.#problem}`);
    try {
      return await ask(this.#asking);
    } catch (cause) {
      throw this.#storeFailed(`Redis at ${this.place}: ${messageOf(cause)}`, cause);
    }
  }

  /** Rejects after a time; the work goes on, and what it changed stays changed. */
  async #inTime(work: Promise<unknown>): Promise<unknown> {
    const { timeoutMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const message = `no answer from Redis at ${this.place} within ${timeoutMs} ms`;
      timer = setTimeout(() => reject(this.#storeFailed(message)), timeoutMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #storeFailed(message: string, cause?: unknown): GatewayError {
    return new GatewayError('gateway.store_failed', message, cause === undefined ? {} : { cause });
  }
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'its address';
  }
}

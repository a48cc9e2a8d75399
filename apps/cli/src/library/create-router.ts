import type { Engine } from '@signalbox/engine';
import {
  createGateway,
  createNodeListener,
  createOpenTelemetry,
  type Gateway,
  type GatewayOptions,
  type NodeListener,
  noTracing,
} from '@signalbox/gateway';
import { openStores } from '../composition/open-stores.ts';
import { createEngine, type EngineOptions, type LoadedEngine } from './create-engine.ts';

export type RouterOptions = EngineOptions & {
  /** What the gateway is made of beside the engine: logger, stores, own plugins, … */
  readonly gateway?: Omit<GatewayOptions, keyof LoadedEngine>;
};

/** The whole router inside a program, with no port of its own. */
export interface Router {
  readonly engine: Engine;
  readonly gateway: Gateway;
  /** Answers a web request of the data plane, e.g. `POST /v1/chat/completions`. Never rejects. */
  readonly fetch: Gateway['fetch'];
  /** The same for Node's http server and what is built on it: Express, Connect, Fastify's raw requests. */
  readonly listener: NodeListener;
  /** Refuses new requests, waits up to `graceMs` (default 10 s) for those under way, then frees everything. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Config text to a router with the embedded models, that calls the config's backends. Throws a ConfigError that lists
 * all problems of the config; a GatewayError when it cannot be served.
 *
 * @example
 * const router = await createRouter({ file: 'config.yaml' });
 * const response = await router.fetch(new Request('http://router/v1/chat/completions', { method: 'POST', body }));
 */
export async function createRouter({ gateway: own = {}, ...options }: RouterOptions): Promise<Router> {
  const loaded = await createEngine({ purpose: 'serve', ...options });
  try {
    const { tracing, records } = loaded.config;
    // A program has no data folder: what a config does not keep elsewhere stays in memory.
    const warn = (message: string) => own.logger?.warn({}, message);
    const isElsewhere = records.kind === 'postgres' && own.records === undefined;
    const stores = isElsewhere ? await openStores({ config: loaded.config, path: undefined, warn }) : undefined;
    const gateway = createGateway({
      tracing: tracing === undefined ? noTracing : await createOpenTelemetry(tracing),
      ...stores?.opened,
      ...own,
      ...loaded,
    });
    return {
      engine: loaded.engine,
      gateway,
      fetch: gateway.fetch,
      listener: createNodeListener(gateway),
      async close(graceMs) {
        await gateway.close(graceMs);
        await stores?.close();
        await loaded.close();
      },
    };
  } catch (cause) {
    await loaded.close();
    throw cause;
  }
}

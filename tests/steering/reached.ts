import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadEngine } from '@signalbox/engine';
import { createGateway, type Gateway } from '@signalbox/gateway';
import { loadEmbeddedModels } from '@signalbox/models';
import { vocabulary } from '../../apps/cli/src/composition/vocabulary.ts';
import { ROOT } from '../structure/source-files.ts';
import type { Trick } from './wrappers.ts';

/** A router under test, over a backend that answers everything alike. */
export interface Router {
  /**
   * How safe the place is where a request ends: the `safety_tier` of the model that it reaches, 0 for a model without
   * one, infinite where no model is reached.
   */
  reached(prompt: string, trick?: Trick): Promise<number>;
  readonly gateway: Gateway;
  /** Requests that the backend got. */
  calls(): number;
  close(): Promise<void>;
}

const ANSWER = JSON.stringify({
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
});

/** What the answer's path reads where a request was refused. */
const REFUSALS: ReadonlySet<string> = new Set(['fast_response', 'blocked']);

/** Serves a config; `variables` are the names under which it takes the backend's address. */
export async function startRouter(config: string, variables: readonly string[]): Promise<Router> {
  let calls = 0;
  const backend = createServer((request, response) => {
    calls++;
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(ANSWER));
  });
  // No connection may go stale while the router thinks.
  backend.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(backend.address() as AddressInfo).port}`;
  const ports = { ...loadEmbeddedModels(), clock: performance, random: Math.random };
  const loaded = await loadEngine(readFileSync(join(ROOT, config), 'utf8'), {
    vocabulary,
    ports,
    purpose: 'serve',
    environment: Object.fromEntries(variables.map((name) => [name, address])),
  });
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const { config: router } = loaded.loaded;
  const gateway: Gateway = createGateway({ config: router, engine: loaded.engine, ports: loaded.ports });
  const tierOf = new Map(router.models.map(({ name, card }) => [name, card.safetyTier ?? 0]));
  return {
    gateway,
    calls: () => calls,
    async reached(prompt, { headers = {}, body = {} } = { name: 'none' }) {
      const response = await gateway.fetch(
        new Request('http://signalbox.test/v1/chat/completions', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: prompt }], ...body }),
        }),
      );
      const answer = await response.text();
      const path = response.headers.get('x-vsr-response-path')!;
      if (response.status === 404 || REFUSALS.has(path)) return Number.POSITIVE_INFINITY;
      if (path !== 'upstream') throw new Error(`neither served nor refused: ${answer}`);
      return tierOf.get(response.headers.get('x-vsr-selected-model')!)!;
    },
    async close() {
      await gateway.close(0);
      backend.closeAllConnections();
      await new Promise((resolve) => backend.close(resolve));
    },
  };
}

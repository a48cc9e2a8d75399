import { afterEach } from 'vitest';
import type { Gateway, GatewayOptions } from '../gateway.ts';
import { type FakeBackend, type Responder, startFakeBackend } from './fake-backend.ts';
import { aGateway } from './gateway-fixture.ts';

/** Something to close when a test is over. */
export interface Closable {
  close(): Promise<void>;
}

/**
 * For one test file: starts backends and gateways, and closes what was started after each test, newest first.
 */
export function serving(): {
  serve(
    responder: Responder,
    options?: Partial<GatewayOptions> | ((baseUrl: string) => Partial<GatewayOptions>),
  ): Promise<{ readonly backend: FakeBackend; readonly gateway: Gateway }>;
  backend(responder: Responder): Promise<FakeBackend>;
  closeLater<T extends Closable>(thing: T): T;
} {
  const open: Closable[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  const closeLater = <T extends Closable>(thing: T): T => {
    open.push(thing);
    return thing;
  };
  const backend = async (responder: Responder) => closeLater(await startFakeBackend(responder));
  return {
    closeLater,
    backend,
    async serve(responder, options = {}) {
      const started = await backend(responder);
      const gateway = aGateway(started.baseUrl, typeof options === 'function' ? options(started.baseUrl) : options);
      closeLater({ close: () => gateway.close(0) });
      return { backend: started, gateway };
    },
  };
}

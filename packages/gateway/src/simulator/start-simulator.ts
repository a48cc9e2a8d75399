import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestHandler } from './request-handler.ts';
import type { SimulatorOptions } from './simulator-options.ts';

/** A simulator that is listening. */
export interface Simulator {
  /** Its address without a path, as in "http://127.0.0.1:40123". */
  readonly url: string;
  readonly port: number;
  /** Stops listening and breaks off what is still being answered. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 75_000;

/** Starts simulated models; rejects with an error that names address and port when it cannot listen there. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { address = '127.0.0.1', port = 0 } = options;
  const server = createServer({ noDelay: true, keepAliveTimeout: KEEP_ALIVE_MS }, createRequestHandler(options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'something else listens there; choose another port or 0' : error.message;
      reject(new Error(`The simulated models cannot listen on ${address} port ${port}: ${reason}.`, { cause: error }));
    });
    server.listen(port, address, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

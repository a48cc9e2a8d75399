import type { Gateway } from './gateway.ts';
import { type RunningServer, startHttpServer } from './http/http-server.ts';
import { isLoopbackAddress } from './http/loopback-host.ts';

/** An address and port to listen on. */
export interface ListenAt {
  readonly address: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface ServersOptions {
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
  /** Longest time for a client to send its request; default one minute. */
  readonly receiveTimeoutMs?: number;
}

/** Both servers, listening. */
export interface RunningServers {
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
  /** Stops listening, waits up to `graceMs` (default 10 s) for requests under way, then breaks them off. */
  close(graceMs?: number): Promise<void>;
}

const RECEIVE_TIMEOUT_MS = 60_000;
const CLOSE_GRACE_MS = 10_000;

/** Silence on a client's socket beyond the longest request can only be a client that stopped reading. */
const SOCKET_SLACK_MS = 10_000;

/** Starts the data plane and the management port. Rejects with a GatewayError, nothing left open, when one fails. */
export async function startServers(gateway: Gateway, options: ServersOptions): Promise<RunningServers> {
  const dataPlane = await startDataPlane(gateway, options.dataPlane, options.receiveTimeoutMs);
  let management: RunningServer;
  try {
    management = await startManagement(gateway, options.management, options.receiveTimeoutMs);
  } catch (error) {
    await dataPlane.close(0);
    throw error;
  }
  return {
    dataPlane: { address: dataPlane.address, port: dataPlane.port },
    management: { address: management.address, port: management.port },
    async close(graceMs = CLOSE_GRACE_MS) {
      await Promise.all([dataPlane.close(graceMs), management.close(graceMs)]);
    },
  };
}

/** Starts what clients talk to. Rejects with a GatewayError when the port cannot be had. */
export function startDataPlane(gateway: Gateway, at: ListenAt, receiveTimeoutMs?: number): Promise<RunningServer> {
  return startHttpServer({
    ...sharedOptions(gateway, receiveTimeoutMs),
    ...at,
    name: 'data plane',
    portFlag: '--port',
    handle: gateway.handle,
  });
}

/** Starts what operators talk to. Rejects with a GatewayError when the port cannot be had. */
export function startManagement(gateway: Gateway, at: ListenAt, receiveTimeoutMs?: number): Promise<RunningServer> {
  const onlyLoopbackHosts = isLoopbackAddress(at.address);
  return startHttpServer({
    ...sharedOptions(gateway, receiveTimeoutMs),
    ...at,
    name: 'management',
    portFlag: '--management-port',
    handle: (request) => gateway.manage(request, { onlyLoopbackHosts, isExposed: !onlyLoopbackHosts }),
  });
}

function sharedOptions(gateway: Gateway, receiveTimeoutMs = RECEIVE_TIMEOUT_MS) {
  return {
    receiveTimeoutMs,
    socketIdleTimeoutMs: gateway.config.listener.timeoutMs + SOCKET_SLACK_MS,
    maxBodyBytes: () => gateway.config.listener.maxBodyBytes,
    reject: gateway.reject,
    logger: gateway.logger,
  };
}

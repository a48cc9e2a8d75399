import type { TlsConfig } from '@signalbox/engine';
import { messageOf } from './errors/request-failure.ts';
import type { Gateway } from './gateway.ts';
import { type RunningServer, startHttpServer } from './http/http-server.ts';
import { isLoopbackAddress } from './http/loopback-host.ts';
import { readTlsFiles, tlsPaths } from './http/tls-files.ts';
import { watchFiles } from './http/watch-files.ts';

/** An address and port to listen on. */
export interface ListenAt {
  readonly address: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface ServersOptions {
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
}

/** Both servers, listening. */
export interface RunningServers {
  readonly dataPlane: ListenAt;
  readonly management: ListenAt;
  /** Stops listening, waits up to `graceMs` (default 10 s) for requests under way, then breaks them off. */
  close(graceMs?: number): Promise<void>;
}

const CLOSE_GRACE_MS = 10_000;

/** Silence on a client's socket beyond the longest request can only be a client that stopped reading. */
const SOCKET_SLACK_MS = 10_000;

/** Starts the data plane and the management port. Rejects with a GatewayError, nothing left open, when one fails. */
export async function startServers(gateway: Gateway, options: ServersOptions): Promise<RunningServers> {
  const dataPlane = await startDataPlane(gateway, options.dataPlane);
  let management: RunningServer;
  try {
    management = await startManagement(gateway, options.management);
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

/**
 * Starts what clients talk to, over TLS where the listener has a certificate; it is read again when its files change.
 * Rejects with a GatewayError when the port cannot be had, or the certificate is no good.
 */
export async function startDataPlane(gateway: Gateway, at: ListenAt): Promise<RunningServer> {
  const { tls } = gateway.config.listener;
  const material = tls === undefined ? undefined : readTlsFiles(tls, gateway.folder);
  const server = await startHttpServer({
    ...sharedOptions(gateway),
    ...at,
    name: 'data plane',
    portFlag: '--port',
    handle: gateway.handle,
    refuseHead: gateway.refuseHead,
    tls: material,
  });
  if (tls === undefined) return server;
  const stop = watchFiles(tlsPaths(tls, gateway.folder), () => renewCertificate(server, tls, gateway));
  return {
    ...server,
    async close(graceMs) {
      stop();
      await server.close(graceMs);
    },
  };
}

/** New connections get the new certificate; one that is no good changes nothing. */
function renewCertificate(server: RunningServer, tls: TlsConfig, { folder, logger }: Gateway): void {
  try {
    server.renewCertificate(readTlsFiles(tls, folder));
    logger.info({ certFile: tls.certFile }, 'a new certificate is in force');
  } catch (cause) {
    logger.error({ certFile: tls.certFile, cause: messageOf(cause) }, 'the old certificate stays in force');
  }
}

/** Starts what operators talk to. Rejects with a GatewayError when the port cannot be had. */
export function startManagement(gateway: Gateway, at: ListenAt): Promise<RunningServer> {
  const onlyLoopbackHosts = isLoopbackAddress(at.address);
  return startHttpServer({
    ...sharedOptions(gateway),
    ...at,
    name: 'management',
    portFlag: '--management-port',
    handle: (request) => gateway.manage(request, { onlyLoopbackHosts, isExposed: !onlyLoopbackHosts }),
  });
}

function sharedOptions(gateway: Gateway) {
  const { listener } = gateway.config;
  return {
    maxHeaderBytes: listener.maxHeaderBytes,
    headerTimeoutMs: listener.headerTimeoutMs,
    receiveTimeoutMs: listener.receiveTimeoutMs,
    sendTimeoutMs: listener.sendTimeoutMs,
    socketIdleTimeoutMs: listener.timeoutMs + SOCKET_SLACK_MS,
    maxBodyBytes: () => gateway.config.listener.maxBodyBytes,
    reject: gateway.reject,
    logger: gateway.logger,
  };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import type { FailureCode } from '../errors/failure-codes.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { failure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import type { Logger } from '../telemetry/logger.ts';
import { Cancellation } from './cancellation.ts';
import type { HttpRequest, HttpResponse, RequestHead } from './http-message.ts';
import { hasBody, readBody } from './read-body.ts';
import type { TlsMaterial } from './tls-files.ts';
import { bodyTooLarge, writeResponse } from './write-response.ts';

/** Where a server listens, and what it asks of the gateway. */
export interface HttpServerOptions {
  /** For errors: `data plane`. */
  readonly name: string;
  readonly address: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** For errors: the flag that moves the port, e.g. `--port`. */
  readonly portFlag: string;
  /** Asked for each request, so that a new config counts at once. */
  readonly maxBodyBytes: () => number;
  /** Largest headers, all together. */
  readonly maxHeaderBytes: number;
  /** Longest time for a client to send its headers; also for a TLS handshake. */
  readonly headerTimeoutMs: number;
  /** Longest time for a client to send its request. */
  readonly receiveTimeoutMs: number;
  /** Longest time for a client to take the rest of an answer that is complete. */
  readonly sendTimeoutMs: number;
  /** Longest time for a client's socket without a byte in either direction. */
  readonly socketIdleTimeoutMs: number;
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  /** Asked before a large body is read; an answer refuses it. */
  readonly refuseHead?: (head: RequestHead) => HttpResponse | undefined;
  /** Renders what goes wrong before the gateway sees a request. */
  readonly reject: (failure: RequestFailure, path?: string) => HttpResponse;
  readonly logger: Logger;
  /** Speaks https; left out, http. */
  readonly tls?: TlsMaterial | undefined;
}

/** A server that listens. */
export interface RunningServer {
  readonly address: string;
  readonly port: number;
  /** New connections get this certificate; those that are open keep theirs. Only for a server that speaks TLS. */
  renewCertificate(tls: TlsMaterial): void;
  /** Takes no new connections, waits up to `graceMs` for requests under way, then closes the rest. */
  close(graceMs: number): Promise<void>;
}

/** Longest that a client may go on sending a body that was refused: it then gets its answer instead of a reset. */
const DRAIN_MS = 2_000;
const KEEP_ALIVE_MS = 65_000;
/** A body up to this size is read before anything is asked: asking twice would cost more. */
const SMALL_BODY_BYTES = 64 * 1024;
/** How long a connection without a request is kept once the server closes. */
const IDLE_PATIENCE_MS = 250;
const CHECK_INTERVAL_MS = 5_000;

/** Starts a thin node:http shell around a handler. Rejects with a GatewayError when the port cannot be had. */
export function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const inProgress = new WeakMap<Socket, ServerResponse>();
  const headersTimeout = Math.min(options.receiveTimeoutMs, options.headerTimeoutMs);
  const settings = {
    noDelay: true,
    keepAlive: true,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: options.maxHeaderBytes,
    headersTimeout,
    requestTimeout: options.receiveTimeoutMs,
    connectionsCheckingInterval: Math.min(headersTimeout, CHECK_INTERVAL_MS),
  };
  const { tls } = options;
  const secure: TlsServer | undefined =
    tls === undefined ? undefined : createTlsServer({ ...settings, ...tls, handshakeTimeout: headersTimeout });
  const server = secure ?? createServer(settings);
  server.timeout = options.socketIdleTimeoutMs;
  const onRequest = (request: IncomingMessage, response: ServerResponse, onAdmitted?: () => void) => {
    inProgress.set(request.socket, response);
    serve(request, response, options, () => server.listening, onAdmitted);
  };
  server.on('request', (request, response) => onRequest(request, response));
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    onRequest(request, response, () => response.writeContinue());
  });
  // What else a client expects is passed over, as HTTP allows; Node's own refusal has no body that clients could read.
  server.on('checkExpectation', (request, response) => onRequest(request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseConnection(error, socket as Socket, inProgress.get(socket as Socket), options);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(startError(error, options)));
    server.listen(options.port, options.address, () => {
      // A connection that cannot be accepted (no file descriptors left) must not end the process.
      server.on('error', (error) =>
        options.logger.error({ server: options.name, cause: error.message }, 'server error'),
      );
      const { address, port } = server.address() as AddressInfo;
      resolve({
        address,
        port,
        renewCertificate: (material) => secure?.setSecureContext({ ...material }),
        close: (graceMs) => closeServer(server, graceMs),
      });
    });
  });
}

const ignore = (): void => {};

/** Answers one request. Calls `onAdmitted` once its head is, so far, no reason to refuse it: a client may wait for that. */
function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
  isListening: () => boolean,
  onAdmitted?: () => void,
): void {
  const cancellation = new Cancellation();
  response.on('close', () => {
    if (!response.writableFinished) cancellation.cancel('client_left');
  });
  // A broken client connection arrives as `close` too; without a listener it would be thrown.
  response.on('error', ignore);
  request.on('error', ignore);
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const length = announcedLength(request);
  const refused = length > SMALL_BODY_BYTES ? options.refuseHead?.({ path, headers: request.headers }) : undefined;
  if (refused !== undefined) {
    refuseBody(request, response, refused);
    return;
  }
  const maxBytes = options.maxBodyBytes();
  if (length <= maxBytes || length === Number.POSITIVE_INFINITY) onAdmitted?.();
  readBody(request, maxBytes, (body) => {
    if (body === 'too_large') {
      refuseBody(request, response, options.reject(bodyTooLarge(maxBytes), path));
      return;
    }
    const whole: HttpRequest = {
      method: request.method ?? 'GET',
      path,
      query: mark < 0 ? '' : url.slice(mark + 1),
      headers: request.headers,
      body,
      remoteAddress: request.socket.remoteAddress,
      cancellation,
    };
    void answer(whole, response, options, isListening);
  });
}

/** Asks the gateway and writes what it answers. Never rejects. */
async function answer(
  request: HttpRequest,
  response: ServerResponse,
  options: HttpServerOptions,
  isListening: () => boolean,
): Promise<void> {
  try {
    const result = await handle(request, options);
    // A server that is closing waits for its connections.
    if (!isListening()) response.shouldKeepAlive = false;
    writeResponse(response, result, () => limitSending(response, options));
  } catch (error) {
    // A response that cannot be written (a backend's header that HTTP does not allow) must not end the process.
    options.logger.error({ server: options.name, cause: messageOf(error) }, 'response failed');
    response.destroy();
  }
}

function handle(request: HttpRequest, options: HttpServerOptions): Promise<HttpResponse> {
  return options
    .handle(request)
    .catch((error: unknown) => options.reject(failure('internal_error', `the router failed: ${messageOf(error)}`)));
}

/** Bytes of the body, infinite where the client does not say. */
function announcedLength(request: IncomingMessage): number {
  return hasBody(request) ? Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) : 0;
}

/** A client that takes an answer drop by drop holds its memory; most answers are gone at once and need no timer. */
function limitSending(response: ServerResponse, { name, sendTimeoutMs, logger }: HttpServerOptions): void {
  if (response.writableFinished || response.socket?.writableLength === 0) return;
  const patience = setTimeout(() => {
    logger.warn({ server: name, sendTimeoutMs }, 'a client did not take its answer in time and was cut off');
    response.destroy();
  }, sendTimeoutMs);
  response.once('close', () => clearTimeout(patience)).once('finish', () => clearTimeout(patience));
}

/**
 * Answers while the client may still be sending. The answer goes out whole at once, but the connection is closed only
 * when the client has stopped, because closing on unread data would reset it and the answer could be lost.
 */
function refuseBody(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HttpResponse): void {
  response.writeHead(status, [...headers, 'connection', 'close']);
  response.write(body as Uint8Array);
  const finish = () => {
    clearTimeout(patience);
    response.end(() => request.socket.destroySoon());
  };
  const patience = setTimeout(finish, DRAIN_MS);
  request.once('end', finish).once('close', finish).resume();
}

const CLIENT_ERROR_CODES: Readonly<Record<string, FailureCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

const CLIENT_ERROR_TEXTS: Readonly<Partial<Record<FailureCode, (options: HttpServerOptions) => string>>> = {
  headers_too_large: ({ maxHeaderBytes }) => `the request headers are larger than ${maxHeaderBytes} bytes`,
  request_timeout: () => 'the request did not arrive in time',
};

/** There is no connection yet that an answer could be written to. */
const HANDSHAKE_ERROR = /^ERR_(SSL|TLS)_/;

/** What does not parse as HTTP has no response object: the answer is written to the socket. */
function refuseConnection(
  error: NodeJS.ErrnoException,
  socket: Socket,
  inProgress: ServerResponse | undefined,
  options: HttpServerOptions,
): void {
  const hasBegun = inProgress?.headersSent && !inProgress.writableFinished;
  const isHandshake = HANDSHAKE_ERROR.test(error.code ?? '');
  if (error.code === 'ECONNRESET' || isHandshake || !socket.writable || hasBegun) {
    socket.destroy();
    return;
  }
  const code = CLIENT_ERROR_CODES[error.code ?? ''] ?? 'malformed_http';
  const text = CLIENT_ERROR_TEXTS[code]?.(options) ?? `the request is not valid HTTP: ${error.message}`;
  const { status, headers, body } = options.reject(failure(code, text));
  let head = `HTTP/1.1 ${status} \r\nconnection: close\r\n`;
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body as Uint8Array]));
}

function startError(error: NodeJS.ErrnoException, { name, address, port, portFlag }: HttpServerOptions): GatewayError {
  const where = `port ${port} on ${address} (${name})`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new GatewayError('gateway.port_in_use', `${where} is in use by another program`, {
        hint: `stop that program, or choose another port with ${portFlag} N (0 picks a free one)`,
        cause: error,
      });
    case 'EACCES':
      return new GatewayError('gateway.port_not_allowed', `${where} needs more rights than this user has`, {
        hint: `choose a port above 1023 with ${portFlag} N`,
        cause: error,
      });
    default:
      return new GatewayError('gateway.cannot_listen', `cannot listen on ${where}: ${error.message}`, {
        hint: 'check that the address belongs to this machine',
        cause: error,
      });
  }
}

/**
 * Stops accepting at once and waits for what is under way. Connections that are idle are closed a moment later: one that
 * was just accepted may have a request on its way, and looks the same.
 */
function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const closeIdle = setTimeout(() => server.closeIdleConnections(), Math.min(graceMs, IDLE_PATIENCE_MS));
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    // The close of node:http would close idle connections first.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(closeIdle);
      clearTimeout(force);
      // Ends the server's own timers; that it does not listen any more is no news.
      server.close(() => resolve());
    });
  });
}

/**
 * How talking to a backend failed: it could not be reached; it broke the connection; it was silent for too long; it
 * spoke no HTTP; or the request was cancelled.
 */
export type TransportFailureKind =
  | 'unreachable'
  | 'connect_timeout'
  | 'disconnected'
  | 'idle_timeout'
  | 'invalid'
  | 'cancelled';

/** A failure of the transport, as a value. */
export interface TransportFailure {
  readonly kind: 'transport_failure';
  readonly failure: TransportFailureKind;
  /** The system's own words, e.g. `connect ECONNREFUSED 127.0.0.1:8000`. */
  readonly message: string;
}

const KIND_BY_CODE: Readonly<Record<string, TransportFailureKind>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'connect_timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'idle_timeout',
  UND_ERR_BODY_TIMEOUT: 'idle_timeout',
  UND_ERR_SOCKET: 'disconnected',
  ECONNRESET: 'disconnected',
  ECONNABORTED: 'disconnected',
  EPIPE: 'disconnected',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'disconnected',
  UND_ERR_HEADERS_OVERFLOW: 'invalid',
  UND_ERR_ABORTED: 'cancelled',
};

const TLS_CODE = /^ERR_(TLS|SSL)|CERT|SIGN|ISSUER/;

/** Sorts what undici and Node throw. TLS problems count as unreachable: no byte of the request was sent. */
export function transportFailure(error: unknown): TransportFailure {
  const code = errorCode(error);
  const message = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  let failure = code === undefined ? undefined : KIND_BY_CODE[code];
  if (error instanceof Error && error.name === 'HTTPParserError') failure = 'invalid';
  else if (failure === undefined && code !== undefined && TLS_CODE.test(code)) failure = 'unreachable';
  return { kind: 'transport_failure', failure: failure ?? 'disconnected', message };
}

/** A request that was cancelled before or while it was sent. */
export const CANCELLED: TransportFailure = { kind: 'transport_failure', failure: 'cancelled', message: 'cancelled' };

/** Carries a failure through places that take an Error. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

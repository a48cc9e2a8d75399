import type { HeaderList, RequestHeaders } from './http-message.ts';

/** Headers of one connection, not of the message (RFC 9110, section 7.6.1), and those that the next hop writes itself. */
const HOP_BY_HOP = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Meant for the router: identity, per-user keys and switches that a backend must not see or be able to forge. */
const FOR_THE_ROUTER = /^(x-vsr-|x-authz-|x-user-[a-z-]+-key$)/;

/** How many milliseconds whoever asks will still wait; Envoy's name, which meshes read and write. */
export const DEADLINE_HEADER = 'x-envoy-expected-rq-timeout-ms';

/** Set anew for each upstream call. */
const REWRITTEN = new Set(['accept-encoding', 'content-encoding', 'content-type', 'x-request-id', DEADLINE_HEADER]);

/** Set anew for each answer. */
const ANSWERED_ANEW = new Set(['content-length', 'date', 'x-request-id', 'content-encoding']);

/** Headers that carry a client's key. */
export const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'api-key', 'x-goog-api-key']);

/**
 * Whether no plugin may touch a header (lower case): those of the connection, those that carry keys, and those that the
 * router writes itself on that side.
 */
export function isProtectedFromPlugins(name: string, side: 'request' | 'answer'): boolean {
  if (HOP_BY_HOP.has(name) || CREDENTIALS.has(name) || FOR_THE_ROUTER.test(name)) return true;
  return side === 'request' ? REWRITTEN.has(name) : ANSWERED_ANEW.has(name) || name === 'content-type';
}

/** The client's headers that go on to a backend, in the order they came; those of `withheld` (lower case) do not. */
export function requestHeadersToForward(headers: RequestHeaders, withheld: ReadonlySet<string>): HeaderList {
  const named = connectionNames(headers.connection);
  const forwarded: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_BY_HOP.has(name) || REWRITTEN.has(name) || named?.has(name) === true) continue;
    if (withheld.has(name)) continue;
    if (name.startsWith('x-') && FOR_THE_ROUTER.test(name)) continue;
    if (typeof value === 'string') forwarded.push(name, value);
    else for (const each of value) forwarded.push(name, each);
  }
  return forwarded;
}

/** A backend's headers that go on to the client; a backend's own `x-vsr-*` would contradict the router's and are left out. */
export function responseHeadersToForward(headers: RequestHeaders): string[] {
  const named = connectionNames(headers.connection);
  const forwarded: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP_BY_HOP.has(name) || ANSWERED_ANEW.has(name) || named?.has(name) === true) continue;
    if (name.startsWith('x-vsr-')) continue;
    if (typeof value === 'string') forwarded.push(name, value);
    else for (const each of value) forwarded.push(name, each);
  }
  return forwarded;
}

/** Names that a `connection` header declares as belonging to the connection. */
function connectionNames(connection: string | readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  const text = typeof connection === 'string' ? connection : connection.join(',');
  return new Set(text.split(',').map((name) => name.trim().toLowerCase()));
}

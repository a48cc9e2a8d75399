import type { BackendConfig } from '@signalbox/engine';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import { CREDENTIALS } from '../http/forwarded-headers.ts';

/** Headers of a call, by what the backend always gets and what the client's request carries. */
export type HeadersOf = (call: UpstreamCall) => string[];

/** Headers of a client that mean something to the vendor whose protocol it speaks, and nothing to others. */
const VENDORS = /^(anthropic-|openai-)/;

/**
 * Compiles a backend's headers: `own` and the config's, then the client's, of which those do not go on that the backend
 * has for itself, keys of the client's where the backend has one, and vendors' headers other than `vendor`'s.
 */
export function compileHeaders(
  backend: BackendConfig,
  { own = {}, vendor = 'openai-' }: { readonly own?: Readonly<Record<string, string>>; readonly vendor?: string } = {},
): HeadersOf {
  const all = { 'content-type': 'application/json', 'accept-encoding': 'identity', ...own, ...backend.headers };
  const names = new Set(Object.keys(all).map((name) => name.toLowerCase()));
  const always: readonly string[] = Object.entries(all).flat();
  const isKept = (name: string) =>
    !names.has(name) &&
    !(backend.hasCredentials && CREDENTIALS.has(name)) &&
    (!VENDORS.test(name) || name.startsWith(vendor));
  return (call) => {
    const headers = [...always, 'x-request-id', call.requestId];
    for (let i = 0; i < call.headers.length; i += 2) {
      const name = call.headers[i]!;
      if (isKept(name)) headers.push(name, call.headers[i + 1]!);
    }
    return headers;
  };
}

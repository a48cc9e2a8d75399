import type { BackendConfig } from '@signalbox/engine';
import type { UpstreamCall } from '../chat/upstream-call.ts';
import { CREDENTIALS } from '../http/forwarded-headers.ts';
import { headerOf } from '../http/http-message.ts';

/** Headers of a call, by what the backend always gets and what the client's request carries. */
export type HeadersOf = (call: UpstreamCall) => string[];

/** Headers of a client that mean something to the vendor whose protocol it speaks, and nothing to others. */
const VENDORS = /^(anthropic-|openai-)/;

/**
 * Compiles a backend's headers: `own` and the config's, then the client's, of which those do not go on that the backend
 * has for itself, keys of the client's where the backend has one, and vendors' headers other than `vendor`'s. A user's
 * own key, where a trusted source sent one, takes the place of the backend's.
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
  const { userKey } = backend;
  const withoutKeys = Object.entries(all).flatMap(([name, value]) =>
    name.toLowerCase() === userKey?.header || CREDENTIALS.has(name.toLowerCase()) ? [] : [name, value],
  );
  return (call) => {
    const given = userKey && call.trustedHeaders ? headerOf(call.trustedHeaders, userKey.from) : undefined;
    const hasUserKey = given !== undefined && given !== '';
    const headers = [...(hasUserKey ? withoutKeys : always), 'x-request-id', call.requestId];
    if (hasUserKey) headers.push(userKey!.header, userKey!.prefix === '' ? given : `${userKey!.prefix} ${given}`);
    for (let i = 0; i < call.headers.length; i += 2) {
      const name = call.headers[i]!;
      if (hasUserKey && (name === userKey!.header || CREDENTIALS.has(name))) continue;
      if (isKept(name)) headers.push(name, call.headers[i + 1]!);
    }
    return headers;
  };
}

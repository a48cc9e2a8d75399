import { headerOf, type RequestHeaders } from '../http/http-message.ts';

const BEARER = /^Bearer +(\S+) *$/i;

/** Headers that clients put a key into, besides `authorization`: Anthropic's and Azure's. */
const KEY_HEADERS = ['x-api-key', 'api-key'] as const;

/** What a request presents as its credential, each text once; some clients send the same key in two headers. */
export function credentialsOf(headers: RequestHeaders): readonly string[] {
  const found = new Set<string>();
  const bearer = BEARER.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  if (bearer !== undefined) found.add(bearer);
  for (const name of KEY_HEADERS) {
    const key = headerOf(headers, name);
    if (key !== undefined && key !== '') found.add(key);
  }
  return [...found];
}

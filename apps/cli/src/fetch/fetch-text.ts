import { lookup as lookupAll } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { UsageError } from '../usage-error.ts';
import { reasonNotPublic } from './public-address.ts';

export interface FetchTextOptions {
  /** Why an address may not be asked; undefined where it may. */
  readonly refusal?: (address: string) => string | undefined;
  /** Every address of a host name. */
  readonly lookup?: (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  /** Hops that are followed; default 5. None where a header holds a key. */
  readonly maxRedirects?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What to do about an address that is refused. */
  readonly hint?: string;
}

const TEXT = /^(text\/(?!html)|application\/(x-)?(yaml|json|octet-stream)\b)/i;

/**
 * The text behind an http or https address. Each hop is judged by the addresses that its name resolves to, and the
 * connection goes to the very address that was judged, so a name that changes its mind in between gains nothing.
 * Throws a UsageError that says what was refused, and what to do.
 */
export async function fetchText(address: string, options: FetchTextOptions = {}): Promise<string> {
  const { timeoutMs = 15_000, maxRedirects = 5 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  let url = parseUrl(address);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await ask(url, { ...options, signal }).catch((cause: Error) => {
      if (cause instanceof UsageError) throw cause;
      if (signal.aborted) {
        throw new UsageError(
          `${url.href} did not answer within ${timeoutMs / 1000} s`,
          'download it, and name the file',
        );
      }
      throw new UsageError(`cannot fetch ${url.href}: ${cause.message}`, 'check the address, or name a file');
    });
    if (answer.text !== undefined) return answer.text;
    url = parseUrl(new URL(answer.location, url).href);
  }
  throw new UsageError(`${address} redirects more than ${maxRedirects} times`, 'use the address that it ends at');
}

type Answer = { readonly text: string } | { readonly text?: undefined; readonly location: string };

async function ask(url: URL, options: FetchTextOptions & { readonly signal: AbortSignal }): Promise<Answer> {
  const { maxBytes = 1_048_576, signal } = options;
  const lookup = pinned(await judgeHost(url, options));
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http;
    const headers = {
      accept: 'application/yaml, text/plain, */*;q=0.5',
      'accept-encoding': 'identity',
      ...options.headers,
    };
    get(url, { lookup, signal, headers, agent: false }, resolve).on('error', reject);
  });
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  try {
    if (status >= 300 && status < 400 && location !== undefined) return { location };
    if (status !== 200) throw new UsageError(`${url.href} answered ${status}`, 'check the address, or name a file');
    const type = response.headers['content-type'] ?? 'text/plain';
    if (!TEXT.test(type)) {
      throw new UsageError(
        `${url.href} is ${type.split(';')[0]}, expected text`,
        'use the address of the raw file rather than of a page about it',
      );
    }
    return { text: decode(await read(response, url, maxBytes), url) };
  } finally {
    response.destroy();
  }
}

/** The address to connect to: the first of a name's addresses, all of which must be allowed. Throws a UsageError. */
export async function judgeHost(url: URL, options: FetchTextOptions): Promise<{ address: string; family: number }> {
  const { refusal = reasonNotPublic, lookup = (host) => lookupAll(host, { all: true }) } = options;
  const { hint = 'add --allow-private if it is a server of yours' } = options;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const addresses = family === 0 ? await lookup(host) : [{ address: host, family }];
  for (const { address } of addresses) {
    const reason = refusal(address);
    if (reason === undefined) continue;
    const leads = address === host ? '' : ` leads to ${address},`;
    throw new UsageError(`${host}${leads} is not asked: ${reason}`, hint);
  }
  return addresses[0]!;
}

/** A name's address as it was judged, whatever the name says by now. */
function pinned({ address, family }: { readonly address: string; readonly family: number }): LookupFunction {
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

async function read(response: IncomingMessage, url: URL, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new UsageError(`${url.href} is larger than ${maxBytes} bytes`, 'a config is smaller; check the address');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, url: URL): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below: neither is text.
  }
  throw new UsageError(`${url.href} is not text in UTF-8`, 'check the address');
}

export function parseUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`"${text}" is no address`, 'e.g. https://example.com/config.yaml');
  }
  if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  throw new UsageError(`${url.protocol} is not fetched`, 'use an http or https address, or name a file');
}

import type { ByteSource } from './byte-source.ts';
import type { Cancellation } from './cancellation.ts';

/** Header values by lower-case name; a header that came more than once may be an array. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Names and values in turn: `[name, value, name, value]`. */
export type HeaderList = readonly string[];

/** One HTTP request, read completely, independent of the server that took it in. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** Path without the query, as it came (percent-encoded). */
  readonly path: string;
  /** What follows `?`, or an empty string. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** Empty when there is none. */
  readonly body: Uint8Array;
  /** IP address of the other end of the connection; undefined where there is none. */
  readonly remoteAddress?: string | undefined;
  /** Cancelled by the server when the client leaves, and by the gateway at the request's deadline. */
  readonly cancellation: Cancellation;
}

/** What is known of a request before its body. */
export type RequestHead = Pick<HttpRequest, 'path' | 'headers'>;

/** One HTTP response: bytes with a `content-length`, or a source that streams. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array | ByteSource;
}

/** Whether a body is complete in memory. */
export function isBytes(body: Uint8Array | ByteSource): body is Uint8Array {
  return body instanceof Uint8Array;
}

/** The first value of a header (lower-case name), or undefined. */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** A response of JSON text. */
export function jsonResponse(status: number, value: unknown, headers: HeaderList = []): HttpResponse {
  return textResponse(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
}

/** A response of text in the given content type. */
export function textResponse(
  status: number,
  contentType: string,
  text: string,
  headers: HeaderList = [],
): HttpResponse {
  const body = Buffer.from(text);
  return {
    status,
    headers: ['content-type', contentType, 'content-length', String(body.length), ...headers],
    body,
  };
}

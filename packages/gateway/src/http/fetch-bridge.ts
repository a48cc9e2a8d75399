import type { ByteSource } from './byte-source.ts';
import { Cancellation } from './cancellation.ts';
import { type HeaderList, type HttpRequest, type HttpResponse, isBytes } from './http-message.ts';

/** A web Request as our own; its body is read up to `maxBytes`, `too_large` beyond. */
export async function requestFromFetch(request: Request, maxBytes: number): Promise<HttpRequest | 'too_large'> {
  const cancellation = new Cancellation();
  if (request.signal.aborted) cancellation.cancel('client_left');
  else request.signal.addEventListener('abort', () => cancellation.cancel('client_left'), { once: true });
  const url = new URL(request.url);
  const body = await readStream(request.body, maxBytes);
  if (body === 'too_large') return body;
  return {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    body,
    cancellation,
  };
}

/** Our response as a web one; a source becomes a stream that honours backpressure. */
export function responseToFetch(response: HttpResponse): Response {
  const { status, body } = response;
  const headers = headersOf(response.headers);
  if (!isBytes(body)) return new Response(streamOf(body), { status, headers });
  const isBodyless = status === 204 || status === 304;
  return new Response(isBodyless ? null : Uint8Array.from(body), { status, headers });
}

async function readStream(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | 'too_large'> {
  if (stream === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function streamOf(source: ByteSource): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      source.start({
        write(chunk) {
          controller.enqueue(chunk);
          return (controller.desiredSize ?? 0) > 0;
        },
        end: () => controller.close(),
        fail: (reason) => controller.error(reason),
      });
    },
    pull: () => source.resume(),
    cancel: () => source.cancel(),
  });
}

function headersOf(list: HeaderList): Headers {
  const headers = new Headers();
  for (let i = 0; i < list.length; i += 2) headers.append(list[i]!, list[i + 1]!);
  return headers;
}

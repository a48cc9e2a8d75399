import type { IncomingMessage } from 'node:http';

const EMPTY = Buffer.alloc(0);

/** Whether a request announces a body. */
export function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  return transfer !== undefined || (length !== undefined && length !== '0');
}

/**
 * Reads a body of up to `maxBytes` and calls back once: with the bytes, or with `too_large` as soon as that is known,
 * by the announced length or while reading. Never calls back for a client that left in between.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  callback: (body: Uint8Array | 'too_large') => void,
): void {
  if (!hasBody(request)) {
    callback(EMPTY);
    return;
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    callback('too_large');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) {
      chunks.push(chunk);
      return;
    }
    request.off('data', onData).off('end', onEnd);
    chunks.length = 0;
    callback('too_large');
  };
  const onEnd = () => callback(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size));
  request.on('data', onData).on('end', onEnd);
}

import type { ByteSource } from '../http/byte-source.ts';
import type { Cancellation } from '../http/cancellation.ts';
import { CANCELLED, TransportError, type TransportFailure, transportFailure } from './transport-failure.ts';

/** A whole body; `too_large` when it passes the bound; or how it broke off. */
export type CollectedBody = Uint8Array | 'too_large' | TransportFailure;

/** Reads a source to its end, up to `maxBytes`; a larger or a cancelled one is broken off. Never rejects. */
export function collectBody(source: ByteSource, maxBytes: number, cancellation: Cancellation): Promise<CollectedBody> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (body: CollectedBody) => {
      forget();
      resolve(body);
    };
    const forget = cancellation.onCancel(() => {
      source.cancel();
      resolve(CANCELLED);
    });
    source.start({
      write(chunk) {
        size += chunk.length;
        if (size > maxBytes) {
          source.cancel();
          settle('too_large');
          return false;
        }
        chunks.push(chunk);
        return true;
      },
      end: () => settle(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)),
      fail: (error) => settle(error instanceof TransportError ? error.failure : transportFailure(error)),
    });
  });
}

import type { ByteSink, ByteSource } from '../http/byte-source.ts';
import type { Cancellation } from '../http/cancellation.ts';
import { CANCELLED, TransportError, type TransportFailure, transportFailure } from './transport-failure.ts';

/** A whole body; `too_large` when it passes the bound; or how it broke off. */
export type CollectedBody = Uint8Array | 'too_large' | TransportFailure;

/** Reads a source to its end, up to `maxBytes`; a larger or a cancelled one is broken off. Never rejects. */
export function collectBody(
  source: ByteSource,
  maxBytes: number,
  cancellation: Pick<Cancellation, 'onCancel'>,
): Promise<CollectedBody> {
  return new Promise((resolve) => {
    const collector = new Collector(source, maxBytes, resolve);
    collector.forget = cancellation.onCancel(() => collector.cancel());
    source.start(collector);
  });
}

class Collector implements ByteSink {
  readonly #source: ByteSource;
  readonly #maxBytes: number;
  readonly #resolve: (body: CollectedBody) => void;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  /** Stops listening for the cancellation. */
  forget: () => void = () => {};

  constructor(source: ByteSource, maxBytes: number, resolve: (body: CollectedBody) => void) {
    this.#source = source;
    this.#maxBytes = maxBytes;
    this.#resolve = resolve;
  }

  write(chunk: Uint8Array): boolean {
    this.#size += chunk.length;
    if (this.#size <= this.#maxBytes) {
      this.#chunks.push(chunk);
      return true;
    }
    this.#source.cancel();
    this.#settle('too_large');
    return false;
  }

  end(): void {
    this.#settle(this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks));
  }

  fail(error: Error): void {
    this.#settle(error instanceof TransportError ? error.failure : transportFailure(error));
  }

  cancel(): void {
    this.#source.cancel();
    this.#resolve(CANCELLED);
  }

  #settle(body: CollectedBody): void {
    this.forget();
    this.#resolve(body);
  }
}

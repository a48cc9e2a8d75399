import type { ByteSink, ByteSource } from '../http/byte-source.ts';

/** A stream whose last bytes are only known some time after all others have come. */
export class HeldStream implements ByteSource, ByteSink {
  readonly #source: ByteSource;
  readonly #lastBytes: () => Promise<Uint8Array>;
  #sink: ByteSink | undefined;

  /** `lastBytes` is asked once, after the source ended well or badly, and does not reject. */
  constructor(source: ByteSource, lastBytes: () => Promise<Uint8Array>) {
    this.#source = source;
    this.#lastBytes = lastBytes;
  }

  start(sink: ByteSink): void {
    this.#sink = sink;
    this.#source.start(this);
  }

  resume(): void {
    this.#source.resume();
  }

  cancel(): void {
    this.#sink = undefined;
    this.#source.cancel();
  }

  write(chunk: Uint8Array): boolean {
    return this.#sink?.write(chunk) ?? false;
  }

  end(): void {
    void this.#lastBytes().then((bytes) => {
      if (bytes.length > 0) this.#sink?.write(bytes);
      this.#sink?.end();
    });
  }

  fail(reason: Error): void {
    this.#sink?.fail(reason);
  }
}

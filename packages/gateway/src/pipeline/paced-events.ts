import type { ByteSink, ByteSource } from '../http/byte-source.ts';
import type { Timers } from '../upstream/timers.ts';

/** Events of a stream that is known from the beginning, sent at once or spread evenly over a time. */
export class PacedEvents implements ByteSource {
  readonly #events: readonly string[];
  readonly #gapMs: number;
  readonly #timers: Timers;
  #sink: ByteSink | undefined;
  #next = 0;
  #isFull = false;
  #callOff: (() => void) | undefined;

  /** `events` are texts after `data:`. */
  constructor(events: readonly string[], overMs: number, timers: Timers) {
    this.#events = events;
    this.#gapMs = events.length === 0 ? 0 : overMs / events.length;
    this.#timers = timers;
  }

  start(sink: ByteSink): void {
    this.#sink = sink;
    this.#send();
  }

  resume(): void {
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#send();
  }

  cancel(): void {
    this.#callOff?.();
    this.#sink = undefined;
  }

  #send(): void {
    while (this.#sink !== undefined && this.#next < this.#events.length) {
      const isFull = !this.#sink.write(Buffer.from(`data: ${this.#events[this.#next++]}\n\n`));
      if (isFull) {
        this.#isFull = true;
        return;
      }
      if (this.#gapMs > 0) {
        this.#callOff = this.#timers.after(this.#gapMs, () => this.#send());
        return;
      }
    }
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.end();
  }
}

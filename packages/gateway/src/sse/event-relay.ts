import type { ByteSink, ByteSource } from '../http/byte-source.ts';
import { dataOfEvents, endOfLastEvent } from './event-boundary.ts';
import type { EventTranslation } from './event-translation.ts';
import { RecentRegions } from './recent-regions.ts';

/** How a stream ended for the relay. */
export type RelayEnd =
  /** The backend closed it in good order. */
  | { readonly kind: 'closed' }
  /** The connection broke. */
  | { readonly kind: 'broken'; readonly reason: Error }
  /** One event grew past the bound. */
  | { readonly kind: 'event_too_large'; readonly bytes: number }
  /** Cancelled: the client left, or the deadline passed. */
  | { readonly kind: 'cancelled' };

export interface RelayOptions {
  /** Largest single event; more is not held back but ends the stream. */
  readonly maxEventBytes: number;
  /** What becomes of the events; undefined passes the bytes on as they are. */
  readonly translation: EventTranslation | undefined;
  /** Called at the first forwarded event. */
  readonly onFirstEvent: () => void;
  /**
   * Called once, before the client sees the end, with the first and the last events (the texts after `data:`). Returns
   * the bytes to send before the end: none for a good finish, an error event for a bad one.
   */
  readonly onEnd: (end: RelayEnd, knownEvents: readonly string[]) => Uint8Array | undefined;
}

const NOTHING = new Uint8Array();

/** Bytes before a chunk that may begin the blank line which the chunk completes. */
const BOUNDARY_TAIL = 3;

/** Passes a stream of server-sent events on in whole events, so that a stream cut in mid-event ends at its last whole one. */
export class EventRelay implements ByteSource, ByteSink {
  readonly #upstream: ByteSource;
  readonly #options: RelayOptions;
  #sink: ByteSink | undefined;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** The first region, where some vendors tell the prompt's usage. */
  #first: Uint8Array | undefined;
  readonly #recent = new RecentRegions();
  #isOver = false;
  /** What a client that has not started to read yet shall get; undefined once delivered, or when it left. */
  #farewell: { readonly last: Uint8Array | undefined } | undefined;

  constructor(upstream: ByteSource, options: RelayOptions) {
    this.#upstream = upstream;
    this.#options = options;
  }

  start(sink: ByteSink): void {
    this.#sink = sink;
    if (!this.#isOver) this.#upstream.start(this);
    else if (this.#farewell === undefined) sink.fail(new Error('the stream was cancelled'));
    else this.#deliver();
  }

  resume(): void {
    if (!this.#isOver) this.#upstream.resume();
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#upstream.cancel();
    this.#options.onEnd({ kind: 'cancelled' }, this.#knownEvents());
  }

  /** Ends the stream for a client that still listens, e.g. at the deadline. */
  breakOff(reason: Error): void {
    if (this.#isOver) return;
    this.#upstream.cancel();
    this.#finish({ kind: 'broken', reason });
  }

  write(chunk: Uint8Array): boolean {
    if (this.#isOver) return false;
    const boundary = this.#boundaryIn(chunk);
    if (boundary === 0) {
      this.#hold(chunk);
      return !this.#isOver;
    }
    const isWhole = this.#heldBytes === 0 && boundary === chunk.length;
    const region = isWhole ? chunk : Buffer.concat([...this.#held, chunk.subarray(0, boundary)]);
    this.#held = [];
    this.#heldBytes = 0;
    const hasRoom = this.#forward(region);
    if (boundary < chunk.length) this.#hold(chunk.subarray(boundary));
    return hasRoom && !this.#isOver;
  }

  end(): void {
    if (this.#isOver) return;
    // Some servers leave out the blank line after their last event.
    if (this.#heldBytes > 0 && /^data: ?\[DONE\]\s*$/.test(Buffer.concat(this.#held).toString('latin1'))) {
      this.#forward(Buffer.from('data: [DONE]\n\n'));
    }
    this.#finish({ kind: 'closed' });
  }

  fail(reason: Error): void {
    if (!this.#isOver) this.#finish({ kind: 'broken', reason });
  }

  #boundaryIn(chunk: Uint8Array): number {
    if (this.#heldBytes === 0) return endOfLastEvent(chunk);
    const last = this.#held.at(-1)!;
    const tail = last.subarray(Math.max(0, last.length - BOUNDARY_TAIL));
    return Math.max(0, endOfLastEvent(Buffer.concat([tail, chunk])) - tail.length);
  }

  #hold(bytes: Uint8Array): void {
    // Small pieces are joined, so that the boundary's first bytes are always in the last one.
    const last = this.#held.at(-1);
    if (last !== undefined && last.length < BOUNDARY_TAIL)
      this.#held[this.#held.length - 1] = Buffer.concat([last, bytes]);
    else this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes <= this.#options.maxEventBytes) return;
    this.#upstream.cancel();
    this.#finish({ kind: 'event_too_large', bytes: this.#heldBytes });
  }

  #forward(region: Uint8Array): boolean {
    if (this.#first === undefined) {
      this.#first = region;
      this.#options.onFirstEvent();
    } else {
      // For the end: usage, finish and `[DONE]` lie in the last few.
      this.#recent.add(region);
    }
    const { translation } = this.#options;
    if (translation === undefined) return this.#sink!.write(region);
    let text = '';
    try {
      for (const data of dataOfEvents(Buffer.from(region).toString('utf8'))) text += translation.onEvent(data);
    } catch (error) {
      // A step that cannot go on: what it did not pass must not reach the client, and no good end either.
      this.#upstream.cancel();
      this.#finish({ kind: 'broken', reason: asError(error) });
      return false;
    }
    return text === '' || this.#sink!.write(Buffer.from(text));
  }

  #finish(closing: RelayEnd): void {
    this.#isOver = true;
    const { translation, onEnd } = this.#options;
    let end = closing;
    let held = '';
    try {
      if (end.kind === 'closed') held = translation?.flush() ?? '';
    } catch (error) {
      end = { kind: 'broken', reason: asError(error) };
    }
    const bad = onEnd(end, this.#knownEvents());
    const text = bad === undefined && end.kind === 'closed' ? held + (translation?.onEnd() ?? '') : held;
    const last = Buffer.concat([Buffer.from(text), bad ?? NOTHING]);
    this.#farewell = { last: last.length === 0 ? undefined : last };
    if (this.#sink !== undefined) this.#deliver();
  }

  #deliver(): void {
    const last = this.#farewell?.last;
    this.#farewell = undefined;
    if (last !== undefined) this.#sink!.write(last);
    this.#sink!.end();
  }

  #knownEvents(): string[] {
    const known = Buffer.concat([this.#first ?? NOTHING, this.#recent.take()]);
    const events = dataOfEvents(known.toString('utf8'));
    this.#held = [];
    return events;
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

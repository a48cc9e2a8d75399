/** Why a request ended early: its client left, or it took longer than the listener allows. */
export type CancellationReason = 'client_left' | 'deadline';

/** Tells everyone who works on one request that it has ended early. The first reason given stays. */
export class Cancellation {
  #reason: CancellationReason | undefined;
  #controller: AbortController | undefined;
  /** Few at a time, so a list does. */
  #listeners: (() => void)[] = [];

  /** Undefined while the request is wanted. */
  get reason(): CancellationReason | undefined {
    return this.#reason;
  }

  /** The same as an AbortSignal; made on first use, because making one costs microseconds. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(new Error(`request cancelled: ${this.#reason}`));
    }
    return this.#controller.signal;
  }

  /** Tells all listeners, once. */
  cancel(reason: CancellationReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(new Error(`request cancelled: ${reason}`));
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls the listener when cancelled, at once if that has happened. Returns a function that forgets it. */
  onCancel(listener: () => void): () => void {
    if (this.#reason !== undefined) {
      listener();
      return () => {};
    }
    this.#listeners.push(listener);
    return () => {
      const position = this.#listeners.indexOf(listener);
      if (position >= 0) this.#listeners.splice(position, 1);
    };
  }
}

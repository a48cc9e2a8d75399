/** Lets so many calls run at once, and so many wait for their turn. */
export class CallSlots {
  readonly #waitingLimit: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(atOnce: number, waitingLimit: number) {
    this.#free = atOnce;
    this.#waitingLimit = waitingLimit;
  }

  /**
   * Resolves to true with a slot, which must be released; to false when the signal aborts first. Undefined when too
   * many wait already.
   */
  acquire(signal: AbortSignal): Promise<boolean> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve(true);
    }
    if (this.#waiting.size >= this.#waitingLimit) return undefined;
    return new Promise((resolve) => {
      const leave = () => {
        this.#waiting.delete(take);
        resolve(false);
      };
      const take = () => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      this.#waiting.add(take);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

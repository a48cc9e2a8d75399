export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Milliseconds that it stays open before one call is let through to see. */
  readonly pauseMs: number;
}

/** Leave to send one call; what came of it must be told exactly once. */
export interface Permit {
  succeeded(): void;
  failed(): void;
  /** It says nothing about the server: it was cancelled, or the question itself was refused. */
  abandoned(): void;
}

/** Stops calling a server that keeps failing, and sends one call after a pause to see whether it is back. */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  /** When it was opened; undefined while it is closed. */
  #openedAt: number | undefined;
  #isProbing = false;

  constructor(options: BreakerOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  get state(): 'closed' | 'half_open' | 'open' {
    if (this.#openedAt === undefined) return 'closed';
    return this.#isProbing || this.#isPauseOver() ? 'half_open' : 'open';
  }

  /** Undefined while calls are refused. */
  enter(): Permit | undefined {
    if (this.#openedAt === undefined) return this.#permit();
    if (this.#isProbing || !this.#isPauseOver()) return undefined;
    this.#isProbing = true;
    return this.#probe();
  }

  #isPauseOver(): boolean {
    return this.#now() - this.#openedAt! >= this.#options.pauseMs;
  }

  /** Results of calls that began before it opened change nothing afterwards. */
  #permit(): Permit {
    const whileClosed = (act: () => void) => () => {
      if (this.#openedAt === undefined) act();
    };
    return {
      succeeded: whileClosed(() => {
        this.#failures = 0;
      }),
      failed: whileClosed(() => {
        if (++this.#failures >= this.#options.failures) this.#openedAt = this.#now();
      }),
      abandoned: () => {},
    };
  }

  #probe(): Permit {
    return {
      succeeded: () => {
        this.#isProbing = false;
        this.#openedAt = undefined;
        this.#failures = 0;
      },
      failed: () => {
        this.#isProbing = false;
        this.#openedAt = this.#now();
      },
      abandoned: () => {
        this.#isProbing = false;
      },
    };
  }
}

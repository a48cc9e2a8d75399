/** Things to do later; tests turn the hands of the clock themselves. */
export interface Timers {
  /** Does something once, after so many milliseconds. Returns a function that calls it off. */
  after(delayMs: number, act: () => void): () => void;
  /** The same for what no request waits for: it does not keep the process alive. */
  afterIdling(delayMs: number, act: () => void): () => void;
}

/** Those of the process. */
export const processTimers: Timers = {
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
  afterIdling(delayMs, act) {
    const timer = setTimeout(act, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

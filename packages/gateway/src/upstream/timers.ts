/** Things to do later; tests turn the hands of the clock themselves. */
export interface Timers {
  /** Does something once, after so many milliseconds. Returns a function that calls it off. */
  after(delayMs: number, act: () => void): () => void;
}

/** Those of the process; none of them keeps it alive. */
export const processTimers: Timers = {
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

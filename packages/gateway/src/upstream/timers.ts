/** Things to do later; tests turn the hands of the clock themselves. */
export interface Timers {
  /** Does something once, after so many milliseconds. Returns a function that calls it off. */
  after(delayMs: number, act: () => void): () => void;
  /** The same for what no request waits for: it does not keep the process alive. */
  afterIdling(delayMs: number, act: () => void): () => void;
}

/** From here on a wait may be longer by less than a hundredth. */
const LONG_MS = 10_000;
const STEP_MS = 100;

/**
 * Those of the process. Node keeps a list for each duration, and makes and drops one for a timer that is alone with its
 * own: long waits, which are nearly always called off, share their lists.
 */
export const processTimers: Timers = {
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs < LONG_MS ? delayMs : Math.ceil(delayMs / STEP_MS) * STEP_MS);
    return () => clearTimeout(timer);
  },
  afterIdling(delayMs, act) {
    const timer = setTimeout(act, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** What a request asks of one counter. */
export interface LimitDemand {
  /** Names the counter and its window; unique among the demands of one request. */
  readonly counter: string;
  /** A whole number > 0. */
  readonly amount: number;
  /** Most that the counter may reach. */
  readonly limit: number;
  /** End of the window, in milliseconds since 1970. */
  readonly endsAt: number;
}

export interface LimitTaken {
  /** All amounts were taken; otherwise none was. */
  readonly isGranted: boolean;
  /** What each counter stands at now, in the order of the demands. */
  readonly used: readonly number[];
}

/** A later change of what was taken. */
export interface LimitCorrection {
  readonly counter: string;
  /** A whole number; below zero it gives back. */
  readonly amount: number;
}

/** Counters with an end, in this process or shared by several. May reject when they cannot be reached. */
export interface LimitStore {
  /** Takes all amounts, or none where one counter has no room. Atomic. */
  take(demands: readonly LimitDemand[]): LimitTaken | Promise<LimitTaken>;
  /** Changes counters whose window has not ended, past their limit too, and not below zero. */
  correct(corrections: readonly LimitCorrection[]): void | Promise<void>;
  close(): Promise<void>;
}

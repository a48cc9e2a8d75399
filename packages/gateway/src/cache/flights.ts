import type { CacheEntry } from './cache-entry.ts';

/** The first of several equal requests, while it is under way. */
export interface Flight {
  /** What it left for the others; undefined where it failed or may not be shared: they go on by themselves. */
  readonly landed: Promise<CacheEntry | undefined>;
  /** Tells the others. Only the first call counts. */
  land(entry: CacheEntry | undefined): void;
}

/** Requests under way that equal ones wait for. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  /** The one that is under way for a fingerprint. */
  of(id: string): Flight | undefined {
    return this.#flights.get(id);
  }

  /** Begins one that others may wait for, where there is none; `onLanded` hears whether it left something. */
  begin(id: string, onLanded: (wasKept: boolean) => void): Flight {
    let resolve: (entry: CacheEntry | undefined) => void = () => {};
    const landed = new Promise<CacheEntry | undefined>((settle) => {
      resolve = settle;
    });
    const flight: Flight = {
      landed,
      land: (entry) => {
        if (this.#flights.get(id) !== flight) return;
        this.#flights.delete(id);
        onLanded(entry !== undefined);
        resolve(entry);
      },
    };
    this.#flights.set(id, flight);
    return flight;
  }
}

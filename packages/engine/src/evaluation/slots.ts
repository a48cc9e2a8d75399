/** What is known of each slot while one request is evaluated. A slot is one output of one rule. */
export interface Slots {
  /** By slot: one of the constants below. */
  readonly state: Uint8Array;
  /** By slot, 0..1; meaningful where the state is MATCHED. */
  readonly confidence: Float64Array;
  /** By slot, the highest confidence that what is still open could give it; the confidence itself where that is exact. */
  readonly ceiling: Float64Array;
  /** By slot, NaN where the reading has none. */
  readonly value: Float64Array;
}

export const NOT_MATCHED = 0;
export const MATCHED = 1;
/** It ran and could not say. */
export const UNKNOWN = 2;
/** It has not run yet. */
export const OPEN = 3;

export type SlotState = typeof NOT_MATCHED | typeof MATCHED | typeof UNKNOWN | typeof OPEN;

export function createSlots(count: number): Slots {
  return {
    state: new Uint8Array(count).fill(OPEN),
    confidence: new Float64Array(count),
    ceiling: new Float64Array(count),
    value: new Float64Array(count).fill(Number.NaN),
  };
}

/** Overwrites all of `to` with `from`. */
export function copySlots(from: Slots, to: Slots): void {
  to.state.set(from.state);
  to.confidence.set(from.confidence);
  to.ceiling.set(from.ceiling);
  to.value.set(from.value);
}

/** Slots of requests that are done, which the next ones take: making them costs several times what filling them does. */
export interface SlotPool {
  /** All of them open. */
  take(): Slots;
  /** Nobody may look at them afterwards. */
  give(slots: Slots): void;
}

/** As many as requests wait for costly signals at the same time, mostly; more are left to the collector. */
const MOST_KEPT = 64;

export function createSlotPool(count: number): SlotPool {
  const kept: Slots[] = [];
  return {
    take() {
      const slots = kept.pop();
      if (slots === undefined) return createSlots(count);
      slots.state.fill(OPEN);
      slots.confidence.fill(0);
      slots.ceiling.fill(0);
      slots.value.fill(Number.NaN);
      return slots;
    },
    give(slots) {
      if (kept.length < MOST_KEPT) kept.push(slots);
    },
  };
}

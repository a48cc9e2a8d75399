import type { RandomSequence } from './random-sequence.ts';

/** Values from the conversation that an instance should use wherever its schema admits them. */
export interface ValueHints {
  readonly text: string;
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
}

/** What a generator of one instance shares between the parts of a schema. */
export interface InstanceContext {
  readonly random: RandomSequence;
  readonly hints: ValueHints | undefined;
  /** Strings of the hints that an earlier property took. */
  readonly used: Set<string>;
}

import type { NameType } from '../../embedded/pii/name-lattice.ts';

/** A name in a text; offsets in UTF-16 code units, end exclusive. */
export interface TaggedName {
  readonly start: number;
  readonly end: number;
  readonly type: NameType;
}

/** A text with the names in it, to learn from or to measure on. */
export interface TaggedText {
  readonly text: string;
  readonly names: readonly TaggedName[];
  /** How much it counts in training. */
  readonly weight: number;
  /** Of whom it is unknown where places and firms stand, only that nobody is named: these tags stay open. */
  readonly isOpen?: boolean;
}

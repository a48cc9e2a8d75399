/** Kinds of features; each starts its hashes from its own seed, so that equal strings of two kinds never meet. */
export const WORD = 0x2545f491;
export const GRAM = 0x7f4a7c15;
export const WORD_PAIR = 0x61c88647;
export const IDEOGRAPHS = 0x1b873593;
export const OPENING = 0x5bd1e995;
export const ENDING = 0x3c6ef372;
export const MARKS = 0x165667b1;
export const SHAPE = 0x27d4eb2f;

/** Takes one more number into a running hash. */
export function absorb(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

/** Spreads a running hash over all 32 bits; an unsigned integer. */
export function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

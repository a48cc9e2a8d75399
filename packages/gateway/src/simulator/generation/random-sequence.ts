/** Numbers in [0, 1) that look random and are the same for the same seed. */
export interface RandomSequence {
  next(): number;
  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number;
  /** One member of a list that is not empty. */
  pick<T>(members: readonly T[]): T;
}

const HASH_START = 0x811c9dc5;
const HASH_PRIME = 0x01000193;

/** A 32-bit hash of a text, continuing from an earlier hash when one is given (FNV-1a over UTF-16 units). */
export function hashText(text: string, hash: number = HASH_START): number {
  let state = hash;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), HASH_PRIME);
  }
  return state >>> 0;
}

/** A sequence of numbers that a 32-bit seed decides (a Weyl sequence, mixed). */
export function createRandomSequence(seed: number): RandomSequence {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
  };
  const integer = (minimum: number, maximum: number): number => minimum + Math.floor(next() * (maximum - minimum + 1));
  return { next, integer, pick: (members) => members[integer(0, members.length - 1)]! };
}

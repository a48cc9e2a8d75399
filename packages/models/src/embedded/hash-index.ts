/** Places of 32-bit hashes in a list, which it keeps; of equal ones the first. */
export class HashIndex {
  readonly #hashes: Uint32Array;
  /** At the lower bits of a hash or behind: one more than its place in the list; 0 where nothing is. */
  readonly #table: Int32Array;
  readonly #mask: number;

  constructor(hashes: Uint32Array) {
    let capacity = 1024;
    while (capacity < hashes.length * 2) capacity *= 2;
    const table = new Int32Array(capacity);
    const mask = capacity - 1;
    for (let i = 0; i < hashes.length; i++) {
      let at = hashes[i]! & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = i + 1;
    }
    this.#hashes = hashes;
    this.#table = table;
    this.#mask = mask;
  }

  /** Place of a hash (unsigned) in the list, -1 when it is not there. */
  find(hash: number): number {
    const table = this.#table;
    const mask = this.#mask;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const place = table[at]! - 1;
      if (place < 0 || this.#hashes[place] === hash) return place;
    }
  }
}

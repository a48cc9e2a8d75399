/** Bits by the upper 20 bits of a hash: 128 KB, which stay in a processor's cache where a table of rows does not. */
const LOW_BITS = 12;
const BYTES = 2 ** (32 - LOW_BITS - 3);

/**
 * Tells at once that a hash is not in a set: most of a text's features were not trained, and asking the table for them
 * would wait for memory every time.
 */
export class HashFilter {
  readonly #bits = new Uint8Array(BYTES);

  constructor(hashes: Uint32Array) {
    const bits = this.#bits;
    for (let i = 0; i < hashes.length; i++) {
      const bit = hashes[i]! >>> LOW_BITS;
      bits[bit >>> 3]! |= 1 << (bit & 7);
    }
  }

  /** False where the hash is certainly not in the set. */
  mayHave(hash: number): boolean {
    const bit = hash >>> LOW_BITS;
    return (this.#bits[bit >>> 3]! & (1 << (bit & 7))) !== 0;
  }
}

/** More distinct hashes than this are not kept: the window of a text seldom holds as many. */
const CAPACITY = 32768;
const MOST_PLACES = 2 * CAPACITY;
const LEAST_PLACES = 256;

/** Collects distinct hashes in order of first appearance; reused from text to text without clearing its table. */
export class HashList {
  readonly #hashes = new Uint32Array(CAPACITY);
  /** Each place holds a hash and the stamp of the list that it was put in: side by side, so that one look fetches both. */
  readonly #table = new Uint32Array(2 * MOST_PLACES);
  #stamp = 0;
  #size = 0;
  #mask = 0;

  /** Empties the list. A list of about `expected` hashes keeps to a part of the table that stays in a processor's cache. */
  begin(expected: number): void {
    let places = LEAST_PLACES;
    while (places < 2 * expected && places < MOST_PLACES) places *= 2;
    this.#mask = places - 1;
    this.#stamp++;
    this.#size = 0;
  }

  add(hash: number): void {
    const table = this.#table;
    const stamp = this.#stamp;
    const mask = this.#mask;
    let place = hash & mask;
    while (table[2 * place + 1] === stamp) {
      if (table[2 * place] === hash) return;
      place = (place + 1) & mask;
    }
    if (this.#size === CAPACITY) return;
    table[2 * place] = hash;
    table[2 * place + 1] = stamp;
    this.#hashes[this.#size++] = hash;
    if (2 * this.#size > mask && mask < MOST_PLACES - 1) this.#grow();
  }

  /** What was collected, until the next `begin`. */
  view(): Uint32Array {
    return this.#hashes.subarray(0, this.#size);
  }

  /** Spreads the hashes over twice as many places. */
  #grow(): void {
    const count = this.#size;
    this.begin(this.#mask + 1);
    for (let i = 0; i < count; i++) this.add(this.#hashes[i]!);
  }
}

/** More distinct hashes than this are not kept: the window of a text seldom holds as many. */
const CAPACITY = 32768;
const TABLE_SIZE = 65536;

/** Collects distinct hashes in order of first appearance; reused from text to text without clearing its table. */
export class HashList {
  readonly #hashes = new Uint32Array(CAPACITY);
  readonly #table = new Uint32Array(TABLE_SIZE);
  readonly #stamps = new Uint32Array(TABLE_SIZE);
  #stamp = 0;
  #size = 0;

  /** Empties the list. */
  begin(): void {
    this.#stamp++;
    this.#size = 0;
  }

  add(hash: number): void {
    let place = hash & (TABLE_SIZE - 1);
    while (this.#stamps[place] === this.#stamp) {
      if (this.#table[place] === hash) return;
      place = (place + 1) & (TABLE_SIZE - 1);
    }
    if (this.#size === CAPACITY) return;
    this.#stamps[place] = this.#stamp;
    this.#table[place] = hash;
    this.#hashes[this.#size++] = hash;
  }

  /** A copy of what was collected. */
  toArray(): Uint32Array {
    return this.#hashes.slice(0, this.#size);
  }
}

const REGIONS_PER_HALF = 8;
const FIRST_BYTES = 2_048;
/** Room beyond this is given back: large events are rare. */
const MOST_KEPT_BYTES = 65_536;
const NO_ROOM = new Uint8Array();

/**
 * Remembers the last regions of a stream, eight at least. They are copied into room that is used over and over: kept as
 * they came, each would outlive the collector's young generation, and a thousand streams would fill the old one.
 */
export class RecentRegions {
  #older = new Half();
  #newer = new Half();

  add(region: Uint8Array): void {
    if (this.#newer.count === REGIONS_PER_HALF) {
      const emptied = this.#older;
      emptied.clear();
      this.#older = this.#newer;
      this.#newer = emptied;
    }
    this.#newer.add(region);
  }

  /** All that is remembered, in order; forgets it. */
  take(): Uint8Array {
    const bytes = Buffer.concat([this.#older.bytes(), this.#newer.bytes()]);
    this.#older = new Half();
    this.#newer = new Half();
    return bytes;
  }
}

/** Regions end to end. */
class Half {
  count = 0;
  #room = NO_ROOM;
  #length = 0;

  add(region: Uint8Array): void {
    const length = this.#length + region.length;
    if (length > this.#room.length) this.#grow(length);
    this.#room.set(region, this.#length);
    this.#length = length;
    this.count++;
  }

  /** Good until it is added to. */
  bytes(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  clear(): void {
    if (this.#room.length > MOST_KEPT_BYTES) this.#room = NO_ROOM;
    this.count = 0;
    this.#length = 0;
  }

  #grow(length: number): void {
    const larger = new Uint8Array(Math.max(FIRST_BYTES, 2 ** Math.ceil(Math.log2(length))));
    larger.set(this.bytes());
    this.#room = larger;
  }
}

import { WORD_CAPACITY } from './word-store.ts';

/** Collects distinct slots of a word store in order of first appearance; reused from text to text. */
export class SlotList {
  readonly #slots = new Uint32Array(WORD_CAPACITY);
  /** Number of the list that each slot was last put in. */
  readonly #stamps = new Uint32Array(WORD_CAPACITY);
  #stamp = 0;
  #size = 0;

  /** Empties the list. */
  begin(): void {
    this.#stamp++;
    this.#size = 0;
  }

  add(slot: number): void {
    if (this.#stamps[slot] === this.#stamp) return;
    this.#stamps[slot] = this.#stamp;
    this.#slots[this.#size++] = slot;
  }

  /** What was collected, until the next `begin`. */
  view(): Uint32Array {
    return this.#slots.subarray(0, this.#size);
  }
}

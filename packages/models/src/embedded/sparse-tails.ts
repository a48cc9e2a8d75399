import { WORD_CAPACITY } from './word-store.ts';

/** The filled columns of vectors that are mostly empty, by slot, one vector after the other. */
export class SparseTails {
  readonly #starts = new Uint32Array(WORD_CAPACITY);
  readonly #counts = new Uint16Array(WORD_CAPACITY);
  #columns = new Uint16Array(4096);
  #values = new Float32Array(4096);
  #size = 0;

  /** Keeps what a row holds from column `from` on. */
  learn(slot: number, row: Float64Array, from: number): void {
    this.#starts[slot] = this.#size;
    for (let column = from; column < row.length; column++) {
      if (row[column] === 0) continue;
      if (this.#size === this.#values.length) this.#grow();
      this.#columns[this.#size] = column - from;
      this.#values[this.#size++] = row[column]!;
    }
    this.#counts[slot] = this.#size - this.#starts[slot]!;
  }

  /** Adds a slot's columns onto `sum`, of which the first is at `from`. */
  add(slot: number, sum: Float64Array, from: number): void {
    const start = this.#starts[slot]!;
    const end = start + this.#counts[slot]!;
    const columns = this.#columns;
    const values = this.#values;
    for (let i = start; i < end; i++) {
      const to = from + columns[i]!;
      sum[to] = sum[to]! + values[i]!;
    }
  }

  #grow(): void {
    const columns = new Uint16Array(2 * this.#size);
    columns.set(this.#columns);
    this.#columns = columns;
    const values = new Float32Array(2 * this.#size);
    values.set(this.#values);
    this.#values = values;
  }
}

import type { HeadFile } from '../head-file.ts';

/** Words that training has seen in names and elsewhere, by hash, with what they were as bits of `WORD_CLASSES`. */
export class WordClasses {
  readonly #hashes: Int32Array;
  readonly #bits: Uint8Array;
  readonly #mask: number;

  /** Reads the sections `words` (hashes) and `wordClasses` (bits). */
  constructor(file: HeadFile) {
    const words = file.uint32s('words');
    const bits = file.section('wordClasses');
    let capacity = 1024;
    while (capacity < words.length * 2) capacity *= 2;
    this.#mask = capacity - 1;
    this.#hashes = new Int32Array(capacity);
    this.#bits = new Uint8Array(capacity);
    for (let i = 0; i < words.length; i++) {
      let place = this.#place(words[i]!);
      while (this.#bits[place] !== 0) place = (place + 1) & this.#mask;
      this.#hashes[place] = words[i]!;
      this.#bits[place] = bits[i]!;
    }
  }

  of(hash: number): number {
    let place = this.#place(hash);
    for (;;) {
      const bits = this.#bits[place]!;
      if (bits === 0 || this.#hashes[place] === hash) return bits;
      place = (place + 1) & this.#mask;
    }
  }

  #place(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}

import type { TextFeatures } from './feature-pass.ts';
import { SCALES } from './feature-rows.ts';
import { createKernel, type KernelFunctions } from './kernel.ts';
import { WORD_CAPACITY, type WordStore } from './word-store.ts';

const HEAD_BITS = 8;

/**
 * The kernel's memory with the trained features of several heads, the words of the store that their texts had, and the
 * lists of the text that is being read. What heads share is written there once.
 */
export class FeatureKernel {
  readonly call: KernelFunctions = createKernel();
  #heads = 0;
  #text: TextFeatures | undefined;
  #store: WordStore | undefined;
  #storesSeen = 0;
  #staging = 0;
  #stagingBytes = 0;
  #isEntered = new Uint8Array(0);
  #bytes = new Uint8Array(0);
  #words = new Uint32Array(0);
  #floats = new Float32Array(0);

  constructor() {
    this.floats.set(SCALES, this.call.scales.value >>> 2);
  }

  /** The bit of one more head. More heads than bits share them: that costs time, nothing else. */
  nextBit(): number {
    return 1 << (this.#heads++ % HEAD_BITS);
  }

  /** Address of a place for passing things, until the next call. */
  staging(bytes: number): number {
    if (bytes > this.#stagingBytes) {
      this.#staging = this.call.allocate(bytes);
      this.#stagingBytes = bytes;
    }
    return this.#staging;
  }

  /** A number that changes whenever the words' slots get other words. */
  get storesSeen(): number {
    return this.#storesSeen;
  }

  /** The memory as bytes, whole numbers and fractions: another array after it grew. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.call.memory.buffer) this.#look();
    return this.#bytes;
  }

  get words(): Uint32Array {
    if (this.#bytes.buffer !== this.call.memory.buffer) this.#look();
    return this.#words;
  }

  get floats(): Float32Array {
    if (this.#bytes.buffer !== this.call.memory.buffer) this.#look();
    return this.#floats;
  }

  /** Writes a text's features for the bags to read; does nothing for the text written last, as every head asks for it. */
  readText(features: TextFeatures): void {
    if (this.#text === features) return;
    this.#text = features;
    this.#enterWords(features);
    const { words, wordPairs, ideographs, ideographPairs, marks, frame } = features;
    const memory = this.words;
    const { call } = this;
    memory.set(words, call.listAt(0) >>> 2);
    memory.set(wordPairs, call.listAt(1) >>> 2);
    memory.set(ideographs, call.listAt(2) >>> 2);
    memory.set(ideographPairs, call.listAt(3) >>> 2);
    memory.set(marks, call.listAt(4) >>> 2);
    memory.set(frame, call.listAt(5) >>> 2);
    call.beginText(
      words.length,
      wordPairs.length,
      ideographs.length,
      ideographPairs.length,
      marks.length,
      frame.length,
      features.lengthShape,
      features.tokens,
    );
  }

  /** Copies the words that no text had before. */
  #enterWords({ words, store }: TextFeatures): void {
    if (store !== this.#store) {
      this.#store = store;
      this.#storesSeen++;
      this.#isEntered = new Uint8Array(WORD_CAPACITY);
    }
    const isEntered = this.#isEntered;
    const memory = this.words;
    const { call } = this;
    const hashes = call.wordHashes.value >>> 2;
    const starts = call.gramStarts.value >>> 2;
    const grams = call.gramHashes.value >>> 2;
    for (let i = 0; i < words.length; i++) {
      const slot = words[i]!;
      if (isEntered[slot] === 1) continue;
      isEntered[slot] = 1;
      memory[hashes + slot] = store.hashes[slot]!;
      memory[starts + slot] = store.gramStarts[slot]!;
      memory[starts + slot + 1] = store.gramStarts[slot + 1]!;
      memory.set(store.grams(slot), grams + store.gramStarts[slot]!);
      call.enterWord(slot);
    }
  }

  #look(): void {
    const { buffer } = this.call.memory;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#floats = new Float32Array(buffer);
  }
}

import type { MemoKey, TextView } from '@signalbox/engine/ports';
import { characterClass, IDEOGRAPH } from './character-class.ts';
import { absorb, finish, SHAPE, WORD } from './feature-hash.ts';
import { SCALES } from './feature-rows.ts';
import { KernelMemory } from './kernel-memory.ts';
import { type TextFeatures, windowOf } from './text-features.ts';
import { WordStore } from './word-store.ts';

const HEAD_BITS = 8;
/** Addresses for the pack's heads, not memory: only what is written to is taken. */
const RESERVED_BYTES = 36 << 20;
/** Features that are put into an index at once: several times, so that the runtime finds time to make it fast. */
const ROWS_AT_ONCE = 8192;
const FILLERS = 'please can could would you hi hello hey kindly just ok okay so i want need to help me now well'.split(
  ' ',
);
const FILLER_IDEOGRAPHS =
  /^(?:你好|您好|请问|请你|请您|请|麻烦你|麻烦|帮我|帮忙|你能不能|能不能|你能|能否|可以|我想|我要)+/;
/** Ideographs that tell how a text opens, and the units in which they are sought. */
const OPENING_IDEOGRAPHS = 4;
const OPENING_UNITS = 24;
/** Beginning of a text that tells its scripts. */
const SAMPLE_UNITS = 512;

/** A kernel that reads texts for the heads that it holds: what they share of a text is worked out once. */
export class FeatureKernel extends KernelMemory {
  #heads = 0;
  #store: WordStore;
  #storesSeen = 1;
  /** What the lists in memory are of: a text, features of one, or both. */
  #text: string | undefined;
  #features: TextFeatures | undefined;
  readonly #key: MemoKey<{ features: TextFeatures }> = { name: 'embedded features' };

  constructor() {
    super();
    const { call } = this;
    call.reserve(RESERVED_BYTES);
    call.prepareReader();
    this.#store = new WordStore(this);
    this.floats.set(SCALES, call.scales.value >>> 2);
    this.words.set(FILLERS.map(hashOfWord), call.fillers.value >>> 2);
  }

  /** The bit of one more head. More heads than bits share them: that costs time, nothing else. */
  nextBit(): number {
    this.forgetWords();
    return 1 << (this.#heads++ % HEAD_BITS);
  }

  /**
   * Puts `count` features of a head in order and has them entered: `enter` gets from which to before which. Hashes and the
   * codes beside them are given by their addresses.
   */
  index(
    count: number,
    hashes: number,
    codes: readonly [first: number, second: number, third: number],
    enter: (from: number, to: number) => void,
  ): void {
    const { call } = this;
    call.beginOrder(hashes, count);
    const inParts = (work: (from: number, to: number) => void): void => {
      for (let from = 0; from < count; from += ROWS_AT_ONCE) work(from, Math.min(count, from + ROWS_AT_ONCE));
    };
    inParts((from, to) => call.orderRows(from, to, hashes, ...codes));
    inParts(enter);
  }

  /** A number that changes whenever the words' slots get other words. */
  get storesSeen(): number {
    return this.#storesSeen;
  }

  /** The text's features, worked out by whichever head asks first. */
  featuresOf(text: TextView): TextFeatures {
    const kept = text.memo(this.#key, ({ folded }) => ({ features: this.extract(folded) }));
    // Its words have left the store.
    if (kept.features.store !== this.#store) kept.features = this.extract(text.folded);
    return kept.features;
  }

  /** Brings features back into the lists of which the heads' functions make use. */
  bring(features: TextFeatures): void {
    if (this.#features === features) return;
    if (features.store !== this.#store) throw new Error('the words of these features have left the store');
    const { call } = this;
    const { words, wordPairs, ideographs, ideographPairs, marks, frame } = features;
    const memory = this.words;
    memory.set(words, call.wordSlots.value >>> 2);
    for (const [list, hashes] of [wordPairs, ideographs, ideographPairs, marks, frame].entries()) {
      memory.set(hashes, call.listAt(list) >>> 2);
    }
    call.takeLists(
      words.length,
      wordPairs.length,
      ideographs.length,
      ideographPairs.length,
      marks.length,
      frame.length,
    );
    this.#features = features;
    this.#text = undefined;
  }

  /** The features of a folded text, which stay in the lists. */
  extract(folded: string): TextFeatures {
    const length = this.read(folded);
    const { call } = this;
    call.lookUpLists();
    const wordCount = call.wordCount.value;
    const sizes = [wordCount, call.listSize(0), call.listSize(1), call.listSize(2), call.listSize(3), call.listSize(4)];
    // One array for all: making six costs more than reading a short text.
    const kept = new Uint32Array(sizes.reduce((sum, size) => sum + size, 0));
    const memory = this.words;
    let end = 0;
    const keep = (at: number, size: number): Uint32Array => {
      kept.set(memory.subarray(at >>> 2, (at >>> 2) + size), end);
      end += size;
      return kept.subarray(end - size, end);
    };
    const tokens = call.tokens.value;
    const lengthStep = Math.min(12, Math.round(1.5 * Math.log2(1 + tokens)));
    this.#features = {
      store: this.#store,
      words: keep(call.wordSlots.value, wordCount),
      wordPairs: keep(call.listAt(0), sizes[1]!),
      ideographs: keep(call.listAt(1), sizes[2]!),
      ideographPairs: keep(call.listAt(2), sizes[3]!),
      marks: keep(call.listAt(3), sizes[4]!),
      frame: keep(call.listAt(4), sizes[5]!),
      lengthShape: finish(absorb(absorb(SHAPE, 99), lengthStep)),
      tokens,
      sample: folded.slice(0, Math.min(length, SAMPLE_UNITS)),
      work: call.work.value,
    };
    return this.#features;
  }

  /** Reads a folded text into the lists, from its window; the units that were read and lie in memory. */
  read(folded: string): number {
    const text = windowOf(folded);
    if (this.#text === folded) return text.length;
    const { call } = this;
    if (call.isFull() !== 0) this.forgetWords();
    this.#write(text);
    this.#text = folded;
    this.#features = undefined;
    const opening = this.#writeOpening(text);
    call.readFeatures(text.length, FILLERS.length, opening);
    if (call.lacksWords.value === 1) {
      this.forgetWords();
      this.#text = folded;
      call.readFeatures(text.length, FILLERS.length, opening);
    }
    return text.length;
  }

  /** Empties the store of words. */
  forgetWords(): void {
    this.call.forgetAllWords();
    this.#store = new WordStore(this);
    this.#storesSeen++;
    this.#text = undefined;
    this.#features = undefined;
  }

  #write(text: string): void {
    const { call, units, bytes } = this;
    const at = call.text.value >>> 1;
    const classes = call.classes.value;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      units[at + i] = unit;
      if (bytes[classes + unit] === 0) bytes[classes + unit] = characterClass(unit);
    }
  }

  /** Writes the ideographs that a text opens with, after polite ones; how many. */
  #writeOpening(text: string): number {
    if (characterClass(text.charCodeAt(0) || 32) !== IDEOGRAPH) return 0;
    const start = text.slice(0, OPENING_UNITS).replace(FILLER_IDEOGRAPHS, '');
    const at = this.call.openingIdeographs.value >>> 1;
    let count = 0;
    while (count < OPENING_IDEOGRAPHS && characterClass(start.charCodeAt(count) || 32) === IDEOGRAPH) {
      this.units[at + count] = start.charCodeAt(count);
      count++;
    }
    return count;
  }
}

/** A word's feature. */
export function hashOfWord(word: string): number {
  let hash = WORD;
  for (let i = 0; i < word.length; i++) hash = absorb(hash, word.charCodeAt(i));
  return finish(hash);
}

import type { TextView } from '@signalbox/engine/ports';
import { type PairText, pairTextOf, WORD_TOKEN } from './pair-text.ts';
import { hashPrefix } from './word-form.ts';

/** Prefixes of words that are looked up: of so many letters. */
const SHORTEST_PREFIX = 3;
const LONGEST_PREFIX = 10;

/** Where the words of a context stand; made once per context, in time linear in its length. */
export class ContextIndex {
  readonly text: PairText;
  readonly #roots: HashTable;
  readonly #words: HashTable;
  readonly #prefixes: HashTable;
  /** The next token with the same root, -1 at the last. */
  readonly next: Int32Array;
  /** Occurrences looked at so far: what the work of comparing grows with. */
  steps = 0;

  constructor(text: PairText) {
    this.text = text;
    this.next = new Int32Array(text.size).fill(-1);
    this.#roots = new HashTable(text.size);
    this.#words = new HashTable(text.size);
    this.#prefixes = new HashTable(text.size * 4);
    // From the back, so that the first occurrence heads each list.
    for (let at = text.size - 1; at >= 0; at--) {
      this.next[at] = this.#roots.replace(text.roots[at]!, at);
      if (this.#words.replace(text.words[at]!, at) < 0 && text.kinds[at] === WORD_TOKEN) this.#addPrefixes(at);
    }
  }

  /** The first token with a root, -1 when there is none. */
  first(root: number): number {
    return this.#roots.get(root);
  }

  hasWord(word: number): boolean {
    return this.#words.get(word) >= 0;
  }

  /** How many of a folded word's first letters some word of the context begins with; 0 when fewer than three. */
  sharedPrefix(folded: string): number {
    for (let length = Math.min(folded.length, LONGEST_PREFIX); length >= SHORTEST_PREFIX; length--) {
      if (this.#prefixes.get(hashPrefix(folded, length)) >= 0) return length;
    }
    return 0;
  }

  #addPrefixes(at: number): void {
    const folded = this.text.folded(at);
    for (let length = Math.min(folded.length, LONGEST_PREFIX); length >= SHORTEST_PREFIX; length--) {
      // A known prefix has its shorter ones beside it.
      if (this.#prefixes.replace(hashPrefix(folded, length), at) >= 0) break;
    }
  }
}

const CONTEXT_INDEX = { name: 'context index' } as { readonly name: string; readonly __value?: ContextIndex };

/** The view's index, made by whichever head asks first. */
export function contextIndexOf(view: TextView): ContextIndex {
  return view.memo(CONTEXT_INDEX, (text) => new ContextIndex(pairTextOf(text)));
}

/** From 32-bit hashes to numbers of zero or more. */
class HashTable {
  #keys: Uint32Array;
  #values: Int32Array;
  #mask: number;
  #size = 0;

  constructor(expected: number) {
    let capacity = 64;
    while (capacity < expected) capacity *= 2;
    this.#mask = capacity - 1;
    this.#keys = new Uint32Array(capacity);
    this.#values = new Int32Array(capacity).fill(-1);
  }

  get(key: number): number {
    return this.#values[this.#place(key)]!;
  }

  /** Puts a value; the one before, -1 when there was none. */
  replace(key: number, value: number): number {
    const place = this.#place(key);
    const before = this.#values[place]!;
    this.#keys[place] = key;
    this.#values[place] = value;
    if (before < 0 && ++this.#size * 2 > this.#mask) this.#grow();
    return before;
  }

  #place(key: number): number {
    let place = key & this.#mask;
    while (this.#values[place]! >= 0 && this.#keys[place] !== key) place = (place + 1) & this.#mask;
    return place;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    const capacity = keys.length * 2;
    this.#mask = capacity - 1;
    this.#keys = new Uint32Array(capacity);
    this.#values = new Int32Array(capacity).fill(-1);
    for (let i = 0; i < keys.length; i++) {
      if (values[i]! < 0) continue;
      const place = this.#place(keys[i]!);
      this.#keys[place] = keys[i]!;
      this.#values[place] = values[i]!;
    }
  }
}

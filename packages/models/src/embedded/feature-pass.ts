import type { TextView } from '@signalbox/engine/ports';
import { characterClass, DIGIT, IDEOGRAPH, LETTER, SPACE } from './character-class.ts';
import { absorb, ENDING, finish, IDEOGRAPHS, MARKS, OPENING, SHAPE, WORD, WORD_PAIR } from './feature-hash.ts';
import { HashList } from './hash-list.ts';
import { SlotList } from './slot-list.ts';
import { LONGEST_WORD, WordStore } from './word-store.ts';

/** What all heads read of a text: distinct features, as 32-bit hashes, each list in order of first appearance. */
export interface TextFeatures {
  /** Where the slots in `words` belong. */
  readonly store: WordStore;
  /** Slots of the distinct words and numbers. */
  readonly words: Uint32Array;
  /** Pairs of neighbouring words; numbers count by their length. */
  readonly wordPairs: Uint32Array;
  /** Single Han and kana characters. */
  readonly ideographs: Uint32Array;
  /** Neighbouring pairs of Han and kana characters. */
  readonly ideographPairs: Uint32Array;
  /** Punctuation, symbols and emoji, alone and in neighbouring pairs, and the lengths of numbers. */
  readonly marks: Uint32Array;
  /** How the text opens (after polite fillers) and ends: what it asks for rather than what about. */
  readonly frame: Uint32Array;
  /** One feature: the text's length in tokens, on a logarithmic scale. */
  readonly lengthShape: number;
  /** Tokens read, repeated ones included. */
  readonly tokens: number;
  /** The beginning of the text: enough to tell its scripts. */
  readonly sample: string;
  /** Steps taken: characters looked at plus features made. Grows linearly with the text up to the window, then stops. */
  readonly work: number;
}

/** Longest text (UTF-16 code units) read whole; of a longer one its beginning, middle and end are read. */
export const WINDOW = 32768;

const FEATURES = { name: 'embedded features' } as { readonly name: string; readonly __value?: TextFeatures };
const FILLERS = new Set(
  'please can could would you hi hello hey kindly just ok okay so i want need to help me now well'.split(' '),
);
const FILLER_IDEOGRAPHS =
  /^(?:你好|您好|请问|请你|请您|请|麻烦你|麻烦|帮我|帮忙|你能不能|能不能|你能|能否|可以|我想|我要)+/;

let store = new WordStore();

/** The text's features, computed by whichever head asks first. */
export function featuresOf(text: TextView): TextFeatures {
  return text.memo(FEATURES, (view) => extractFeatures(view.folded));
}

/** Forgets all cached words, so that a measurement can start cold. */
export function forgetWords(): void {
  store = new WordStore();
}

/** The features of a folded text; linear in its length and bounded by the window. */
export function extractFeatures(folded: string): TextFeatures {
  const read = passingFeatures(folded);
  const { words, wordPairs, ideographs, ideographPairs, marks, frame } = read;
  const lists = [words, wordPairs, ideographs, ideographPairs, marks, frame];
  // One array for all: making six costs more than reading a short text.
  const kept = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let size = 0;
  const keep = (list: Uint32Array): Uint32Array => {
    kept.set(list, size);
    size += list.length;
    return kept.subarray(size - list.length, size);
  };
  return {
    store: read.store,
    words: keep(words),
    wordPairs: keep(wordPairs),
    ideographs: keep(ideographs),
    ideographPairs: keep(ideographPairs),
    marks: keep(marks),
    frame: keep(frame),
    lengthShape: read.lengthShape,
    tokens: read.tokens,
    sample: read.sample,
    work: read.work,
  };
}

/** The same, to be used before the next text is read: its lists are then written over. For parts of a text, which are many. */
export function passingFeatures(folded: string): TextFeatures {
  if (store.isFull) store = new WordStore();
  return reader.read(windowOf(folded), store);
}

function windowOf(text: string): string {
  if (text.length <= WINDOW) return text;
  const quarter = WINDOW / 4;
  const middle = (text.length >> 1) - (quarter >> 1);
  return `${text.slice(0, 2 * quarter)} ${text.slice(middle, middle + quarter)} ${text.slice(-quarter)}`;
}

/** Reads one text after the other; its lists are reused, and what it gives out looks into them. */
class FeatureReader {
  readonly #words = new SlotList();
  readonly #wordPairs = new HashList();
  readonly #ideographs = new HashList();
  readonly #ideographPairs = new HashList();
  readonly #marks = new HashList();
  readonly #frame = new HashList();
  readonly #opening: number[] = [];
  #store = store;
  #text = '';
  #previousWord = 0;
  #previousIdeograph = 0;
  #previousMark = 0;
  #lastToken = 0;
  #lastMark = 0;
  #tokens = 0;
  #work = 0;

  read(text: string, words: WordStore): TextFeatures {
    this.#begin(text, words);
    let i = 0;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      const kind = characterClass(code);
      const start = i;
      if (kind === SPACE) {
        this.#previousIdeograph = 0;
        this.#previousMark = 0;
        i++;
      } else if (kind === LETTER || kind === DIGIT) {
        i = this.#word(start, kind === DIGIT);
      } else if (kind === IDEOGRAPH) {
        this.#ideograph(code);
        i++;
      } else {
        const point = text.codePointAt(i)!;
        i += point > 0xffff ? 2 : 1;
        if (point >= 0x20000 && point < 0x40000) this.#ideograph(point);
        else this.#mark(point);
      }
      this.#work += i - start;
    }
    this.#frameFeatures();
    return this.#finish();
  }

  #begin(text: string, words: WordStore): void {
    this.#text = text;
    this.#store = words;
    this.#words.begin();
    // A word and the space after it are some five characters; a text of ideographs makes its lists grow.
    const tokens = text.length >> 2;
    this.#wordPairs.begin(tokens);
    this.#ideographs.begin(0);
    this.#ideographPairs.begin(0);
    this.#marks.begin(0);
    this.#frame.begin(0);
    this.#opening.length = 0;
    this.#previousWord = 0;
    this.#previousIdeograph = 0;
    this.#previousMark = 0;
    this.#lastToken = 0;
    this.#lastMark = 0;
    this.#tokens = 0;
    this.#work = 0;
  }

  /** Takes the word (letters and digits) or the number that begins at `start`; where it ends. */
  #word(start: number, isNumber: boolean): number {
    const text = this.#text;
    const limit = Math.min(text.length, start + LONGEST_WORD);
    let running = WORD;
    let check = 0;
    let end = start;
    while (end < limit) {
      const code = text.charCodeAt(end);
      const kind = characterClass(code);
      if (kind !== DIGIT && (isNumber || kind !== LETTER)) break;
      running = absorb(running, code);
      check = Math.imul(check + code, 0x9e3779b1);
      check ^= check >>> 15;
      end++;
    }
    const hash = finish(running);
    let slot = this.#store.find(hash, check >>> 0);
    // A store that fills up in the middle of a text takes no new words: the rest of this text is read without them.
    if (slot < 0 && !this.#store.isFull) {
      slot = this.#store.add(hash, check >>> 0, text.slice(start, end), isNumber);
    }
    if (slot >= 0) {
      this.#words.add(slot);
      this.#work += this.#store.gramCount(slot);
    }
    if (isNumber) {
      const shape = finish(absorb(SHAPE, end - start));
      this.#marks.add(shape);
      this.#follow(shape);
    } else this.#follow(hash);
    return end;
  }

  #follow(hash: number): void {
    if (this.#previousWord !== 0) this.#wordPairs.add(finish(absorb(absorb(WORD_PAIR, this.#previousWord), hash)));
    this.#previousWord = hash;
    this.#previousIdeograph = 0;
    this.#previousMark = 0;
    this.#token(hash);
  }

  #ideograph(point: number): void {
    const hash = finish(absorb(IDEOGRAPHS, point));
    this.#ideographs.add(hash);
    if (this.#previousIdeograph !== 0) {
      this.#ideographPairs.add(finish(absorb(absorb(IDEOGRAPHS, this.#previousIdeograph), point)));
      this.#lastToken = finish(absorb(absorb(ENDING, this.#previousIdeograph), point));
    }
    this.#previousIdeograph = point;
    this.#previousWord = 0;
    this.#previousMark = 0;
    this.#tokens++;
    this.#work += 2;
  }

  #mark(point: number): void {
    const hash = finish(absorb(MARKS, point));
    this.#marks.add(hash);
    if (this.#previousMark !== 0) this.#marks.add(finish(absorb(absorb(MARKS, this.#previousMark), point)));
    this.#previousMark = point;
    // An apostrophe or a hyphen joins; anything else parts what stands on its two sides.
    if (point !== 0x27 && point !== 0x2d) this.#previousWord = 0;
    this.#previousIdeograph = 0;
    this.#lastMark = hash;
    this.#tokens++;
    this.#work += 2;
  }

  #token(hash: number): void {
    this.#tokens++;
    this.#lastToken = finish(absorb(ENDING, hash));
    this.#lastMark = 0;
    if (this.#opening.length < 3 && !(this.#opening.length === 0 && FILLER_HASHES.has(hash))) this.#opening.push(hash);
  }

  #frameFeatures(): void {
    let running = OPENING;
    for (const hash of this.#opening) {
      running = absorb(running, hash);
      this.#frame.add(finish(running));
    }
    const start = this.#text.slice(0, 24).replace(FILLER_IDEOGRAPHS, '');
    running = absorb(OPENING, 7);
    for (let i = 0; i < 4 && characterClass(start.charCodeAt(i) || 32) === IDEOGRAPH; i++) {
      running = absorb(running, start.charCodeAt(i));
      this.#frame.add(finish(running));
    }
    if (this.#lastToken !== 0) this.#frame.add(this.#lastToken);
    if (this.#lastMark !== 0) this.#frame.add(finish(absorb(ENDING, this.#lastMark)));
  }

  #finish(): TextFeatures {
    const lengthStep = Math.min(12, Math.round(1.5 * Math.log2(1 + this.#tokens)));
    return {
      store: this.#store,
      words: this.#words.view(),
      wordPairs: this.#wordPairs.view(),
      ideographs: this.#ideographs.view(),
      ideographPairs: this.#ideographPairs.view(),
      marks: this.#marks.view(),
      frame: this.#frame.view(),
      lengthShape: finish(absorb(absorb(SHAPE, 99), lengthStep)),
      tokens: this.#tokens,
      sample: this.#text.slice(0, 512),
      work: this.#work,
    };
  }
}

const FILLER_HASHES = new Set(
  [...FILLERS].map((word) => {
    let hash = WORD;
    for (let i = 0; i < word.length; i++) hash = absorb(hash, word.charCodeAt(i));
    return finish(hash);
  }),
);

const reader = new FeatureReader();

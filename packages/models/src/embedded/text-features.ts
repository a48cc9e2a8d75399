import type { WordStore } from './word-store.ts';

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

/** What is read of a text. */
export function windowOf(text: string): string {
  if (text.length <= WINDOW) return text;
  const quarter = WINDOW / 4;
  const middle = (text.length >> 1) - (quarter >> 1);
  return `${text.slice(0, 2 * quarter)} ${text.slice(middle, middle + quarter)} ${text.slice(-quarter)}`;
}

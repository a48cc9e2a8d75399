import type { TextView } from '@signalbox/engine/ports';
import { type Commonness, keyOf } from '../pairs/commonness.ts';
import { GLYPH_TOKEN, NUMBER_TOKEN, type PairText, pairTextOf } from '../pairs/pair-text.ts';
import { wordHash } from '../pairs/word-form.ts';
import { kinOf } from './kin.ts';
import { stemOf } from './stem.ts';
import { DRESSING } from './word-lists.ts';
import { type Phrase, phrasesFrom } from './word-senses.ts';

/** Words read of one request; the heads of longer ones are compared. */
export const WORD_LIMIT = 160;
/** What a phrase of words that say little by themselves weighs. */
const PHRASE_WEIGHT = 0.4;
const US = wordHash('us');
const USA = wordHash('usa');

/** A request as words, numbers, glyphs and phrases in their order; one entry per unit in each array. */
export interface RequestWords {
  readonly size: number;
  /** Equal for forms of one word. */
  readonly stems: Uint32Array;
  /** Equal for words derived from one another; 0 where that cannot be told. */
  readonly kins: Uint32Array;
  /** As written but in lower case; empty for phrases. */
  readonly folded: readonly string[];
  /** How much a unit says, 0 (only dresses the request) to 1. */
  readonly weights: Float32Array;
  /** Hash of the word itself. */
  readonly words: Uint32Array;
  /** 1 for a word with a capital that does not open a sentence. */
  readonly names: Uint8Array;
  readonly glyphs: Uint8Array;
  readonly numbers: Uint8Array;
  readonly text: PairText;
}

/** Reads a request's units. */
export function readRequestWords(view: TextView, commonness: Commonness): RequestWords {
  const text = pairTextOf(view);
  const count = Math.min(text.size, WORD_LIMIT);
  const stems = new Uint32Array(count);
  const kins = new Uint32Array(count);
  const words = new Uint32Array(count);
  const weights = new Float32Array(count);
  const names = new Uint8Array(count);
  const glyphs = new Uint8Array(count);
  const numbers = new Uint8Array(count);
  const folded: string[] = [];
  const isLoud = !/\p{Ll}/u.test(text.raw);
  let size = 0;
  for (let at = 0; at < count; ) {
    const phrase = phraseAt(text, at, count);
    const end = at + 1 + (phrase?.rest.length ?? 0);
    for (let each = at; each < end; each++) {
      const weight = dresses(text, each, isLoud) ? 0 : commonness.weightOf(keyOf(text, each));
      weights[size] = Math.max(weights[size]!, weight);
    }
    if (phrase === undefined) {
      const kind = text.kinds[at]!;
      const isState = text.words[at] === US && !dresses(text, at, isLoud);
      const written = isState ? 'usa' : text.folded(at);
      folded.push(written);
      words[size] = isState ? USA : text.words[at]!;
      stems[size] = kind === NUMBER_TOKEN || kind === GLYPH_TOKEN ? text.words[at]! : stemOf(written);
      kins[size] = kinOf(written);
      names[size] = Number(text.capitals[at] === 1 && text.sentenceStarts[text.sentences[at]!] !== at);
      glyphs[size] = Number(kind === GLYPH_TOKEN);
      numbers[size] = Number(kind === NUMBER_TOKEN);
    } else {
      folded.push('');
      words[size] = phrase.word;
      stems[size] = phrase.stem;
      weights[size] = DRESSING.has(phrase.word) ? 0 : Math.max(PHRASE_WEIGHT, weights[size]!);
    }
    size++;
    at = end;
  }
  return {
    size,
    stems: stems.subarray(0, size),
    kins: kins.subarray(0, size),
    folded,
    weights: weights.subarray(0, size),
    words: words.subarray(0, size),
    names: names.subarray(0, size),
    glyphs: glyphs.subarray(0, size),
    numbers: numbers.subarray(0, size),
    text,
  };
}

/** Whether a word says nothing by itself; in capitals among small letters it is a name ("US", "IT"). */
function dresses(text: PairText, at: number, isLoud: boolean): boolean {
  if (!DRESSING.has(text.words[at]!)) return false;
  const [start, end] = [text.starts[at]!, text.ends[at]!];
  return (
    isLoud ||
    end - start < 2 ||
    text.raw.slice(start, end) !== text.raw.slice(start, end).toUpperCase() ||
    text.kinds[at] === GLYPH_TOKEN
  );
}

function phraseAt(text: PairText, at: number, count: number): Phrase | undefined {
  return phrasesFrom(text.words[at]!).find(
    ({ rest }) => at + rest.length < count && rest.every((word, i) => text.words[at + 1 + i] === word),
  );
}

import type { TextView } from '@signalbox/engine/ports';
import { characterClass, DIGIT, IDEOGRAPH, LETTER, SPACE } from './character-class.ts';
import { absorb, finish, IDEOGRAPHS, OPENING, WORD, WORD_PAIR } from './feature-hash.ts';
import { featuresOf, passingFeatures, type TextFeatures } from './feature-pass.ts';
import { conceptAt, conceptOfWord } from './order-concepts.ts';
import { unmask } from './unmask.ts';
import { gramRange, type WordStore } from './word-store.ts';

/** Seed of two words (or Han characters) near each other, in this order, with others between. */
const NEAR = 0x51ed270b;
/** Seed of two or three concepts near each other, in this order. */
const CONCEPTS_NEAR = 0x7f4a7c15;
/** Seed of how a sentence opens that stands among others. */
const AMONG = 0x2c1b3c6d;
/** Words (or Han characters) that make others of a text a surrounding for a sentence. */
const SURROUNDING = 24;
/** How much of a sentence among others is read: an order names its verb and its object early. */
const SENTENCE_HEAD = 9;
/** Besides the ends of sentences: marks that set apart parts of tables, pages, code and quotations. */
const PARTS = new Set(Array.from('|<>{}[]#*"“”;；【】', (mark) => mark.codePointAt(0)!));
const WORD_REACH = 4;
const IDEOGRAPH_REACH = 3;
/** Words (or Han characters) between the first and the last of concepts that belong together. */
const CONCEPT_REACH = 9;
const LONGEST_RUN = 48;
const SENTENCE_ENDS = new Set([0x2e, 0x21, 0x3f, 0x3002, 0xff01, 0xff1f]);
/** Longest text (UTF-16 units) read in one piece, and how far the next piece begins behind it. */
const PIECE = 2200;
const STEP = 1900;
/** Of a longer text so many pieces from the beginning and from the end are read. */
const FIRST_PIECES = 28;
const LAST_PIECES = 12;

/** A reading of a text or of a part of it; with a view where the shared features are those of the whole text. */
export interface Piece {
  readonly folded: string;
  readonly view: TextView | undefined;
  /** Whether disguised words were made plain; follows the same part as it was written. */
  readonly isUnmasked: boolean;
}

/** The readings of a text: as it is and, where words are disguised, with these made plain; long texts in pieces. */
export function piecesOf(view: TextView): Piece[] {
  const pieces: Piece[] = [];
  for (const [start, end] of spansOf(view.plain.length)) {
    const isWhole = end - start === view.plain.length;
    const plain = isWhole ? view.plain : view.plain.slice(start, end);
    pieces.push(
      isWhole
        ? { folded: view.folded, view, isUnmasked: false }
        : { folded: plain.toLowerCase(), view: undefined, isUnmasked: false },
    );
    const open = unmask(plain);
    if (open !== undefined) pieces.push({ folded: open, view: undefined, isUnmasked: true });
  }
  return pieces;
}

function spansOf(length: number): [number, number][] {
  if (length <= PIECE) return [[0, length]];
  const count = Math.ceil((length - PIECE) / STEP) + 1;
  const spans: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    if (i >= FIRST_PIECES && i < count - LAST_PIECES) continue;
    spans.push([i * STEP, Math.min(length, i * STEP + PIECE)]);
  }
  return spans;
}

const FILLERS = new Set('please can could would you hi hello hey kindly just ok okay so now well the a an'.split(' '));
const HAN_OPENING = /^[^\p{L}\p{N}]*(?:你好|您好|请问|请|麻烦|帮我|，)*([\p{Script=Han}]{2,5})/u;

/** The shared features of a reading, to be used before the next one's. */
export function sharedFeatures(folded: string, view: TextView | undefined): TextFeatures {
  return view === undefined ? passingFeatures(folded) : featuresOf(view);
}

/** Visits a word and its n-grams of three to five letters. */
export function eachHashOfWord(store: WordStore, slot: number, visit: (hash: number) => void): void {
  visit(store.hashes[slot]!);
  const grams = store.grams(slot);
  const [start, end] = gramRange(grams.length, 3, 5);
  for (let i = start; i < end; i++) visit(grams[i]!);
}

/** Reads the features that an evidence head weighs. More text only ever adds to them. */
export class EvidenceReader {
  /** Hashes of the tokens read so far, and the numbers of those with which a sentence (or a part of a page) begins. */
  #hashes = new Uint32Array(1024);
  readonly #sentences: number[] = [];

  /** Visits each distinct word, n-gram, pair, mark and pair of near words once. */
  read(folded: string, view: TextView | undefined, visit: (hash: number) => void): void {
    const features = sharedFeatures(folded, view);
    const seen = new Set<number>();
    const visitOnce = (hash: number): void => {
      if (seen.has(hash)) return;
      seen.add(hash);
      visit(hash);
    };
    for (const slot of features.words) eachHashOfWord(features.store, slot, visitOnce);
    this.readBesideWords(features, folded, visitOnce);
  }

  /** The same without words and their n-grams; a feature that stands in several places may be visited again. */
  readBesideWords(features: TextFeatures, folded: string, visit: (hash: number) => void): void {
    for (const hash of features.wordPairs) visit(hash);
    for (const hash of features.ideographs) visit(hash);
    for (const hash of features.ideographPairs) visit(hash);
    for (const hash of features.marks) visit(hash);
    this.#readNearPairs(folded, visit);
  }

  /** How a text opens: its first one to three words (after polite ones), or its first two to five Han characters. */
  openings(folded: string): number[] {
    const start = folded.slice(0, 96);
    const hashes: number[] = [];
    const han = HAN_OPENING.exec(start);
    if (han) {
      let running = absorb(OPENING, 11);
      for (let i = 0; i < han[1]!.length; i++) {
        running = absorb(running, han[1]!.charCodeAt(i));
        if (i > 0) hashes.push(finish(running));
      }
      return hashes;
    }
    let running = absorb(OPENING, 12);
    const words = start.match(/[\p{L}\p{N}']+/gu) ?? [];
    for (const word of words.filter((one) => !FILLERS.has(one)).slice(0, 3)) {
      for (let i = 0; i < word.length; i++) running = absorb(running, word.charCodeAt(i));
      running = absorb(running, WORD_PAIR);
      hashes.push(finish(running));
    }
    return hashes;
  }

  /**
   * Words at most four apart within a sentence, Han characters two and three apart; and how sentences open that stand
   * among others: an order in a document looks the same as one of the user, but for where it stands.
   */
  #readNearPairs(folded: string, visit: (hash: number) => void): void {
    if (this.#hashes.length < folded.length) this.#hashes = new Uint32Array(2 * folded.length);
    const hashes = this.#hashes;
    const sentences = this.#sentences;
    sentences.length = 0;
    sentences.push(0);
    const concepts: NearConcept[] = [];
    /** The first token that the next one may go with. */
    let nearFrom = 0;
    let tokens = 0;
    let i = 0;
    while (i < folded.length) {
      const code = folded.charCodeAt(i);
      const kind = characterClass(code);
      let hash = 0;
      let concept = 0;
      let reach = WORD_REACH;
      if (kind === LETTER || kind === DIGIT) {
        let running = WORD;
        const limit = Math.min(folded.length, i + LONGEST_RUN);
        const start = i;
        do running = absorb(running, folded.charCodeAt(i++));
        while (i < limit && isWordPart(folded.charCodeAt(i)));
        hash = finish(running);
        concept = conceptOfWord(hash, folded, start, i);
      } else {
        if (kind === IDEOGRAPH) concept = conceptAt(folded, i);
        i++;
        if (kind === IDEOGRAPH) {
          hash = finish(absorb(IDEOGRAPHS, code));
          reach = IDEOGRAPH_REACH;
        } else if (kind !== SPACE) {
          if (SENTENCE_ENDS.has(code)) {
            nearFrom = tokens;
            concepts.length = 0;
          }
          if (tokens > sentences.at(-1)! && endsSentence(code, folded.charCodeAt(i))) sentences.push(tokens);
        }
      }
      if (hash === 0) continue;
      for (let k = Math.max(nearFrom, tokens - reach); k < tokens - 1; k++) {
        visit(finish(absorb(absorb(NEAR, hashes[k]!), hash)));
      }
      if (concept > 0) readConcepts(concepts, concept, tokens, visit);
      hashes[tokens++] = hash;
    }
    for (const [index, start] of sentences.entries()) {
      const end = sentences[index + 1] ?? tokens;
      if (tokens - (end - start) >= SURROUNDING) readSentence(hashes, start, end, visit);
    }
  }
}

interface NearConcept {
  readonly concept: number;
  readonly token: number;
}

/** A concept with those before it that are near: in twos and threes. */
function readConcepts(before: NearConcept[], concept: number, token: number, visit: (hash: number) => void): void {
  while (before.length > 0 && token - before[0]!.token > CONCEPT_REACH) before.shift();
  for (let k = 0; k < before.length; k++) {
    const second = before[k]!.concept;
    if (second === concept) continue;
    const two = absorb(absorb(CONCEPTS_NEAR, second), concept);
    visit(finish(two));
    for (let j = 0; j < k; j++) {
      const first = before[j]!.concept;
      if (first !== concept && first !== second) visit(finish(absorb(two, first)));
    }
  }
  before.push({ concept, token });
}

/** The first one to three words, and pairs of words next to each other and two apart, early in the sentence. */
function readSentence(hashes: Uint32Array, start: number, end: number, visit: (hash: number) => void): void {
  let opening = AMONG;
  const headEnd = Math.min(end, start + SENTENCE_HEAD);
  for (let i = start; i < headEnd; i++) {
    const hash = hashes[i]!;
    if (i < start + 3) {
      opening = absorb(opening, hash);
      visit(finish(opening));
    }
    for (let k = Math.max(start, i - 2); k < i; k++) {
      visit(finish(absorb(absorb(absorb(AMONG, 1), hashes[k]!), hash)));
    }
  }
}

/** A full stop within a number or an address ends nothing. */
function endsSentence(code: number, next: number): boolean {
  if (code === 0x2e) return Number.isNaN(next) || next === 0x20;
  return SENTENCE_ENDS.has(code) || PARTS.has(code);
}

function isWordPart(code: number): boolean {
  const kind = characterClass(code);
  return kind === LETTER || kind === DIGIT;
}

import type { TextView } from '@signalbox/engine/ports';
import { absorb, finish, OPENING, WORD_PAIR } from './feature-hash.ts';
import { FeatureKernel } from './feature-kernel.ts';
import { enterConcepts } from './order-concepts.ts';
import { unmask } from './unmask.ts';
import { gramRange } from './word-store.ts';

/** Marks that end a sentence. */
const SENTENCE_ENDS = '.!?。！？';
/** Marks that set apart parts of tables, pages, code and quotations. */
const PARTS = '|<>{}[]#*"“”;；【】';
/** Longest text (UTF-16 units) read in one piece, and how far the next piece begins behind it. */
const PIECE = 2200;
const STEP = 1900;
/** Of a longer text so many pieces from the beginning and from the end are read. */
const FIRST_PIECES = 28;
const LAST_PIECES = 12;

/** A reading of a text or of a part of it. */
export interface Piece {
  readonly folded: string;
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
      isWhole ? { folded: view.folded, isUnmasked: false } : { folded: plain.toLowerCase(), isUnmasked: false },
    );
    const open = unmask(plain);
    if (open !== undefined) pieces.push({ folded: open, isUnmasked: true });
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

/** A kernel whose evidence functions know what ends a sentence and what words mean in orders. */
export function prepareEvidence(kernel: FeatureKernel): void {
  const { call } = kernel;
  call.allocateEvidence();
  const { bytes, units } = kernel;
  let wide = call.wideMarks.value >>> 1;
  for (const [role, marks] of [SENTENCE_ENDS, PARTS].entries()) {
    for (const mark of marks) {
      const unit = mark.charCodeAt(0);
      if (unit < 128) bytes[call.markRoles.value + unit] = role + 1;
      else {
        units[wide++] = unit;
        units[wide++] = role + 1;
      }
    }
  }
  enterConcepts(kernel);
}

let prepared: FeatureKernel | undefined;

/** Reads the features that an evidence head weighs, for training and export. More text only ever adds to them. */
export class EvidenceReader {
  /** Visits each distinct word, n-gram (of three to five letters), pair, mark and pair of near words once. */
  read(folded: string, visit: (hash: number) => void): void {
    if (prepared === undefined) {
      prepared = new FeatureKernel();
      prepareEvidence(prepared);
    }
    const kernel = prepared;
    const { store, words, ...lists } = kernel.extract(folded);
    const count = kernel.call.findNear(kernel.read(folded));
    const near = kernel.call.found.value >>> 2;
    const seen = new Set<number>();
    const visitOnce = (hash: number): void => {
      if (seen.has(hash)) return;
      seen.add(hash);
      visit(hash);
    };
    for (const slot of words) {
      visitOnce(store.hashOf(slot));
      const grams = store.grams(slot);
      const [start, end] = gramRange(grams.length, 3, 5);
      for (let i = start; i < end; i++) visitOnce(grams[i]!);
    }
    for (const list of [lists.wordPairs, lists.ideographs, lists.ideographPairs, lists.marks]) list.forEach(visitOnce);
    kernel.words.subarray(near, near + count).forEach(visitOnce);
  }
}

/** How a text opens: its first one to three words (after polite ones), or its first two to five Han characters. */
export function openingsOf(folded: string): number[] {
  const start = folded.slice(0, 96);
  const hashes: number[] = [];
  const han = NOT_ASCII.test(start) ? HAN_OPENING.exec(start) : null;
  if (han) {
    let running = absorb(OPENING, 11);
    for (let i = 0; i < han[1]!.length; i++) {
      running = absorb(running, han[1]!.charCodeAt(i));
      if (i > 0) hashes.push(finish(running));
    }
    return hashes;
  }
  let running = absorb(OPENING, 12);
  for (const word of openingWords(start)) {
    for (let i = 0; i < word.length; i++) running = absorb(running, word.charCodeAt(i));
    running = absorb(running, WORD_PAIR);
    hashes.push(finish(running));
  }
  return hashes;
}

const NOT_ASCII = /[^\0-\x7f]/;
const ASCII_WORD = /[a-z0-9']+/g;
const WORD = /[\p{L}\p{N}']+/gu;
const OPENING_WORDS = 3;

/** The first words after polite ones, of a beginning in lower case. */
function openingWords(start: string): string[] {
  const words: string[] = [];
  for (const [word] of start.matchAll(NOT_ASCII.test(start) ? WORD : ASCII_WORD)) {
    if (FILLERS.has(word)) continue;
    words.push(word);
    if (words.length === OPENING_WORDS) break;
  }
  return words;
}

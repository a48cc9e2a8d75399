import type { MemoKey, TextView } from './text-view.ts';
import { isSpacedWordUnit } from './word-boundary.ts';

/** No word: what stands before and after it is not one phrase. */
export const WORD_BREAK = -1;

/** The words of a text in scripts that separate words: runs of letters, digits and underscores. */
export class Words {
  readonly text: string;
  /** Distinct words; where a text was made so that their hashes collide, one may be there twice. */
  readonly count: number;
  /** Words and breaks between them, as the text has them. */
  readonly length: number;
  /** Start, end and hash of each distinct word, then the sequence. */
  readonly #numbers: Int32Array;

  constructor(text: string, count: number, numbers: Int32Array) {
    this.text = text;
    this.count = count;
    this.length = numbers.length - 3 * count;
    this.#numbers = numbers;
  }

  /** Where a distinct word first stands; they are numbered in order of first appearance. */
  startOf(word: number): number {
    return this.#numbers[word]!;
  }

  endOf(word: number): number {
    return this.#numbers[this.count + word]!;
  }

  /** The same for equal words, in all texts. */
  hashOf(word: number): number {
    return this.#numbers[2 * this.count + word]!;
  }

  /** A distinct word as a string of its own. */
  wordAt(word: number): string {
    return this.text.slice(this.startOf(word), this.endOf(word));
  }

  /** The number of the word at a position of the sequence; `WORD_BREAK` where more than a space, hyphen or apostrophe lies between. */
  at(position: number): number {
    return this.#numbers[3 * this.count + position]!;
  }
}

const FOLDED: MemoKey<Words> = { name: 'folded words' };
const PLAIN: MemoKey<Words> = { name: 'plain words' };

/** The text's words, in lower case unless `isCaseKept`; found once per text. */
export function wordsOf(text: TextView, isCaseKept: boolean): Words {
  return isCaseKept
    ? text.memo(PLAIN, ({ plain }) => splitWords(plain))
    : text.memo(FOLDED, ({ folded }) => splitWords(folded));
}

/** Where words are collected: taken again by the next text, since making arrays of that size costs more than filling them. */
class Collector {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
  readonly sequence: Int32Array;
  /** One more than the number of a word, at the lower bits of its hash or behind; 0 where nothing is. */
  readonly table: Int32Array;
  /** The longest text that it is for. */
  readonly units: number;

  /** For texts of so many units at most, a power of two. */
  constructor(units: number) {
    this.units = units;
    this.starts = new Int32Array(units / 2 + 1);
    this.ends = new Int32Array(units / 2 + 1);
    this.hashes = new Int32Array(units / 2 + 1);
    this.sequence = new Int32Array(units + 1);
    this.table = new Int32Array(2 * units);
  }
}

const LEAST_UNITS = 4096;
/** What longer texts need is not kept. */
const MOST_UNITS_KEPT = 1 << 16;
let kept = new Collector(LEAST_UNITS);

function collectorFor(units: number): Collector {
  if (units <= kept.units) return kept;
  let room = kept.units;
  while (room < units) room *= 2;
  const collector = new Collector(room);
  if (room <= MOST_UNITS_KEPT) kept = collector;
  return collector;
}

/** The words of a string, as they are; linear in its length. */
export function splitWords(text: string): Words {
  const { starts, ends, hashes, sequence, table } = collectorFor(text.length);
  let mask = 63;
  while (mask < text.length) mask = 2 * mask + 1;
  table.fill(0, 0, mask + 1);
  let count = 0;
  let length = 0;
  let start = -1;
  let hash = 0;
  let before = 0;
  for (let i = 0; i <= text.length; i++) {
    const unit = i < text.length ? text.charCodeAt(i) : 0;
    if (i < text.length && isSpacedWordUnit(unit)) {
      if (start < 0) {
        start = i;
        hash = OFFSET;
      }
      hash = Math.imul(hash ^ unit, PRIME);
      continue;
    }
    if (start >= 0) {
      let place = (hash ^ (hash >>> 15)) & mask;
      let word = table[place]! - 1;
      let steps = 0;
      while (word >= 0 && !(hashes[word] === hash && isSame(text, starts[word]!, ends[word]!, start, i))) {
        place = (place + 1) & mask;
        word = ++steps === MOST_STEPS ? -1 : table[place]! - 1;
      }
      if (word < 0) {
        word = count++;
        table[place] = count;
        starts[word] = start;
        ends[word] = i;
        hashes[word] = hash;
      }
      sequence[length++] = word;
      before = word;
      start = -1;
    }
    if (unit !== SPACE && unit !== HYPHEN && unit !== APOSTROPHE && (length === 0 || before !== WORD_BREAK)) {
      sequence[length++] = WORD_BREAK;
      before = WORD_BREAK;
    }
  }
  const numbers = new Int32Array(3 * count + length);
  numbers.set(starts.subarray(0, count));
  numbers.set(ends.subarray(0, count), count);
  numbers.set(hashes.subarray(0, count), 2 * count);
  numbers.set(sequence.subarray(0, length), 3 * count);
  return new Words(text, count, numbers);
}

/** The words in the order of the text, those that come again as well. */
export function wordsInOrder(words: Words): string[] {
  const inOrder: string[] = [];
  for (let position = 0; position < words.length; position++) {
    const word = words.at(position);
    if (word !== WORD_BREAK) inOrder.push(words.wordAt(word));
  }
  return inOrder;
}

/** Each word once, in order of first appearance. */
export function distinctWords(words: Words): string[] {
  return Array.from({ length: words.count }, (_, word) => words.wordAt(word));
}

/** Whether two stretches of a text are the same. */
function isSame(text: string, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let i = start, k = otherStart; i < end; i++, k++) if (text.charCodeAt(i) !== text.charCodeAt(k)) return false;
  return true;
}

/** A word that is not found in so many steps counts as a new one: whatever the words, the work is linear. */
const MOST_STEPS = 32;
/** Of the hash FNV-1a. */
const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const SPACE = 0x20;
const HYPHEN = 0x2d;
const APOSTROPHE = 0x27;

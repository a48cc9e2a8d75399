import { absorb, finish } from './feature-hash';
import { addHash, beginList, createHashList, HashList } from './hash-list';
import { allocate } from './memory';
import { classOf, DIGIT, IDEOGRAPH, LETTER, SPACE, unitAt } from './text';
import { addWord, findWord, gramCount, isFull, LONGEST_WORD, WORD_CAPACITY } from './word-store';

// Kinds of features; each starts its hashes from its own seed, so that equal strings of two kinds never meet.
export const WORD: u32 = 0x2545f491;
const WORD_PAIR: u32 = 0x61c88647;
export const IDEOGRAPHS: u32 = 0x1b873593;
const OPENING: u32 = 0x5bd1e995;
const ENDING: u32 = 0x3c6ef372;
const MARKS: u32 = 0x165667b1;
const SHAPE: u32 = 0x27d4eb2f;
/** Words of an opening that are looked at. */
const OPENING_WORDS: u32 = 3;

/** Slots of the distinct words, in order of first appearance. */
export let wordSlots: usize = 0;
export let wordCount: u32 = 0;
let slotStamps: usize = 0;
let slotStamp: u32 = 0;

export let wordPairs = changetype<HashList>(0);
export let ideographs = changetype<HashList>(0);
export let ideographPairs = changetype<HashList>(0);
export let marks = changetype<HashList>(0);
export let frame = changetype<HashList>(0);

/** Hashes of polite words that a request opens with; to be filled. */
const FILLER_CAPACITY: usize = 64;
export let fillers: usize = 0;
/** The ideographs that a text opens with, after polite ones; to be filled before it is read. */
export let openingIdeographs: usize = 0;
let opening: usize = 0;

/** 1 where the store had no room for some words. */
export let lacksWords: u32 = 0;
export let tokens: u32 = 0;
/** Steps taken: units looked at plus features made. */
export let work: u32 = 0;
let openingSize: u32 = 0;
let previousWord: u32 = 0;
let previousIdeograph: u32 = 0;
let previousMark: u32 = 0;
let lastToken: u32 = 0;
let lastMark: u32 = 0;

/** Reads the text's features into the lists. */
export function readFeatures(length: u32, fillerCount: u32, openingIdeographCount: u32): void {
  begin(length);
  let i: u32 = 0;
  while (i < length) {
    const unit = unitAt(i);
    const kind = classOf(unit);
    const start = i;
    if (kind === SPACE) {
      previousIdeograph = 0;
      previousMark = 0;
      i++;
    } else if (kind === LETTER || kind === DIGIT) {
      i = readWord(start, length, kind === DIGIT, fillerCount);
    } else if (kind === IDEOGRAPH) {
      readIdeograph(unit);
      i++;
    } else {
      const point = pointAt(i, length);
      i += point > 0xffff ? 2 : 1;
      if (point >= 0x20000 && point < 0x40000) readIdeograph(point);
      else readMark(point);
    }
    work += i - start;
  }
  readFrame(openingIdeographCount);
}

function begin(length: u32): void {
  slotStamp++;
  wordCount = 0;
  // A word and the space after it are some five characters; a text of ideographs makes its lists grow.
  beginList(wordPairs, length >>> 2);
  beginList(ideographs, 0);
  beginList(ideographPairs, 0);
  beginList(marks, 0);
  beginList(frame, 0);
  openingSize = 0;
  previousWord = 0;
  previousIdeograph = 0;
  previousMark = 0;
  lastToken = 0;
  lastMark = 0;
  lacksWords = 0;
  tokens = 0;
  work = 0;
}

/** The code point at a place, of a lone surrogate that itself. */
function pointAt(place: u32, length: u32): u32 {
  const high = unitAt(place);
  if ((high & 0xfc00) !== 0xd800 || place + 1 >= length) return high;
  const low = unitAt(place + 1);
  return (low & 0xfc00) === 0xdc00 ? 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff) : high;
}

/** Takes the word (letters and digits) or the number that begins at `start`; where it ends. */
function readWord(start: u32, length: u32, isNumber: bool, fillerCount: u32): u32 {
  const limit = min(length, start + LONGEST_WORD);
  let running = WORD;
  let check: u32 = 0;
  let end = start;
  while (end < limit) {
    const unit = unitAt(end);
    const kind = classOf(unit);
    if (kind !== DIGIT && (isNumber || kind !== LETTER)) break;
    running = absorb(running, unit);
    check = (check + unit) * 0x9e3779b1;
    check ^= check >>> 15;
    end++;
  }
  const hash = finish(running);
  let slot = findWord(hash, check);
  if (slot < 0) {
    // A store that fills up in the middle of a text takes no new words: the text is then to be read again with an empty one.
    if (isFull()) lacksWords = 1;
    else slot = addWord(hash, check, start, end, isNumber) as i32;
  }
  if (slot >= 0) {
    listSlot(slot as u32);
    work += gramCount(slot as u32);
  }
  if (isNumber) {
    const shape = finish(absorb(SHAPE, end - start));
    addHash(marks, shape);
    follow(shape, fillerCount);
  } else follow(hash, fillerCount);
  return end;
}

function listSlot(slot: u32): void {
  const stamp = slotStamps + ((slot as usize) << 2);
  if (load<u32>(stamp) === slotStamp) return;
  store<u32>(stamp, slotStamp);
  store<u32>(wordSlots + ((wordCount as usize) << 2), slot);
  wordCount++;
}

function follow(hash: u32, fillerCount: u32): void {
  if (previousWord !== 0) addHash(wordPairs, finish(absorb(absorb(WORD_PAIR, previousWord), hash)));
  previousWord = hash;
  previousIdeograph = 0;
  previousMark = 0;
  tokens++;
  lastToken = finish(absorb(ENDING, hash));
  lastMark = 0;
  if (openingSize < OPENING_WORDS && !(openingSize === 0 && isFiller(hash, fillerCount))) {
    store<u32>(opening + ((openingSize as usize) << 2), hash);
    openingSize++;
  }
}

function isFiller(hash: u32, fillerCount: u32): bool {
  for (let i: usize = 0; i < (fillerCount as usize); i++) if (load<u32>(fillers + (i << 2)) === hash) return true;
  return false;
}

function readIdeograph(point: u32): void {
  addHash(ideographs, finish(absorb(IDEOGRAPHS, point)));
  if (previousIdeograph !== 0) {
    addHash(ideographPairs, finish(absorb(absorb(IDEOGRAPHS, previousIdeograph), point)));
    lastToken = finish(absorb(absorb(ENDING, previousIdeograph), point));
  }
  previousIdeograph = point;
  previousWord = 0;
  previousMark = 0;
  tokens++;
  work += 2;
}

function readMark(point: u32): void {
  const hash = finish(absorb(MARKS, point));
  addHash(marks, hash);
  if (previousMark !== 0) addHash(marks, finish(absorb(absorb(MARKS, previousMark), point)));
  previousMark = point;
  // An apostrophe or a hyphen joins; anything else parts what stands on its two sides.
  if (point !== 0x27 && point !== 0x2d) previousWord = 0;
  previousIdeograph = 0;
  lastMark = hash;
  tokens++;
  work += 2;
}

function readFrame(openingIdeographCount: u32): void {
  let running = OPENING;
  for (let i: usize = 0; i < (openingSize as usize); i++) {
    running = absorb(running, load<u32>(opening + (i << 2)));
    addHash(frame, finish(running));
  }
  running = absorb(OPENING, 7);
  for (let i: usize = 0; i < (openingIdeographCount as usize); i++) {
    running = absorb(running, load<u16>(openingIdeographs + (i << 1)));
    addHash(frame, finish(running));
  }
  if (lastToken !== 0) addHash(frame, lastToken);
  if (lastMark !== 0) addHash(frame, finish(absorb(ENDING, lastMark)));
}

/** Takes so many words that were written to their list. */
export function listWords(count: u32): void {
  wordCount = count;
}

/** Makes room for all of the above. */
export function allocateLists(): void {
  wordPairs = createHashList();
  ideographs = createHashList();
  ideographPairs = createHashList();
  marks = createHashList();
  frame = createHashList();
  wordSlots = allocate(4 * WORD_CAPACITY);
  slotStamps = allocate(4 * WORD_CAPACITY);
  fillers = allocate(4 * FILLER_CAPACITY);
  openingIdeographs = allocate(2 * 4);
  opening = allocate(4 * (OPENING_WORDS as usize));
}

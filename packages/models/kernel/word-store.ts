import { absorb, finish } from './feature-hash';
import { allocate } from './memory';
import { unitAt } from './text';

export const WORD_CAPACITY: usize = 16384;
/** N-grams that are kept: some more than so many words have on average. */
export const GRAM_CAPACITY: usize = 40 * WORD_CAPACITY;
/** Longest stretch of letters treated as one word; longer ones (and scripts without spaces) are cut into pieces. */
export const LONGEST_WORD: u32 = 24;
const SHORTEST_GRAM: u32 = 2;
const LONGEST_GRAM: u32 = 5;
/** More n-grams than a word can have. */
const MOST_GRAMS: u32 = (LONGEST_GRAM - SHORTEST_GRAM + 1) * (LONGEST_WORD + 2);
const TABLE_MASK: u32 = 2 * 16384 - 1;
const GRAM: u32 = 0x7f4a7c15;
const BEFORE: u32 = 0x3c;
const AFTER: u32 = 0x3e;

/** Hash of each slot's word: its feature. */
export let wordHashes: usize = 0;
/** Where each slot's n-grams begin; they end where the next slot's begin. */
export let gramStarts: usize = 0;
/** Of one word after the other, `<` and `>` marking its ends: all of length 2, then 3, 4 and 5. */
export let gramHashes: usize = 0;
let checks: usize = 0;
let table: usize = 0;
/** Where the n-grams of each length begin among those of the word that is being taken apart. */
let starts: usize = 0;
let size: u32 = 0;

export function isFull(): bool {
  return size >= (WORD_CAPACITY as u32) - 1 || gramStart(size) > (GRAM_CAPACITY as u32) - MOST_GRAMS;
}

/** Forgets all words. */
export function emptyStore(): void {
  size = 0;
  memory.fill(table, 0, 2 * ((TABLE_MASK as usize) + 1));
}

export function hashOfWord(slot: u32): u32 {
  return load<u32>(wordHashes + ((slot as usize) << 2));
}

export function gramStart(slot: u32): u32 {
  return load<u32>(gramStarts + ((slot as usize) << 2));
}

export function gramCount(slot: u32): u32 {
  return gramStart(slot + 1) - gramStart(slot);
}

/** The slot of a word whose two running hashes are given, -1 when it is not stored. */
export function findWord(hash: u32, check: u32): i32 {
  let place = hash & TABLE_MASK;
  let slot = slotAtPlace(place);
  while (slot >= 0 && (hashOfWord(slot as u32) !== hash || load<u32>(checks + ((slot as usize) << 2)) !== check)) {
    place = (place + 1) & TABLE_MASK;
    slot = slotAtPlace(place);
  }
  return slot;
}

function slotAtPlace(place: u32): i32 {
  return (load<u16>(table + ((place as usize) << 1)) as i32) - 1;
}

/** Stores a word of the text (letters with n-grams) or a number (whole only); call only while the store is not full. */
export function addWord(hash: u32, check: u32, start: u32, end: u32, isNumber: bool): u32 {
  const slot = size++;
  let place = hash & TABLE_MASK;
  while (load<u16>(table + ((place as usize) << 1)) !== 0) place = (place + 1) & TABLE_MASK;
  store<u16>(table + ((place as usize) << 1), (slot + 1) as u16);
  const at = (slot as usize) << 2;
  store<u32>(wordHashes + at, hash);
  store<u32>(checks + at, check);
  const from = load<u32>(gramStarts + at);
  store<u32>(gramStarts + at, from + (isNumber ? 0 : hashGrams(start, end, from)), 4);
  return slot;
}

/** Writes the hashes of a word's n-grams from a place on; how many these are. */
function hashGrams(wordStart: u32, wordEnd: u32, from: u32): u32 {
  const length = wordEnd - wordStart + 2;
  let total: u32 = 0;
  for (let n = SHORTEST_GRAM; n <= LONGEST_GRAM; n++) {
    store<u32>(starts + ((n as usize) << 2), from + total);
    if (length + 1 > n) total += length - n + 1;
  }
  for (let start: u32 = 0; start < length - 1; start++) {
    let hash = GRAM;
    const longest = min(LONGEST_GRAM, length - start);
    // A longer n-gram goes on from the hash of the shorter one at the same place.
    for (let n: u32 = 1; n <= longest; n++) {
      const i = start + n - 1;
      hash = absorb(hash, i === 0 ? BEFORE : i === length - 1 ? AFTER : unitAt(wordStart + i - 1));
      if (n >= SHORTEST_GRAM) {
        store<u32>((gramHashes + ((load<u32>(starts + ((n as usize) << 2)) + start) << 2)) as usize, finish(hash));
      }
    }
  }
  return total;
}

/** How many of a word's `count` n-grams are shorter than `length`: bigrams come first, then longer ones. */
export function gramsBefore(count: u32, length: u32): u32 {
  if (count === 0) return 0;
  // A word of c characters has c+1 bigrams, c trigrams, c-1 and c-2 longer ones (none below zero).
  const characters: i32 = count === 3 ? 1 : count === 6 ? 2 : (((count + 2) / 4) as i32);
  let before: i32 = 0;
  for (let n: i32 = SHORTEST_GRAM; n < (length as i32); n++) before += max(0, characters + 3 - n);
  return before as u32;
}

/** Makes room for all of the above. */
export function allocateStore(): void {
  wordHashes = allocate(4 * WORD_CAPACITY);
  gramStarts = allocate(4 * (WORD_CAPACITY + 1));
  gramHashes = allocate(4 * GRAM_CAPACITY);
  checks = allocate(4 * WORD_CAPACITY);
  table = allocate(2 * ((TABLE_MASK as usize) + 1));
  starts = allocate(4 * ((LONGEST_GRAM as usize) + 1));
}

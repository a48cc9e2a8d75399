import { absorb, finish } from './feature-hash';
import { IDEOGRAPHS, ideographPairs, ideographs, marks, WORD, wordCount, wordPairs, wordSlots } from './feature-reader';
import { createIndex, enterRows, findPlace, firstCode, HashIndex, rowOf, secondCode } from './hash-index';
import { HashList } from './hash-list';
import { headsOfGrams, headsOfWord } from './heads';
import { allocate } from './memory';
import { classOf, DIGIT, IDEOGRAPH, LETTER, SPACE, TEXT_CAPACITY, unitAt } from './text';
import { GRAM_CAPACITY, gramCount, gramHashes, gramStart, gramsBefore, hashOfWord, WORD_CAPACITY } from './word-store';

/** Seed of two words (or Han characters) near each other, in this order, with others between. */
const NEAR: u32 = 0x51ed270b;
/** Seed of two or three concepts near each other, in this order. */
const CONCEPTS_NEAR: u32 = 0x7f4a7c15;
/** Seed of how a sentence opens that stands among others. */
const AMONG: u32 = 0x2c1b3c6d;
/** Words (or Han characters) that make others of a text a surrounding for a sentence. */
const SURROUNDING: u32 = 24;
/** How much of a sentence among others is read: an order names its verb and its object early. */
const SENTENCE_HEAD: u32 = 9;
const WORD_REACH: u32 = 4;
const IDEOGRAPH_REACH: u32 = 3;
/** Words (or Han characters) between the first and the last of concepts that belong together. */
const CONCEPT_REACH: u32 = 9;
const LONGEST_RUN: u32 = 48;

/** Hashes of the tokens, and the numbers of those with which a sentence (or a part of a page) begins. */
let tokenHashes: usize = 0;
let sentences: usize = 0;
/** Concepts of the sentence so far, and the tokens that they stand at. */
let concepts: usize = 0;
let conceptTokens: usize = 0;

/** Features beside words and lists; what a text has more of is left out. */
const FOUND_CAPACITY: u32 = 1 << 18;
export let found: usize = 0;
let foundCount: u32 = 0;

/** By the unit of a mark below 128: whether it ends a sentence (1) or sets apart a part of a page (2); to be filled. */
export let markRoles: usize = 0;
/** The same for a few marks above: unit and role, 16 bits each. */
const WIDE_MARKS: usize = 16;
export let wideMarks: usize = 0;

/** English words of concepts by hash: a place holds a hash and its concept; to be filled by `enterConcept`. */
const CONCEPT_MASK: u32 = 1023;
let englishConcepts: usize = 0;
/** Chinese ones: by first unit one more than the number of the first word that begins with it, the longest first. */
let chineseFirst: usize = 0;
/** Each with its length, its concept and its units. */
const CHINESE_BYTES: usize = 32;
const CHINESE_CAPACITY: usize = 512;
export let chineseWords: usize = 0;
let chineseCount: u32 = 0;

export function enterConcept(hash: u32, concept: u32): void {
  let place = englishConcepts + ((hash & CONCEPT_MASK) << 3);
  while (load<u32>(place, 4) !== 0 && load<u32>(place) !== hash) place = nextConcept(place);
  store<u32>(place, hash);
  store<u32>(place, concept, 4);
}

function nextConcept(place: usize): usize {
  const next = place + 8;
  return next === englishConcepts + 8 * ((CONCEPT_MASK as usize) + 1) ? englishConcepts : next;
}

/** Takes in the words that were written to `chineseWords`, those with one first unit side by side. */
export function enterChineseWords(count: u32): void {
  chineseCount = count;
  for (let word = count; word > 0; word--) {
    const unit = load<u16>(chineseWords + ((word - 1) as usize) * CHINESE_BYTES, 4);
    store<u16>(chineseFirst + ((unit as usize) << 1), word as u16);
  }
}

function conceptOfWord(hash: u32): u32 {
  let place = englishConcepts + ((hash & CONCEPT_MASK) << 3);
  let concept = load<u32>(place, 4);
  while (concept !== 0 && load<u32>(place) !== hash) {
    place = nextConcept(place);
    concept = load<u32>(place, 4);
  }
  return concept;
}

/** The concept of the Chinese word that begins at a place, 0 for none. */
function conceptAt(place: u32, length: u32): u32 {
  const first = unitAt(place);
  let word: u32 = load<u16>(chineseFirst + ((first as usize) << 1));
  if (word === 0) return 0;
  for (; word <= chineseCount; word++) {
    const at = chineseWords + ((word - 1) as usize) * CHINESE_BYTES;
    if (load<u16>(at, 4) !== first) return 0;
    const size: u32 = load<u16>(at);
    if (place + size > length) continue;
    let i: u32 = 1;
    while (i < size && load<u16>(at + ((i as usize) << 1), 4) === unitAt(place + i)) i++;
    if (i === size) return load<u16>(at, 2);
  }
  return 0;
}

function find(hash: u32): void {
  if (foundCount === FOUND_CAPACITY) return;
  store<u32>(found + ((foundCount as usize) << 2), hash);
  foundCount++;
}

/**
 * Finds pairs of words at most four apart within a sentence, Han characters two and three apart; concepts near each
 * other; and how sentences open that stand among others: an order in a document looks the same as one of the user, but
 * for where it stands. How many there are; one that stands in several places comes again.
 */
export function findNear(length: u32): u32 {
  foundCount = 0;
  let sentenceCount: u32 = 1;
  store<u32>(sentences, 0);
  let firstConcept: u32 = 0;
  let conceptEnd: u32 = 0;
  /** The first token that the next one may go with. */
  let nearFrom: u32 = 0;
  let tokens: u32 = 0;
  let i: u32 = 0;
  while (i < length) {
    const unit = unitAt(i);
    const kind = classOf(unit);
    let hash: u32 = 0;
    let concept: u32 = 0;
    let reach = WORD_REACH;
    if (kind === LETTER || kind === DIGIT) {
      let running = WORD;
      const limit = min(length, i + LONGEST_RUN);
      do {
        running = absorb(running, unitAt(i++));
      } while (i < limit && isWordPart(unitAt(i)));
      hash = finish(running);
      concept = conceptOfWord(hash);
    } else {
      if (kind === IDEOGRAPH) {
        concept = conceptAt(i, length);
        hash = finish(absorb(IDEOGRAPHS, unit));
        reach = IDEOGRAPH_REACH;
      }
      i++;
      if (kind !== IDEOGRAPH && kind !== SPACE) {
        const role = roleOf(unit);
        if (role === 1) {
          nearFrom = tokens;
          firstConcept = conceptEnd;
        }
        const last = load<u32>(sentences + (((sentenceCount - 1) as usize) << 2));
        // A full stop within a number or an address ends nothing.
        if (role !== 0 && tokens > last && (unit !== 0x2e || i === length || unitAt(i) === 0x20)) {
          store<u32>(sentences + ((sentenceCount as usize) << 2), tokens);
          sentenceCount++;
        }
      }
    }
    if (hash === 0) continue;
    for (let k = max(nearFrom, tokens > reach ? tokens - reach : 0); k + 1 < tokens; k++) {
      find(finish(absorb(absorb(NEAR, tokenAt(k)), hash)));
    }
    if (concept > 0) {
      while (
        firstConcept < conceptEnd &&
        tokens - load<u32>(conceptTokens + ((firstConcept as usize) << 2)) > CONCEPT_REACH
      ) {
        firstConcept++;
      }
      findConcepts(firstConcept, conceptEnd, concept);
      store<u32>(concepts + ((conceptEnd as usize) << 2), concept);
      store<u32>(conceptTokens + ((conceptEnd as usize) << 2), tokens);
      conceptEnd++;
    }
    store<u32>(tokenHashes + ((tokens as usize) << 2), hash);
    tokens++;
  }
  for (let index: u32 = 0; index < sentenceCount; index++) {
    const at = sentences + ((index as usize) << 2);
    const start = load<u32>(at);
    const end = index + 1 < sentenceCount ? load<u32>(at, 4) : tokens;
    if (tokens - (end - start) >= SURROUNDING) findSentence(start, end);
  }
  return foundCount;
}

function tokenAt(token: u32): u32 {
  return load<u32>(tokenHashes + ((token as usize) << 2));
}

function isWordPart(unit: u32): bool {
  const kind = classOf(unit);
  return kind === LETTER || kind === DIGIT;
}

function roleOf(unit: u32): u32 {
  if (unit < 128) return load<u8>(markRoles + unit);
  for (let i: usize = 0; i < WIDE_MARKS; i++) {
    if (load<u16>(wideMarks + (i << 2)) === unit) return load<u16>(wideMarks + (i << 2), 2);
  }
  return 0;
}

/** A concept with those before it that are near: in twos and threes. */
function findConcepts(from: u32, to: u32, concept: u32): void {
  for (let k = from; k < to; k++) {
    const second = load<u32>(concepts + ((k as usize) << 2));
    if (second === concept) continue;
    const two = absorb(absorb(CONCEPTS_NEAR, second), concept);
    find(finish(two));
    for (let j = from; j < k; j++) {
      const first = load<u32>(concepts + ((j as usize) << 2));
      if (first !== concept && first !== second) find(finish(absorb(two, first)));
    }
  }
}

/** The first one to three words, and pairs of words next to each other and two apart, early in the sentence. */
function findSentence(start: u32, end: u32): void {
  let opening = AMONG;
  const headEnd = min(end, start + SENTENCE_HEAD);
  for (let i = start; i < headEnd; i++) {
    const hash = tokenAt(i);
    if (i < start + 3) {
      opening = absorb(opening, hash);
      find(finish(opening));
    }
    for (let k = i > start + 2 ? i - 2 : start; k < i; k++) {
      find(finish(absorb(absorb(absorb(AMONG, 1), tokenAt(k)), hash)));
    }
  }
}

/** Bits by the upper 20 bits of a hash: 128 KB, which stay in a processor's cache where a table of rows does not. */
const FILTER_LOW_BITS: u32 = 12;
const FILTER_BYTES: usize = 1 << (32 - FILTER_LOW_BITS - 3);

/** Features with weights in steps and the kinds that they speak for, as codes; and which of them words hold, by slot. */
@unmanaged
class Evidence {
  index: HashIndex;
  filter: usize;
  /** By row: number of the reading that it was last found in. */
  readings: usize;
  reading: u32;
  /** Of each kind the sum of the squares of the weights found, in steps. */
  sums: usize;
  kindCount: u32;
  isKnown: usize;
  /** By slot: where its features' places begin and end. */
  placesOfWord: usize;
  places: usize;
  placeCount: u32;
}

export function createEvidence(count: u32, kindCount: u32, bit: u32): usize {
  const evidence = changetype<Evidence>(allocate(offsetof<Evidence>()));
  evidence.index = createIndex(count, bit);
  evidence.filter = allocate(FILTER_BYTES);
  evidence.readings = allocate((count as usize) << 2);
  evidence.reading = 0;
  // A kind is a byte: whichever stands in a file has its place.
  evidence.sums = allocate(256 << 3);
  evidence.kindCount = kindCount;
  evidence.isKnown = 0;
  return changetype<usize>(evidence);
}

export function evidenceSums(at: usize): usize {
  return changetype<Evidence>(at).sums;
}

/** Enters the features that were ordered, with weight and kind, from number `from` to before `to`. */
export function indexEvidence(at: usize, from: u32, to: u32): void {
  enterRows(changetype<Evidence>(at).index, from, to);
}

/** Lets `count` features pass the filter. */
export function passEvidence(at: usize, hashes: usize, count: u32): void {
  const filter = changetype<Evidence>(at).filter;
  for (let i: usize = 0; i < (count as usize); i++) {
    const bit = load<u32>(hashes + (i << 2)) >>> FILTER_LOW_BITS;
    const byte = filter + (bit >>> 3);
    store<u8>(byte, ((load<u8>(byte) as u32) | (1 << (bit & 7))) as u8);
  }
}

/** Forgets what was found in words: their slots get other ones. Has to come before the first reading. */
export function forgetWordsOfEvidence(at: usize): void {
  const evidence = changetype<Evidence>(at);
  if (evidence.isKnown === 0) {
    evidence.isKnown = allocate(WORD_CAPACITY);
    evidence.placesOfWord = allocate(8 * WORD_CAPACITY);
    evidence.places = allocate(4 * (GRAM_CAPACITY + WORD_CAPACITY));
  }
  memory.fill(evidence.isKnown, 0, WORD_CAPACITY);
  evidence.placeCount = 0;
}

/** Adds up the evidence of the text and its lists, each feature once. */
export function weighEvidence(at: usize, length: u32): void {
  const evidence = changetype<Evidence>(at);
  evidence.reading++;
  memory.fill(evidence.sums, 0, (evidence.kindCount as usize) << 3);
  for (let i: usize = 0; i < (wordCount as usize); i++) {
    const slot = load<u32>(wordSlots + (i << 2));
    if (load<u8>(evidence.isKnown + slot) === 0) learnWord(evidence, slot);
    const places = evidence.placesOfWord + ((slot as usize) << 3);
    const end = load<u32>(places, 4) as usize;
    for (let k = load<u32>(places) as usize; k < end; k++) count(evidence, load<u32>(evidence.places + (k << 2)));
  }
  countList(evidence, wordPairs);
  countList(evidence, ideographs);
  countList(evidence, ideographPairs);
  countList(evidence, marks);
  countAll(evidence, found, findNear(length));
}

function countList(evidence: Evidence, list: HashList): void {
  countAll(evidence, list.hashes, list.size);
}

function countAll(evidence: Evidence, hashes: usize, total: u32): void {
  for (let i: usize = 0; i < (total as usize); i++) {
    const hash = load<u32>(hashes + (i << 2));
    const bit = hash >>> FILTER_LOW_BITS;
    if (((load<u8>(evidence.filter + (bit >>> 3)) as u32) & (1 << (bit & 7))) === 0) continue;
    const place = findPlace(evidence.index, hash);
    if (place !== 0) count(evidence, place);
  }
}

/** Counts a feature unless this reading had it. Squares are whole steps, so that their order changes nothing. */
function count(evidence: Evidence, place: usize): void {
  const reading = evidence.readings + ((rowOf(place) as usize) << 2);
  if (load<u32>(reading) === evidence.reading) return;
  store<u32>(reading, evidence.reading);
  const steps: u32 = max<u32>(1, firstCode(place));
  const sum = evidence.sums + ((secondCode(place) as usize) << 3);
  store<f64>(sum, load<f64>(sum) + ((steps * steps) as f64));
}

/** Looks up a word and its n-grams of three to five letters. */
function learnWord(evidence: Evidence, slot: u32): void {
  store<u8>(evidence.isKnown + slot, 1);
  const places = evidence.placesOfWord + ((slot as usize) << 3);
  store<u32>(places, evidence.placeCount);
  const heads = headsOfWord(slot);
  keepPlace(evidence, hashOfWord(slot), heads);
  const grams = gramStart(slot);
  const total = gramCount(slot);
  const headsOfAll = headsOfGrams(0);
  for (let i = grams + gramsBefore(total, 3); i < grams + total; i++) {
    keepPlace(evidence, load<u32>(gramHashes + ((i as usize) << 2)), load<u8>(headsOfAll + i));
  }
  store<u32>(places, evidence.placeCount, 4);
}

function keepPlace(evidence: Evidence, hash: u32, heads: u32): void {
  if ((heads & evidence.index.bit) === 0) return;
  const place = findPlace(evidence.index, hash);
  if (place === 0) return;
  store<u32>(evidence.places + ((evidence.placeCount as usize) << 2), place as u32);
  evidence.placeCount++;
}

/** Makes room for all of the above. */
export function allocateEvidence(): void {
  tokenHashes = allocate(4 * TEXT_CAPACITY);
  sentences = allocate(4 * TEXT_CAPACITY);
  concepts = allocate(4 * TEXT_CAPACITY);
  conceptTokens = allocate(4 * TEXT_CAPACITY);
  found = allocate(4 * (FOUND_CAPACITY as usize));
  markRoles = allocate(128);
  wideMarks = allocate(4 * WIDE_MARKS);
  englishConcepts = allocate(8 * ((CONCEPT_MASK as usize) + 1));
  chineseFirst = allocate(2 * 65536);
  chineseWords = allocate(CHINESE_BYTES * CHINESE_CAPACITY);
}

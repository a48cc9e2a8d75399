import { absorb, finish } from './feature-hash';
import { frame, ideographPairs, ideographs, marks, wordCount, wordPairs, wordSlots } from './feature-reader';
import { createIndex, enterRows, findPlace, firstCode, HashIndex, rowOf, secondCode, thirdCode } from './hash-index';
import { LIST_CAPACITY } from './hash-list';
import {
  headsOf,
  headsOfFrame,
  headsOfGrams,
  headsOfIdeographPairs,
  headsOfIdeographs,
  headsOfMarks,
  headsOfPairs,
  headsOfWord,
} from './heads';
import { allocate } from './memory';
import { gramCount, gramHashes, gramStart, gramsBefore, hashOfWord, WORD_CAPACITY } from './word-store';

/** Scale of a row by its code; to be filled. */
export let scales: usize = 0;
const RARITY_STEP: f32 = 0.05;
/** What the empty columns of all words' n-grams come to at most: a column for each n-gram, one for a number. */
const TAIL_CAPACITY: usize = 41 * WORD_CAPACITY;
const LEXICAL_SEED: u32 = 0x51ed270b;

/**
 * A head's rows (the index has the codes of their scale, rarity and amount), how much it weighs each group of features,
 * and what it has worked out for words: for each slot the sum of its rows and their mass, and of the lexical columns those
 * that are not empty.
 */
@unmanaged
class Bag {
  index: HashIndex;
  /** The values of one row after the other, read eight at a time: there is something behind the last one. */
  rows: usize;
  columns: u32;
  lexical: u32;
  unknownRarity: f32;
  unknownAmount: f32;
  shortestGram: u32;
  longestGram: u32;
  gramWeight: f32;
  wordPairWeight: f32;
  ideographWeight: f32;
  ideographPairWeight: f32;
  markWeight: f32;
  frameWeight: f32;
  wordLimit: u32;
  formLimit: u32;
  words: usize;
  wordBytes: u32;
  isKnown: usize;
  tailStarts: usize;
  tailPlaces: usize;
  tailValues: usize;
  tailSize: u32;
  /** The sum of a text: the table's columns padded to a multiple of eight, the mass, and the lexical columns. */
  sum: usize;
  lexicalSum: usize;
  mass: f32;
}

/** Hashes of one list that the head may know, then the places of those that it knows. */
let wanted: usize = 0;

export function createBag(
  columns: u32,
  lexical: u32,
  count: u32,
  rows: usize,
  bit: u32,
  unknownRarity: f32,
  unknownAmount: f32,
): usize {
  const bag = changetype<Bag>(allocate(offsetof<Bag>()));
  bag.index = createIndex(count, bit);
  bag.rows = rows;
  bag.columns = columns;
  bag.lexical = lexical;
  bag.unknownRarity = unknownRarity;
  bag.unknownAmount = unknownAmount;
  bag.wordBytes = ((columns + 4) / 4) << 4;
  bag.words = 0;
  const padded = ((columns + 8) / 8) << 5;
  bag.sum = allocate(padded);
  bag.lexicalSum = allocate((lexical as usize) << 2);
  return changetype<usize>(bag);
}

export function weighGroups(
  at: usize,
  shortestGram: u32,
  longestGram: u32,
  gramWeight: f32,
  wordPairWeight: f32,
  ideographWeight: f32,
  ideographPairWeight: f32,
  markWeight: f32,
  frameWeight: f32,
  wordLimit: u32,
  formLimit: u32,
): void {
  const bag = changetype<Bag>(at);
  bag.shortestGram = shortestGram;
  bag.longestGram = longestGram;
  bag.gramWeight = gramWeight;
  bag.wordPairWeight = wordPairWeight;
  bag.ideographWeight = ideographWeight;
  bag.ideographPairWeight = ideographPairWeight;
  bag.markWeight = markWeight;
  bag.frameWeight = frameWeight;
  bag.wordLimit = wordLimit;
  bag.formLimit = formLimit;
}

/** Enters the features that were ordered, with the codes of scale, rarity and amount, from number `from` to before `to`. */
export function indexBag(at: usize, from: u32, to: u32): void {
  enterRows(changetype<Bag>(at).index, from, to);
}

/** Forgets what was worked out for words: their slots get other ones. Has to come before the first sum. */
export function forgetWordsOf(at: usize): void {
  const bag = changetype<Bag>(at);
  if (bag.words === 0) allocateWords(bag);
  memory.fill(bag.isKnown, 0, WORD_CAPACITY);
  bag.tailSize = 0;
}

/** Room for what is worked out for words; a head that is never asked takes none. */
function allocateWords(bag: Bag): void {
  bag.words = allocate((bag.wordBytes as usize) * WORD_CAPACITY);
  bag.isKnown = allocate(WORD_CAPACITY);
  bag.tailStarts = bag.lexical ? allocate(8 * WORD_CAPACITY) : 0;
  bag.tailPlaces = bag.lexical ? allocate(4 * TAIL_CAPACITY) : 0;
  bag.tailValues = bag.lexical ? allocate(4 * TAIL_CAPACITY) : 0;
}

export function sumAt(at: usize): usize {
  return changetype<Bag>(at).sum;
}

export function lexicalSumAt(at: usize): usize {
  return changetype<Bag>(at).lexicalSum;
}

/**
 * Adds up the rows of the features in the lists, divided by the square root of their mass; `lengthShape` is one feature
 * more where there are tokens.
 */
export function sumText(at: usize, lengthShape: u32, tokens: u32): void {
  const bag = changetype<Bag>(at);
  const columns = bag.columns;
  const count = min(wordCount, bag.wordLimit);
  for (let i: u32 = 0; i < count; i++) {
    const slot = slotAt(i);
    if (load<u8>(bag.isKnown + slot) === 0) learnWord(bag, slot);
  }
  addWords(bag, count);
  bag.mass = load<f32>(bag.sum + ((columns as usize) << 2));
  if (bag.lexical) addTails(bag, count);
  addForm(bag, wordPairs.hashes, headsOfPairs, wordPairs.size, bag.wordPairWeight);
  addIdeographs(bag, ideographs.hashes, headsOfIdeographs, ideographs.size, bag.ideographWeight);
  addIdeographs(bag, ideographPairs.hashes, headsOfIdeographPairs, ideographPairs.size, bag.ideographPairWeight);
  addForm(bag, marks.hashes, headsOfMarks, marks.size, bag.markWeight);
  addForm(bag, frame.hashes, headsOfFrame, frame.size, bag.frameWeight);
  if (bag.frameWeight > 0 && tokens > 0) addOne(bag, lengthShape, headsOf(lengthShape), bag.frameWeight, true);
  const unit: f32 = bag.mass > 0 ? 1 / sqrt<f32>(bag.mass) : 0;
  for (let column: usize = 0; column < (columns as usize); column++) {
    const to = bag.sum + (column << 2);
    store<f32>(to, load<f32>(to) * unit);
  }
  for (let column: usize = 0; column < (bag.lexical as usize); column++) {
    const to = bag.lexicalSum + (column << 2);
    store<f32>(to, load<f32>(to) * unit);
  }
}

function slotAt(place: u32): u32 {
  return load<u32>(wordSlots + ((place as usize) << 2));
}

/** Sums the words' vectors, sixteen columns at a time, in registers. */
function addWords(bag: Bag, count: u32): void {
  const end = wordSlots + ((count as usize) << 2);
  const bytes = bag.wordBytes as usize;
  let column: usize = 0;
  for (; column + 64 <= bytes; column += 64) {
    let first = f32x4.splat(0);
    let second = f32x4.splat(0);
    let third = f32x4.splat(0);
    let fourth = f32x4.splat(0);
    for (let at = wordSlots; at < end; at += 4) {
      const vector = bag.words + (load<u32>(at) as usize) * bytes + column;
      first = f32x4.add(first, v128.load(vector));
      second = f32x4.add(second, v128.load(vector, 16));
      third = f32x4.add(third, v128.load(vector, 32));
      fourth = f32x4.add(fourth, v128.load(vector, 48));
    }
    v128.store(bag.sum + column, first);
    v128.store(bag.sum + column, second, 16);
    v128.store(bag.sum + column, third, 32);
    v128.store(bag.sum + column, fourth, 48);
  }
  for (; column < bytes; column += 16) {
    let sum = f32x4.splat(0);
    for (let at = wordSlots; at < end; at += 4) {
      sum = f32x4.add(sum, v128.load(bag.words + (load<u32>(at) as usize) * bytes + column));
    }
    v128.store(bag.sum + column, sum);
  }
}

function addTails(bag: Bag, count: u32): void {
  memory.fill(bag.lexicalSum, 0, (bag.lexical as usize) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const start = bag.tailStarts + ((slotAt(i) as usize) << 3);
    const end = load<u32>(start, 4) as usize;
    for (let k = load<u32>(start) as usize; k < end; k++) {
      const to = bag.lexicalSum + ((load<u32>(bag.tailPlaces + (k << 2)) as usize) << 2);
      store<f32>(to, load<f32>(to) + load<f32>(bag.tailValues + (k << 2)));
    }
  }
}

/** Works out what a word and its n-grams add up to, in the place of the text's sum, which is not begun yet. */
function learnWord(bag: Bag, slot: u32): void {
  store<u8>(bag.isKnown + slot, 1);
  const columns = bag.columns;
  memory.fill(bag.sum, 0, (columns as usize) << 2);
  memory.fill(bag.lexicalSum, 0, (bag.lexical as usize) << 2);
  bag.mass = 0;
  const count = gramCount(slot);
  // A number has no n-grams: nothing else tells it from other numbers.
  addOne(bag, hashOfWord(slot), headsOfWord(slot), 1, count === 0);
  const grams = gramStart(slot);
  const from = grams + gramsBefore(count, bag.shortestGram);
  const to = grams + gramsBefore(count, bag.longestGram + 1);
  addList(bag, gramHashes + ((from as usize) << 2), headsOfGrams(from), to - from, bag.gramWeight, true);
  const vector = bag.words + (slot as usize) * (bag.wordBytes as usize);
  memory.copy(vector, bag.sum, (columns as usize) << 2);
  store<f32>(vector + ((columns as usize) << 2), bag.mass);
  if (bag.lexical) keepTail(bag, slot);
}

function keepTail(bag: Bag, slot: u32): void {
  let size = bag.tailSize as usize;
  const start = bag.tailStarts + ((slot as usize) << 3);
  store<u32>(start, size as u32);
  for (let column: usize = 0; column < (bag.lexical as usize); column++) {
    const value = load<f32>(bag.lexicalSum + (column << 2));
    if (value === 0 || size === TAIL_CAPACITY) continue;
    store<u32>(bag.tailPlaces + (size << 2), column as u32);
    store<f32>(bag.tailValues + (size << 2), value);
    size++;
  }
  store<u32>(start, size as u32, 4);
  bag.tailSize = size as u32;
}

function addForm(bag: Bag, hashes: usize, heads: usize, count: u32, weight: f32): void {
  addList(bag, hashes, heads, min(count, bag.formLimit), weight, false);
}

function addIdeographs(bag: Bag, hashes: usize, heads: usize, count: u32, weight: f32): void {
  addList(bag, hashes, heads, min(count, bag.wordLimit), weight, true);
}

/**
 * Adds the rows of a list of features, trained ones in three rounds: which of them the head may know, where their rows
 * are, and the adding. Within a round none waits for another, so that the memory is asked for many rows at once.
 */
function addList(bag: Bag, hashes: usize, heads: usize, count: u32, weight: f32, isLexical: bool): void {
  if (weight === 0 || count === 0) return;
  if (isLexical && bag.lexical) {
    for (let i: usize = 0; i < (count as usize); i++) {
      addOne(bag, load<u32>(hashes + (i << 2)), load<u8>(heads + i), weight, true);
    }
    return;
  }
  const bit = bag.index.bit;
  let known: usize = 0;
  for (let i: usize = 0; i < (count as usize); i++) {
    store<u32>(wanted + (known << 2), load<u32>(hashes + (i << 2)));
    known += ((load<u8>(heads + i) as u32) & bit) !== 0 ? 1 : 0;
  }
  let rows: usize = 0;
  const index = bag.index;
  for (let i: usize = 0; i < known; i++) {
    const place = findPlace(index, load<u32>(wanted + (i << 2)));
    store<u32>(wanted + (rows << 2), place as u32);
    rows += place !== 0 ? 1 : 0;
  }
  bag.mass += (((count as usize) - rows) as f32) * square(weight * bag.unknownRarity);
  addRows(bag, rows, weight);
}

function addOne(bag: Bag, hash: u32, heads: u32, weight: f32, isLexical: bool): void {
  const place: usize = (heads & bag.index.bit) === 0 ? 0 : findPlace(bag.index, hash);
  if (isLexical && bag.lexical) addLexical(bag, hash, place, weight);
  if (place === 0) bag.mass += square(weight * bag.unknownRarity);
  else addRow(bag, place, weight);
}

function addRow(bag: Bag, place: usize, weight: f32): void {
  store<u32>(wanted, place as u32);
  addRows(bag, 1, weight);
}

/** Adds the rows of the first `count` places in `wanted`. */
function addRows(bag: Bag, count: usize, weight: f32): void {
  const columns = bag.columns as usize;
  const rows = bag.rows;
  const sum = bag.sum;
  const byCode = scales;
  const places = wanted;
  const perStep = weight * RARITY_STEP;
  let mass: f32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const place = load<u32>(places + (i << 2)) as usize;
    const rarity = perStep * (secondCode(place) as f32);
    mass += rarity * rarity;
    const scale = f32x4.splat(load<f32>(byCode + ((firstCode(place) as usize) << 2)) * weight);
    const row = rows + (rowOf(place) as usize) * columns;
    // Eight values at a time: behind the last column anything may be added, nobody reads it.
    for (let column: usize = 0; column < columns; column += 8) {
      const values = v128.load_ext<i8>(row + column);
      const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values));
      const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values));
      const to = sum + (column << 2);
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(low, scale)));
      v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(high, scale)), 16);
    }
  }
  bag.mass += mass;
}

/** A place and a sign of its own for every feature, with a fitted amount for trained ones. */
function addLexical(bag: Bag, hash: u32, place: usize, weight: f32): void {
  const pattern = finish(absorb(hash, LEXICAL_SEED));
  const amount: f32 = place === 0 ? weight * bag.unknownAmount : scaleOfCode(thirdCode(place));
  const to = (bag.lexicalSum + (((pattern >>> 1) % bag.lexical) << 2)) as usize;
  store<f32>(to, load<f32>(to) + ((pattern & 1) === 0 ? amount : -amount));
}

function square(value: f32): f32 {
  return value * value;
}

function scaleOfCode(code: u32): f32 {
  return load<f32>(scales + ((code as usize) << 2));
}

/** Makes room for all of the above. */
export function allocateBags(): void {
  scales = allocate(4 * 256);
  wanted = allocate(4 * (LIST_CAPACITY as usize));
}

// Which heads may know a feature, as bits: most of a text's features were not trained for most heads, and asking the
// table of each would wait for memory every time.

import { frame, ideographPairs, ideographs, marks, wordPairs } from './feature-reader';
import { HashList, LIST_CAPACITY } from './hash-list';
import { allocate } from './memory';
import { GRAM_CAPACITY, gramCount, gramHashes, gramStart, hashOfWord, WORD_CAPACITY } from './word-store';

/** By the upper 20 bits of a hash: the heads that may have been trained on it. */
const LOW_BITS: u32 = 12;
let trained: usize = 0;

let wordHeads: usize = 0;
let gramHeads: usize = 0;
/** Whether the heads of a slot's word were looked up. */
let isLookedUp: usize = 0;
export let headsOfPairs: usize = 0;
export let headsOfIdeographs: usize = 0;
export let headsOfIdeographPairs: usize = 0;
export let headsOfMarks: usize = 0;
export let headsOfFrame: usize = 0;

/** Enters a trained feature of the head with the given bit. */
export function enterFeature(hash: u32, bit: u32): void {
  const at = trained + (hash >>> LOW_BITS);
  store<u8>(at, (load<u8>(at) as u32) | bit);
}

export function headsOf(hash: u32): u32 {
  return load<u8>(trained + (hash >>> LOW_BITS));
}

/** Forgets the heads of words: their slots get other ones, or there is one head more. */
export function forgetHeads(): void {
  memory.fill(isLookedUp, 0, WORD_CAPACITY);
}

/** Looks up the heads of all lists but the words'. */
export function lookUpLists(): void {
  lookUpList(wordPairs, headsOfPairs);
  lookUpList(ideographs, headsOfIdeographs);
  lookUpList(ideographPairs, headsOfIdeographPairs);
  lookUpList(marks, headsOfMarks);
  lookUpList(frame, headsOfFrame);
}

function lookUpList(list: HashList, heads: usize): void {
  lookUp(list.hashes, list.size, heads);
}

function lookUp(hashes: usize, count: u32, heads: usize): void {
  for (let i: usize = 0; i < (count as usize); i++) store<u8>(heads + i, headsOf(load<u32>(hashes + (i << 2))) as u8);
}

/** The heads of a word; afterwards `headsOfGrams` has those of its n-grams. */
export function headsOfWord(slot: u32): u32 {
  if (load<u8>(isLookedUp + slot) === 0) {
    store<u8>(isLookedUp + slot, 1);
    store<u8>(wordHeads + slot, headsOf(hashOfWord(slot)) as u8);
    const start = gramStart(slot) as usize;
    lookUp(gramHashes + (start << 2), gramCount(slot), gramHeads + start);
  }
  return load<u8>(wordHeads + slot);
}

export function headsOfGrams(from: u32): usize {
  return gramHeads + from;
}

/** Makes room for all of the above. */
export function allocateHeads(): void {
  trained = allocate(1 << (32 - LOW_BITS));
  wordHeads = allocate(WORD_CAPACITY);
  gramHeads = allocate(GRAM_CAPACITY);
  isLookedUp = allocate(WORD_CAPACITY);
  headsOfPairs = allocate(LIST_CAPACITY);
  headsOfIdeographs = allocate(LIST_CAPACITY);
  headsOfIdeographPairs = allocate(LIST_CAPACITY);
  headsOfMarks = allocate(LIST_CAPACITY);
  headsOfFrame = allocate(LIST_CAPACITY);
}

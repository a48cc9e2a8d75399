// Words of the reader's store as far as texts had them, under the same slots, and which heads know their features.

const WORD_CAPACITY: usize = 16384;
const GRAM_CAPACITY: usize = 40 * WORD_CAPACITY;

/** By the upper 20 bits of a hash: the heads that may have been trained on it, as bits. */
const LOW_BITS: u32 = 12;
const trained = heap.alloc(1 << (32 - LOW_BITS));
memory.fill(trained, 0, 1 << (32 - LOW_BITS));

export const wordHashes = heap.alloc(4 * WORD_CAPACITY);
/** Where each slot's n-grams begin; they end where the next slot's begin. */
export const gramStarts = heap.alloc(4 * (WORD_CAPACITY + 1));
export const gramHashes = heap.alloc(4 * GRAM_CAPACITY);
const wordHeads = heap.alloc(WORD_CAPACITY);
const gramHeads = heap.alloc(GRAM_CAPACITY);

/** Enters a trained feature of the head with the given bit. */
export function enterFeature(hash: u32, bit: u32): void {
  const at = trained + (hash >>> LOW_BITS);
  store<u8>(at, (load<u8>(at) as u32) | bit);
}

/** Writes the heads of a list of features. */
export function writeHeads(hashes: usize, count: u32, heads: usize): void {
  for (let i: usize = 0; i < (count as usize); i++) store<u8>(heads + i, headsOf(load<u32>(hashes + (i << 2))));
}

export function headsOf(hash: u32): u32 {
  return load<u8>(trained + (hash >>> LOW_BITS));
}

/** Looks up the heads of a word whose hash and n-grams were written to its slot. */
export function enterWord(slot: u32): void {
  store<u8>(wordHeads + slot, headsOf(hashOfWord(slot)));
  const start = gramStart(slot);
  writeHeads(gramHashes + ((start as usize) << 2), gramCount(slot), gramHeads + start);
}

export function hashOfWord(slot: u32): u32 {
  return load<u32>(wordHashes + ((slot as usize) << 2));
}

export function headsOfWord(slot: u32): u32 {
  return load<u8>(wordHeads + slot);
}

export function gramStart(slot: u32): u32 {
  return load<u32>(gramStarts + ((slot as usize) << 2));
}

export function gramCount(slot: u32): u32 {
  return gramStart(slot + 1) - gramStart(slot);
}

export function hashesOfGrams(from: u32): usize {
  return gramHashes + ((from as usize) << 2);
}

export function headsOfGrams(from: u32): usize {
  return gramHeads + from;
}

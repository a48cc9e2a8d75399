import { enterFeature } from './heads';

/** Rows by hash. A place holds a hash and one more than its row, 0 where nothing is. */
@unmanaged
export class HashIndex {
  places: usize;
  count: u32;
  /** Of the head that the features are trained for. */
  bit: u32;
}

export function createIndex(count: u32, bit: u32): HashIndex {
  const index = changetype<HashIndex>(heap.alloc(offsetof<HashIndex>()));
  index.count = count + count / 2 + 1;
  // Memory that was never used is empty.
  index.places = heap.alloc((index.count as usize) << 3);
  index.bit = bit;
  return index;
}

/** Enters a feature; of equal hashes the first counts. */
export function enterRow(index: HashIndex, hash: u32, row: u32): void {
  enterFeature(hash, index.bit);
  let place = firstPlace(index, hash);
  while (load<u32>(place, 4) !== 0) place = nextPlace(index, place);
  store<u32>(place, hash);
  store<u32>(place, row + 1, 4);
}

/** One more than a feature's row, 0 when it was not trained. */
export function findRow(index: HashIndex, hash: u32): u32 {
  let place = firstPlace(index, hash);
  let row = load<u32>(place, 4);
  while (row !== 0 && load<u32>(place) !== hash) {
    place = nextPlace(index, place);
    row = load<u32>(place, 4);
  }
  return row;
}

function firstPlace(index: HashIndex, hash: u32): usize {
  return (index.places + ((((hash as u64) * (index.count as u64)) >> 32) << 3)) as usize;
}

function nextPlace(index: HashIndex, place: usize): usize {
  const next = place + 8;
  return next === index.places + ((index.count as usize) << 3) ? index.places : next;
}

import { enterFeature } from './heads';
import { allocate } from './memory';

/** Rows by hash, with up to three codes a row beside it, so that one look fetches both. */
@unmanaged
export class HashIndex {
  /** Each holds a hash, one more than a row (0 where nothing is) in three bytes, and three bytes of codes. */
  places: usize;
  count: u32;
  /** Of the head that the features are trained for. */
  bit: u32;
}

const PLACE_BYTES: usize = 10;
const ROW_MASK: u32 = 0xffffff;

export function createIndex(count: u32, bit: u32): HashIndex {
  const index = changetype<HashIndex>(allocate(offsetof<HashIndex>()));
  index.count = count + count / 2 + 1;
  // A row is read with the byte behind it.
  index.places = allocate((index.count as usize) * PLACE_BYTES + 2);
  index.bit = bit;
  return index;
}

/** Enters a feature; of equal hashes the first counts. */
export function enterRow(index: HashIndex, hash: u32, row: u32, first: u8, second: u8, third: u8): void {
  enterFeature(hash, index.bit);
  let place = firstPlace(index, hash);
  while (rowAt(place) !== 0) place = nextPlace(index, place);
  store<u32>(place, hash);
  store<u32>(place, row + 1, 4);
  store<u8>(place, first, 7);
  store<u8>(place, second, 8);
  store<u8>(place, third, 9);
}

/** The place of a feature, 0 when it was not trained. */
export function findPlace(index: HashIndex, hash: u32): usize {
  let place = firstPlace(index, hash);
  while (rowAt(place) !== 0) {
    if (load<u32>(place) === hash) return place;
    place = nextPlace(index, place);
  }
  return 0;
}

export function rowOf(place: usize): u32 {
  return rowAt(place) - 1;
}

export function firstCode(place: usize): u32 {
  return load<u8>(place, 7);
}

export function secondCode(place: usize): u32 {
  return load<u8>(place, 8);
}

export function thirdCode(place: usize): u32 {
  return load<u8>(place, 9);
}

function rowAt(place: usize): u32 {
  return load<u32>(place, 4) & ROW_MASK;
}

function firstPlace(index: HashIndex, hash: u32): usize {
  return index.places + ((((hash as u64) * (index.count as u64)) >> 32) as usize) * PLACE_BYTES;
}

function nextPlace(index: HashIndex, place: usize): usize {
  const next = place + PLACE_BYTES;
  return next === index.places + (index.count as usize) * PLACE_BYTES ? index.places : next;
}

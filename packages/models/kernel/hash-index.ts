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

/**
 * Enters the features of `count` rows from row `first` on, with three codes each; all parts are arrays by feature. Of equal
 * hashes the first counts.
 */
export function enterRows(
  index: HashIndex,
  first: u32,
  count: u32,
  hashes: usize,
  firstCodes: usize,
  secondCodes: usize,
  thirdCodes: usize,
): void {
  // Half a million features are entered at start, before the runtime has made this fast: so much is kept out of the loop.
  const places = index.places;
  const placeCount = index.count as u64;
  const end = places + (index.count as usize) * PLACE_BYTES;
  const bit = index.bit;
  for (let i: usize = 0; i < (count as usize); i++) {
    const hash = load<u32>(hashes + (i << 2));
    enterFeature(hash, bit);
    let place = places + ((((hash as u64) * placeCount) >> 32) as usize) * PLACE_BYTES;
    while (rowAt(place) !== 0) {
      place += PLACE_BYTES;
      if (place === end) place = places;
    }
    const row = (first + (i as u32) + 1) as u64;
    store<u64>(place, (hash as u64) | (row << 32) | ((load<u8>(firstCodes + i) as u64) << 56));
    store<u8>(place, load<u8>(secondCodes + i), 8);
    store<u8>(place, load<u8>(thirdCodes + i), 9);
  }
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

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

/** Features are entered in the order of their places, by the upper bits of their hashes. */
const BUCKET_LOW_BITS: u32 = 24;
const BUCKETS: usize = 1 << (32 - BUCKET_LOW_BITS);
/** Where the next feature of each bucket is put in order. */
let buckets: usize = 0;
/** What places will hold, bucket by bucket. */
let ordered: usize = 0;
let orderedCapacity: u32 = 0;

/** Makes room for `count` features in order, by their hashes. */
export function beginOrder(hashes: usize, count: u32): void {
  if (buckets === 0) buckets = allocate(4 * BUCKETS);
  if (count > orderedCapacity) {
    ordered = allocate((count as usize) * PLACE_BYTES);
    orderedCapacity = count;
  }
  memory.fill(buckets, 0, 4 * BUCKETS);
  const end = hashes + ((count as usize) << 2);
  for (let at = hashes; at < end; at += 4) {
    const bucket = buckets + ((load<u32>(at) >>> BUCKET_LOW_BITS) << 2);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  let next = ordered;
  for (let bucket = buckets; bucket < buckets + 4 * BUCKETS; bucket += 4) {
    const size = load<u32>(bucket) as usize;
    store<u32>(bucket, next as u32);
    next += size * PLACE_BYTES;
  }
}

/**
 * Puts the rows from `from` to before `to` in the order in which they are entered best: at random places in a new table
 * each would wait for memory. All parts are arrays by row.
 */
export function orderRows(
  from: u32,
  to: u32,
  hashes: usize,
  firstCodes: usize,
  secondCodes: usize,
  thirdCodes: usize,
): void {
  const starts = buckets;
  for (let row = from as usize; row < (to as usize); row++) {
    const hash = load<u32>(hashes + (row << 2));
    const bucket = starts + ((hash >>> BUCKET_LOW_BITS) << 2);
    const at = load<u32>(bucket) as usize;
    store<u32>(bucket, (at + PLACE_BYTES) as u32);
    store<u64>(at, (hash as u64) | (((row + 1) as u64) << 32) | ((load<u8>(firstCodes + row) as u64) << 56));
    store<u8>(at, load<u8>(secondCodes + row), 8);
    store<u8>(at, load<u8>(thirdCodes + row), 9);
  }
}

/** Enters the ordered features from number `from` to before `to`. Of equal hashes the first row counts. */
export function enterRows(index: HashIndex, from: u32, to: u32): void {
  // Half a million features are entered at start, before the runtime has made this fast: so much is kept out of the loop.
  const places = index.places;
  const placeCount = index.count as u64;
  const end = places + (index.count as usize) * PLACE_BYTES;
  const bit = index.bit;
  const last = ordered + (to as usize) * PLACE_BYTES;
  for (let at = ordered + (from as usize) * PLACE_BYTES; at < last; at += PLACE_BYTES) {
    const hash = load<u32>(at);
    enterFeature(hash, bit);
    let place = places + ((((hash as u64) * placeCount) >> 32) as usize) * PLACE_BYTES;
    while (rowAt(place) !== 0) {
      place += PLACE_BYTES;
      if (place === end) place = places;
    }
    store<u64>(place, load<u64>(at));
    store<u16>(place, load<u16>(at, 8), 8);
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

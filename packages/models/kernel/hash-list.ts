import { allocate } from './memory';
/** More distinct hashes than this are not kept: the window of a text seldom holds as many. */
export const LIST_CAPACITY: u32 = 32768;
const MOST_PLACES: u32 = 2 * LIST_CAPACITY;
const LEAST_PLACES: u32 = 256;

/** Collects distinct hashes in order of first appearance; reused from text to text without clearing its table. */
@unmanaged
export class HashList {
  hashes: usize;
  /** Each place holds a hash and the stamp of the list that it was put in: side by side, so that one look fetches both. */
  table: usize;
  stamp: u32;
  size: u32;
  mask: u32;
}

export function createHashList(): HashList {
  const list = changetype<HashList>(allocate(offsetof<HashList>()));
  list.hashes = allocate((LIST_CAPACITY as usize) << 2);
  list.table = allocate((MOST_PLACES as usize) << 3);
  list.stamp = 0;
  return list;
}

/** Empties the list. A list of about `expected` hashes keeps to a part of the table that stays in a processor's cache. */
export function beginList(list: HashList, expected: u32): void {
  let places = LEAST_PLACES;
  while (places < 2 * expected && places < MOST_PLACES) places *= 2;
  list.mask = places - 1;
  list.stamp++;
  list.size = 0;
}

export function addHash(list: HashList, hash: u32): void {
  const mask = list.mask;
  const stamp = list.stamp;
  let place = hash & mask;
  let at = list.table + ((place as usize) << 3);
  while (load<u32>(at, 4) === stamp) {
    if (load<u32>(at) === hash) return;
    place = (place + 1) & mask;
    at = list.table + ((place as usize) << 3);
  }
  if (list.size === LIST_CAPACITY) return;
  store<u32>(at, hash);
  store<u32>(at, stamp, 4);
  store<u32>(list.hashes + ((list.size as usize) << 2), hash);
  list.size++;
  if (list.size > mask / 2 && mask < MOST_PLACES - 1) spread(list);
}

/** Spreads the hashes over twice as many places. */
function spread(list: HashList): void {
  const count = list.size as usize;
  beginList(list, list.mask + 1);
  for (let i: usize = 0; i < count; i++) addHash(list, load<u32>(list.hashes + (i << 2)));
}

import { enterFeature } from './words';

/** One of `scaleOf`'s numbers for each code. */
export const scales = heap.alloc(4 * 256);
export const RARITY_STEP: f32 = 0.05;

/**
 * A head's trained features. A place in the index holds a hash and one more than its row, 0 where nothing is; a row holds
 * its values, then the codes of its scale, its rarity and (where the head has them) its amount.
 */
@unmanaged
export class FeatureTable {
  index: usize;
  places: u32;
  rows: usize;
  rowBytes: u32;
  columns: u32;
  bit: u32;
  hasAmounts: u32;
}

export function createTable(columns: u32, count: u32, bit: u32, hasAmounts: u32): FeatureTable {
  const table = changetype<FeatureTable>(heap.alloc(offsetof<FeatureTable>()));
  table.places = count + count / 2 + 1;
  table.index = heap.alloc((table.places as usize) << 3);
  memory.fill(table.index, 0, (table.places as usize) << 3);
  table.rowBytes = columns + 2 + hasAmounts;
  // A row is read eight values at a time: the last one must have something behind it.
  table.rows = heap.alloc((count as usize) * (table.rowBytes as usize) + 16);
  table.columns = columns;
  table.bit = bit;
  table.hasAmounts = hasAmounts;
  return table;
}

/** Puts `count` features from row `first` on; all parts are arrays by feature. Of equal hashes the first counts. */
export function insertRows(
  table: FeatureTable,
  first: u32,
  count: u32,
  hashes: usize,
  scaleCodes: usize,
  rarities: usize,
  amounts: usize,
  values: usize,
): void {
  const columns = table.columns as usize;
  let row = table.rows + (first as usize) * (table.rowBytes as usize);
  for (let i: usize = 0; i < (count as usize); i++) {
    memory.copy(row, values + i * columns, columns);
    store<u8>(row + columns, load<u8>(scaleCodes + i));
    store<u8>(row + columns + 1, load<u8>(rarities + i));
    if (table.hasAmounts) store<u8>(row + columns + 2, load<u8>(amounts + i));
    row += table.rowBytes;
    insert(table, load<u32>(hashes + (i << 2)), first + (i as u32));
  }
}

function insert(table: FeatureTable, hash: u32, row: u32): void {
  enterFeature(hash, table.bit);
  let place = firstPlace(table, hash);
  while (load<u32>(place, 4) !== 0) place = nextPlace(table, place);
  store<u32>(place, hash);
  store<u32>(place, row + 1, 4);
}

function firstPlace(table: FeatureTable, hash: u32): usize {
  return (table.index + ((((hash as u64) * (table.places as u64)) >> 32) << 3)) as usize;
}

function nextPlace(table: FeatureTable, place: usize): usize {
  const next = place + 8;
  return next === table.index + ((table.places as usize) << 3) ? table.index : next;
}

/** Address of a feature's row, 0 when it was not trained. */
export function findRow(table: FeatureTable, hash: u32): usize {
  let place = firstPlace(table, hash);
  let row = load<u32>(place, 4);
  while (row !== 0 && load<u32>(place) !== hash) {
    place = nextPlace(table, place);
    row = load<u32>(place, 4);
  }
  return row === 0 ? 0 : table.rows + ((row - 1) as usize) * (table.rowBytes as usize);
}

export function scaleOfCode(code: u32): f32 {
  return load<f32>(scales + ((code as usize) << 2));
}

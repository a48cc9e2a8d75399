import { RARITY_STEP, scaleCode, scaleOf } from '../embedded/feature-rows.ts';
import type { ExampleSet } from './example-set.ts';

/** The sections of trained rows: `value(id, column)` times the feature's rarity, as int8 with a scale per row. */
export function packRows(
  set: ExampleSet,
  kept: Int32Array,
  columns: number,
  value: (id: number, column: number) => number,
): Record<'hashes' | 'rarities' | 'scales' | 'values', Uint8Array> {
  const hashes = new Uint32Array(kept.length);
  const rarities = new Uint8Array(kept.length);
  const scales = new Uint8Array(kept.length);
  const values = new Int8Array(kept.length * columns);
  for (let row = 0; row < kept.length; row++) {
    const id = kept[row]!;
    const rarity = set.rarities[id]!;
    hashes[row] = set.vocabulary.hashes[id]!;
    rarities[row] = Math.round(rarity / RARITY_STEP);
    let largest = 1e-9;
    for (let k = 0; k < columns; k++) largest = Math.max(largest, Math.abs(value(id, k) * rarity));
    const code = scaleCode(largest / 127);
    scales[row] = code;
    const scale = scaleOf(code);
    for (let k = 0; k < columns; k++) values[row * columns + k] = Math.round((value(id, k) * rarity) / scale);
  }
  return { hashes: bytesOf(hashes), rarities, scales, values: bytesOf(values) };
}

/** The bytes behind a typed array. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** The `count` features with the highest scores among those seen at least `least` times, in order of their number. */
export function bestFeatures(set: ExampleSet, count: number, least: number, score: (id: number) => number): Int32Array {
  const ids: number[] = [];
  const scores = new Float64Array(set.vocabulary.size);
  for (let id = 0; id < set.vocabulary.size; id++) {
    if (set.vocabulary.counts[id]! < least) continue;
    ids.push(id);
    scores[id] = score(id);
  }
  ids.sort((left, right) => scores[right]! - scores[left]!);
  return Int32Array.from(ids.slice(0, count)).sort();
}

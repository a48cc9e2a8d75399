import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import loadWabt from 'wabt';
import { NEAR_ROWS_WASM } from './near-rows-wasm.ts';
import { createPlainRowScan, createRowScan, NO_GROUP, type RowScan, SIGNATURE_BYTES } from './row-scan.ts';

const ROWS = 10_000;
const MOST = 64;

test('the kernel is what its source assembles to', async () => {
  const source = readFileSync(join(import.meta.dirname, 'near-rows.wat'), 'utf8');
  const wabt = await loadWabt();
  const { buffer } = wabt.parseWat('near-rows.wat', source, { simd: true }).toBinary({});
  expect(NEAR_ROWS_WASM).toBe(Buffer.from(buffer).toString('base64'));
});

/** Signatures that differ from the sought one, which is all zeros, in as many bits as `bitsOf` says. */
function fill(
  { signatures, groups, sought }: RowScan,
  bitsOf: (row: number) => number,
  groupOf: (row: number) => number,
) {
  sought.fill(0);
  for (let row = 0; row < ROWS; row++) {
    groups[row] = groupOf(row);
    const signature = signatures.subarray(row * SIGNATURE_BYTES, (row + 1) * SIGNATURE_BYTES).fill(0);
    // Not the first bits of all rows: which ones makes no difference.
    for (let i = 0; i < bitsOf(row); i++)
      signature[(row + i) % SIGNATURE_BYTES]! |= 1 << Math.floor(i / SIGNATURE_BYTES);
  }
}

describe.each([
  ['the kernel', createRowScan],
  ['plain code', createPlainRowScan],
])('%s', (_what, create) => {
  const scan = create(ROWS, MOST);
  const pick = (group: number, farthest = 112, rows = ROWS) => [...scan.pick(rows, group, farthest)];

  test('picks the rows of a group that differ in the fewest bits', () => {
    // 0..255, each about forty times, in an order of their own.
    const bitsOf = (row: number) => (row * 37) % 256;
    fill(scan, bitsOf, (row) => (row === 12 ? 1 : 0));
    const expected = Array.from({ length: ROWS }, (_, row) => row)
      .filter((row) => row !== 12)
      .sort((one, other) => bitsOf(one) - bitsOf(other) || one - other)
      .slice(0, MOST);
    expect(pick(0)).toEqual(expected.toSorted((one, other) => one - other));
    expect(pick(1, 256)).toEqual([12]);
    expect(pick(2)).toEqual([]);
  });

  test('picks no row beyond the farthest, and none that is free', () => {
    fill(
      scan,
      () => 100,
      (row) => (row < 10 ? 0 : NO_GROUP),
    );
    expect(pick(0, 99)).toEqual([]);
    expect(pick(0, 100)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(pick(0, 100, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('picks no more than it was made for, the first of those that are equally near', () => {
    fill(
      scan,
      (row) => (row < 9_990 ? 5 : 3),
      () => 0,
    );
    const rows = pick(0);
    expect(rows).toHaveLength(MOST);
    expect(rows.slice(-10)).toEqual(Array.from({ length: 10 }, (_, at) => 9_990 + at));
    expect(rows.slice(0, 54)).toEqual(Array.from({ length: 54 }, (_, row) => row));
  });
});

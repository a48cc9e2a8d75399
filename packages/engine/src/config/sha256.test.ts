import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ownSha256, sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('is SHA-256 for every length around the blocks', () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff);
    expect(hex(ownSha256(bytes))).toBe(of(bytes));
  }
});

test('is the same where the platform keeps its own', async () => {
  const bytes = new TextEncoder().encode('version: v0.3');
  const there = hex(await sha256(bytes));
  vi.stubGlobal('crypto', {});
  const here = hex(await sha256(bytes));
  vi.unstubAllGlobals();
  expect([there, here]).toEqual([of(bytes), of(bytes)]);
});

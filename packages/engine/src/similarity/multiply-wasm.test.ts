import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import loadWabt from 'wabt';
import { MULTIPLY_WASM } from './multiply-wasm.ts';

test('the kernel is what its source assembles to', async () => {
  const source = readFileSync(join(import.meta.dirname, 'multiply.wat'), 'utf8');
  const wabt = await loadWabt();
  const { buffer } = wabt.parseWat('multiply.wat', source, { simd: true }).toBinary({});
  expect(MULTIPLY_WASM).toBe(Buffer.from(buffer).toString('base64'));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compiledKernel } from '../../kernel/compile.mjs';

test('the kernel is what its source compiles to', { timeout: 60_000 }, async () => {
  expect(readFileSync(join(import.meta.dirname, 'kernel-wasm.generated.ts'), 'utf8')).toBe(await compiledKernel());
});

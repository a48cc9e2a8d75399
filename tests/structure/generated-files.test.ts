import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from '../../apps/cli/src/generate/generated-files.ts';
import { ROOT } from './source-files.ts';

test.each([...generatedFiles()])('%s is what the definitions give; `npm run generate` writes it', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});

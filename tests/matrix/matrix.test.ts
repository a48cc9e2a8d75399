import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocols } from '@signalbox/gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backends } from './backends.ts';
import { clientOf } from './clients/index.ts';
import { features } from './features.ts';
import { type Cell, renderMatrix } from './render-matrix.ts';
import { type MatrixRouter, startRouter } from './start-router.ts';

const PAGE = join(import.meta.dirname, '../../docs/protocols.md');
const names = protocols.filter(({ operation }) => operation.name === 'chat').map(({ name }) => name);
const cells: Cell[] = [];

let router: MatrixRouter;
beforeAll(async () => {
  router = await startRouter();
});
afterAll(() => router.close());

describe.each(names)('a client of %s', (protocol) => {
  const client = clientOf(protocol);
  describe.each(backends.map((backend) => [backend.name, backend] as const))('of %s', (_name, backend) => {
    test.each(features.map((feature) => [feature.name, feature] as const))('has %s', async (_feature, feature) => {
      const cell = { protocol, backend: backend.name, feature: feature.name };
      try {
        const leftOut = await feature.run({ url: router.url, client, backend });
        cells.push({ ...cell, failure: undefined, leftOut });
      } catch (error) {
        cells.push({ ...cell, failure: String(error), leftOut: [] });
        throw error;
      }
    });
  });
});

test('docs/protocols.md is what the cells give; `npm run matrix` writes it', () => {
  const page = renderMatrix(names, cells);
  if (process.env.SIGNALBOX_WRITE_PAGE === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

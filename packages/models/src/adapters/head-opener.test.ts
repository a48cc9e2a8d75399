import { defineAdapter, type OpenedHead, s } from '@signalbox/engine/adapters';
import { expect, test } from 'vitest';
import { createHeadOpener } from './head-opener.ts';
import { heads } from './heads.ts';

function openerOf(open: (path: string) => OpenedHead) {
  const adapter = defineAdapter({
    type: 'file',
    summary: 'From a file.',
    schema: s.strictObject({ path: s.string() }),
    serves: ['classifier'],
    examples: {},
    open: async (_head, { path }) => open(path),
  });
  const services = { environment: {}, folder: '/', isServing: true };
  return createHeadOpener({ heads, adapters: [adapter], services });
}
const classifier = { id: 'a', hash: 'b', cost: 'local' as const, labels: [], classify: () => new Float32Array() };
const choose = (path: string, head = 'domain') => ({ head, adapter: 'file', options: { path } });

test('the same choice is the same head; another is another', async () => {
  const paths: string[] = [];
  const opener = openerOf((path) => {
    paths.push(path);
    return { port: { classifier }, problems: [] };
  });
  const first = await opener.open(choose('a'));
  expect(await opener.open(choose('a'))).toBe(first);
  expect(await opener.open(choose('b'))).not.toBe(first);
  expect(paths).toEqual(['a', 'b']);
});

test('what could not be opened is tried again', async () => {
  let isThere = false;
  const problem = {
    severity: 'error',
    code: 'adapter.no_file',
    path: ['path'],
    message: 'no file',
    hint: 'add it',
  } as const;
  const opener = openerOf(() =>
    isThere ? { port: { classifier }, problems: [] } : { port: undefined, problems: [problem] },
  );
  expect((await opener.open(choose('a'))).problems).toEqual([problem]);
  isThere = true;
  expect((await opener.open(choose('a'))).port).toEqual({ classifier });
});

test('statistics add up by head and adapter, and closing closes all', async () => {
  const closed: string[] = [];
  const opener = openerOf((path) => ({
    port: { classifier },
    problems: [],
    statistics: () => ({ asked: 3, cacheHits: 1, failures: new Map([[`adapter.${path}`, 2]]), breaker: 'open' }),
    close: async () => void closed.push(path),
  }));
  for (const choice of [choose('a'), choose('b'), choose('a', 'difficulty')]) await opener.open(choice);
  const failures = new Map([
    ['adapter.a', 2],
    ['adapter.b', 2],
  ]);
  expect(opener.statistics()).toEqual([
    { head: 'domain', adapter: 'file', asked: 6, cacheHits: 2, failures, breaker: 'open' },
    {
      head: 'difficulty',
      adapter: 'file',
      asked: 3,
      cacheHits: 1,
      failures: new Map([['adapter.a', 2]]),
      breaker: 'open',
    },
  ]);
  await opener.close();
  expect(closed).toEqual(['a', 'b', 'a']);
  expect(opener.statistics()).toEqual([]);
});

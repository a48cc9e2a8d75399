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

test('statistics are those of the choices in force', async () => {
  const opener = openerOf((path) => ({
    port: { classifier },
    problems: [],
    statistics: () => ({ asked: 3, cacheHits: 1, failures: new Map([[`adapter.${path}`, 2]]), breaker: 'open' }),
  }));
  for (const choice of [choose('a'), choose('b'), choose('a', 'difficulty')]) await opener.open(choice);
  expect(opener.statistics()).toEqual([]);
  await opener.inForce([choose('b'), choose('a', 'difficulty')]);
  const figures = { adapter: 'file', asked: 3, cacheHits: 1, breaker: 'open' };
  expect(opener.statistics()).toEqual([
    { head: 'domain', ...figures, failures: new Map([['adapter.b', 2]]) },
    { head: 'difficulty', ...figures, failures: new Map([['adapter.a', 2]]) },
  ]);
});

test('what neither the choices in force nor those before them use is closed', async () => {
  const closed: string[] = [];
  const opener = openerOf((path) => ({
    port: { classifier },
    problems: [],
    close: async () => void closed.push(path),
  }));
  const apply = async (path: string) => {
    await opener.open(choose(path));
    await opener.inForce([choose(path)]);
  };
  await apply('a');
  await opener.open(choose('never in force'));
  await apply('b');
  expect(closed).toEqual(['never in force']);
  await apply('c');
  expect(closed).toEqual(['never in force', 'a']);
  await apply('c');
  expect(closed).toEqual(['never in force', 'a', 'b']);
  await opener.close();
  expect(closed).toEqual(['never in force', 'a', 'b', 'c']);
});

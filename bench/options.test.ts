import { expect, test } from 'vitest';
import { parseBenchOptions } from './options.mjs';

test('runs everything when nothing is named', () => {
  expect(parseBenchOptions([])).toMatchObject({
    benches: ['engine', 'growth', 'models', 'gateway', 'streams', 'workers', 'start', 'store', 'cache', 'dashboard'],
    isQuick: false,
  });
});

test('runs what is named, in its own order', () => {
  expect(parseBenchOptions(['start', 'engine', '--quick', '--clone', '--json', 'x.json'])).toMatchObject({
    benches: ['engine', 'start'],
    isQuick: true,
    withClone: true,
    jsonFile: 'x.json',
  });
});

test.each([
  [
    ['engines'],
    /unknown bench "engines": expected engine, growth, models, gateway, streams, workers, start, store, cache, dashboard/,
  ],
  [['--fast'], /--fast/],
  [['engine', '--clone'], /belongs to/],
])('refuses %j and says why', (words, problem) => {
  expect(() => parseBenchOptions(words)).toThrow(problem);
});

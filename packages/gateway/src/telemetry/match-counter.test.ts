import type { SignalTrace, Trace } from '@signalbox/engine';
import { expect, test } from 'vitest';
import { MatchCounter } from './match-counter.ts';
import { countFamily } from './metric-families.ts';

function traceOf(recipe: string, ...signals: [kind: string, name: string, matched: boolean][]): Trace {
  const traced = signals.map(([kind, name, matched]) => ({ kind, name, matched }) as SignalTrace);
  return { recipe, signals: traced } as unknown as Trace;
}

test('counts what matched, also where another config has other signals at the same places', () => {
  const family = countFamily('matches', 'Matches.', ['kind', 'name']);
  const counter = new MatchCounter(family);
  counter.add(traceOf('a', ['keyword', 'x', true], ['domain', 'y', false], ['domain', 'x', true]));
  counter.add(traceOf('a', ['keyword', 'x', true], ['domain', 'y', true], ['domain', 'x', true]));
  counter.add(traceOf('b', ['keyword', 'x', true]));
  counter.add(traceOf('a', ['domain', 'x', true], ['keyword', 'x', true]));
  const counts = family.snapshot().members.map(({ labels, value }) => [...labels, value]);
  expect(counts).toEqual([
    ['keyword', 'x', 4],
    ['domain', 'x', 3],
    ['domain', 'y', 1],
  ]);
});

import { expect, test } from 'vitest';
import type { Cell, Measurement } from './measure-cell.mjs';
import { describeCell, problemsOf, summariseCell } from './summarise-cell.mjs';

const cell: Cell = { connections: 32, answer: 'json', promptTokens: 30 };

function aRound(requestsPerSecond: number, p50Ms: number, more: Partial<Measurement> = {}): Measurement {
  return {
    requests: 100,
    requestsPerSecond,
    p50Ms,
    p99Ms: p50Ms * 4,
    firstByteP50Ms: p50Ms / 2,
    cpuSecondsPer1000: 0.1,
    cpuShare: 0.9,
    residentMb: 80,
    errors: {},
    ...more,
  };
}

const direct = { name: 'direct', title: 'direct (mock)', rounds: [aRound(1000, 1), aRound(500, 2), aRound(900, 1)] };
const bare = { name: 'bare', title: 'bare', rounds: [aRound(400, 3), aRound(200, 6), aRound(400, 3)] };
const own = { name: 'signalbox', title: 'signalbox', rounds: [aRound(300, 4), aRound(100, 9), aRound(200, 5)] };

test('compares within rounds, never across them', () => {
  const { ratios, targets } = summariseCell(cell, [direct, bare, own]);
  expect(ratios['signalbox / bare']).toEqual({ median: 0.5, low: 0.5, high: 0.75 });
  expect(ratios['signalbox / direct']).toEqual({ median: 200 / 900, low: 0.2, high: 0.3 });
  expect(targets[2]?.addedP50Ms).toEqual({ median: 4, low: 3, high: 7 });
  expect(targets[2]?.requestsPerSecond).toBe(200);
});

test('adds nothing to itself', () => {
  expect(summariseCell(cell, [direct]).targets[0]?.addedP50Ms).toEqual({ median: 0, low: 0, high: 0 });
});

test('has no ratios where ours was not measured', () => {
  expect(summariseCell(cell, [direct, bare]).ratios).toEqual({});
});

test('shows no CPU figure where the system tells none', () => {
  const rounds = [aRound(1, 1, { cpuSecondsPer1000: null, cpuShare: null, residentMb: null })];
  const { targets } = summariseCell(cell, [{ name: 'direct', title: 'direct', rounds }]);
  expect(targets[0]).toMatchObject({ cpuSecondsPer1000: null, cpuShare: null, residentMb: null });
});

test('lists every error with its target, cell and round', () => {
  const failing = { ...own, rounds: [aRound(1, 1), aRound(1, 1, { errors: { 'status 502': 7 } }), aRound(1, 1)] };
  expect(problemsOf(summariseCell(cell, [direct, failing]))).toEqual([
    'signalbox, JSON, 32 connections, 30-token prompts, round 2: 7 × status 502',
  ]);
  expect(problemsOf(summariseCell(cell, [direct, bare]))).toEqual([]);
});

test('refuses a cell without the mock, which everything is compared with', () => {
  expect(() => summariseCell(cell, [bare])).toThrow(/mock/);
});

test('names a cell in words', () => {
  expect(describeCell({ connections: 1, answer: 'sse', promptTokens: 500 })).toBe(
    'SSE, 1 connection, 500-token prompts',
  );
});

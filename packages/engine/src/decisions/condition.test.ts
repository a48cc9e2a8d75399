import { describe, expect, test } from 'vitest';
import type { ConditionConfig } from '../config/router-config.ts';
import { createSlots, MATCHED, NOT_MATCHED, OPEN, type Slots, UNKNOWN } from '../evaluation/slots.ts';
import { compileCondition } from './condition.ts';

const NAMES = ['a', 'b', 'c'];
const slotOf = (_type: string, name: string) => NAMES.indexOf(name);
const leaf = (name: string) => ({ type: 'k', name });
const compile = (condition: ConditionConfig) => compileCondition(condition, slotOf);

function slots(states: readonly number[], confidences: readonly number[] = [], values: readonly number[] = []): Slots {
  const all = createSlots(NAMES.length);
  for (const [index, state] of states.entries()) all.state[index] = state;
  for (const [index, confidence] of confidences.entries()) all.confidence[index] = confidence;
  for (const [index, value] of values.entries()) all.value[index] = value;
  return all;
}

const F = NOT_MATCHED;
const T = MATCHED;
const U = UNKNOWN;
const O = OPEN;

describe('three-valued logic', () => {
  test.each([
    [T, T, T],
    [T, F, F],
    [F, F, F],
    [T, U, U],
    [F, U, F],
    [U, U, U],
    [T, O, O],
    [F, O, F],
    [U, O, O],
    [O, O, O],
  ])('%i AND %i is %i, either way round', (a, b, expected) => {
    const condition = compile({ operator: 'AND', conditions: [leaf('a'), leaf('b')] });
    expect(condition.outcome(slots([a, b]))).toBe(expected);
    expect(condition.outcome(slots([b, a]))).toBe(expected);
  });

  test.each([
    [T, T, T],
    [T, F, T],
    [F, F, F],
    [T, U, T],
    [F, U, U],
    [U, U, U],
    [T, O, T],
    [F, O, O],
    [U, O, O],
    [O, O, O],
  ])('%i OR %i is %i, either way round', (a, b, expected) => {
    const condition = compile({ operator: 'OR', conditions: [leaf('a'), leaf('b')] });
    expect(condition.outcome(slots([a, b]))).toBe(expected);
    expect(condition.outcome(slots([b, a]))).toBe(expected);
  });

  test.each([
    [T, F],
    [F, T],
    [U, U],
    [O, O],
  ])('NOT %i is %i', (a, expected) => {
    expect(compile({ operator: 'NOT', conditions: [leaf('a')] }).outcome(slots([a]))).toBe(expected);
  });

  test('on_error says what an unknown leaf counts as', () => {
    expect(compile({ ...leaf('a'), onError: 'match' }).outcome(slots([U]))).toBe(T);
    expect(compile({ ...leaf('a'), onError: 'no_match' }).outcome(slots([U]))).toBe(F);
  });

  test('AND of nothing is true with confidence 0; OR of nothing is false', () => {
    const and = compile({ operator: 'AND', conditions: [] });
    expect(and.outcome(slots([]))).toBe(T);
    expect(and.confidence(slots([]))).toBe(0);
    expect(compile({ operator: 'OR', conditions: [] }).outcome(slots([]))).toBe(F);
  });
});

describe('confidence', () => {
  test('of AND is the mean, of OR the best true part, of NOT 1', () => {
    const state = slots([T, T, F], [0.4, 0.8, 0.9]);
    expect(compile({ operator: 'AND', conditions: [leaf('a'), leaf('b')] }).confidence(state)).toBeCloseTo(0.6);
    expect(compile({ operator: 'OR', conditions: [leaf('a'), leaf('b'), leaf('c')] }).confidence(state)).toBe(0.8);
    expect(compile({ operator: 'NOT', conditions: [leaf('c')] }).confidence(state)).toBe(1);
  });

  test('an OR reports only its best part', () => {
    const because: { slot: number; negated: boolean }[] = [];
    compile({ operator: 'OR', conditions: [leaf('a'), leaf('b')] }).because(slots([T, T], [0.4, 0.8]), because);
    expect(because).toEqual([{ slot: 1, negated: false }]);
  });

  test('open parts raise the ceiling, not the floor', () => {
    const condition = compile({ operator: 'OR', conditions: [leaf('a'), leaf('b')] });
    const state = slots([T, O], [0.4]);
    expect(condition.confidence(state)).toBe(0.4);
    expect(condition.ceiling(state)).toBe(1);
  });
});

describe('bounds on a leaf', () => {
  const bounded = compile({ ...leaf('a'), predicate: { gte: 0.5, lt: 0.9 } });
  test.each([
    [0.4, F],
    [0.5, T],
    [0.89, T],
    [0.9, F],
  ])('value %d within 0.5 to 0.9 is %i whether or not the rule matched', (value, expected) => {
    expect(bounded.outcome(slots([T], [1], [value]))).toBe(expected);
    expect(bounded.outcome(slots([F], [0], [value]))).toBe(expected);
  });

  test('without a value the confidence is compared', () => {
    expect(bounded.outcome(slots([T], [0.6]))).toBe(T);
    expect(bounded.outcome(slots([T], [0.95]))).toBe(F);
  });
});

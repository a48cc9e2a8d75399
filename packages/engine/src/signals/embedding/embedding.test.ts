import { expect, test } from 'vitest';
import { bagOfWordsEncoder, readSignal } from '../../testing/index.ts';
import type { Reading } from '../reading.ts';
import { embedding } from './embedding.ts';

const ports = () => ({ encoder: bagOfWordsEncoder() });
const rule = (extra: Record<string, unknown>) => ({ name: 'e', threshold: 0.5, ...extra });

test('matches what is near an example, and names the nearest', async () => {
  const rules = [rule({ candidates: ['reset my password', 'close my account'] })];
  expect(await readSignal(embedding, rules, 'please reset my password', { ports: ports() })).toMatchObject([
    { matched: true, evidence: 'reset my password' },
  ]);
  expect(await readSignal(embedding, rules, 'sunny weather', { ports: ports() })).toMatchObject([{ matched: false }]);
});

test('best mixes the nearest with the two nearest; max takes the nearest; mean takes all', async () => {
  const candidates = ['alpha', 'beta', 'gamma'];
  const value = async (aggregation_method: string) =>
    (
      (await readSignal(embedding, [rule({ candidates, aggregation_method })], 'alpha', { ports: ports() }))[0] as {
        value: number;
      }
    ).value;
  expect(await value('max')).toBeCloseTo(1);
  expect(await value('best')).toBeCloseTo(0.875);
  expect(await value('mean')).toBeCloseTo(1 / 3);
});

test('top_k keeps only the best matches', async () => {
  const rules = [
    rule({ name: 'near', threshold: 0.1, candidates: ['alpha beta'] }),
    rule({ name: 'far', threshold: 0.1, candidates: ['alpha gamma delta'] }),
  ];
  const matched = async (settings: Record<string, unknown>) =>
    (await readSignal(embedding, rules, 'alpha beta', { ports: ports(), settings })).map(
      (reading) => 'matched' in reading && reading.matched,
    );
  expect(await matched({})).toEqual([true, true]);
  expect(await matched({ top_k: 1 })).toEqual([true, false]);
});

test('the same example twice counts once', async () => {
  const rules = [rule({ candidates: ['alpha', 'alpha', 'beta'], aggregation_method: 'mean' })];
  const [reading] = await readSignal(embedding, rules, 'alpha', { ports: ports() });
  expect(reading).toMatchObject({ value: expect.closeTo(0.5) });
});

test('a negative candidate lowers the score by its weight times its similarity, and only its own rule’s', async () => {
  const candidates = ['cancel my order'];
  const rules = [
    rule({ name: 'plain', candidates }),
    rule({ name: 'guarded', candidates, negative_candidates: ['can you cancel my order rules'], negative_weight: 0.5 }),
  ];
  const [plain, guarded] = (await readSignal(embedding, rules, 'cancel my order', { ports: ports() })) as Reading[];
  expect(plain).toMatchObject({ matched: true, value: expect.closeTo(1) });
  expect(guarded!.value).toBeCloseTo(1 - 0.5 * Math.sqrt(3 / 6));
  const far = [rule({ candidates, negative_candidates: ['weather'] })];
  expect(await readSignal(embedding, far, 'cancel my order', { ports: ports() })).toMatchObject([
    { value: expect.closeTo(1) },
  ]);
});

test('soft matching lets rules below their threshold match, but only where no rule reaches its own', async () => {
  const rules = [
    rule({ name: 'near', threshold: 0.9, candidates: ['alpha beta'] }),
    rule({ name: 'far', threshold: 0.9, candidates: ['alpha gamma delta epsilon zeta eta'] }),
  ];
  const matched = async (text: string, settings: Record<string, unknown>) =>
    (await readSignal(embedding, rules, text, { ports: ports(), settings })).map(
      (reading) => 'matched' in reading && reading.matched,
    );
  expect(await matched('alpha', {})).toEqual([false, false]);
  expect(await matched('alpha', { enable_soft_matching: true })).toEqual([true, false]);
  expect(await matched('alpha', { enable_soft_matching: true, min_score_threshold: 0.3 })).toEqual([true, true]);
  expect(await matched('alpha beta', { enable_soft_matching: true, min_score_threshold: 0.3 })).toEqual([true, false]);
});

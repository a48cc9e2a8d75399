import { aRequest } from '@signalbox/engine/testing';
import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

test.each([
  ['English prose', 'The quick brown fox jumps over the lazy dog near the river bank. '.repeat(100), 1_400],
  ['Chinese', '春天来了，万物复苏，鸟儿在枝头歌唱。'.repeat(100), 1_400],
  ['code', 'for (let i = 0; i < list.length; i++) { total += list[i].price; }\n'.repeat(100), 2_300],
])('%s: what a tokeniser counts lies above the least and near the likely', (_name, text, counted) => {
  const { likely, least } = estimateTokens(aRequest().user(text).build());
  expect(least).toBeLessThan(counted);
  expect(likely).toBeGreaterThan(counted * 0.6);
  expect(likely).toBeLessThan(counted * 1.6);
});

test('tools, tool calls, messages and images count', () => {
  const facts = aRequest().user('x').build();
  const image = { source: 'data:' };
  const call = { id: '1', name: 'look', arguments: '{"at": "the very long horizon"}' };
  const base = estimateTokens(facts).likely;
  const message = facts.messages[0]!;
  expect(estimateTokens({ ...facts, messages: [{ ...message, images: [image] }] }).likely).toBe(base + 1_000);
  expect(estimateTokens({ ...facts, messages: [{ ...message, toolCalls: [call] }] }).likely).toBeGreaterThan(base + 5);
  expect(estimateTokens({ ...facts, tools: [{ name: 'look', description: 'Looks.' }] }).likely).toBeGreaterThan(base);
  expect(estimateTokens({ ...facts, messages: [message, message] }).likely).toBeGreaterThan(base + 3);
});

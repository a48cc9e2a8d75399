import { expect, test } from 'vitest';
import { followUpContent } from './follow-up.ts';
import { createTextView } from './text-view.ts';

test.each([
  ['yes, go on', 0],
  ['OK', 0],
  ['继续', 0],
  ['好的，继续', 0],
  ['はい、続けて', 0],
  ['weiter', 0],
  ['продолжай', 0],
  ['👍', 0],
  ['why?', 0],
  ['commit it', 1],
  ["That's wrong", 1],
  ['what about France?', 1],
  ['Tell me more', 1],
  ['提交它', 1],
  ['再解释一下', 1],
  ['recursion', 1],
  ['now add tests', 2],
  ['explain that more clearly', 2],
])('%j is a follow-up with %i content words', (text, content) => {
  expect(followUpContent(createTextView(text))).toBe(content);
});

test.each([
  'Write a poem',
  'Who wrote Hamlet?',
  'What is the capital of France?',
  'Solve 2x+5=15',
  'Explain recursion',
  'Who are you?',
  'Hello',
  '什么是递归',
  '写一首诗',
  '你是谁？',
  `it ${'and so on '.repeat(40)}`,
])('%j stands for itself', (text) => {
  expect(followUpContent(createTextView(text))).toBeUndefined();
});

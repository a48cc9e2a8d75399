import { expect, test } from 'vitest';
import { generateHarmless, generateText, seededDice } from '../../training/generated-pii.ts';
import { tagText } from './pii-tagger.ts';

/** The default threshold of pii rules. */
const THRESHOLD = 0.9;

test('finds every one of 10,000 valid cards, account numbers and keys, exactly, and little else', () => {
  const dice = seededDice(20_261_121);
  const missed: string[] = [];
  const wrong: string[] = [];
  let found = 0;
  for (let i = 0; i < 10_000; i++) {
    const { text, label, start, end } = generateText(dice);
    const spans = tagText(text).spans.filter(({ confidence }) => confidence >= THRESHOLD);
    const isFound = spans.some((span) => span.label === label && span.start === start && span.end === end);
    if (isFound) found++;
    else missed.push(text);
    for (const span of spans) {
      const isRight = span.label === label && span.start === start && span.end === end;
      if (!isRight) wrong.push(`${span.label} in ${text}`);
    }
  }
  expect(missed).toEqual([]);
  for (let i = 0; i < 5_000; i++) {
    const text = generateHarmless(dice);
    for (const span of tagText(text).spans) {
      if (span.confidence >= THRESHOLD) wrong.push(`${span.label} <${text.slice(span.start, span.end)}> in ${text}`);
    }
  }
  const f1 = (2 * found) / (2 * found + wrong.length + missed.length);
  expect(f1, wrong.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.95);
  // One harmless sentence in five hundred may carry a number that holds a checksum by chance.
  expect(wrong.length, wrong.slice(0, 20).join('\n')).toBeLessThan(10);
});

test('a card, account number or Bitcoin address with one digit changed is not found as one', () => {
  const dice = seededDice(7);
  const wrong: string[] = [];
  for (let i = 0; i < 2_000; i++) {
    const { text, label, start, end } = generateText(dice);
    if (label === 'API_KEY') continue;
    const last = text.charCodeAt(end - 1);
    const changed = last >= 0x30 && last <= 0x39 ? String((last - 0x30 + 1) % 10) : last === 0x41 ? 'B' : 'A';
    const broken = text.slice(0, end - 1) + changed + text.slice(end);
    if (tagText(broken).spans.some((span) => span.label === label && span.start === start && span.end === end)) {
      wrong.push(broken);
    }
  }
  expect(wrong).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { createPromptMix, describeMix, promptLengths, promptsPerMix } from './prompt-mix.mjs';

const han = /\p{Script=Han}/u;

describe.each(promptLengths)('a mix of %d-token prompts', (tokens) => {
  const mix = createPromptMix(tokens);

  test('holds as many distinct prompts as asked for', () => {
    expect(mix).toHaveLength(promptsPerMix);
    expect(new Set(mix).size).toBe(promptsPerMix);
  });

  test('has the length that belongs to so many tokens', () => {
    // English takes 4.7 characters per token, Chinese 1.4; nine in ten prompts are English.
    const { characters } = describeMix(mix);
    expect(characters / tokens).toBeGreaterThan(3.9);
    expect(characters / tokens).toBeLessThan(4.6);
  });

  test('is a tenth Chinese', () => {
    const chinese = mix.filter((prompt) => (prompt.match(/\p{Script=Han}/gu) ?? []).length > prompt.length / 2);
    expect(chinese).toHaveLength(promptsPerMix / 10);
  });

  test('is the same every time, and another series shares no prompt with it', () => {
    expect(createPromptMix(tokens)).toEqual(mix);
    const other = createPromptMix(tokens, { series: 1 });
    const shared = other.filter((prompt) => mix.includes(prompt));
    // Short questions without a name in them may meet again; longer prompts never do.
    expect(shared.length).toBeLessThan(tokens > 100 ? 1 : 20);
  });
});

test('long mixes put Chinese into some English prompts', () => {
  const mixed = createPromptMix(500).filter((prompt) => han.test(prompt) && /[a-z]{4}/.test(prompt));
  expect(mixed.length).toBeGreaterThanOrEqual(10);
});

test('a long prompt has many different words', () => {
  expect(describeMix(createPromptMix(8000)).distinctWords).toBeGreaterThan(850);
});

test('one word in thirty or so is new in the sixth mix of 500-token prompts', () => {
  const known = new Set<string>();
  let share = 0;
  for (let series = 0; series < 6; series++) {
    const words = createPromptMix(500, { series }).flatMap(
      (prompt) => prompt.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    );
    const before = known.size;
    for (const word of words) known.add(word);
    share = (known.size - before) / words.length;
  }
  expect(share).toBeGreaterThan(0.025);
  expect(share).toBeLessThan(0.045);
});

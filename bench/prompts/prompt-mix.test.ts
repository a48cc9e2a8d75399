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
    // English takes 4.5 to 4.9 characters per token, Chinese 1.4; nine in ten prompts are English.
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

test('a long prompt has as many different words as prose of its length', () => {
  expect(describeMix(createPromptMix(8000)).distinctWords).toBeGreaterThan(900);
});

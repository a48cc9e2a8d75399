import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedModels } from './load-embedded-models.ts';

const { modality } = loadEmbeddedModels().classifiers;

function shares(text: string): Record<string, number> {
  const values = modality.classify(createTextView(text)) as Float32Array;
  return Object.fromEntries(modality.labels.map((label, i) => [label, values[i]!]));
}

function best(text: string): string {
  return Object.entries(shares(text)).reduce((top, entry) => (entry[1] > top[1] ? entry : top))[0];
}

describe('the modality head', () => {
  test('has the labels ar, diffusion and both', () => {
    expect(modality.labels).toEqual(['ar', 'diffusion', 'both']);
  });

  test.each([
    ['Draw a picture of a horse in a meadow', 'diffusion'],
    ['Design a logo for my flower shop', 'diffusion'],
    ['画一只在草地上奔跑的马', 'diffusion'],
    ['给我的花店设计一个logo', 'diffusion'],
    ['Write a story about a horse and illustrate it', 'both'],
    ['写一个关于小马的故事，并配上插图', 'both'],
    ['Describe this image', 'ar'],
    ['What conclusion can be drawn from the table?', 'ar'],
    ['Write Python code that draws a bar chart with matplotlib', 'ar'],
    ['What is photosynthesis?', 'ar'],
    ['用Python画一个柱状图', 'ar'],
    ['这张图片里有什么？', 'ar'],
    ['thanks', 'ar'],
  ])('says of %j: %s', (text, expected) => {
    expect(best(text)).toBe(expected);
  });

  test.each(['', ' ', '?!', '你', '😀', 'draw '.repeat(50_000)])('gives probabilities that sum to 1 for %#', (text) => {
    const values = Object.values(shares(text));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  });
});

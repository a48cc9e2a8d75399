import { createTextView } from '@signalbox/engine/ports';
import { expect, test } from 'vitest';
import { trainNgramClassifier } from './ngram-classifier.ts';
import { createNgramEncoder } from './ngram-encoder.ts';

const FRUIT = ['a ripe apple', 'sweet pears and apples', 'peel the orange', 'a basket of plums', 'fresh apple juice'];
const TOOLS = ['a steel hammer', 'sharp saws and hammers', 'turn the screwdriver', 'a box of nails', 'new hammer grip'];

test('the baseline learns to tell texts apart by their words and parts of words', () => {
  const classifier = trainNgramClassifier({
    head: 'things',
    labels: ['fruit', 'tool'],
    train: [
      ...FRUIT.map((text) => ({ text, label: 'fruit', weight: 1 })),
      ...TOOLS.map((text) => ({ text, label: 'tool', weight: 1 })),
    ],
  });
  const fruit = (text: string) => (classifier.classify(createTextView(text)) as Float32Array)[0]!;
  expect(fruit('an apple')).toBeGreaterThan(0.6);
  expect(fruit('two hammers')).toBeLessThan(0.4);
  expect(fruit('')).toBeCloseTo(0.5, 1);
});

test('the baseline encoder holds texts that share words nearer than others', () => {
  const encoder = createNgramEncoder([...FRUIT, ...TOOLS]);
  const [apple, apples, hammer, nothing] = encoder.encode(
    ['ripe apple', 'ripe apples', 'steel hammer', ''].map(createTextView),
  ) as readonly Float32Array[];
  const similarity = (left: Float32Array, right: Float32Array) =>
    left.reduce((sum, value, i) => sum + value * right[i]!, 0);
  expect(similarity(apple!, apple!)).toBeCloseTo(1, 5);
  expect(similarity(apple!, apples!)).toBeGreaterThan(similarity(apple!, hammer!) + 0.2);
  expect(similarity(nothing!, nothing!)).toBe(0);
});

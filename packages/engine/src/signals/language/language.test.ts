import { expect, test } from 'vitest';
import { fixedClassifier, readSignal, testPorts } from '../../testing/index.ts';
import { language } from './language.ts';

const classifier = fixedClassifier('test/language', ['en', 'zh', 'de'], (text) =>
  text.includes('ist') ? { de: 0.8, en: 0.2 } : { en: 0.28, zh: 0.27 },
);
const ports = { classifiers: { language: classifier } };

test('only the detected language matches', async () => {
  const readings = await readSignal(language, [{ name: 'en' }, { name: 'de' }], 'was ist das', { ports });
  expect(readings).toEqual([
    { name: 'en', matched: false, confidence: 0, value: expect.closeTo(0.2), evidence: 'de' },
    { name: 'de', matched: true, confidence: 1, value: expect.closeTo(0.8), evidence: 'de' },
  ]);
});

test('no language matches below its threshold', async () => {
  expect(await readSignal(language, [{ name: 'en' }], 'hm', { ports })).toMatchObject([{ matched: false }]);
  expect(await readSignal(language, [{ name: 'en', threshold: 0.2 }], 'hm', { ports })).toMatchObject([
    { matched: true },
  ]);
});

test('a language that the classifier does not know is unavailable', () => {
  expect(language.unavailable!({ name: 'tlh', threshold: 0.3 }, testPorts(ports))).toContain(
    'does not know the language "tlh"',
  );
});

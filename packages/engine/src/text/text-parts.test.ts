import { expect, test } from 'vitest';
import { partsOf } from './text-parts.ts';
import { createTextView } from './text-view.ts';

const parts = (text: string) => partsOf(createTextView(text)).map(({ raw }) => raw);

test('paragraphs of a text that has several', () => {
  expect(parts('Tell me this.\n \nWhat is the time?\n\n\nThank you very much')).toEqual([
    'Tell me this.',
    'What is the time?',
    'Thank you very much',
  ]);
  expect(parts('One paragraph\nwith two lines')).toEqual([]);
});

test('strings of JSON, as they are meant', () => {
  expect(parts('Do it: {"id": 7, "task": "Say \\"hello\\"\\nto her", "tags": ["a","longer than that"]}')).toEqual([
    'Say "hello"\nto her',
    'longer than that',
  ]);
});

test('many quotes are read in linear time', () => {
  expect(parts('"'.repeat(100_000))).toEqual([]);
});

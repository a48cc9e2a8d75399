import { createTextView, type Span } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedModels } from './load-embedded-models.ts';

const { hashes, taggers } = loadEmbeddedModels();
const tagger = taggers.pii;
/** Least confidence of pii rules where none is given. */
const THRESHOLD = 0.9;

const spansOf = (text: string) => tagger.tag(createTextView(text)) as readonly Span[];
const found = (text: string, least = 0) =>
  spansOf(text)
    .filter(({ confidence }) => confidence >= least)
    .map(({ label, start, end }) => `${label} ${text.slice(start, end)}`);

describe('the tagger of personal data', () => {
  test('says what it is, and that its identity covers rules and weights', () => {
    expect(tagger).toMatchObject({ id: 'embedded/pii', cost: 'local', incidental: ['GPE', 'ORGANIZATION'] });
    expect(tagger.labels).toEqual(expect.arrayContaining(['EMAIL_ADDRESS', 'PERSON', 'STREET_ADDRESS', 'GPE']));
    expect(hashes.pii).toBe(tagger.hash);
    expect(tagger.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('gives structured data and names together, in order, a mail address whole', () => {
    const text = 'Paul Whitfield (paul.whitfield@example.org) lives at 14 Orchard Lane, card 4012888888881881';
    expect(found(text)).toEqual([
      'PERSON Paul Whitfield',
      'EMAIL_ADDRESS paul.whitfield@example.org',
      'STREET_ADDRESS 14 Orchard Lane',
      'CREDIT_CARD 4012888888881881',
    ]);
  });

  test.each([
    ['My name is Paul Whitfield.', 'PERSON Paul Whitfield'],
    ['my name is paul whitfield', 'PERSON paul whitfield'],
    ['MY NAME IS PAUL WHITFIELD', 'PERSON PAUL WHITFIELD'],
    ['Priya Sharma called from the clinic.', 'PERSON Priya Sharma'],
    ['Mein Name ist Sabine Krüger.', 'PERSON Sabine Krüger'],
    ["Je m'appelle Élodie Lefèvre.", 'PERSON Élodie Lefèvre'],
    ['Me llamo Lucía Navarro.', 'PERSON Lucía Navarro'],
    ['我叫王小明', 'PERSON 王小明'],
    ['Ship it to 42 Chestnut Ave, please.', 'STREET_ADDRESS 42 Chestnut Ave'],
    ['Ich wohne in der Schillerstraße 12, 10115 Berlin', 'STREET_ADDRESS Schillerstraße 12, 10115 Berlin'],
    ["J'habite 12 rue de la Paix, 75002 Paris", 'STREET_ADDRESS 12 rue de la Paix, 75002 Paris'],
    ['我住在北京市朝阳区建国路88号', 'STREET_ADDRESS 北京市朝阳区建国路88号'],
  ])('%j holds %s at the default threshold', (text, expected) => {
    expect(found(text, THRESHOLD)).toContain(expected);
  });

  test.each([
    'May I ask you something?',
    'Will it rain in May?',
    'Give me a recipe for Apple pie',
    'Explain how Escherichia coli takes up Sodium Chloride',
    'Is Tyrannosaurus rex older than Homo sapiens?',
    'Write a Python function that sorts a list',
    'How do I deploy Django with Docker on Ubuntu?',
    'What are the side effects of Ibuprofen and Paracetamol?',
    'Summarise the Krebs cycle and the Golgi apparatus',
    'Compare the Galaxy S24 with the iPhone',
    'Bill the customer in March, please',
    'Dear Sir or Madam,',
    'Thank You So Much For Your Help',
    '请解释光合作用',
    '黄金价格会涨吗？',
    'Wie funktioniert die Photosynthese?',
    'Was kostet eine Fahrkarte der Deutschen Bahn?',
    '',
  ])('%j names nobody', (text) => {
    const counted = spansOf(text).filter(({ label }) => !tagger.incidental?.includes(label));
    expect(counted.filter(({ confidence }) => confidence >= THRESHOLD)).toEqual([]);
  });

  test.each([
    ['What is the capital of Hungary?', 'GPE Hungary'],
    ['Compare France and Germany', 'GPE France'],
    ['Plan a trip to Springfield', 'GPE Springfield'],
  ])('%j: a place is incidental and no person', (text, expected) => {
    expect(found(text)).toContain(expected);
    expect(found(text).filter((each) => each.startsWith('PERSON'))).toEqual([]);
  });

  test('offsets are those of the raw text', () => {
    const text = '😀 My name is Pa\u200bul Whit\u00adfield, ok?';
    expect(found(text)).toContain('PERSON Pa\u200bul Whit\u00adfield');
  });
});

describe('texts that are made to be slow', () => {
  const FLOODS = [
    'a',
    'A',
    'Ab ',
    'ab ',
    '你',
    '😀',
    '. ',
    '1 ',
    'Ann Lee, ',
    '\n',
    '\u200b',
    '\ud835',
    'é',
    'Ａ',
    "O'",
  ];
  test.each(FLOODS)('a megabyte of %j is read to the end and gives spans in order', (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length)).slice(0, 1_000_000);
    let last = 0;
    const wrong = spansOf(text).filter(({ start, end, confidence }) => {
      const isRight = start >= last && end > start && end <= text.length && confidence >= 0 && confidence <= 1;
      last = end;
      return !isRight;
    });
    expect(wrong).toEqual([]);
  });

  test('a name is found behind a megabyte of anything', () => {
    const text = `${'lorem ipsum '.repeat(80_000)}\nMy name is Paul Whitfield.`;
    expect(found(text).at(-1)).toBe('PERSON Paul Whitfield');
  });
});

import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedModels } from './load-embedded-models.ts';
import { heldTexts } from './training/held-texts.ts';
import { NearDuplicates } from './training/near-duplicates.ts';
import { KEPT_ALIKE, KEPT_TWICE } from './training/repeats/kept-back-pairs.ts';
import { repeatsIn } from './training/repeats/repeat-rows.ts';
import { SAID_ALIKE } from './training/repeats/said-alike.ts';
import { SAID_TWICE } from './training/repeats/said-twice.ts';

const { repeats } = loadEmbeddedModels();
const judge = (a: string, b: string) => repeats.judge(createTextView(a), createTextView(b));

describe('the judge of repeats', () => {
  test.each([
    ['numbers', 'Set a timer for 5 minutes', 'Set a timer for 15 minutes'],
    ['numbers', 'Set a timer for five minutes', 'Please set a timer for six minutes'],
    ['units', 'How many grams are 3 cups?', 'How many ounces are 3 cups?'],
    ['dates', 'What is open on Monday?', 'What is open on Sunday?'],
    ['negation', 'Which fish can I eat?', "Which fish can't I eat?"],
    ['opposite', 'How do I enable the alarm?', 'How do I disable the alarm?'],
    ['code', 'What does user_id hold?', 'What does order_id hold?'],
    ['code', 'Is a < b here?', 'Is a > b here?'],
    ['format', 'List the moons as JSON', 'List the moons as YAML'],
    ['order', 'A train from Rome to Pisa', 'A train from Pisa to Rome'],
    ['order', 'What is 9 minus 4?', 'What is 4 minus 9?'],
    ['person', 'Remind me to eat', 'Remind her to eat'],
    ['opposite', '怎么打开空调？', '怎么关闭空调？'],
    ['numbers', '设一个十分钟的闹钟', '设一个二十分钟的闹钟'],
    ['numbers', 'A case for the XB-200M4', 'A case for the XB-200M5'],
    ['numbers', 'Who was the second king of Norway?', 'Who was the third king of Norway?'],
    ['numbers', 'The plot of Rocky II', 'The plot of Rocky III'],
    ['units', 'Heat the pan to 90 degrees celsius', 'Heat the pan to 90 degrees fahrenheit'],
    ['units', 'A bag of 5 kilos', 'A bag of 5 pounds'],
    ['opposite', 'Please enable 2FA for me', 'Please turn off 2FA for me'],
    ['opposite', 'Turn on the lights in the hall', 'Turn off the lights in the hall'],
    ['negation', 'List birds that can fly', 'List birds that cannot fly'],
    ['order', 'Turn a float into an integer in Go', 'Turn an integer into a float in Go'],
    ['order', 'Can a cat eat a bird?', 'Can a bird eat a cat?'],
    ['order', 'Is Lima larger than Quito?', 'Is Quito larger than Lima?'],
    ['relation', 'A song about Dylan', 'A song by Dylan'],
    ['person', 'Tell me what I should wear', 'Tell me what he should wear'],
    ['format', 'A poem on rain', 'An essay on rain'],
  ])('says what differs: %s', (differs, a, b) => {
    expect(judge(a, b)).toEqual({ score: 0, differs });
    expect(judge(b, a)).toEqual({ score: 0, differs });
  });

  test('two languages are two requests', () => {
    const german = 'Wie kann ich mein Passwort für die Anwendung zurücksetzen?';
    expect(judge('How can I reset my password for the application?', german).differs).toBe('language');
  });

  test.each([
    ['Berlin in the US', 'Berlin in the UK'],
    ['法国的人口是多少？', '德国的人口是多少？'],
    ['Read my email', 'Read my messages aloud'],
    ['How often do I feed a puppy?', 'How do I feed a puppy?'],
    ['What can you do?', 'What can I do?'],
  ])('does not take for the same what differs in a small word or a name: %s', (a, b) => {
    expect(judge(a, b).score).toBeLessThan(repeats.threshold);
  });

  test.each([
    ['When did the second war start?', 'When did the 2nd war start?'],
    ['Plans for 12 guests', 'Plans for twelve guests'],
    ['六个苹果', '6个苹果'],
    ['Is JavaScript fast?', 'is javascript fast'],
    ['Fast & cheap', 'Fast and cheap'],
  ])('finds no difference in how the same is written: %s', (a, b) => {
    expect(judge(a, b).differs).toBeNull();
  });

  test.each([
    ['How do I reset my password?', 'how can i reset my password please'],
    ['How do I reset my password?', 'How can I reset my password?'],
    ['What is the capital of Australia?', "What's the capital of Australia"],
    ['Please tell me how to descale a kettle', 'How do I descale a kettle?'],
  ])('takes a request in another frame for a repeat: %s', (a, b) => {
    expect(judge(a, b).score).toBeGreaterThanOrEqual(repeats.threshold);
  });

  test.each([
    ['What is the capital of Australia?', 'What is the capital of Austria?'],
    ['How do I reset my password?', 'How do I reset my router?'],
    ['Who wrote Emma?', 'Who published Emma?'],
  ])('does not take another subject for the same: %s', (a, b) => {
    expect(judge(a, b).score).toBeLessThan(repeats.threshold);
  });

  test('gives the same in both directions, and 0 to 1 for any text', () => {
    for (const [a, b] of [
      ['', ''],
      ['', 'x'],
      ['?!', '…'],
      ['😀', '😀 😀'],
      ['a'.repeat(5_000), 'b '.repeat(3_000)],
      // Minutes, were any of the patterns to try every stretch of it.
      ['1a'.repeat(200_000), 'a.'.repeat(200_000)],
      ['十'.repeat(200_000), 'a_'.repeat(200_000)],
    ] as const) {
      const [there, back] = [judge(a, b), judge(b, a)];
      expect(there).toEqual(back);
      expect(there.score).toBeGreaterThanOrEqual(0);
      expect(there.score).toBeLessThanOrEqual(1);
    }
  });
});

test('the pairs that are measured on are whole, and 500 of each', () => {
  for (const [list, isRepeat] of [
    [SAID_TWICE, true],
    [SAID_ALIKE, false],
  ] as const) {
    const rows = repeatsIn(list, 'own', isRepeat);
    expect(rows).toHaveLength(500);
    expect(rows.filter(({ a, b }) => a === b || a === '' || b === '' || /[{}]/.test(a + b))).toEqual([]);
    expect(new Set(rows.map(({ a, b }) => `${a}|${b}`)).size).toBe(500);
  }
});

test('the pairs kept back are whole, 100 of each, and none of the probes', () => {
  const probes = new NearDuplicates(heldTexts());
  for (const [list, isRepeat] of [
    [KEPT_TWICE, true],
    [KEPT_ALIKE, false],
  ] as const) {
    const rows = repeatsIn(list, 'own', isRepeat);
    expect(rows).toHaveLength(100);
    expect(rows.filter(({ a, b }) => a === b || a === '' || b === '' || /[{}]/.test(a + b))).toEqual([]);
    expect(rows.filter(({ a, b }) => probes.has(a) || probes.has(b))).toEqual([]);
  }
});

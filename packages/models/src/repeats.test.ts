import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedModels } from './load-embedded-models.ts';
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
  ])('says what differs: %s', (differs, a, b) => {
    expect(judge(a, b)).toEqual({ score: 0, differs });
    expect(judge(b, a)).toEqual({ score: 0, differs });
  });

  test('two languages are two requests', () => {
    const german = 'Wie kann ich mein Passwort für die Anwendung zurücksetzen?';
    expect(judge('How can I reset my password for the application?', german).differs).toBe('language');
  });

  test.each([
    ['How do I reset my password?', 'how can i reset my password please'],
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

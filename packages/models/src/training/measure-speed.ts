import { createTextView } from '@signalbox/engine/ports';
import type { EmbeddedModels } from '../embedded/index.ts';
import { WINDOW } from '../embedded/text-features.ts';
import { WORD_CAPACITY } from '../embedded/word-store.ts';
import { readDataSet } from './data-set.ts';
import type { Measurement } from './measurement.ts';

/** Texts of about so many tokens, made of test questions, all different. */
function textsOf(data: string, tokens: number, count: number): string[] {
  const rows = readDataSet(data, 'domain/mmlu').filter(({ split }) => split === 'test');
  const texts: string[] = [];
  let next = 0;
  for (let i = 0; i < count; i++) {
    let text = '';
    while (text.length < tokens * 4.2) text += `${rows[next++ % rows.length]!.text} `;
    texts.push(text.slice(0, Math.round(tokens * 4.2)));
  }
  return texts;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

let wordsMade = 0;

/** Has the models read more distinct words than they keep, so that they know none of the texts measured. */
function fillStore({ classifiers }: EmbeddedModels): void {
  for (const end = wordsMade + 2 * WORD_CAPACITY; wordsMade < end; ) {
    let text = '';
    while (text.length < WINDOW) text += `w${(wordsMade++).toString(36)} `;
    classifiers.language.classify(createTextView(text));
  }
}

/** Microseconds per text by head and length, words known from earlier texts and none known. */
export function measureSpeed(models: EmbeddedModels, data: string): Measurement[] {
  const { encoder, classifiers, taggers } = models;
  const heads: [string, (text: string) => void][] = [
    ...Object.entries(classifiers).map(
      ([name, head]) =>
        [name, (text: string) => void head.classify(createTextView(text))] as [string, (text: string) => void],
    ),
    ['pii', (text) => void taggers.pii.tag(createTextView(text))],
    ['encoder', (text) => void encoder.encode([createTextView(text)])],
    [
      'all',
      (text) => {
        const view = createTextView(text);
        for (const head of Object.values(classifiers)) head.classify(view);
        encoder.encode([view]);
      },
    ],
  ];
  const measurements: Measurement[] = [];
  for (const tokens of [30, 500, 2000, 8000]) {
    const texts = textsOf(data, tokens, tokens > 1000 ? 60 : 200);
    for (const [name, run] of heads) {
      for (let warm = 0; warm < 3; warm++) texts.forEach(run);
      const micros = texts.map((text) => timed(run, text));
      measurements.push({
        head: 'speed',
        name: `${name}, ${tokens} tokens, p50`,
        n: texts.length,
        value: quantile(micros, 0.5),
        unit: 'µs',
      });
      measurements.push({
        head: 'speed',
        name: `${name}, ${tokens} tokens, p99`,
        n: texts.length,
        value: quantile(micros, 0.99),
        unit: 'µs',
      });
      if (name !== 'all') continue;
      const cold = texts.map((text) => {
        fillStore(models);
        return timed(run, text);
      });
      measurements.push({
        head: 'speed',
        name: `${name}, ${tokens} tokens, no word cached, p50`,
        n: texts.length,
        value: quantile(cold, 0.5),
        unit: 'µs',
      });
    }
  }
  return measurements;
}

function timed(run: (text: string) => void, text: string): number {
  const started = performance.now();
  run(text);
  return (performance.now() - started) * 1000;
}

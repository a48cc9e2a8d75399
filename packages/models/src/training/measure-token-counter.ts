import { createTextView } from '@signalbox/engine/ports';
import { tokenCounter } from '../embedded/token-counter.ts';
import { readDataSet } from './data-set.ts';
import type { Measurement } from './measurement.ts';

/** Mean relative error of the token estimate against o200k by kind of text; needs gpt-tokenizer, else nothing. */
export async function measureTokenCounter(data: string): Promise<Measurement[]> {
  let countTokens: (text: string) => number;
  try {
    ({ countTokens } = await import('gpt-tokenizer/encoding/o200k_base'));
  } catch {
    console.error('token counter left out: install gpt-tokenizer (a development dependency) to measure it');
    return [];
  }
  const test = (name: string) => readDataSet(data, name).filter(({ split }) => split === 'test');
  const bipia = test('jailbreak/bipia_indirect');
  const language = (code: string) =>
    test('langid/ntrex_tatoeba').filter(({ label, text }) => label === code && text.length > 60);
  const groups: [string, string[]][] = [
    ['English questions', test('domain/mmlu').map(({ text }) => text)],
    ['English chat', test('intent/clinc150').map(({ text }) => text)],
    ['documents, tables and code', bipia.map(({ text }) => text)],
    ...['zh', 'ja', 'ko', 'de', 'fr', 'ru', 'ar', 'hi', 'th'].map(
      (code) => [code, language(code).map(({ text }) => text)] as [string, string[]],
    ),
  ];
  const measurements: Measurement[] = [];
  let outside = 0;
  let n = 0;
  for (const [name, texts] of groups) {
    let error = 0;
    let signed = 0;
    let counted = 0;
    for (const text of texts) {
      const view = createTextView(text);
      const real = countTokens(text);
      const guess = tokenCounter.count(view);
      const { low, high } = tokenCounter.bounds(view);
      if (real < low || real > high) outside++;
      error += Math.abs(guess - real);
      signed += guess - real;
      counted += real;
      n++;
    }
    measurements.push({
      head: 'tokens',
      name: `${name}: error`,
      n: texts.length,
      value: (100 * error) / counted,
      unit: '%',
    });
    measurements.push({
      head: 'tokens',
      name: `${name}: bias`,
      n: texts.length,
      value: (100 * signed) / counted,
      unit: '%',
    });
  }
  measurements.push({ head: 'tokens', name: 'counts outside the bounds', n, value: outside });
  return measurements;
}

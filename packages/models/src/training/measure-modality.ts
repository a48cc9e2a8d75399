import type { TextClassifier } from '@signalbox/engine/ports';
import { MODALITY_CASES } from './cases/modality-cases.ts';
import { readDataSet } from './data-set.ts';
import { accuracyOf, bestLabel } from './label-accuracy.ts';
import { type Measurement, shareOf } from './measurement.ts';
import { TEXT_SETS, wantsImage } from './plans-modality.ts';

const HEAD = 'modality';

/** Accuracy on the cases written by hand, by label and language, and how seldom requests for text pass for others. */
export function measureModality(classifier: TextClassifier, data: string): Measurement[] {
  const rows = Object.entries(MODALITY_CASES).flatMap(([label, texts]) =>
    (['en', 'zh'] as const).flatMap((language) => texts[language].map((text) => ({ text, label, language }))),
  );
  const measurements = accuracyOf(classifier, HEAD, 'cases written by hand', rows);
  for (const key of ['label', 'language'] as const) {
    for (const value of new Set(rows.map((row) => row[key]))) {
      const part = rows.filter((row) => row[key] === value);
      measurements.push(accuracyOf(classifier, HEAD, `cases written by hand: ${value}`, part)[0]!);
    }
  }
  for (const name of [...TEXT_SETS, 'intent/banking77', 'domain/mmlu_pro']) {
    const requests = readDataSet(data, name).filter(({ split, text }) => split === 'test' && !wantsImage(text));
    const taken = requests.filter(({ text }) => bestLabel(classifier, text).label !== 'ar');
    measurements.push(shareOf(HEAD, `requests of ${name} not taken for text, test`, taken.length, requests.length));
  }
  return measurements;
}

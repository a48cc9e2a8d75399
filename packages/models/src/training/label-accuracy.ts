import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { calibrationOf, type Measurement, shareOf } from './measurement.ts';

/** Label and confidence of the most probable class. */
export function bestLabel(classifier: TextClassifier, text: string): { label: string; confidence: number } {
  const shares = classifier.classify(createTextView(text)) as Float32Array;
  let best = 0;
  for (let k = 1; k < shares.length; k++) if (shares[k]! > shares[best]!) best = k;
  return { label: classifier.labels[best]!, confidence: shares[best]! };
}

/** How often the most probable label is right, and how far its stated confidence is off. */
export function accuracyOf(
  classifier: TextClassifier,
  head: string,
  name: string,
  rows: readonly { readonly text: string; readonly label: string }[],
): Measurement[] {
  const answers = rows.map(({ text, label }) => {
    const best = bestLabel(classifier, text);
    return { confidence: best.confidence, isRight: best.label === label };
  });
  const right = answers.filter(({ isRight }) => isRight).length;
  return [shareOf(head, name, right, rows.length), calibrationOf(head, `${name}: calibration error`, answers)];
}

import type { CallOptions, MaybePromise, SentenceEncoder, TextClassifier } from '../ports/index.ts';
import { whenAllReady } from '../ports/when-ready.ts';
import type { MemoKey, TextView } from '../text/text-view.ts';

type Answer = MaybePromise<Float32Array>;

/** What each model said about one text, for the life of the text's view: one request. */
const VECTORS: MemoKey<Map<SentenceEncoder, Answer>> = { name: 'vectors' };
const DISTRIBUTIONS: MemoKey<Map<TextClassifier, Answer>> = { name: 'distributions' };
const noAnswers = <Model>() => new Map<Model, Answer>();

/** The text's unit vector; whoever asks first in a request pays, the others read. */
export function vectorOf(text: TextView, encoder: SentenceEncoder, call: CallOptions): Answer {
  const vectors = text.memo(VECTORS, noAnswers);
  let vector = vectors.get(encoder);
  if (vector === undefined) {
    const encoded = encoder.encode([text], call);
    vector = encoded instanceof Promise ? encoded.then((all) => all[0]!) : encoded[0]!;
    vectors.set(encoder, vector);
  }
  return vector;
}

/** Unit vectors of several texts, in order; those not known yet are encoded in one call. */
export function vectorsOf(
  texts: readonly TextView[],
  encoder: SentenceEncoder,
  call: CallOptions,
): MaybePromise<readonly Float32Array[]> {
  const missing = [...new Set(texts)].filter((text) => !text.memo(VECTORS, noAnswers).has(encoder));
  if (missing.length > 1) {
    const encoded = encoder.encode(missing, call);
    for (const [index, text] of missing.entries()) {
      const vector = encoded instanceof Promise ? encoded.then((all) => all[index]!) : encoded[index]!;
      text.memo(VECTORS, noAnswers).set(encoder, vector);
    }
  }
  return whenAllReady(
    texts.map((text) => vectorOf(text, encoder, call)),
    (vectors) => vectors,
  );
}

/** The classifier's distribution over its labels; computed once per text and request. */
export function distributionOf(text: TextView, classifier: TextClassifier, call: CallOptions): Answer {
  const distributions = text.memo(DISTRIBUTIONS, noAnswers);
  let distribution = distributions.get(classifier);
  if (distribution === undefined) {
    distribution = classifier.classify(text, call);
    distributions.set(classifier, distribution);
  }
  return distribution;
}

/** Position of the highest probability; of several the first. */
export function indexOfHighest(probabilities: Float32Array): number {
  let top = 0;
  for (let i = 1; i < probabilities.length; i++) if (probabilities[i]! > probabilities[top]!) top = i;
  return top;
}

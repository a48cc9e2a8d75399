import type { SentenceEncoder } from '@signalbox/engine/ports';
import { countNgrams, raritiesOf, weighNgrams } from './ngram-features.ts';

const DIMENSIONS = 4096;

/** The baseline beside the encoder: hashed words and n-grams weighted by their rarity among the texts given. */
export function createNgramEncoder(texts: readonly string[]): SentenceEncoder {
  const rarities = raritiesOf(texts.map(countNgrams));
  return {
    id: 'baseline/encoder',
    hash: 'n-grams',
    cost: 'local',
    dimensions: DIMENSIONS,
    encode: (views) =>
      views.map(({ raw }) => {
        const { places, amounts } = weighNgrams(countNgrams(raw), rarities);
        const vector = new Float32Array(DIMENSIONS);
        places.forEach((place, i) => {
          const sign = (place & DIMENSIONS) === 0 ? 1 : -1;
          const at = place % DIMENSIONS;
          vector[at] = vector[at]! + sign * amounts[i]!;
        });
        const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
        return vector.map((value) => value / length);
      }),
  };
}

import type { TextView } from '@signalbox/engine/ports';
import { FeatureKernel } from './feature-kernel.ts';
import type { TextFeatures } from './text-features.ts';

let reader: FeatureKernel | undefined;

/** The kernel of whoever reads features without heads: training, and the export of graphs. */
export function readerOfFeatures(): FeatureKernel {
  reader ??= new FeatureKernel();
  return reader;
}

/** The text's features, to be looked at before many other texts are read: its words may then have left the store. */
export function featuresOf(text: TextView): TextFeatures {
  return readerOfFeatures().featuresOf(text);
}

/** The features of a folded text; linear in its length and bounded by the window. */
export function extractFeatures(folded: string): TextFeatures {
  return readerOfFeatures().extract(folded);
}

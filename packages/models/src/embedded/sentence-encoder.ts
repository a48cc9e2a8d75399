import type { SentenceEncoder, TextView } from '@signalbox/engine/ports';
import { Bag } from './bag.ts';
import { absorb, finish } from './feature-hash.ts';
import { FeatureKernel } from './feature-kernel.ts';
import type { HeadFile } from './head-file.ts';

/** Adds `amount` with a feature's own sign at its own place in the lexical block that starts at `from`. */
export function addLexical(
  hash: number,
  amount: number,
  lexical: number,
  sum: Float32Array | Float64Array,
  from: number,
): void {
  const pattern = finish(absorb(hash, 0x51ed270b));
  const place = from + ((pattern >>> 1) % lexical);
  sum[place] = sum[place]! + ((pattern & 1) === 0 ? amount : -amount);
}

/** How much each block counts in a similarity; the three sum to 1. */
export interface BlockShares {
  readonly topic: number;
  readonly kind: number;
  readonly lexical: number;
}

/**
 * Sentences to unit vectors. A similarity is the weighted sum of three: how near the topics are (across languages),
 * how near the kinds of request (a short question, a proof, a story), and how many rare words are the same.
 */
export function createSentenceEncoder(file: HeadFile, kernel = new FeatureKernel()): SentenceEncoder {
  const { settings } = file.header;
  const topic = settings.topic!;
  const kind = settings.kind!;
  const lexical = settings.lexical!;
  const families = file.float32s('families').slice();
  const bag = new Bag(kernel, file, topic + kind, { columns: lexical, unknownAmount: settings.unknownAmount! });
  const dimensions = topic + kind + lexical;
  return {
    id: 'embedded/encoder',
    hash: file.hash,
    cost: 'local',
    dimensions,
    encode(texts: readonly TextView[]): Float32Array[] {
      return texts.map((text) => {
        const vector = new Float32Array(bag.sum(kernel.featuresOf(text)));
        scaleBlock(vector, 0, topic, Math.sqrt(settings.topicShare!));
        sharpenKind(vector.subarray(topic, topic + kind), families, settings.plainFamilies!, settings.kindTemperature!);
        for (let k = topic; k < topic + kind; k++) vector[k] = vector[k]! * Math.sqrt(settings.kindShare!);
        scaleBlock(vector, topic + kind, dimensions, Math.sqrt(settings.lexicalShare!));
        // Without trained features a block is empty: the others then carry the whole length.
        scaleBlock(vector, 0, dimensions, 1);
        return vector;
      });
    },
  };
}

/**
 * Replaces a kind vector by the mix of the families of requests that it is near to: what remains of the topic in it
 * goes. The last `plain` families (statements, talk) are no requests and leave nothing in the mix, so that it is the
 * shorter the less a text asks for, and two statements are compared by what they say alone.
 */
export function sharpenKind(vector: Float32Array, families: Float32Array, plain: number, temperature: number): void {
  const width = vector.length;
  scaleBlock(vector, 0, width, 1);
  // A vector without trained features stays empty.
  if (!vector.some((value) => value !== 0)) return;
  const mix = new Float32Array(width);
  const requests = families.length - plain * width;
  let total = 0;
  for (let from = 0; from < families.length; from += width) {
    let cosine = 0;
    for (let k = 0; k < width; k++) cosine += vector[k]! * families[from + k]!;
    const share = Math.exp((cosine - 1) / temperature);
    total += share;
    if (from < requests) for (let k = 0; k < width; k++) mix[k] = mix[k]! + share * families[from + k]!;
  }
  for (let k = 0; k < width; k++) vector[k] = mix[k]! / total;
}

function scaleBlock(vector: Float32Array, start: number, end: number, length: number): void {
  let squares = 0;
  for (let i = start; i < end; i++) squares += vector[i]! ** 2;
  if (squares === 0) return;
  const factor = length / Math.sqrt(squares);
  for (let i = start; i < end; i++) vector[i] = vector[i]! * factor;
}

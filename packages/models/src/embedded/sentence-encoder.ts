import type { SentenceEncoder, TextView } from '@signalbox/engine/ports';
import { Bag } from './bag.ts';
import { absorb, finish } from './feature-hash.ts';
import { featuresOf } from './feature-pass.ts';
import { FeatureRows, type RowSource } from './feature-rows.ts';
import type { HeadFile } from './head-file.ts';

/** Places in the lexical block that one feature touches. */
const TOUCHES = 4;

/**
 * Rows of three blocks: the trained ones for topic and for the kind of request, then a lexical one in which every
 * word and n-gram, trained or not, has its own pattern of signs, weighted by its rarity.
 */
export class EncoderRows implements RowSource {
  readonly columns: number;
  readonly #rows: FeatureRows;
  readonly #lexical: number;

  constructor(rows: FeatureRows, lexical: number) {
    this.#rows = rows;
    this.#lexical = lexical;
    this.columns = rows.columns + lexical;
  }

  add(hash: number, weight: number, sum: Float32Array, offset: number): number {
    const mass = this.#rows.add(hash, weight, sum, offset);
    lexicalPattern(hash, Math.sqrt(mass), this.#lexical, sum, offset + this.#rows.columns);
    return mass;
  }

  addForm(hash: number, weight: number, sum: Float32Array, offset: number): number {
    return this.#rows.add(hash, weight, sum, offset);
  }
}

/** Adds a feature's own pattern of signs, `amount` strong, onto the lexical block that starts at `from`. */
export function lexicalPattern(hash: number, amount: number, lexical: number, sum: Float32Array, from: number): void {
  let pattern = finish(absorb(hash, 0x51ed270b));
  for (let touch = 0; touch < TOUCHES; touch++) {
    const place = from + ((pattern >>> 1) % lexical);
    sum[place] = sum[place]! + ((pattern & 1) === 0 ? amount : -amount);
    pattern = finish(pattern + touch + 1);
  }
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
export function createSentenceEncoder(file: HeadFile): SentenceEncoder {
  const { bag: options, settings } = file.header;
  const topic = settings.topic!;
  const kind = settings.kind!;
  const lexical = settings.lexical!;
  const bag = new Bag(new EncoderRows(new FeatureRows(file, topic + kind), lexical), options);
  const families = new Float32Array(file.section('families').buffer);
  const dimensions = topic + kind + lexical;
  return {
    id: 'embedded/encoder',
    hash: file.hash,
    cost: 'local',
    dimensions,
    encode(texts: readonly TextView[]): Float32Array[] {
      return texts.map((text) => {
        const vector = Float32Array.from(bag.sum(featuresOf(text)));
        scaleBlock(vector, 0, topic, Math.sqrt(settings.topicShare!));
        sharpenKind(vector.subarray(topic, topic + kind), families, settings.kindTemperature!);
        scaleBlock(vector, topic, topic + kind, Math.sqrt(settings.kindShare!));
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
 * goes, and two plain statements agree in kind whatever they are about.
 */
export function sharpenKind(vector: Float32Array, families: Float32Array, temperature: number): void {
  const width = vector.length;
  scaleBlock(vector, 0, width, 1);
  const mix = new Float32Array(width);
  for (let from = 0; from < families.length; from += width) {
    let cosine = 0;
    for (let k = 0; k < width; k++) cosine += vector[k]! * families[from + k]!;
    const share = Math.exp((cosine - 1) / temperature);
    for (let k = 0; k < width; k++) mix[k] = mix[k]! + share * families[from + k]!;
  }
  // A vector without trained features stays empty.
  if (vector.some((value) => value !== 0)) vector.set(mix);
}

function scaleBlock(vector: Float32Array, start: number, end: number, length: number): void {
  let squares = 0;
  for (let i = start; i < end; i++) squares += vector[i]! ** 2;
  if (squares === 0) return;
  const factor = length / Math.sqrt(squares);
  for (let i = start; i < end; i++) vector[i] = vector[i]! * factor;
}

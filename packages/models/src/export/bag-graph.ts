import type { TextView } from '@signalbox/engine/ports';
import { eachFeature, type FeatureGroup } from '../embedded/bag.ts';
import { featuresOf } from '../embedded/feature-pass.ts';
import { RARITY_STEP, scaleOf } from '../embedded/feature-rows.ts';
import type { HeadFile } from '../embedded/head-file.ts';
import type { DescribedValue, InputTensors } from './head-export.ts';
import { elementTypeNumber, type OnnxGraph } from './onnx-graph.ts';

/** Inputs that every bag reads. */
export const BAG_INPUTS: readonly DescribedValue[] = [
  {
    name: 'features',
    type: 'int64',
    shape: ['texts', 'features'],
    meaning: 'index of each feature occurrence: its hash as an unsigned 32-bit number; any number for padding',
  },
  {
    name: 'weights',
    type: 'float32',
    shape: ['texts', 'features'],
    meaning: 'weight of each feature occurrence, as the specification lists them; 0 for padding',
  },
];

/** What a bag of trained rows comes to, as names of values in the graph. */
export interface BagNodes {
  /** Sum of the rows over the root of the mass, [texts, columns]. */
  readonly sum: string;
  /** Row of each occurrence, the number of trained rows for those without one, [texts, features]. */
  readonly row: string;
  /** What the sum was divided by, 0 turned into 1, [texts, 1]. */
  readonly length: string;
}

/** Lays the head's rows into the graph and sums them over the inputs `features` and `weights`. */
export function addBag(graph: OnnxGraph, file: HeadFile, columns: number): BagNodes {
  const hashes = file.uint32s('hashes');
  const count = hashes.length;
  // One row more than trained: what an untrained feature reads.
  const values = new Int8Array((count + 1) * columns);
  values.set(file.int8s('values').subarray(0, count * columns));
  const scales = new Float32Array(count + 1);
  file.section('scales').forEach((code, row) => {
    scales[row] = scaleOf(code);
  });
  const rarities = new Float32Array(count + 1);
  file.section('rarities').forEach((steps, row) => {
    rarities[row] = steps * RARITY_STEP;
  });
  rarities[count] = file.header.settings.unknownRarity ?? 1;

  const row = addLookup(graph, 'features', hashes, count);
  const toFloat = { attributes: { to: { int: elementTypeNumber('float32') } } };
  const picked = graph.node(
    'Cast',
    [graph.node('Gather', [graph.tensor('row_values', values, [count + 1, columns]), row])],
    toFloat,
  );
  const scale = graph.node('Gather', [graph.tensor('row_scales', scales, [count + 1]), row]);
  const factor = graph.node('Unsqueeze', [graph.node('Mul', [scale, 'weights']), graph.integers(2)]);
  const total = sumOver(graph, graph.node('Mul', [picked, factor]), 1, false);

  const rarity = graph.node('Gather', [graph.tensor('row_rarities', rarities, [count + 1]), row]);
  const roots = graph.node('Abs', [graph.node('Mul', [rarity, 'weights'])]);
  const length = addLength(graph, roots, 1);
  return { row, sum: graph.node('Div', [total, length]), length };
}

/** Places of 32-bit hashes in a list, `missing` for those that it lacks. */
export function addLookup(graph: OnnxGraph, input: string, hashes: Uint32Array, missing: number): string {
  return graph.node('LabelEncoder', [input], {
    domain: 'ai.onnx.ml',
    attributes: {
      keys_int64s: { ints: hashes },
      values_int64s: { ints: hashes.keys() },
      default_int64: { int: missing },
    },
  });
}

/** Euclidean length along an axis, kept as an axis of size 1; 1 where it is 0, so that it can divide. */
export function addLength(graph: OnnxGraph, value: string, axis: number): string {
  const length = graph.node('Sqrt', [sumOver(graph, graph.node('Mul', [value, value]), axis, true)]);
  const isEmpty = graph.node('Equal', [length, graph.number(0)]);
  return graph.node('Where', [isEmpty, graph.number(1), length]);
}

export function sumOver(graph: OnnxGraph, value: string, axis: number, keepsAxis: boolean): string {
  return graph.node('ReduceSum', [value, graph.integers(axis)], {
    attributes: { keepdims: { int: keepsAxis ? 1 : 0 } },
  });
}

/** A text's feature occurrences in the order in which a bag sums them; at least one, of weight 0 if need be. */
export interface Occurrences {
  readonly hashes: readonly number[];
  readonly weights: readonly number[];
  /** What each is. */
  readonly groups: readonly FeatureGroup[];
}

export function occurrencesOf(file: HeadFile, text: TextView): Occurrences {
  const hashes: number[] = [];
  const weights: number[] = [];
  const groups: FeatureGroup[] = [];
  const read = featuresOf(text);
  eachFeature(read, file.header.bag, (hash, weight, group) => {
    hashes.push(hash);
    weights.push(weight);
    // The bag adds the length like a number.
    groups.push(hash === read.lengthShape ? 'number' : group);
  });
  return hashes.length > 0 ? { hashes, weights, groups } : { hashes: [0], weights: [0], groups: ['form'] };
}

/** The inputs of `BAG_INPUTS` for one text. */
export function bagInputs({ hashes, weights }: Occurrences): InputTensors {
  return {
    features: { type: 'int64', data: BigInt64Array.from(hashes, BigInt), dims: [1, hashes.length] },
    weights: { type: 'float32', data: Float32Array.from(weights), dims: [1, weights.length] },
  };
}

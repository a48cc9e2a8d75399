import { EVIDENCE_STEP } from '../embedded/evidence-classifier.ts';
import { EvidenceReader, piecesOf } from '../embedded/evidence-features.ts';
import type { HeadFile } from '../embedded/head-file.ts';
import { addLookup, sumOver } from './bag-graph.ts';
import type { DescribedValue, HeadExport, InputTensor } from './head-export.ts';
import { probabilities } from './linear-export.ts';
import { OnnxGraph } from './onnx-graph.ts';

const INPUTS: readonly DescribedValue[] = [
  {
    name: 'evidence',
    type: 'int64',
    shape: ['pieces', 'features'],
    meaning:
      'features of each reading of one text: each distinct hash once, as an unsigned 32-bit number; -1 for padding',
  },
  {
    name: 'openings',
    type: 'int64',
    shape: ['pieces', 'openings'],
    meaning: 'features of how each reading opens, the same way',
  },
];
const PADDING = -1n;

/** Heads that look for evidence: root of the sum of squares, less how harmlessly it opens; the strongest reading counts. */
export const evidenceExport: HeadExport = {
  inputs: INPUTS,
  batchAxis: 'pieces',
  build(file) {
    const { head, labels, settings } = file.header;
    const { bias = 0, openingLimit = 0, slope = 1, offset = 0 } = settings;
    const graph = new OnnxGraph(head);
    for (const input of INPUTS) graph.input(input);
    const weights = addWeights(graph, file, 'evidence', 'evidence');
    const found = graph.node('Sqrt', [sumOver(graph, graph.node('Mul', [weights, weights]), 1, false)]);
    const opening = sumOver(graph, addWeights(graph, file, 'opening', 'openings'), 1, false);
    const harmless = graph.node('Min', [opening, graph.number(openingLimit)]);
    const score = graph.node('Sub', [graph.node('Add', [found, graph.number(bias)]), harmless]);
    const strongest = graph.node('ReduceMax', [score, graph.integers(0)], { attributes: { keepdims: { int: 1 } } });
    const share = graph.node('Sigmoid', [
      graph.node('Add', [graph.node('Mul', [strongest, graph.number(slope)]), graph.number(offset)]),
    ]);
    const both = graph.node('Concat', [graph.node('Sub', [graph.number(1), share]), share], {
      attributes: { axis: { int: 0 } },
    });
    const output: DescribedValue = { ...probabilities(labels, 'text'), shape: [1, labels.length] };
    graph.node('Reshape', [both, graph.integers(1, labels.length)], { output: output.name });
    graph.output(output);
    return { model: graph.finish({ hash: file.hash }), output };
  },
  inputsOf(_file, text) {
    const reader = new EvidenceReader();
    const evidence: number[][] = [];
    const openings: number[][] = [];
    for (const { folded, view } of piecesOf(text)) {
      const hashes: number[] = [];
      reader.read(folded, view, (hash) => hashes.push(hash));
      evidence.push(hashes);
      openings.push(reader.openings(folded));
    }
    return { evidence: padded(evidence), openings: padded(openings) };
  },
};

/** Weight of each feature of an input, 0 for those without. */
function addWeights(graph: OnnxGraph, file: HeadFile, section: string, input: string): string {
  const hashes = new Uint32Array(file.section(`${section}Hashes`).buffer);
  const steps = file.section(`${section}Weights`);
  const weights = new Float32Array(hashes.length + 1);
  for (let i = 0; i < hashes.length; i++) weights[i] = Math.max(1, steps[i]!) * EVIDENCE_STEP;
  const table = graph.tensor(`${section}_weights`, weights, [weights.length]);
  return graph.node('Gather', [table, addLookup(graph, input, hashes, hashes.length)]);
}

function padded(rows: readonly (readonly number[])[]): InputTensor {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const data = new BigInt64Array(rows.length * width).fill(PADDING);
  rows.forEach((row, i) => {
    data.set(row.map(BigInt), i * width);
  });
  return { type: 'int64', data, dims: [rows.length, width] };
}

import { EVIDENCE_STEP } from '../embedded/evidence-classifier.ts';
import { EvidenceReader, openingsOf, piecesOf } from '../embedded/evidence-features.ts';
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
  {
    name: 'written',
    type: 'int64',
    shape: ['pieces'],
    meaning: 'of each reading, the last one up to it that stands in the text as written; its own number where it does',
  },
];
const PADDING = -1n;

/**
 * Heads that look for evidence: root of the sum of squares, less how harmlessly it opens; the strongest reading counts,
 * and its risk goes to the kinds of evidence as in `evidence-classifier.ts`.
 */
export const evidenceExport: HeadExport = {
  inputs: INPUTS,
  batchAxis: 'pieces',
  build(file) {
    const { head, labels, settings } = file.header;
    const { bias = 0, openingLimit = 0, slope = 1, offset = 0 } = settings;
    const kinds = labels.length - 1;
    const graph = new OnnxGraph(head);
    for (const input of INPUTS) graph.input(input);
    const squares = sumOver(graph, addSquares(graph, file, labels.length), 1, false);
    const found = graph.node('Sqrt', [sumOver(graph, squares, 1, false)]);
    const opening = sumOver(graph, addWeights(graph, file, 'opening', 'openings'), 1, false);
    const harmless = graph.node('Min', [opening, graph.number(openingLimit)]);
    const score = graph.node('Sub', [graph.node('Add', [found, graph.number(bias)]), harmless]);
    const risks = graph.node('Sigmoid', [
      graph.node('Add', [graph.node('Mul', [score, graph.number(slope)]), graph.number(offset)]),
    ]);
    const best = graph.node('ArgMax', [risks], {
      attributes: { axis: { int: 0 }, keepdims: { int: 1 }, select_last_index: { int: 1 } },
    });
    const at = (values: string, index: string) =>
      graph.node('Gather', [values, index], { attributes: { axis: { int: 0 } } });
    const risk = at(risks, best);
    const disguised = graph.node('Sub', [graph.number(1), graph.node('Div', [at(risks, at('written', best)), risk])]);
    const ofBest = graph.node('Reshape', [at(squares, best), graph.integers(labels.length)]);
    const known = graph.node('Slice', [ofBest, graph.integers(1), graph.integers(labels.length), graph.integers(0)]);
    const sum = sumOver(graph, known, 0, true);
    const parts = graph.node('Where', [
      graph.node('Greater', [sum, graph.number(0)]),
      graph.node('Div', [known, graph.node('Max', [sum, graph.number(Number.MIN_VALUE)])]),
      graph.number(1 / kinds),
    ]);
    const disguise = graph.tensor(
      'disguise',
      Float32Array.from({ length: kinds }, (_, kind) => (kind === kinds - 1 ? 1 : 0)),
      [kinds],
    );
    const shares = graph.node('Add', [
      graph.node('Mul', [graph.node('Sub', [graph.number(1), disguised]), parts]),
      graph.node('Mul', [disguised, disguise]),
    ]);
    const all = graph.node('Concat', [graph.node('Sub', [graph.number(1), risk]), graph.node('Mul', [risk, shares])], {
      attributes: { axis: { int: 0 } },
    });
    const output: DescribedValue = { ...probabilities(labels, 'text'), shape: [1, labels.length] };
    graph.node('Reshape', [all, graph.integers(1, labels.length)], { output: output.name });
    graph.output(output);
    return { model: graph.finish({ hash: file.hash }), output };
  },
  inputsOf(_file, text) {
    const reader = new EvidenceReader();
    const evidence: number[][] = [];
    const openings: number[][] = [];
    const written: bigint[] = [];
    for (const { folded, isUnmasked } of piecesOf(text)) {
      const hashes: number[] = [];
      reader.read(folded, (hash) => hashes.push(hash));
      written.push(isUnmasked ? (written.at(-1) ?? 0n) : BigInt(evidence.length));
      evidence.push(hashes);
      openings.push(openingsOf(folded));
    }
    return {
      evidence: padded(evidence),
      openings: padded(openings),
      written: { type: 'int64', data: BigInt64Array.from(written), dims: [written.length] },
    };
  },
};

/** The square of each evidence feature's weight, in the column of its kind; 0 for features without. */
function addSquares(graph: OnnxGraph, file: HeadFile, columns: number): string {
  const hashes = file.uint32s('evidenceHashes');
  const steps = file.section('evidenceWeights');
  const kinds = file.section('evidenceKinds');
  const squares = new Float32Array((hashes.length + 1) * columns);
  for (let i = 0; i < hashes.length; i++) {
    squares[i * columns + kinds[i]!] = (Math.max(1, steps[i]!) * EVIDENCE_STEP) ** 2;
  }
  const table = graph.tensor('evidence_squares', squares, [hashes.length + 1, columns]);
  return graph.node('Gather', [table, addLookup(graph, 'evidence', hashes, hashes.length)]);
}

/** Weight of each feature of an input, 0 for those without. */
function addWeights(graph: OnnxGraph, file: HeadFile, section: string, input: string): string {
  const hashes = file.uint32s(`${section}Hashes`);
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

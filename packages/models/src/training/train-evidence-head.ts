import { createTextView } from '@signalbox/engine/ports';
import { createEvidenceClassifier, EVIDENCE_STEP } from '../embedded/evidence-classifier.ts';
import { EvidenceReader, openingsOf, piecesOf } from '../embedded/evidence-features.ts';
import { readHeadFile, writeHeadFile } from '../embedded/head-file.ts';
import { fitLogistic } from './fit-logistic.ts';
import { NO_BAG } from './no-bag.ts';
import { bytesOf } from './pack-rows.ts';
import { Random } from './random.ts';
import { type LabelledText, nodeSha256 } from './train-linear-head.ts';

/**
 * All that makes an evidence head; `labels` are the harmless one and the kinds of what evidence speaks for. A row with
 * any other label is of no told kind.
 */
export interface EvidencePlan {
  readonly head: string;
  readonly labels: readonly [string, ...string[]];
  /** Features kept in the file at most. */
  readonly rows: number;
  /** Openings kept at most. */
  readonly openings: number;
  readonly epochs: number;
  readonly rate: number;
  readonly dropout: number;
  /** Pull towards zero per step and feature touched. */
  readonly decay: number;
  /** How much a harmless opening can take off a score, at most. */
  readonly openingLimit: number;
  readonly train: readonly LabelledText[];
  readonly calibration: readonly LabelledText[];
}

interface Example {
  readonly evidence: Int32Array;
  readonly openings: Int32Array;
  readonly target: number;
  /** Number of its label; -1 for an attack of no told kind. */
  readonly kind: number;
  readonly weight: number;
}

/** Trains by AdaGrad on the logistic loss with weights held at zero or above, calibrates, and gives the file's bytes. */
export function trainEvidenceHead(plan: EvidencePlan, made: string, log: (line: string) => void): Uint8Array {
  const { examples, hashes } = readExamples(plan);
  log(`${plan.head}: ${plan.train.length} texts, ${examples.length} readings, ${hashes.length} features`);
  const model = fit(plan, examples, hashes.length, log);
  const sections: Record<string, Uint8Array> = {
    ...packed('evidence', hashes, model.evidence, plan.rows),
    ...packed('opening', hashes, model.openings, plan.openings),
    evidenceKinds: Uint8Array.from(heaviest(model.evidence, plan.rows), kindByFeature(plan, examples, hashes.length)),
  };
  const fileAt = (slope: number, offset: number) =>
    writeHeadFile(
      {
        head: plan.head,
        made,
        labels: plan.labels,
        bag: NO_BAG,
        settings: {
          bias: model.bias,
          openingLimit: plan.openingLimit,
          slope,
          offset,
        },
      },
      sections,
      nodeSha256,
    );
  const raw = createEvidenceClassifier(readHeadFile(plan.head, fileAt(1, 0), nodeSha256));
  const scored = plan.calibration.map(({ text, label, weight }) => {
    const harmless = (raw.classify(createTextView(text)) as Float32Array)[0]!;
    const share = Math.min(1 - 1e-7, Math.max(1e-7, 1 - harmless));
    return { score: Math.log(share / (1 - share)), target: label === plan.labels[0] ? 0 : 1, weight };
  });
  const { slope, offset } = fitLogistic(scored);
  log(
    `${plan.head}: ${sections.evidenceWeights!.length} features kept, slope ${slope.toFixed(3)}, offset ${offset.toFixed(3)}`,
  );
  return fileAt(slope, offset);
}

const reader = new EvidenceReader();

/** All readings with their features numbered; a feature of a single reading is left out, nothing can be learned of it. */
function readExamples(plan: EvidencePlan): { examples: Example[]; hashes: Uint32Array } {
  const vocabulary = new Map<number, number>();
  const counts: number[] = [];
  const all = plan.train.flatMap((row) => examplesOf(row, plan, vocabulary, counts));
  // Frequent ones first: what is touched together then lies together in memory.
  const kept = [...vocabulary.entries()].filter(([, id]) => counts[id]! >= 2);
  kept.sort(([, left], [, right]) => counts[right]! - counts[left]! || left - right);
  const numbers = new Int32Array(counts.length).fill(-1);
  for (const [number, [, id]] of kept.entries()) numbers[id] = number;
  const renumbered = (ids: Int32Array) => ids.map((id) => numbers[id]!).filter((id) => id >= 0);
  const examples = all.map((example) => ({
    ...example,
    evidence: renumbered(example.evidence),
    openings: renumbered(example.openings),
  }));
  return { examples, hashes: Uint32Array.from(kept, ([hash]) => hash) };
}

/** Each reading of a text; of a long text that holds evidence only the beginning, as nobody said where it stands. */
function examplesOf(
  row: LabelledText,
  plan: EvidencePlan,
  vocabulary: Map<number, number>,
  counts: number[],
): Example[] {
  const target = row.label === plan.labels[0] ? 0 : 1;
  const pieces = piecesOf(createTextView(row.text)).slice(0, target === 1 ? 2 : 4);
  const idOf = (hash: number): number => {
    let id = vocabulary.get(hash);
    if (id === undefined) {
      id = vocabulary.size;
      vocabulary.set(hash, id);
      counts.push(0);
    }
    counts[id] = counts[id]! + 1;
    return id;
  };
  return pieces.map(({ folded }, i) => {
    const evidence: number[] = [];
    reader.read(folded, (hash) => evidence.push(idOf(hash)));
    // Where words are disguised, the plain reading teaches more than the disguise.
    const share = pieces.length === 1 ? 1 : target === 0 ? 1 / pieces.length : i === pieces.length - 1 ? 0.7 : 0.3;
    return {
      evidence: Int32Array.from(evidence),
      openings: Int32Array.from(openingsOf(folded), idOf),
      target,
      kind: plan.labels.indexOf(row.label),
      weight: row.weight * share,
    };
  });
}

interface EvidenceModel {
  readonly evidence: Float32Array;
  readonly openings: Float32Array;
  bias: number;
}

function fit(
  plan: EvidencePlan,
  examples: readonly Example[],
  size: number,
  log: (line: string) => void,
): EvidenceModel {
  const model: EvidenceModel = {
    evidence: new Float32Array(size).fill(0.05),
    openings: new Float32Array(size),
    bias: -3,
  };
  const { evidence, openings } = model;
  const squares = new Float32Array(size).fill(1e-3);
  const openingSquares = new Float32Array(size).fill(1e-3);
  let masses = [0, 0];
  for (const { target, weight } of examples) masses = masses.map((mass, k) => mass + (k === target ? weight : 0));
  const lift = Math.min(3, masses[0]! / masses[1]!) ** 0.5;
  const random = new Random(1);
  const order = Int32Array.from(examples.keys());
  const kept = new Int32Array(1 << 16);
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    random.shuffle(order);
    const rate = plan.rate * (1 - epoch / plan.epochs) + 0.01 * plan.rate;
    let loss = 0;
    for (const number of order) {
      const example = examples[number]!;
      let size = 0;
      let sum = 0;
      for (const id of example.evidence) {
        if (random.next() < plan.dropout || size === kept.length) continue;
        kept[size++] = id;
        sum += evidence[id]! ** 2;
      }
      const norm = Math.sqrt(sum);
      let harmless = 0;
      for (const id of example.openings) harmless += openings[id]!;
      const score = model.bias + norm - Math.min(plan.openingLimit, harmless);
      const share = 1 / (1 + Math.exp(-score));
      const weight = example.weight * (example.target === 1 ? lift : 1);
      loss -= weight * Math.log(Math.max(1e-7, example.target === 1 ? share : 1 - share));
      const slope = (share - example.target) * weight;
      model.bias -= 0.03 * rate * slope;
      for (let i = 0; i < size; i++) {
        const id = kept[i]!;
        const step = norm > 1e-6 ? (slope * evidence[id]!) / norm + plan.decay : 0;
        squares[id] = squares[id]! + step * step;
        evidence[id] = Math.max(1e-4, evidence[id]! - (rate * step) / Math.sqrt(squares[id]!));
      }
      if (harmless >= plan.openingLimit && slope > 0) continue;
      for (const id of example.openings) {
        const step = 2e-4 - slope;
        openingSquares[id] = openingSquares[id]! + step * step;
        openings[id] = Math.max(0, openings[id]! - (0.3 * rate * step) / Math.sqrt(openingSquares[id]!));
      }
    }
    log(`${plan.head}: epoch ${epoch + 1}, loss ${(loss / order.length).toFixed(4)}`);
  }
  return model;
}

/** The kind in whose texts a feature is relatively most frequent, by its number; 0 where none of them holds it. */
function kindByFeature(plan: EvidencePlan, examples: readonly Example[], features: number): (id: number) => number {
  const kinds = plan.labels.length;
  const sums = new Float32Array(features * kinds);
  const totals = new Float64Array(kinds).fill(1e-6);
  for (const { evidence, kind, weight } of examples) {
    if (kind < 1) continue;
    totals[kind] = totals[kind]! + weight;
    for (const id of evidence) sums[id * kinds + kind] = sums[id * kinds + kind]! + weight;
  }
  return (id) => {
    let [best, highest] = [0, 0];
    for (let kind = 1; kind < kinds; kind++) {
      const share = sums[id * kinds + kind]! / totals[kind]!;
      if (share > highest) [best, highest] = [kind, share];
    }
    return best;
  };
}

/** Numbers of the `most` heaviest weights, the heaviest first; lighter ones than half a step count as zero. */
function heaviest(weights: Float32Array, most: number): number[] {
  return [...weights.keys()]
    .filter((id) => weights[id]! >= EVIDENCE_STEP / 2)
    .sort((left, right) => weights[right]! - weights[left]! || left - right)
    .slice(0, most);
}

/** The `most` heaviest weights as bytes. */
function packed(name: string, hashes: Uint32Array, weights: Float32Array, most: number): Record<string, Uint8Array> {
  const ids = heaviest(weights, most);
  return {
    [`${name}Hashes`]: bytesOf(Uint32Array.from(ids, (id) => hashes[id]!)),
    [`${name}Weights`]: Uint8Array.from(ids, (id) =>
      Math.min(255, Math.max(1, Math.round(weights[id]! / EVIDENCE_STEP))),
    ),
  };
}

import { s } from '../../config/schema.ts';
import type { SentenceEncoder } from '../../ports/index.ts';
import { createTextView } from '../../text/text-view.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s.number().min(0).max(1).describe('Least score, 0..1.'),
  candidates: s.array(s.string().min(1)).min(1).describe('Example sentences of what should match.'),
  aggregation_method: s
    .enum(['best', 'mean', 'max', 'any'])
    .default('best')
    .describe('best: 0.75 × the nearest + 0.25 × the mean of the two nearest; max, any: the nearest; mean: over all.'),
});

const settings = s.strictObject({
  top_k: s
    .int()
    .min(0)
    .default(0)
    .describe('At most this many embedding rules match a request, the best ones; 0 for no limit.'),
});

export type EmbeddingRule = ReturnType<typeof schema.parse>;
type EmbeddingSettings = ReturnType<typeof settings.parse>;

const BEST_WEIGHT = 0.75;

/** Nearness to example sentences. All examples of all rules form one matrix; the turn is encoded once. */
export const embedding = defineSignalKind<EmbeddingRule, EmbeddingSettings>({
  kind: 'embedding',
  configKey: 'embeddings',
  summary: 'Nearness of the current turn to example sentences.',
  schema,
  settings: { path: ['embeddings', 'semantic', 'embedding_config'], schema: settings },
  cost: (_rule, ports) => ports.encoder?.cost ?? 'local',
  unavailable: (_rule, ports) => (ports.encoder === undefined ? 'no sentence encoder is installed' : undefined),
  examples: [
    {
      name: 'refund',
      threshold: 0.6,
      candidates: ['I want my money back', 'How do I return an order?'],
      aggregation_method: 'best',
    },
  ],
  async compile(rules, { ports }) {
    const encoder = ports.encoder!;
    const anchors = await encodeAnchors(rules, encoder);
    const read = (vectors: readonly Float32Array[]) =>
      rules.map((rule, index) => readRule(rule, anchors[index]!, vectors[0]!, encoder.dimensions));
    return (_facts, run) => {
      const vectors = encoder.encode([run.text('current_turn')], { signal: run.signal });
      return vectors instanceof Promise ? vectors.then(read) : read(vectors);
    };
  },
  refine(_rules, { top_k: limit }) {
    if (limit === 0) return undefined;
    return (own) => {
      const matched = own.filter((entry): entry is Reading => 'matched' in entry && entry.matched);
      if (matched.length <= limit) return own;
      const kept = new Set(matched.toSorted((a, b) => b.confidence - a.confidence).slice(0, limit));
      return own.map((entry) =>
        'matched' in entry && entry.matched && !kept.has(entry) ? { ...entry, matched: false } : entry,
      );
    };
  },
});

interface Anchors {
  readonly texts: readonly string[];
  /** Row-major unit vectors, one row per text. */
  readonly matrix: Float32Array;
}

/** The anchors of each rule, duplicates dropped; encoded once, at load. */
async function encodeAnchors(rules: readonly EmbeddingRule[], encoder: SentenceEncoder): Promise<Anchors[]> {
  const all: Anchors[] = [];
  for (const rule of rules) {
    const texts = [...new Set(rule.candidates)];
    const vectors = await encoder.encode(texts.map((text) => createTextView(text)));
    const matrix = new Float32Array(texts.length * encoder.dimensions);
    for (const [row, vector] of vectors.entries()) matrix.set(vector, row * encoder.dimensions);
    all.push({ texts, matrix });
  }
  return all;
}

function readRule(rule: EmbeddingRule, { texts, matrix }: Anchors, vector: Float32Array, dimensions: number): Reading {
  const rows = texts.length;
  let best = -1;
  let second = -1;
  let bestRow = 0;
  let sum = 0;
  for (let row = 0, offset = 0; row < rows; row++, offset += dimensions) {
    let similarity = 0;
    for (let i = 0; i < dimensions; i++) similarity += matrix[offset + i]! * vector[i]!;
    sum += similarity;
    if (similarity > best) {
      second = best;
      best = similarity;
      bestRow = row;
    } else if (similarity > second) second = similarity;
  }
  const score = aggregate(rule.aggregation_method, best, rows === 1 ? best : second, sum / rows);
  const confidence = Math.min(1, Math.max(0, score));
  return { name: rule.name, matched: score >= rule.threshold, confidence, value: score, evidence: texts[bestRow] };
}

function aggregate(method: EmbeddingRule['aggregation_method'], best: number, second: number, mean: number): number {
  if (method === 'mean') return mean;
  if (method === 'best') return BEST_WEIGHT * best + (1 - BEST_WEIGHT) * ((best + second) / 2);
  return best;
}

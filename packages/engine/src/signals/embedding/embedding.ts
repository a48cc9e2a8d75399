import { s } from '../../config/schema.ts';
import { compileAnchorTable, type Nearness, prototypeScore } from '../anchor-bank.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { combinedVector, evidenceOf, readByScope, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s.number().min(0).max(1).describe('Least score, 0..1.'),
  candidates: s.array(s.string().min(1)).min(1).describe('Example sentences of what should match.'),
  aggregation_method: s
    .enum(['best', 'mean', 'max', 'any'])
    .default('best')
    .describe('best: 0.75 × the nearest + 0.25 × the mean of the two nearest; max, any: the nearest; mean: over all.'),
  negative_candidates: s
    .array(s.string().min(1))
    .default([])
    .describe('Example sentences of what must not match, though it is near.'),
  negative_weight: s
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('The score falls by this times the similarity to the nearest negative candidate (never rises).'),
  reads: readsWithDecay,
});

const settings = s.strictObject({
  top_k: s
    .int()
    .min(0)
    .default(0)
    .describe('At most this many embedding rules match a request, the best ones; 0 for no limit.'),
  enable_soft_matching: s
    .boolean()
    .default(false)
    .describe('Where no rule reaches its threshold, those match that reach min_score_threshold.'),
  min_score_threshold: s
    .number()
    .min(-1)
    .max(1)
    .default(0.5)
    .describe('Of enable_soft_matching: least score of a rule that does not reach its own threshold.'),
});

export type EmbeddingRule = ReturnType<typeof schema.parse>;
type EmbeddingSettings = ReturnType<typeof settings.parse>;

/** Nearness to example sentences, which are encoded once at load; a turn is encoded once, for all kinds together. */
export const embedding = defineSignalKind<EmbeddingRule, EmbeddingSettings>({
  kind: 'embedding',
  configKey: 'embeddings',
  summary: 'Nearness of the current turn to example sentences.',
  schema,
  settings: { path: ['embeddings', 'semantic', 'embedding_config'], schema: settings },
  cost: (_rule, ports) => ports.encoder?.cost ?? 'local',
  unavailable: (_rule, ports) => (ports.encoder === undefined ? 'no sentence encoder is installed' : undefined),
  traits: { readsHistory: true },
  // With soft matching no one number says whether a rule matches: it depends on the others.
  threshold: (rule, { enable_soft_matching: isSoft }) => (isSoft ? undefined : rule.threshold),
  reference: {
    settings: { top_k: 1, enable_soft_matching: true, min_score_threshold: 0.5 },
    rule: (rule) => [
      ...(rule.aggregation_method === 'max' || rule.aggregation_method === 'any'
        ? [{ field: 'aggregation_method', value: 'best', reason: `${rule.aggregation_method} is that formula there` }]
        : []),
      ...readsOneTurn(rule),
    ],
  },
  lintSettings({ enable_soft_matching: isSoft, min_score_threshold: least }, report) {
    if (!isSoft) return;
    report.warning(
      'embedding.soft_matching',
      ['enable_soft_matching'],
      `where no embedding rule reaches its threshold, every rule with a score of at least ${least} matches all the same`,
      'set it to false once the thresholds fit: signalbox models calibrate',
    );
  },
  examples: [
    {
      name: 'refund',
      threshold: 0.6,
      candidates: ['I want my money back', 'How do I return an order?'],
      aggregation_method: 'best',
      negative_candidates: ['What is your refund policy?'],
      negative_weight: 0.5,
    },
  ],
  async compile(rules, { ports, settings: { enable_soft_matching: isSoft, min_score_threshold: least } }) {
    const encoder = ports.encoder!;
    const anchors = await compileAnchorTable(
      rules.flatMap((rule) => [rule.candidates, rule.negative_candidates]),
      encoder,
    );
    return readByScope(
      rules,
      (facts, run, reads) => combinedVector(evidenceOf(facts, run, reads), encoder, run),
      (vectors) => {
        const readings = rules.map((rule, index) => {
          const nearness = anchors.compare(vectors[index]!);
          const near = nearness[2 * index]!;
          const score = scoreOf(rule, near, nearness[2 * index + 1]!);
          return {
            name: rule.name,
            matched: score >= rule.threshold,
            confidence: Math.min(1, Math.max(0, score)),
            value: score,
            evidence: near.nearest,
          };
        });
        if (!isSoft || readings.some(({ matched }) => matched)) return readings;
        return readings.map((reading) => ({ ...reading, matched: reading.value >= least }));
      },
    );
  },
  mostMatches: ({ top_k: limit }) => (limit === 0 ? undefined : limit),
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

/** Raw score of a rule over what it is compared with. */
function scoreOf(rule: EmbeddingRule, positive: Nearness, negative: Nearness): number {
  const { aggregation_method: method } = rule;
  const score = method === 'mean' ? positive.mean : method === 'best' ? prototypeScore(positive) : positive.best;
  return score - rule.negative_weight * Math.max(0, negative.best);
}

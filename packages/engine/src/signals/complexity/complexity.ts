import { conditionSchema } from '../../config/condition-schema.ts';
import { s } from '../../config/schema.ts';
import type { Ports, TextClassifier } from '../../ports/index.ts';
import { whenReady } from '../../ports/when-ready.ts';
import { compileAnchorTable, type Nearness, prototypeScore } from '../anchor-bank.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';
import {
  combinedDistribution,
  combinedVector,
  evidenceOf,
  readByScope,
  readsOneTurn,
  readsWithDecay,
} from '../turn-evidence.ts';

const LEVELS = ['hard', 'medium', 'easy'] as const;

const bank = (what: string) =>
  s
    .strictObject({
      candidates: s.array(s.string().min(1)).min(1).describe('Example sentences.'),
      image_candidates: s
        .array(s.string().min(1))
        .optional()
        .describe('Example images; understood, and not looked at: no encoder of images is installed.'),
    })
    .describe(`Examples of ${what} requests of this subject.`);

const schema = s.strictObject({
  name: s.string().min(1).describe('Name; conditions use name:hard, name:medium or name:easy.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('hard from a margin above it on, easy below its negative, medium between.'),
  hard: bank('hard'),
  easy: bank('easy'),
  composer: conditionSchema
    .optional()
    .describe('A rule tree over other signals; the levels count only while it holds.'),
  confidence: s
    .enum(['edge', 'margin'])
    .default('edge')
    .describe(
      'edge: how sure the level is, 0.5 on its edge; margin: the size of the margin, near 0 where it is medium.',
    ),
  reads: readsWithDecay,
});

const settings = s.strictObject({
  prior_weight: s
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe(
      'How much the learned difficulty counts where it is installed. The margin is hard − easy (nearness to the examples) + this × nearness to the nearest example × (probability of hard − probability of easy).',
    ),
});

export type ComplexityRule = ReturnType<typeof schema.parse>;
type ComplexitySettings = ReturnType<typeof settings.parse>;

/** Slope of the confidence over the distance to the nearest edge of the level: 0.5 on the edge. */
const CONFIDENCE_SLOPE = 12;

/** Each rule is at one of three levels. */
export const complexity = defineSignalKind<ComplexityRule, ComplexitySettings>({
  kind: 'complexity',
  configKey: 'complexity',
  summary: 'How hard the current turn is, beside examples of hard and easy ones.',
  schema,
  settings: { path: ['modules', 'complexity'], schema: settings },
  cost: (_rule, ports) => (modelCosts(ports).includes('costly') ? 'costly' : 'local'),
  unavailable(_rule, { encoder, classifiers }) {
    if (encoder === undefined) return 'no sentence encoder is installed';
    const prior = classifiers.difficulty;
    const missing = ['hard', 'easy'].filter((label) => prior !== undefined && !prior.labels.includes(label));
    return missing.length === 0 ? undefined : `the classifier ${prior!.id} has no label "${missing.join('", "')}"`;
  },
  traits: { readsHistory: true, exclusiveOutputs: true },
  examples: [
    {
      name: 'code_task',
      threshold: 0.1,
      hard: { candidates: ['Design a lock-free queue and prove that it is correct', '设计一个分布式事务协议'] },
      easy: { candidates: ['How do I print a line in Python?', '怎么用 Python 打印一行文字？'] },
      confidence: 'edge',
    },
    {
      name: 'legal_risk',
      threshold: 0.05,
      hard: { candidates: ['Assess the liability that follows from this indemnity clause'] },
      easy: { candidates: ['What does the word tort mean?'] },
      composer: { operator: 'OR', conditions: [{ type: 'domain', name: 'law' }] },
      confidence: 'edge',
    },
  ],
  reference: {
    settings: { prior_weight: 0 },
    rule: (rule) => [
      ...(rule.confidence === undefined
        ? [
            {
              field: 'confidence',
              value: 'margin',
              reason: 'the confidence of a level is the size of its margin there',
            },
          ]
        : []),
      ...readsOneTurn(rule),
    ],
  },
  outputs: outputsOf,
  check(rule, report) {
    for (const side of ['hard', 'easy'] as const) {
      if (rule[side].image_candidates === undefined) continue;
      report.warning(
        'complexity.images_unread',
        [side, 'image_candidates'],
        `rule "${rule.name}": images are not compared here; the level comes from the text alone`,
        'take them out, or say in candidates what such requests ask for',
      );
    }
    for (const [index, text] of rule.easy.candidates.entries()) {
      if (!rule.hard.candidates.includes(text)) continue;
      report.error(
        'complexity.ambiguous',
        ['easy', 'candidates', index],
        `rule "${rule.name}": "${text}" is an example of both hard and easy`,
        'keep it in one of the two',
      );
    }
  },
  gate: (rule) => rule.composer,
  gateField: 'composer',
  async compile(rules, { ports, settings: { prior_weight: priorWeight } }) {
    const encoder = ports.encoder!;
    const prior = priorWeight > 0 ? ports.classifiers.difficulty : undefined;
    const anchors = await compileAnchorTable(
      rules.flatMap(({ hard, easy }) => [hard.candidates, easy.candidates]),
      encoder,
    );
    const names = rules.map(outputsOf);
    return readByScope(
      rules,
      (facts, run, reads) => {
        const texts = evidenceOf(facts, run, reads);
        return whenReady(combinedVector(texts, encoder, run), (vector) =>
          prior === undefined
            ? { vector, lean: 0 }
            : whenReady(combinedDistribution(texts, prior, run), (distribution) => ({
                vector,
                lean: priorWeight * leanOf(prior, distribution),
              })),
        );
      },
      (seen) => {
        const readings: Reading[] = [];
        for (let index = 0; index < rules.length; index++) {
          const { vector, lean } = seen[index]!;
          const nearness = anchors.compare(vector);
          readRule(rules[index]!, names[index]!, nearness[2 * index]!, nearness[2 * index + 1]!, lean, readings);
        }
        return readings;
      },
    );
  },
});

/** By level. */
function outputsOf({ name }: ComplexityRule): readonly string[] {
  return LEVELS.map((level) => `${name}:${level}`);
}

function modelCosts({ encoder, classifiers }: Ports) {
  return [encoder?.cost, classifiers.difficulty?.cost];
}

/** Probability of hard − probability of easy. */
function leanOf({ labels }: TextClassifier, distribution: Float32Array): number {
  return distribution[labels.indexOf('hard')]! - distribution[labels.indexOf('easy')]!;
}

/** The prior counts as far as the turn is about the rule's subject at all; elsewhere it would make every rule hard. */
function readRule(
  rule: ComplexityRule,
  names: readonly string[],
  hard: Nearness,
  easy: Nearness,
  lean: number,
  readings: Reading[],
): void {
  const nearest = hard.best >= easy.best ? hard : easy;
  const margin = prototypeScore(hard) - prototypeScore(easy) + Math.max(0, nearest.best) * lean;
  const { threshold } = rule;
  const level = margin > threshold ? 'hard' : margin < -threshold ? 'easy' : 'medium';
  const distance = level === 'medium' ? threshold - Math.abs(margin) : Math.abs(margin) - threshold;
  const confidence =
    rule.confidence === 'margin' ? Math.min(1, Math.abs(margin)) : 1 / (1 + Math.exp(-CONFIDENCE_SLOPE * distance));
  const evidence = nearest.nearest;
  for (let index = 0; index < LEVELS.length; index++) {
    const matched = LEVELS[index] === level;
    readings.push({ name: names[index]!, matched, confidence: matched ? confidence : 0, value: margin, evidence });
  }
}

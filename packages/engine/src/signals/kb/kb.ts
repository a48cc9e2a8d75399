import { suggest } from '../../config/nearest.ts';
import { s } from '../../config/schema.ts';
import { compileAnchorTable } from '../anchor-bank.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { combinedVector, evidenceOf, readByScope, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';
import { type BaseScores, exemplarsOf, scoreBase, thresholdOf } from './base-scores.ts';
import { BUILT_IN_METRICS, type KnowledgeBase, knowledgeBases, readBases } from './knowledge-base.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  kb: s.string().min(1).describe('A knowledge base of global.model_catalog.kbs.'),
  target: s
    .strictObject({
      kind: s.enum(['label', 'group', 'metric']).describe('What of the base; a metric matches above 0.'),
      value: s.string().min(1).describe('Its name.'),
    })
    .describe('What the current turn must be near to.'),
  match: s
    .enum(['threshold', 'best'])
    .default('threshold')
    .describe('threshold: a label of it reaches its threshold; best: it is nearer than all others, however near.'),
  reads: readsWithDecay,
});

export type KbRule = ReturnType<typeof schema.parse>;

/** Labels with example texts, from a file; the current turn is as near to a label as to its examples. */
export const kb = defineSignalKind<KbRule, KnowledgeBase[]>({
  kind: 'kb',
  configKey: 'kb',
  family: 'kb',
  summary: 'How near the current turn is to the labels of a knowledge base.',
  schema,
  settings: {
    path: ['kbs'],
    schema: knowledgeBases as never,
    resolve: readBases,
    example: [
      {
        name: 'privacy',
        labels: {
          health: { exemplars: ['my diagnosis', 'the pills that I take'] },
          money: { exemplars: ['my salary', 'how much I owe'] },
          public: { exemplars: ['the weather tomorrow', 'the capital of France'] },
        },
        threshold: 0.5,
        label_thresholds: { health: 0.4 },
        groups: { personal: ['health', 'money'], open: ['public'] },
        metrics: [{ name: 'margin', type: 'group_margin', positive_group: 'personal', negative_group: 'open' }],
      },
    ],
  },
  cost: (_rule, { encoder }) => encoder?.cost ?? 'local',
  unavailable: (_rule, { encoder }) => (encoder === undefined ? 'no sentence encoder is installed' : undefined),
  traits: { readsHistory: true },
  reference: { rule: readsOneTurn },
  threshold(rule, bases) {
    const base = bases.find(({ name }) => name === rule.kb);
    return base === undefined || rule.match === 'best' || rule.target.kind !== 'label'
      ? undefined
      : thresholdOf(base, rule.target.value);
  },
  examples: [
    { name: 'private', kb: 'privacy', target: { kind: 'group', value: 'personal' }, match: 'threshold' },
    { name: 'mostly_health', kb: 'privacy', target: { kind: 'label', value: 'health' }, match: 'best' },
  ],
  check(rule, report, bases = []) {
    const base = bases.find(({ name }) => name === rule.kb);
    if (base === undefined) {
      const known = bases.map(({ name }) => name);
      const message = `rule "${rule.name}": unknown knowledge base "${rule.kb}"`;
      report.error('kb.unknown_base', ['kb'], message, suggest(rule.kb, known, 'knowledge base'));
      return;
    }
    const { kind, value } = rule.target;
    const known = namesIn(base, kind);
    if (!known.includes(value)) {
      const message = `rule "${rule.name}": the knowledge base "${rule.kb}" has no ${kind} "${value}"`;
      report.error(`kb.unknown_${kind}`, ['target', 'value'], message, suggest(value, known, kind));
    }
    if (kind === 'metric' && rule.match === 'best') {
      const message = `rule "${rule.name}": a metric is not compared with others`;
      report.error('kb.metric_best', ['match'], message, 'take match out');
    }
  },
  inputForm: {
    type: 'kb_metric',
    fields: {
      kb: s.string().min(1).describe('A knowledge base.'),
      metric: s.string().min(1).describe('One of its metrics, or best_score, or best_matched_score.'),
    },
    rule: ({ kb: base, metric }) => ({
      name: `${base}/${metric}`,
      kb: base!,
      target: { kind: 'metric', value: metric! },
      match: 'threshold',
    }),
  },
  async compile(rules, { ports, settings: all }) {
    const encoder = ports.encoder!;
    const bases = all.filter(({ name }) => rules.some((rule) => rule.kb === name));
    const banks = bases.map(exemplarsOf);
    const firsts = banks.map((_, index) => banks.slice(0, index).reduce((sum, { length }) => sum + length, 0));
    const anchors = await compileAnchorTable(banks.flat(), encoder);
    return readByScope(
      rules,
      (facts, run, reads) => combinedVector(evidenceOf(facts, run, reads), encoder, run),
      (vectors) => {
        const scored = new Map<Float32Array, BaseScores[]>();
        return rules.map((rule, index) => {
          const vector = vectors[index]!;
          const scores = scored.get(vector) ?? bases.map((base, at) => scoreBase(base, anchors, vector, firsts[at]!));
          scored.set(vector, scores);
          const at = bases.findIndex(({ name }) => name === rule.kb);
          return readRule(rule, bases[at]!, scores[at]!);
        });
      },
    );
  },
});

function namesIn(base: KnowledgeBase, kind: KbRule['target']['kind']): readonly string[] {
  switch (kind) {
    case 'label':
      return Object.keys(base.labels ?? {});
    case 'group':
      return Object.keys(base.groups);
    case 'metric':
      return [...BUILT_IN_METRICS, ...base.metrics.map(({ name }) => name)];
  }
}

function readRule({ name, target: { kind, value: target }, match }: KbRule, base: KnowledgeBase, scores: BaseScores) {
  const { label, value, isBest } = lookedAt(kind, target, scores);
  const near = scores.labels.get(label)!;
  const reaches = (each: string) => scores.labels.get(each)!.score >= thresholdOf(base, each);
  const matched =
    kind === 'metric'
      ? value > 0
      : match === 'best'
        ? isBest
        : (kind === 'label' ? [target] : base.groups[target]!).some(reaches);
  const reading: Reading = {
    name,
    matched,
    confidence: matched ? Math.min(1, Math.max(0, value)) : 0,
    value,
    evidence: near.nearest === undefined ? label : `${label}: ${near.nearest}`,
  };
  return reading;
}

/** The label that the target stands on, and its number. */
function lookedAt(kind: KbRule['target']['kind'], target: string, scores: BaseScores) {
  switch (kind) {
    case 'label':
      return { label: target, value: scores.labels.get(target)!.score, isBest: scores.bestLabel === target };
    case 'group': {
      const { label, score } = scores.group(target);
      return { label, value: score, isBest: scores.bestGroup === target };
    }
    case 'metric':
      return { label: scores.bestLabel, value: scores.metric(target), isBest: false };
  }
}

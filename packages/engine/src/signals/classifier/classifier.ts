import { ruleHead } from '../../adapters/rule-head.ts';
import { s } from '../../config/schema.ts';
import {
  type CallOptions,
  type MaybePromise,
  PortFailure,
  type Ports,
  type TextClassifier,
} from '../../ports/index.ts';
import { whenAllReady, whenReady } from '../../ports/when-ready.ts';
import type { RequestFacts } from '../../request/facts.ts';
import { indexOfHighest } from '../model-calls.ts';
import type { Failure, Reading } from '../reading.ts';
import { defineSignalKind, type RunContext } from '../signal-kind.ts';
import { combinedDistribution, evidenceOf, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name; conditions use name:label, or name and label.'),
  description: s.string().optional().describe('What it tells.'),
  type: s
    .enum(['local', 'llm', 'head'])
    .describe(
      'local: a model from a folder; llm: a chat model that picks a label; head: a head that is there already.',
    ),
  model_path: s.string().min(1).optional().describe('Of local: folder in Hugging Face layout, relative to the config.'),
  model: s.string().min(1).optional().describe('Of llm: name of an entry of global.model_catalog.external.'),
  head: s.string().min(1).optional().describe('Of head: its name, e.g. domain, difficulty or fact_check.'),
  labels: s.array(s.string().min(1)).min(1).describe('Labels that conditions use; each has a score of its own.'),
  instructions: s.string().min(1).optional().describe('Of llm: what to decide, in a sentence.'),
  use_cpu: s.boolean().optional().describe('Of local: understood; models from folders run on the CPU.'),
  threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Least probability of a label; conditions may have bounds of their own instead.'),
  reads: readsWithDecay,
});

export type ClassifierRule = ReturnType<typeof schema.parse>;

/** Fields that one type has and the others have not. */
const OWN_FIELDS = { local: 'model_path', llm: 'model', head: 'head' } as const;

/** A score for each label, from a model that the rule names: one that cannot answer leaves the other rules alone. */
export const classifier = defineSignalKind<ClassifierRule>({
  kind: 'classifier',
  configKey: 'classifiers',
  family: 'classifier',
  summary: 'What a classifier of one’s own says of the current turn: a score for each of its labels.',
  schema,
  cost: (rule, ports) => modelOf(rule, ports)?.cost ?? 'local',
  unavailable(rule, ports) {
    const model = modelOf(rule, ports);
    if (model === undefined) {
      return rule.type === 'head'
        ? `there is no head "${rule.head}"; there are ${Object.keys(ports.classifiers).join(', ') || 'none'}`
        : 'nothing here opens its model';
    }
    const missing = rule.labels.filter((label) => !model.labels.includes(label));
    if (missing.length === 0) return undefined;
    return `the classifier ${model.id} has no label "${missing.join('", "')}"; it has ${model.labels.join(', ')}`;
  },
  traits: { readsHistory: true },
  reference: { rule: readsOneTurn },
  threshold: (rule) => rule.threshold,
  outputs: (rule) => rule.labels.map((label) => `${rule.name}:${label}`),
  examples: [{ name: 'effort', type: 'head', head: 'difficulty', labels: ['easy', 'hard'], threshold: 0.5 }],
  check(rule, report) {
    const own = OWN_FIELDS[rule.type];
    for (const field of Object.values(OWN_FIELDS)) {
      if ((rule[field] !== undefined) === (field === own)) continue;
      const message =
        field === own
          ? `rule "${rule.name}": type ${rule.type} needs ${own}`
          : `rule "${rule.name}": ${field} does not belong to type ${rule.type}`;
      report.error(
        'classifier.fields',
        field === own ? [] : [field],
        message,
        'local takes model_path, llm takes model, head takes head',
      );
    }
    if (rule.instructions !== undefined && rule.type !== 'llm') {
      const message = `rule "${rule.name}": nobody is given instructions by type ${rule.type}`;
      report.error('classifier.fields', ['instructions'], message, 'take them out, or set type: llm');
    }
    for (const [index, label] of rule.labels.entries()) {
      if (rule.labels.indexOf(label) === index) continue;
      const message = `rule "${rule.name}": a second label "${label}"`;
      report.error('classifier.duplicate_label', ['labels', index], message, 'keep one');
    }
  },
  compile(rules, { ports }) {
    const compiled = rules.map((rule) => {
      const model = modelOf(rule, ports)!;
      return { rule, model, columns: rule.labels.map((label) => model.labels.indexOf(label)) };
    });
    return (facts, run) =>
      whenAllReady(
        compiled.map(({ rule, model, columns }) =>
          answered(rule, () =>
            whenReady(distributionFor(rule, model, facts, run), (distribution) => {
              const evidence = model.labels[indexOfHighest(distribution)];
              return rule.labels.map((label, index): Reading => {
                const probability = distribution[columns[index]!]!;
                const name = `${rule.name}:${label}`;
                const matched = probability >= rule.threshold;
                return { name, matched, confidence: Math.min(1, probability), value: probability, evidence };
              });
            }),
          ),
        ),
        (readings) => readings.flat(),
      );
  },
});

function modelOf(rule: ClassifierRule, { classifiers }: Ports): TextClassifier | undefined {
  return classifiers[rule.type === 'head' ? (rule.head ?? '') : ruleHead(rule.name)];
}

function distributionFor(
  { reads }: ClassifierRule,
  model: TextClassifier,
  facts: RequestFacts,
  run: RunContext & CallOptions,
): MaybePromise<Float32Array> {
  return combinedDistribution(evidenceOf(facts, run, reads), model, run);
}

/** What the work gives; where its model cannot answer, the rule's labels are unknown, and only they. */
function answered(
  rule: ClassifierRule,
  work: () => MaybePromise<readonly Reading[]>,
): MaybePromise<readonly (Reading | Failure)[]> {
  const unknown = (cause: unknown): readonly Failure[] => {
    const code = cause instanceof PortFailure ? cause.code : 'signal.failed';
    const reason = cause instanceof Error ? cause.message : String(cause);
    return rule.labels.map((label) => ({ name: `${rule.name}:${label}`, code, reason }));
  };
  try {
    const readings = work();
    return readings instanceof Promise ? readings.catch(unknown) : readings;
  } catch (cause) {
    return unknown(cause);
  }
}

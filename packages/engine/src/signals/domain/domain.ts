import { s } from '../../config/schema.ts';
import { indexOfHighest } from '../model-calls.ts';
import { defineSignalKind, type FieldChange } from '../signal-kind.ts';
import { combinedDistribution, evidenceOf, readByScope, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('A subject of the classifier, e.g. math; or any name with mmlu_categories.'),
  description: s.string().optional().describe('What it is for.'),
  mmlu_categories: s
    .array(s.string().min(1))
    .min(1)
    .optional()
    .describe('Subjects that count as this domain; default its own name.'),
  threshold: s.number().min(0).max(1).optional().describe('Least probability; default the threshold of all domains.'),
  reads: readsWithDecay,
});

const settings = s.strictObject({
  threshold: s.number().min(0).max(1).default(0.5).describe('Least probability of a domain, where a rule names none.'),
});

export type DomainRule = ReturnType<typeof schema.parse>;
type DomainSettings = ReturnType<typeof settings.parse>;

/** A domain's probability is the sum over its subjects. */
export const domain = defineSignalKind<DomainRule, DomainSettings>({
  kind: 'domain',
  configKey: 'domains',
  summary: 'The subject of the current turn, of 14 academic and professional ones.',
  schema,
  settings: { path: ['modules', 'classifier', 'domain'], schema: settings },
  cost: (_rule, ports) => ports.classifiers.domain?.cost ?? 'local',
  unavailable(rule, ports) {
    const classifier = ports.classifiers.domain;
    if (classifier === undefined) return 'no domain classifier is installed';
    const unknown = subjects(rule).filter((subject) => !classifier.labels.includes(subject));
    if (unknown.length === 0) return undefined;
    return `the classifier ${classifier.id} has no subject "${unknown.join('", "')}"; it has ${classifier.labels.join(', ')}`;
  },
  traits: { readsHistory: true, isCategory: true },
  calibration: {
    head: 'domain',
    inRule: true,
    inSettings: true,
    labels: (rule) => (rule === undefined ? undefined : subjects(rule)),
  },
  threshold: (rule, settings) => rule.threshold ?? settings.threshold,
  reference: { rule: (rule) => [...namesWithSpaces(rule), ...readsOneTurn(rule)] },
  examples: [
    { name: 'math' },
    { name: 'science', mmlu_categories: ['physics', 'chemistry', 'biology'], threshold: 0.4 },
  ],
  compile(rules, { ports, settings: all }) {
    const classifier = ports.classifiers.domain!;
    const columns = rules.map((rule) => subjects(rule).map((subject) => classifier.labels.indexOf(subject)));
    return readByScope(
      rules,
      (facts, run, reads) => combinedDistribution(evidenceOf(facts, run, reads), classifier, run),
      (distributions) =>
        rules.map((rule, index) => {
          const probabilities = distributions[index]!;
          let probability = 0;
          for (const column of columns[index]!) probability += probabilities[column]!;
          return {
            name: rule.name,
            matched: probability >= (rule.threshold ?? all.threshold),
            confidence: Math.min(1, probability),
            value: probability,
            evidence: classifier.labels[indexOfHighest(probabilities)],
          };
        }),
    );
  },
});

function subjects(rule: DomainRule): readonly string[] {
  return rule.mmlu_categories ?? [rule.name];
}

/** Older configs write subjects of two words with an underscore. */
function namesWithSpaces({
  name,
  mmlu_categories: subjects,
}: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  const written = Array.isArray(subjects) && subjects.length > 0 ? subjects : [name];
  if (!written.some((subject) => String(subject).includes('_'))) return [];
  const value = written.map((subject) => String(subject).replaceAll('_', ' '));
  return [{ field: 'mmlu_categories', value, reason: 'subjects of two words have a space' }];
}

import { s } from '../../config/schema.ts';
import { indexOfHighest } from '../model-calls.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { combinedDistribution, evidenceOf, readByScope, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('ISO 639-1 code of the language, lower case.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s.number().min(0).max(1).default(0.3).describe('Least probability of the language.'),
  reads: readsWithDecay,
});

export type LanguageRule = ReturnType<typeof schema.parse>;

/** Even a follow-up without content (“继续”) shows its language; one that hardly does (“ok”) leaves it to earlier turns. */
const FULL_WEIGHT = { followUpWeight: 1 };

/** The detected language matches its own rule only. */
export const language = defineSignalKind<LanguageRule>({
  kind: 'language',
  configKey: 'language',
  summary: 'The language of the current turn.',
  schema,
  cost: (_rule, ports) => ports.classifiers.language?.cost ?? 'local',
  unavailable(rule, ports) {
    const classifier = ports.classifiers.language;
    if (classifier === undefined) return 'no language classifier is installed';
    return classifier.labels.includes(rule.name)
      ? undefined
      : `the classifier ${classifier.id} does not know the language "${rule.name}"`;
  },
  traits: { readsHistory: true, alwaysCertain: true },
  calibration: {
    head: 'language',
    inRule: true,
    inSettings: false,
    labels: (rule) => (rule === undefined ? undefined : [rule.name]),
  },
  exclusiveGroup: (rule) => rule.reads ?? 'default',
  threshold: (rule) => rule.threshold,
  check(rule, report) {
    if (/^[a-z]{2,3}$/.test(rule.name)) return;
    report.error(
      'language.invalid_code',
      ['name'],
      `"${rule.name}" is not a language code`,
      'write the ISO 639-1 code in lower case, e.g. en, zh, de',
    );
  },
  reference: { rule: readsOneTurn },
  examples: [
    { name: 'en', threshold: 0.3 },
    { name: 'zh', threshold: 0.3 },
  ],
  compile(rules, { ports }) {
    const classifier = ports.classifiers.language!;
    const columns = rules.map((rule) => classifier.labels.indexOf(rule.name));
    return readByScope(
      rules,
      (facts, run, reads) => combinedDistribution(evidenceOf(facts, run, reads, FULL_WEIGHT), classifier, run),
      (distributions) =>
        rules.map((rule, index) => {
          const probabilities = distributions[index]!;
          const top = indexOfHighest(probabilities);
          const column = columns[index]!;
          const matched = column === top && probabilities[column]! >= rule.threshold;
          return {
            name: rule.name,
            matched,
            confidence: matched ? 1 : 0,
            value: probabilities[column]!,
            evidence: classifier.labels[top],
          };
        }),
    );
  },
});

import { s } from '../../config/schema.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { combinedDistribution, evidenceOf, readByScope, readsOneTurn, readsWithDecay } from '../turn-evidence.ts';

const NEEDED = 'needs_fact_check';
const NOT_NEEDED = 'no_fact_check_needed';

const schema = s.strictObject({
  name: s.enum([NEEDED, NOT_NEEDED]).describe('Which of the two answers the rule stands for.'),
  description: s.string().optional().describe('What it is for.'),
  reads: readsWithDecay,
});

const settings = s.strictObject({
  threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe('Least probability of needs_fact_check; below it, no_fact_check_needed matches.'),
});

export type FactCheckRule = ReturnType<typeof schema.parse>;
type FactCheckSettings = ReturnType<typeof settings.parse>;

/** One of the two answers always matches, where both read the same turns. */
export const factCheck = defineSignalKind<FactCheckRule, FactCheckSettings>({
  kind: 'fact_check',
  configKey: 'fact_check',
  summary: 'Whether the current turn asks for facts that should be verified.',
  schema,
  settings: { path: ['modules', 'hallucination_mitigation', 'fact_check'], schema: settings },
  cost: (_rule, ports) => ports.classifiers.fact_check?.cost ?? 'local',
  unavailable(_rule, ports) {
    const classifier = ports.classifiers.fact_check;
    if (classifier === undefined) return 'no fact_check classifier is installed';
    return classifier.labels.includes(NEEDED) ? undefined : `the classifier ${classifier.id} has no label "${NEEDED}"`;
  },
  traits: { readsHistory: true, alwaysCertain: true },
  calibration: { head: 'fact_check', inRule: false, inSettings: true, labels: () => [NEEDED] },
  reference: { rule: readsOneTurn },
  examples: [{ name: NEEDED }, { name: NOT_NEEDED }],
  compile(rules, { ports, settings: { threshold } }) {
    const classifier = ports.classifiers.fact_check!;
    const column = classifier.labels.indexOf(NEEDED);
    return readByScope(
      rules,
      (facts, run, reads) => combinedDistribution(evidenceOf(facts, run, reads), classifier, run),
      (distributions) =>
        rules.map(({ name }, index) => {
          const needed = distributions[index]![column]!;
          const isPositive = name === NEEDED;
          const matched = needed >= threshold === isPositive;
          return {
            name,
            matched,
            confidence: matched ? 1 : 0,
            value: isPositive ? needed : 1 - needed,
            evidence: needed >= threshold ? NEEDED : NOT_NEEDED,
          };
        }),
    );
  },
});

import { s } from '../../config/schema.ts';
import { classifyCurrentTurn } from '../label-readings.ts';
import { defineSignalKind } from '../signal-kind.ts';

const NEEDED = 'needs_fact_check';
const NOT_NEEDED = 'no_fact_check_needed';

const schema = s.strictObject({
  name: s.enum([NEEDED, NOT_NEEDED]).describe('Which of the two answers the rule stands for.'),
  description: s.string().optional().describe('What it is for.'),
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

/** One of the two answers always matches. */
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
  traits: { exclusive: true },
  examples: [{ name: NEEDED }, { name: NOT_NEEDED }],
  compile(rules, { ports, settings: { threshold } }) {
    const classifier = ports.classifiers.fact_check!;
    const column = classifier.labels.indexOf(NEEDED);
    return classifyCurrentTurn(classifier, (probabilities) => {
      const needed = probabilities[column]!;
      return rules.map(({ name }) => {
        const isPositive = name === NEEDED;
        const matched = needed >= threshold === isPositive;
        const value = isPositive ? needed : 1 - needed;
        return {
          name,
          matched,
          confidence: matched ? 1 : 0,
          value,
          evidence: needed >= threshold ? NEEDED : NOT_NEEDED,
        };
      });
    });
  },
});

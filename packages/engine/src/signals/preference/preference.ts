import { s } from '../../config/schema.ts';
import { compileAnchorTable, prototypeScore } from '../anchor-bank.ts';
import { indexOfHighest } from '../model-calls.ts';
import { defineSignalKind } from '../signal-kind.ts';
import {
  combinedDistribution,
  combinedVector,
  evidenceOf,
  readByScope,
  readsOneTurn,
  readsWithDecay,
} from '../turn-evidence.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().min(1).describe('What such a request is like, as a sentence; it counts as an example.'),
  examples: s.array(s.string().min(1)).default([]).describe('Requests of this kind.'),
  threshold: s
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Least score, 0 for none; default the threshold of all preferences.'),
  reads: readsWithDecay,
});

const settings = s.strictObject({
  threshold: s.number().min(0).max(1).default(0.3).describe('Least score of a preference, where a rule names none.'),
  margin_threshold: s
    .number()
    .min(0)
    .max(2)
    .default(0)
    .describe('How far the best preference must be ahead of the second; 0: the best wins, however close.'),
});

export type PreferenceRule = ReturnType<typeof schema.parse>;
type PreferenceSettings = ReturnType<typeof settings.parse>;

/**
 * All rules compete; the best one matches if it is good enough and far enough ahead. A classifier of preferences tells
 * which, where the config names one; else nearness to the descriptions and examples.
 */
export const preference = defineSignalKind<PreferenceRule, PreferenceSettings>({
  kind: 'preference',
  configKey: 'preferences',
  family: 'preference',
  summary: 'Which of several described ways of working the current turn asks for.',
  schema,
  settings: { path: ['modules', 'classifier', 'preference'], schema: settings },
  cost: (_rule, { classifiers, encoder }) => (classifiers.preference ?? encoder)?.cost ?? 'local',
  unavailable(rule, { classifiers, encoder }) {
    const classifier = classifiers.preference;
    if (classifier === undefined) return encoder === undefined ? 'no sentence encoder is installed' : undefined;
    if (classifier.labels.includes(rule.name)) return undefined;
    return `the classifier ${classifier.id} has no label "${rule.name}"; it has ${classifier.labels.join(', ')}`;
  },
  traits: { readsHistory: true },
  exclusiveGroup: () => 'preference',
  threshold: (rule, settings) => rule.threshold ?? settings.threshold,
  reference: { settings: { threshold: 0 }, rule: readsOneTurn },
  lintSettings({ threshold }, report) {
    if (threshold > 0) return;
    report.warning(
      'preference.always_one',
      ['threshold'],
      'without a threshold the nearest preference matches every request, however far it is',
      'set one above 0, e.g. 0.3',
    );
  },
  examples: [
    {
      name: 'coding_partner',
      description: 'Work on code together: review it, debug it, refactor it.',
      examples: ['Let us refactor this module together', '帮我一起调试这段代码'],
    },
    {
      name: 'creative_collaboration',
      description: 'Make up something new together: a story, a name, a slogan.',
      examples: ['Help me brainstorm names for a café'],
      threshold: 0.35,
    },
  ],
  async compile(rules, { ports, settings: { threshold, margin_threshold: leastMargin } }) {
    const read = (scores: readonly number[], evidence: readonly (string | undefined)[]) => {
      const best = scores.indexOf(Math.max(...scores));
      const margin = scores[best]! - Math.max(...scores.filter((_, index) => index !== best));
      return rules.map((rule, index) => ({
        name: rule.name,
        matched: index === best && scores[index]! >= (rule.threshold ?? threshold) && margin >= leastMargin,
        confidence: Math.min(1, Math.max(0, scores[index]!)),
        value: scores[index]!,
        evidence: evidence[index],
      }));
    };
    const { preference: classifier } = ports.classifiers;
    if (classifier !== undefined) {
      const columns = rules.map(({ name }) => classifier.labels.indexOf(name));
      return readByScope(
        rules,
        (facts, run, reads) => combinedDistribution(evidenceOf(facts, run, reads), classifier, run),
        (distributions) =>
          read(
            columns.map((column, index) => distributions[index]![column]!),
            distributions.map((distribution) => classifier.labels[indexOfHighest(distribution)]),
          ),
      );
    }
    const encoder = ports.encoder!;
    const anchors = await compileAnchorTable(
      rules.map((rule) => [rule.description, ...rule.examples]),
      encoder,
    );
    return readByScope(
      rules,
      (facts, run, reads) => combinedVector(evidenceOf(facts, run, reads), encoder, run),
      (vectors) => {
        const scores: number[] = [];
        const nearest: (string | undefined)[] = [];
        for (let index = 0; index < rules.length; index++) {
          const nearness = anchors.compare(vectors[index]!)[index]!;
          scores.push(prototypeScore(nearness));
          nearest.push(nearness.nearest);
        }
        return read(scores, nearest);
      },
    );
  },
});

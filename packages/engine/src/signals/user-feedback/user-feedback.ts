import { s } from '../../config/schema.ts';
import type { RequestFacts } from '../../request/facts.ts';
import { indexOfHighest } from '../model-calls.ts';
import { defineSignalKind } from '../signal-kind.ts';
import { combinedDistribution, evidenceOf, type Reads, readByScope, readsWithDecay } from '../turn-evidence.ts';

const SATISFIED = 'satisfied';
const ANSWERS = [SATISFIED, 'need_clarification', 'wrong_answer', 'want_different'] as const;

const schema = s.strictObject({
  name: s.enum(ANSWERS).describe('What the user says about the answer before.'),
  description: s.string().optional().describe('What it is for.'),
  reads: readsWithDecay.describe(
    'user_turns, conversation: the last 6 of them, each counting half of the one after it. Left out, or current_turn: the last user turn.',
  ),
});

const settings = s.strictObject({
  threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('Least probability after an assistant’s reply; below it the user counts as satisfied.'),
  lone_turn_threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.85)
    .describe('Least probability where no reply stands before the turn; below it nothing matches.'),
});

export type UserFeedbackRule = ReturnType<typeof schema.parse>;
type UserFeedbackSettings = ReturnType<typeof settings.parse>;

/**
 * The likeliest answer matches. A turn after an assistant's reply is probably about it; a turn that stands alone needs
 * more to be taken for feedback, and is never satisfied for want of anything else.
 */
export const userFeedback = defineSignalKind<UserFeedbackRule, UserFeedbackSettings>({
  kind: 'user_feedback',
  configKey: 'user_feedbacks',
  family: 'user_feedback',
  summary: 'What the user says about the answer before: fine, unclear, wrong, or something else wanted.',
  schema,
  settings: { path: ['modules', 'feedback_detector'], schema: settings },
  cost: (_rule, ports) => ports.classifiers.user_feedback?.cost ?? 'local',
  unavailable({ name }, ports) {
    const classifier = ports.classifiers.user_feedback;
    if (classifier === undefined) return 'no user_feedback classifier is installed';
    return classifier.labels.includes(name) ? undefined : `the classifier ${classifier.id} has no label "${name}"`;
  },
  traits: { readsHistory: true },
  examples: [{ name: 'wrong_answer' }, { name: 'need_clarification', description: 'Asks for it again, more simply.' }],
  compile(rules, { ports, settings: { threshold, lone_turn_threshold: loneThreshold } }) {
    const classifier = ports.classifiers.user_feedback!;
    const columns = rules.map(({ name }) => classifier.labels.indexOf(name));
    return readByScope(
      rules,
      (facts, run, reads) => {
        const hasReply = hasReplyBefore(facts);
        const texts = evidenceOf(facts, run, ownTurn(reads));
        const answer = combinedDistribution(texts, classifier, run);
        return answer instanceof Promise
          ? answer.then((probabilities) => ({ hasReply, probabilities }))
          : { hasReply, probabilities: answer };
      },
      (seen) =>
        rules.map(({ name }, index) => {
          const { hasReply, probabilities } = seen[index]!;
          const top = indexOfHighest(probabilities);
          const isSure = probabilities[top]! >= (hasReply ? threshold : loneThreshold);
          const said = isSure ? classifier.labels[top] : hasReply ? SATISFIED : undefined;
          const matched = name === said;
          return {
            name,
            matched,
            confidence: matched ? 1 : 0,
            value: probabilities[columns[index]!]!,
            evidence: said ?? `perhaps ${classifier.labels[top]}, but there is no reply before`,
          };
        }),
    );
  },
});

/** What was said of an earlier answer says nothing of the one before this turn, so nothing is inherited. */
function ownTurn(reads: Reads): Reads {
  return reads ?? 'current_turn';
}

/** Whether an assistant wrote something before the last user turn. */
function hasReplyBefore({ messages }: RequestFacts): boolean {
  const last = messages.findLastIndex((message) => message.role === 'user');
  return messages.some((message, index) => index < last && message.role === 'assistant' && message.text !== '');
}

import { s } from '../../config/schema.ts';
import type { RequestFacts } from '../../request/facts.ts';
import { countTextUnits } from '../../text/word-boundary.ts';
import { indexOfHighest } from '../model-calls.ts';
import { defineSignalKind, type RunContext } from '../signal-kind.ts';
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
    .default(0.5)
    .describe('Least probability after an assistant’s reply; below it the user counts as satisfied.'),
  answer_threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe(
      'Least probability for a turn of up to six words after a reply that ends in a question, as it probably answers it ("no"); below it the user counts as satisfied.',
    ),
  lone_turn_threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.6)
    .describe('Least probability where no reply stands before the turn; below it nothing matches.'),
});

export type UserFeedbackRule = ReturnType<typeof schema.parse>;
type UserFeedbackSettings = ReturnType<typeof settings.parse>;

/**
 * The likeliest answer matches. A turn after an assistant's reply is probably about it; a short one after a question of
 * the assistant probably answers that; a turn that stands alone needs more to be taken for feedback, and is never
 * satisfied for want of anything else. Default thresholds: from the figures in docs/models/user-feedback.md.
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
  traits: { readsHistory: true, alwaysCertain: true },
  calibration: {
    head: 'user_feedback',
    inRule: false,
    inSettings: true,
    labels: (rule) => (rule === undefined ? undefined : [rule.name]),
  },
  examples: [{ name: 'wrong_answer' }, { name: 'need_clarification', description: 'Asks for it again, more simply.' }],
  compile(rules, { ports, settings: given }) {
    const classifier = ports.classifiers.user_feedback!;
    const thresholds: Readonly<Record<Before, number>> = {
      statement: given.threshold,
      question: given.answer_threshold,
      nothing: given.lone_turn_threshold,
    };
    const columns = rules.map(({ name }) => classifier.labels.indexOf(name));
    return readByScope(
      rules,
      (facts, run, reads) => {
        const before = turnBefore(facts, run);
        const texts = evidenceOf(facts, run, ownTurn(reads));
        const answer = combinedDistribution(texts, classifier, run);
        return answer instanceof Promise
          ? answer.then((probabilities) => ({ before, probabilities }))
          : { before, probabilities: answer };
      },
      (seen) =>
        rules.map(({ name }, index) => {
          const { before, probabilities } = seen[index]!;
          const top = indexOfHighest(probabilities);
          const isSure = probabilities[top]! >= thresholds[before];
          const said = isSure ? classifier.labels[top] : before === 'nothing' ? undefined : SATISFIED;
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

/** What the current turn follows; `question`: a reply that ends in one, to which the turn is short enough an answer. */
type Before = 'statement' | 'question' | 'nothing';

/** Words (or Han and kana characters) of the longest turn that can be nothing but an answer. */
const LONGEST_ANSWER = 6;
const ENDS_IN_QUESTION = /[?？]["”’)）\s]*$/u;

function turnBefore({ messages }: RequestFacts, run: RunContext): Before {
  const last = messages.findLastIndex((message) => message.role === 'user');
  const reply = messages.findLast(
    (message, index) => index < last && message.role === 'assistant' && message.text !== '',
  );
  if (reply === undefined) return 'nothing';
  const isAnswer =
    ENDS_IN_QUESTION.test(reply.text.slice(-16)) && countTextUnits(run.text('current_turn').folded) <= LONGEST_ANSWER;
  return isAnswer ? 'question' : 'statement';
}

import { s } from '../config/schema.ts';
import type { CallOptions, MaybePromise, SentenceEncoder, TextClassifier } from '../ports/index.ts';
import { whenAllReady, whenReady } from '../ports/when-ready.ts';
import type { RequestFacts } from '../request/facts.ts';
import { messageView } from '../request/message-views.ts';
import { followUpContent } from '../text/follow-up.ts';
import type { MemoKey, TextView } from '../text/text-view.ts';
import { distributionOf, vectorOf, vectorsOf } from './model-calls.ts';
import type { Failure, Reading } from './reading.ts';
import type { Evaluator, FieldChange, RunContext, TextScope } from './signal-kind.ts';

/** A text that a learned rule reads, and how much it counts beside the others. */
export interface WeightedText {
  readonly text: TextView;
  readonly weight: number;
}

/** How much less a turn counts than the one after it. */
export const DECAY = 0.5;
/** What each content word of a short follow-up counts; a full turn counts `DECAY` to the power of its distance. */
const FOLLOW_UP_WORD_WEIGHT = 0.25;
/** Full turns before a follow-up that it inherits from; the next one back would count a sixteenth. */
const MOST_INHERITED = 3;
/** Texts that `user_turns` and `conversation` read. */
const MOST_TEXTS = 6;

/** The rule field with which a learned kind says what it reads. */
export const readsWithDecay = s
  .enum(['current_turn', 'user_turns', 'conversation'])
  .optional()
  .describe(
    'current_turn: the last user turn alone; user_turns, conversation: the last 6 of them, each counting half of the one after it. Left out: the last user turn, to which a short follow-up ("yes, go on") adds what the turns before it said.',
  );

/** The reference's learned rules read one turn, follow-up or not. */
export function readsOneTurn(rule: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  return rule.reads === undefined
    ? [{ field: 'reads', value: 'current_turn', reason: 'earlier turns are not read there' }]
    : [];
}

/** The rule field with which an exact kind says what it reads: the texts joined by line breaks. */
export const readsJoined = (byDefault: TextScope) =>
  s
    .enum(['current_turn', 'user_turns', 'conversation'])
    .default(byDefault)
    .describe('current_turn: the last user turn; user_turns: all of them; conversation: every message.');

/** What a learned rule reads; undefined: the current turn, with what a short follow-up inherits. */
export type Reads = TextScope | undefined;

export interface InheritOptions {
  /** What a follow-up itself counts; left out, a quarter per content word. */
  readonly followUpWeight?: number;
}

/**
 * What a rule reads, the latest text first. One text in a single-turn request; otherwise never empty, and a short
 * follow-up comes with the full turns before it, each half as heavy as the next.
 */
export function evidenceOf(
  facts: RequestFacts,
  run: RunContext,
  reads: Reads,
  options: InheritOptions = {},
): readonly WeightedText[] {
  const current = run.text('current_turn');
  const alone = [{ text: current, weight: 1 }];
  if (reads === 'current_turn' || facts.messages.length === 1) return alone;
  if (reads !== undefined) return withDecay(facts, current, reads === 'conversation') ?? alone;
  const inherited = current.memo(INHERITED, () => inheritedTurns(facts, current));
  if (inherited === undefined) return alone;
  const weight = options.followUpWeight ?? inherited.content * FOLLOW_UP_WORD_WEIGHT;
  return weight === 0 ? inherited.turns : [{ text: current, weight }, ...inherited.turns];
}

interface Inherited {
  /** Content words of the follow-up. */
  readonly content: number;
  readonly turns: readonly WeightedText[];
}

const INHERITED: MemoKey<Inherited | undefined> = { name: 'inherited turns' };

/** Undefined unless the current turn is a short follow-up and a full turn stands before it. */
function inheritedTurns(facts: RequestFacts, current: TextView): Inherited | undefined {
  const last = facts.messages.findLastIndex((message) => message.role === 'user');
  const first = facts.messages.findIndex((message) => message.role === 'user');
  if (first === last) return undefined;
  const content = followUpContent(current);
  if (content === undefined) return undefined;
  const turns: WeightedText[] = [];
  for (let index = last - 1; index >= 0 && turns.length < MOST_INHERITED; index--) {
    if (facts.messages[index]!.role !== 'user') continue;
    const text = messageView(facts, index, current);
    if (followUpContent(text) === undefined) turns.push({ text, weight: DECAY ** (turns.length + 1) });
  }
  return turns.length === 0 ? undefined : { content, turns };
}

function withDecay(facts: RequestFacts, current: TextView, isEveryRole: boolean): WeightedText[] | undefined {
  const texts: WeightedText[] = [];
  for (let index = facts.messages.length - 1; index >= 0 && texts.length < MOST_TEXTS; index--) {
    const { role, text } = facts.messages[index]!;
    if ((isEveryRole || role === 'user') && text !== '') {
      texts.push({ text: messageView(facts, index, current), weight: DECAY ** texts.length });
    }
  }
  return texts.length === 0 ? undefined : texts;
}

/** The weighted mean of the texts' distributions; of a single text its own, unchanged. */
export function combinedDistribution(
  texts: readonly WeightedText[],
  classifier: TextClassifier,
  call: CallOptions,
): MaybePromise<Float32Array> {
  if (texts.length === 1) return distributionOf(texts[0]!.text, classifier, call);
  const answers = texts.map(({ text }) => distributionOf(text, classifier, call));
  return whenAllReady(answers, (distributions) => {
    const sum = weightedSum(texts, distributions);
    const total = texts.reduce((weights, { weight }) => weights + weight, 0);
    return sum.map((value) => value / total);
  });
}

/** The unit vector in the direction of the texts' weighted sum; of a single text its own, unchanged. */
export function combinedVector(
  texts: readonly WeightedText[],
  encoder: SentenceEncoder,
  call: CallOptions,
): MaybePromise<Float32Array> {
  if (texts.length === 1) return vectorOf(texts[0]!.text, encoder, call);
  const encoded = vectorsOf(
    texts.map(({ text }) => text),
    encoder,
    call,
  );
  return whenReady(encoded, (vectors) => {
    const sum = weightedSum(texts, vectors);
    const length = Math.hypot(...sum) || 1;
    return sum.map((value) => value / length);
  });
}

function weightedSum(texts: readonly WeightedText[], rows: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(rows[0]!.length);
  for (const [index, { weight }] of texts.entries()) {
    const row = rows[index]!;
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + weight * row[i]!;
  }
  return sum;
}

/**
 * Evaluator of a kind whose rules all read the same thing of their scopes: `look` is asked once for each scope that a
 * rule names, and `read` gets what it saw, by rule, to be looked at before the next request.
 */
export function readByScope<Rule extends { readonly reads?: Reads }, Seen>(
  rules: readonly Rule[],
  look: (facts: RequestFacts, run: RunContext, reads: Reads) => MaybePromise<Seen>,
  read: (seenByRule: readonly Seen[]) => readonly (Reading | Failure)[],
): Evaluator {
  const scopes = [...new Set(rules.map((rule) => rule.reads))];
  const scopeOf = rules.map((rule) => scopes.indexOf(rule.reads));
  const seenByRule = new Array<Seen>(rules.length);
  const readAll = (seen: readonly Seen[]) => {
    for (let rule = 0; rule < seenByRule.length; rule++) seenByRule[rule] = seen[scopeOf[rule]!]!;
    return read(seenByRule);
  };
  return (facts, run) =>
    whenAllReady(
      scopes.map((reads) => look(facts, run, reads)),
      readAll,
    );
}

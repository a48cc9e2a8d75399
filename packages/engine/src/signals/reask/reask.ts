import { s } from '../../config/schema.ts';
import type { MaybePromise } from '../../ports/index.ts';
import { whenReady } from '../../ports/when-ready.ts';
import type { RequestFacts } from '../../request/facts.ts';
import { messageView } from '../../request/message-views.ts';
import type { TextView } from '../../text/text-view.ts';
import { vectorOf } from '../model-calls.ts';
import type { Reading } from '../reading.ts';
import { defineSignalKind } from '../signal-kind.ts';

const schema = s.strictObject({
  name: s.string().min(1).describe('Name that conditions use.'),
  description: s.string().optional().describe('What it is for.'),
  threshold: s.number().min(0).max(1).default(0.8).describe('Least similarity of a user turn to the current one.'),
  lookback_turns: s
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('How many user turns in a row, counted back from the current one, must be similar to it.'),
});

export type ReaskRule = ReturnType<typeof schema.parse>;

/** Turns that are looked at beyond what the rules ask for, so that the value tells how long it has been going on. */
const LONGEST_STREAK = 16;

/** The same question again. Of several rules that match, the one that looks back furthest stays. */
export const reask = defineSignalKind<ReaskRule>({
  kind: 'reask',
  configKey: 'reasks',
  family: 'reask',
  summary: 'Whether the user asks again what they asked in the turns before.',
  schema,
  cost: (_rule, ports) => ports.encoder?.cost ?? 'local',
  unavailable: (_rule, ports) => (ports.encoder === undefined ? 'no sentence encoder is installed' : undefined),
  traits: { readsHistory: true },
  examples: [
    { name: 'asked_again', threshold: 0.8, lookback_turns: 1 },
    { name: 'stuck', description: 'The third time in a row.', threshold: 0.75, lookback_turns: 2 },
  ],
  compile(rules, { ports }) {
    const encoder = ports.encoder!;
    const lowest = Math.min(...rules.map((rule) => rule.threshold));
    return (facts, run) => {
      const current = run.text('current_turn');
      const earlier = earlierUserTurns(facts, current);
      const similarity = (text: TextView): MaybePromise<number> =>
        // Encoders have nothing to compare where a text has no words ("???"); saying it twice is asking again all the same.
        text.folded === current.folded
          ? 1
          : whenReady(vectorOf(current, encoder, run), (own) =>
              whenReady(vectorOf(text, encoder, run), (other) => dot(own, other)),
            );
      return whenReady(streak(earlier, similarity, lowest), (similarities) =>
        rules.map((rule) => readRule(rule, similarities)),
      );
    };
  },
  refine(rules) {
    if (rules.length < 2) return undefined;
    return (own) => {
      let longest = -1;
      for (const [index, entry] of own.entries()) {
        if (!('matched' in entry) || !entry.matched) continue;
        if (longest < 0 || rules[index]!.lookback_turns > rules[longest]!.lookback_turns) longest = index;
      }
      return own.map((entry, index) =>
        'matched' in entry && entry.matched && index !== longest ? { ...entry, matched: false } : entry,
      );
    };
  },
});

/** User turns before the current one, newest first. */
function earlierUserTurns(facts: RequestFacts, current: TextView): readonly TextView[] {
  const last = facts.messages.findLastIndex((message) => message.role === 'user');
  const turns: TextView[] = [];
  for (let index = last - 1; index >= 0 && turns.length < LONGEST_STREAK; index--) {
    if (facts.messages[index]!.role === 'user') turns.push(messageView(facts, index, current));
  }
  return turns;
}

/** Similarities of the turns in order, up to and without the first one below `lowest`; later ones are not encoded. */
function streak(
  turns: readonly TextView[],
  similarity: (text: TextView) => MaybePromise<number>,
  lowest: number,
  found: readonly number[] = [],
): MaybePromise<readonly number[]> {
  const next = turns[found.length];
  if (next === undefined) return found;
  return whenReady(similarity(next), (value) =>
    value < lowest ? found : streak(turns, similarity, lowest, [...found, value]),
  );
}

function readRule({ name, threshold, lookback_turns: lookback }: ReaskRule, similarities: readonly number[]): Reading {
  const broken = similarities.findIndex((value) => value < threshold);
  const value = broken < 0 ? similarities.length : broken;
  const matched = value >= lookback;
  const confidence = matched ? Math.min(1, ...similarities.slice(0, lookback)) : 0;
  return { name, matched, confidence, value, evidence: value === 0 ? undefined : `${value} similar in a row` };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

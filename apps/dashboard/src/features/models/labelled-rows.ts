import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import type { AssertedProbe } from '../../engine/engine-protocol.ts';
import type { ConditionView, ConfigView } from '../../lib/config-view.ts';
import { NOT } from './label-words.ts';
import type { LabelledRow } from './measure.ts';

/**
 * What probes say of a head: they name signals that must match or must not, or a decision that cannot be had without one. A signal
 * speaks of a head where its kind has the head's name and its own name is one of the head's labels.
 */
export function rowsOfProbes(
  probes: readonly AssertedProbe[],
  config: ConfigView,
  head: string,
  labels: readonly string[],
): readonly LabelledRow[] {
  const needed = new Map(
    config.recipes.flatMap(({ decisions }) =>
      decisions.map(({ name, rules }) => [name, neededSignals(rules)] as const),
    ),
  );
  return probes.flatMap(({ text, decision, signals, forbidden }) => {
    const there = labelOf([...signals, ...(needed.get(decision) ?? [])], head, labels);
    if (there !== undefined) return [{ text, label: there }];
    const missing = labelOf(forbidden, head, labels);
    return missing === undefined ? [] : [{ text, label: NOT + missing }];
  });
}

/** Signals without which a condition cannot hold, as `kind:name`. */
export function neededSignals(condition: ConditionView | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ('type' in condition) return [`${condition.type}:${condition.name}`];
  const isNeeded = condition.operator === 'AND' || (condition.operator === 'OR' && condition.conditions.length === 1);
  return isNeeded ? condition.conditions.flatMap(neededSignals) : [];
}

/**
 * What a judged record says of a head: the signals that led to its decision were right where the decision fitted, and wrong where
 * it did not. Undefined where nobody said, where no signal of the head led there, or where its text was not kept.
 */
export function rowOfRecord(
  { trace, outcomes = [], request_body = null }: DetailedReplayRecord,
  head: string,
  labels: readonly string[],
): LabelledRow | undefined {
  const text = request_body === null ? undefined : lastWords(request_body);
  const won = trace?.decisions.find(({ name }) => name === trace.decision);
  const verdict = outcomes.at(-1)?.verdict;
  if (text === undefined || won === undefined || verdict === undefined) return undefined;
  const label = labelOf(won.because, head, labels);
  if (label === undefined) return undefined;
  // A model that was too weak or too strong says nothing of what the text was about.
  if (verdict === 'good_fit') return { text, label };
  return verdict === 'bad_fit' ? { text, label: NOT + label } : undefined;
}

function labelOf(signals: readonly string[], head: string, labels: readonly string[]): string | undefined {
  const found = signals.find(
    (signal) => signal.startsWith(`${head}:`) && labels.includes(signal.slice(head.length + 1)),
  );
  return found?.slice(head.length + 1);
}

/** The last thing that a user said, in a body of any of the chat protocols; undefined where it was cut off or holds no text. */
export function lastWords(body: string): string | undefined {
  let said: { readonly messages?: unknown; readonly input?: unknown };
  try {
    said = JSON.parse(body) as typeof said;
  } catch {
    return undefined;
  }
  if (typeof said.input === 'string') return said.input;
  const turns = [said.messages, said.input].find(Array.isArray) as readonly Turn[] | undefined;
  const last = turns?.findLast(({ role }) => role === 'user')?.content;
  const text = typeof last === 'string' ? last : last?.map((part) => part.text ?? '').join(' ');
  return text?.trim() || undefined;
}

interface Turn {
  readonly role?: string;
  readonly content?: string | readonly { readonly text?: string }[];
}

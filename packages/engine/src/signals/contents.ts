import type { Report } from '../config/diagnostic.ts';
import { s } from '../config/schema.ts';
import type { RequestFacts, Role } from '../request/facts.ts';
import { messageView } from '../request/message-views.ts';
import type { TextView } from '../text/text-view.ts';
import type { RunContext, TextScope } from './signal-kind.ts';

/** One message, or the joined ones where there is no user turn, read by itself. */
export interface Content {
  readonly text: TextView;
  /** Where it stands, in words that a person can look up: `current turn`, `tool result 2` (counted by role, from 1). */
  readonly place: string;
}

/** The rule fields with which a guard says what it reads; each message is read by itself. */
export const guardedTexts = {
  include_history: s
    .boolean()
    .default(false)
    .describe('Whether every other message is read too, each by itself: earlier turns, system messages, tool results.'),
  reads: s
    .enum(['current_turn', 'user_turns', 'conversation'])
    .optional()
    .describe('current_turn: the last user turn; user_turns: each of them; conversation: as include_history: true.'),
};

interface GuardRule {
  readonly name: string;
  readonly include_history: boolean;
  readonly reads?: TextScope | undefined;
}

/** Reports a rule whose two ways of saying what it reads contradict each other. */
export function checkGuardedTexts(rule: GuardRule, kind: string, report: Report): void {
  if (!rule.include_history || rule.reads === undefined || rule.reads === 'conversation') return;
  report.error(
    `${kind}.contradicting_scope`,
    ['reads'],
    `rule "${rule.name}": include_history: true reads every message, reads: ${rule.reads} does not`,
    'keep one of the two',
  );
}

/** What a guard rule reads, in one word. */
export function guardScope(rule: GuardRule): TextScope {
  return rule.include_history ? 'conversation' : (rule.reads ?? 'current_turn');
}

/** The contents of a scope, the current turn first, then the latest; texts that occur twice and empty ones once or not. */
export function contentsOf(facts: RequestFacts, run: Pick<RunContext, 'text'>, scope: TextScope): readonly Content[] {
  const current = run.text('current_turn');
  const { messages } = facts;
  const last = messages.findLastIndex((message) => message.role === 'user');
  const contents: Content[] = [{ text: current, place: last < 0 ? 'all messages' : 'current turn' }];
  if (scope === 'current_turn') return contents;
  const seen = new Set([current.raw, '']);
  for (let index = messages.length - 1; index >= 0; index--) {
    const { role, text } = messages[index]!;
    if ((scope === 'user_turns' && role !== 'user') || seen.has(text)) continue;
    seen.add(text);
    contents.push({ text: messageView(facts, index, current), place: placeOf(facts, index) });
  }
  return contents;
}

const WORDS: Readonly<Record<Role, string>> = {
  system: 'system message',
  developer: 'developer message',
  user: 'user turn',
  assistant: 'assistant turn',
  tool: 'tool result',
};

function placeOf({ messages }: RequestFacts, index: number): string {
  const { role } = messages[index]!;
  let number = 0;
  for (let i = 0; i <= index; i++) if (messages[i]!.role === role) number++;
  return `${WORDS[role]} ${number}`;
}

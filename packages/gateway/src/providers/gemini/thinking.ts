import type { Effort, ReasoningFamily } from '@signalbox/engine';
import type { ReasoningChoice } from '../../chat/upstream-call.ts';
import { isRecord, type JsonRecord, numberIn, stringIn } from '../../json/json-record.ts';

/** Thinking tokens by effort, where the model takes a budget in place of a word. */
const BUDGETS: Readonly<Record<Effort, number>> = { low: 2_048, medium: 8_192, high: 24_576 };

/** How the model should think, and how many tokens that takes from the answer's own. */
export interface ThinkingChoice {
  readonly config: JsonRecord | undefined;
  readonly budget: number;
}

const NOTHING: ThinkingChoice = { config: undefined, budget: 0 };

/**
 * Writes how the model should think. A family of effort words becomes `thinkingLevel` (the third generation; off is
 * `low`, its least), any other family a `thinkingBudget` (off is 0). Without a route the client's own words are
 * translated: Anthropic's budget, OpenAI's effort.
 */
export function thinkingChoice(
  chat: JsonRecord,
  family: ReasoningFamily | undefined,
  choice: ReasoningChoice | undefined,
): ThinkingChoice {
  if (family !== undefined && choice !== undefined) return chosen(family, choice);
  const asked = isRecord(chat.thinking) ? numberIn(chat.thinking.budget_tokens) : undefined;
  if (asked !== undefined) return byBudget(asked);
  const effort = stringIn(chat.reasoning_effort);
  if (effort === 'low' || effort === 'medium' || effort === 'high') {
    return family === undefined ? byBudget(BUDGETS[effort]) : chosen(family, { mode: 'on', effort });
  }
  return NOTHING;
}

function chosen(family: ReasoningFamily, { mode, effort }: ReasoningChoice): ThinkingChoice {
  const isOn = mode === 'on';
  if (family.type === 'chat_template_kwargs') return isOn ? byBudget(BUDGETS[effort]) : without({ thinkingBudget: 0 });
  return isOn
    ? { config: { includeThoughts: true, thinkingLevel: effort }, budget: 0 }
    : without({ thinkingLevel: 'low' });
}

const byBudget = (thinkingBudget: number): ThinkingChoice => ({
  config: { includeThoughts: true, thinkingBudget },
  budget: thinkingBudget,
});

const without = (config: JsonRecord): ThinkingChoice => ({ config, budget: 0 });

import type { Effort, ReasoningFamily } from '@signalbox/engine';
import type { ReasoningChoice } from '../../chat/upstream-call.ts';
import { isRecord, type JsonRecord, numberIn, recordsIn } from '../../json/json-record.ts';

/** Thinking tokens by effort, where the API takes a budget in place of a word. */
const BUDGETS: Readonly<Record<Effort, number>> = { low: 2_048, medium: 8_192, high: 24_576 };

/** Smallest budget that the API takes. */
const SMALLEST_BUDGET = 1_024;

/** A Messages body with thinking as the route wants it, and what had to give way. */
export interface ThinkingBody {
  readonly json: JsonRecord;
  readonly leftOut: readonly string[];
}

/**
 * Writes how the model should think. A family of effort words becomes adaptive thinking with `output_config.effort`; any
 * other family becomes a budget. A model without a family is told nothing. What the API refuses beside thinking (a
 * temperature, top_k, a forced tool) gives way to it, except for a tool loop that began without thinking: there thinking
 * gives way.
 */
export function withThinking(
  json: JsonRecord,
  family: ReasoningFamily | undefined,
  choice: ReasoningChoice | undefined,
): ThinkingBody {
  if (family === undefined || choice === undefined) return { json, leftOut: [] };
  const { thinking: _asked, ...rest } = json;
  if (choice.mode === 'off') return { json: rest, leftOut: [] };
  if (isLoopWithoutThinking(json)) return { json: rest, leftOut: ['thinking'] };
  const { temperature, top_k: topK, tool_choice: toolChoice, ...plain } = rest;
  const leftOut: string[] = [];
  if (temperature !== undefined && temperature !== 1) leftOut.push('temperature');
  if (topK !== undefined) leftOut.push('top_k');
  const isForced = isRecord(toolChoice) && (toolChoice.type === 'any' || toolChoice.type === 'tool');
  if (isForced) leftOut.push('tool_choice');
  const kept = toolChoice === undefined ? {} : { tool_choice: isForced ? { ...toolChoice, ...AUTO } : toolChoice };
  return { json: { ...plain, ...kept, ...thinkingFields(plain, family, choice) }, leftOut };
}

const AUTO = { type: 'auto', name: undefined };

function thinkingFields(json: JsonRecord, family: ReasoningFamily, { effort }: ReasoningChoice): JsonRecord {
  if (family.type !== 'chat_template_kwargs') {
    const config = isRecord(json.output_config) ? json.output_config : {};
    return { thinking: { type: 'adaptive' }, output_config: { ...config, effort } };
  }
  const budget = Math.max(SMALLEST_BUDGET, BUDGETS[effort]);
  // The budget counts towards max_tokens, and the answer's own tokens come on top of it.
  const maxTokens = (numberIn(json.max_tokens) ?? 0) + budget;
  return { thinking: { type: 'enabled', budget_tokens: budget }, max_tokens: maxTokens };
}

/** A tool's answer is the last message, and the turn that called it does not begin with thinking. */
function isLoopWithoutThinking(json: JsonRecord): boolean {
  const messages = recordsIn(json.messages);
  const isToolAnswer = recordsIn(messages.at(-1)?.content).some(({ type }) => type === 'tool_result');
  if (!isToolAnswer) return false;
  const first = recordsIn(messages.findLast(({ role }) => role === 'assistant')?.content)[0];
  return first?.type !== 'thinking' && first?.type !== 'redacted_thinking';
}

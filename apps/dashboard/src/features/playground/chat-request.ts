import type { Answer, ChatSettings, Conversation, Turn } from './conversation.ts';

/** A body of the chat completions API. */
export type ChatBody = { readonly model: string; readonly messages: readonly object[] } & Readonly<
  Record<string, unknown>
>;

/** Settings that cannot be sent, and why. */
export class SettingError extends Error {}

/**
 * The request of one lane of a conversation: its turns up to and including the last one given. The lane is the place of the
 * model among those that are compared; each remembers its own answers.
 */
export function chatRequest(settings: ChatSettings, turns: readonly Turn[], lane: number): ChatBody {
  const messages: object[] = settings.system.trim() === '' ? [] : [{ role: 'system', content: settings.system }];
  for (const [at, turn] of turns.entries()) {
    const before = turns[at - 1]?.answers[lane] ?? turns[at - 1]?.answers[0];
    if (turn.isToolResult === true) messages.push(...toolResults(before));
    else messages.push({ role: 'user', content: contentOf(turn) });
    const answer = turn.answers[lane] ?? turn.answers[0];
    if (at < turns.length - 1 && answer !== undefined) messages.push(assistantMessage(answer));
  }
  return {
    model: settings.models[lane] ?? settings.models[0] ?? 'auto',
    messages,
    ...number('temperature', 'Temperature', settings.temperature),
    ...number('top_p', 'Top p', settings.topP),
    ...number('max_tokens', 'Most tokens', settings.maxTokens),
    ...number('seed', 'Seed', settings.seed),
    ...toolsOf(settings),
    ...structureOf(settings),
  };
}

/** The same for a text that is still being written. */
export function draftRequest({ settings, turns }: Conversation, text: string, lane: number): ChatBody {
  const draft: Turn = { id: '', text, pictures: [], answers: [] };
  return chatRequest(settings, [...turns, draft], lane);
}

function contentOf({ text, pictures }: Turn): unknown {
  if (pictures.length === 0) return text;
  return [{ type: 'text', text }, ...pictures.map(({ url }) => ({ type: 'image_url', image_url: { url } }))];
}

function assistantMessage({ text, toolCalls }: Answer): object {
  if (toolCalls.length === 0) return { role: 'assistant', content: text };
  const calls = toolCalls.map(({ id, name, arguments: input }) => ({
    id,
    type: 'function',
    function: { name, arguments: input },
  }));
  return { role: 'assistant', content: text === '' ? null : text, tool_calls: calls };
}

function toolResults(answer: Answer | undefined): object[] {
  return (answer?.toolCalls ?? []).map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result ?? '' }));
}

function number(field: string, label: string, text: string): Record<string, number> {
  if (text.trim() === '') return {};
  const value = Number(text);
  if (!Number.isFinite(value)) throw new SettingError(`${label}: expected a number, got “${text}”`);
  return { [field]: value };
}

function toolsOf({ tools }: ChatSettings): object {
  if (tools.trim() === '') return {};
  const parsed = json('tools', tools);
  if (!Array.isArray(parsed)) throw new SettingError('tools: expected a list in JSON');
  return parsed.length === 0 ? {} : { tools: parsed };
}

/** JSON Schema has a field of the API's own; the others are vLLM's. */
function structureOf({ structure, structureText }: ChatSettings): object {
  const text = structureText.trim();
  if (structure === 'none' || text === '') return {};
  if (structure === 'json_schema') {
    const schema = json('JSON Schema', text);
    return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } } };
  }
  const value =
    structure === 'choice'
      ? text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : text;
  return { structured_outputs: { [structure]: value } };
}

function json(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingError(`${what}: ${(cause as Error).message}`);
  }
}

import {
  type Ask,
  asJson,
  asList,
  asNumber,
  asText,
  type Client,
  type Json,
  type Reading,
  type Step,
} from './client.ts';

/** A client of OpenAI's chat completions that keeps whole messages, fields that it does not know too. */
export const openaiChatClient: Client = {
  protocol: 'openai-chat',
  headers: {},
  body,
  read(json) {
    const choice = asList(json.choices)[0] ?? {};
    return readingOf(asJson(choice.message), choice.finish_reason, json);
  },
  readStream(events) {
    const message: Record<string, unknown> = { role: 'assistant', content: null };
    const calls: { id: string; type: 'function'; function: { name: string; arguments: string } }[] = [];
    const thinking: unknown[] = [];
    let finish: unknown = null;
    let top: Json = {};
    for (const event of events) {
      if (event.error !== undefined) top = { ...top, error: event.error };
      if (event.usage !== undefined && event.usage !== null) top = { ...top, usage: event.usage };
      const choice = asList(event.choices)[0];
      if (choice === undefined) continue;
      if (finish !== null) throw new Error('a chunk follows the finish');
      finish = choice.finish_reason ?? null;
      const delta = asJson(choice.delta);
      for (const field of ['content', 'reasoning_content', 'reasoning', 'refusal']) {
        if (typeof delta[field] === 'string') message[field] = asText(message[field]) + delta[field];
      }
      thinking.push(...asList(delta.thinking_blocks));
      for (const call of asList(delta.tool_calls)) {
        const made = asJson(call.function);
        const at = asNumber(call.index);
        calls[at] ??= { id: asText(call.id), type: 'function', function: { name: asText(made.name), arguments: '' } };
        calls[at].function.arguments += asText(made.arguments);
      }
    }
    if (calls.length > 0) message.tool_calls = calls;
    if (thinking.length > 0) message.thinking_blocks = thinking;
    return readingOf(message, finish, top);
  },
};

function body({ model, steps, system, isStreaming, tools, schema }: Ask): Json {
  return {
    model,
    messages: [...(system === undefined ? [] : [{ role: 'developer', content: system }]), ...steps.flatMap(messages)],
    max_tokens: 2_000,
    ...(isStreaming === true ? { stream: true, stream_options: { include_usage: true } } : {}),
    ...(tools === undefined ? {} : { tools: tools.map((tool) => ({ type: 'function', function: tool })) }),
    ...(schema === undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }),
  };
}

function messages(step: Step): readonly Json[] {
  if (step.role === 'assistant') return step.kept;
  if (step.role === 'tools')
    return step.answers.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }));
  if (step.image === undefined) return [{ role: 'user', content: step.text }];
  const parts = [
    { type: 'text', text: step.text },
    { type: 'image_url', image_url: { url: step.image } },
  ];
  return [{ role: 'user', content: parts }];
}

function readingOf(message: Json, finish: unknown, { usage, error }: Json): Reading {
  return {
    text: asText(message.content),
    reasoning: asText(message.reasoning_content) || asText(message.reasoning),
    calls: asList(message.tool_calls).map((call) => {
      const made = asJson(call.function);
      return { id: asText(call.id), name: asText(made.name), arguments: asText(made.arguments) };
    }),
    isFinished: typeof finish === 'string',
    tokens: asNumber(asJson(usage).total_tokens),
    kept: [message],
    error: error === undefined ? undefined : asText(asJson(error).message),
  };
}

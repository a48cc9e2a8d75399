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

/** A client of Anthropic's Messages that sends blocks back as they came, thinking too. */
export const anthropicMessagesClient: Client = {
  protocol: 'anthropic-messages',
  headers: { 'anthropic-version': '2023-06-01' },
  body,
  read: (json) => readingOf(json),
  readStream(events) {
    let message: Json = {};
    const blocks: Record<string, unknown>[] = [];
    const inputs: string[] = [];
    let open: number | undefined;
    for (const event of events) {
      const at = asNumber(event.index);
      switch (event.type) {
        case 'message_start':
          message = asJson(event.message);
          break;
        case 'content_block_start':
          if (open !== undefined || at !== blocks.length) throw new Error(`block ${at} starts out of order`);
          open = at;
          blocks.push({ ...asJson(event.content_block) });
          inputs.push('');
          break;
        case 'content_block_delta':
          if (open !== at) throw new Error(`block ${at} changes while ${open} is open`);
          change(blocks[at]!, asJson(event.delta), inputs, at);
          break;
        case 'content_block_stop':
          if (open !== at) throw new Error(`block ${at} stops while ${open} is open`);
          open = undefined;
          if (blocks[at]!.type === 'tool_use') blocks[at]!.input = JSON.parse(inputs[at] || '{}');
          break;
        case 'message_delta':
          message = { ...message, ...asJson(event.delta), usage: { ...asJson(message.usage), ...asJson(event.usage) } };
          break;
        case 'error':
          message = { ...message, error: event.error };
          break;
      }
    }
    return readingOf({ ...message, content: blocks });
  },
};

function change(block: Record<string, unknown>, delta: Json, inputs: string[], at: number): void {
  if (delta.type === 'text_delta') block.text = asText(block.text) + asText(delta.text);
  else if (delta.type === 'thinking_delta') block.thinking = asText(block.thinking) + asText(delta.thinking);
  else if (delta.type === 'signature_delta') block.signature = delta.signature;
  else if (delta.type === 'input_json_delta') inputs[at] += asText(delta.partial_json);
  else throw new Error(`unknown delta ${String(delta.type)}`);
}

function body({ model, steps, system, isStreaming, tools, schema }: Ask): Json {
  return {
    model,
    max_tokens: 2_000,
    messages: steps.map(turn),
    ...(system === undefined ? {} : { system }),
    ...(isStreaming === true ? { stream: true } : {}),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters })),
        }),
    ...(schema === undefined ? {} : { output_config: { format: { type: 'json_schema', schema: closed(schema) } } }),
  };
}

/** The API asks for closed objects, and its libraries close them. */
function closed(schema: Json): Json {
  const properties = Object.entries(asJson(schema.properties)).map(([name, inner]) => [name, closed(asJson(inner))]);
  if (schema.type !== 'object') return schema;
  return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}

function turn(step: Step): Json {
  if (step.role === 'assistant') return { role: 'assistant', content: step.kept };
  if (step.role === 'tools') {
    const results = step.answers.map(({ id, text }) => ({ type: 'tool_result', tool_use_id: id, content: text }));
    return { role: 'user', content: results };
  }
  if (step.image === undefined) return { role: 'user', content: step.text };
  const [, type, data] = /^data:([^;]+);base64,(.*)$/.exec(step.image)!;
  const image = { type: 'image', source: { type: 'base64', media_type: type, data } };
  return { role: 'user', content: [image, { type: 'text', text: step.text }] };
}

function readingOf(message: Json): Reading {
  const blocks = asList(message.content);
  const textOf = (type: string, field: string) =>
    blocks.map((block) => (block.type === type ? asText(block[field]) : '')).join('');
  const usage = asJson(message.usage);
  return {
    text: textOf('text', 'text'),
    reasoning: textOf('thinking', 'thinking'),
    calls: blocks
      .filter(({ type }) => type === 'tool_use')
      .map(({ id, name, input }) => ({ id: asText(id), name: asText(name), arguments: JSON.stringify(input) })),
    isFinished: typeof message.stop_reason === 'string',
    tokens: asNumber(usage.input_tokens) + asNumber(usage.output_tokens),
    kept: blocks,
    error: message.error === undefined ? undefined : asText(asJson(message.error).message),
  };
}

import { isRecord, type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';

/** A request for Converse. */
export interface EncodedConverse {
  readonly json: JsonRecord;
  readonly leftOut: readonly string[];
}

/** Whether a model is one of Anthropic's, whose own fields it takes. */
export function isClaude(upstreamName: string): boolean {
  return /anthropic|claude/.test(upstreamName);
}

/**
 * A Messages request in the words of Converse, which says the same with other names. Fields that only Anthropic's models
 * know go beside it, and to no other model.
 */
export function encodeConverse(messages: JsonRecord, upstreamName: string): EncodedConverse {
  const leftOut = new Set<string>();
  const forClaude = isClaude(upstreamName);
  const turns = recordsIn(messages.messages).map(({ role, content }) => ({
    role,
    content: blocksOf(content, forClaude, leftOut),
  }));
  const config = isRecord(messages.output_config) ? messages.output_config : {};
  const own: Record<string, unknown> = {
    thinking: messages.thinking,
    top_k: messages.top_k,
    ...(config.effort === undefined ? {} : { output_config: { effort: config.effort } }),
  };
  for (const key of Object.keys(own)) if (own[key] === undefined) delete own[key];
  if (!forClaude) for (const key of Object.keys(own)) leftOut.add(key === 'output_config' ? 'reasoning_effort' : key);
  const json: Record<string, unknown> = {
    messages: turns.filter(({ content }) => content.length > 0),
    system: Array.isArray(messages.system) ? blocksOf(messages.system, forClaude, leftOut) : undefined,
    inferenceConfig: inferenceConfig(messages),
    toolConfig: toolConfig(messages, turns, leftOut),
    outputConfig: outputConfig(config.format),
    additionalModelRequestFields: forClaude && Object.keys(own).length > 0 ? own : undefined,
  };
  for (const key of Object.keys(json)) if (json[key] === undefined) delete json[key];
  return { json, leftOut: [...leftOut] };
}

function inferenceConfig(messages: JsonRecord): JsonRecord {
  const { max_tokens: maxTokens, temperature, top_p: topP, stop_sequences: stopSequences } = messages;
  return { maxTokens, temperature, topP, stopSequences };
}

function blocksOf(content: unknown, forClaude: boolean, leftOut: Set<string>): JsonRecord[] {
  return recordsIn(content).flatMap((block, index) => {
    const written = blockOf(block, index, forClaude, leftOut);
    if (written === undefined) return [];
    return block.cache_control === undefined ? [written] : [written, { cachePoint: { type: 'default' } }];
  });
}

function blockOf(block: JsonRecord, index: number, forClaude: boolean, leftOut: Set<string>): JsonRecord | undefined {
  switch (block.type) {
    case 'text':
      return { text: block.text };
    case 'image':
      return imageOf(isRecord(block.source) ? block.source : {}, leftOut);
    case 'document':
      return documentOf(block, index, leftOut);
    case 'tool_use':
      return { toolUse: { toolUseId: block.id, name: block.name, input: block.input } };
    case 'tool_result':
      return { toolResult: toolResultOf(block, forClaude, leftOut) };
    case 'thinking':
    case 'redacted_thinking':
      return thinkingOf(block, forClaude, leftOut);
  }
  leftOut.add(`messages[].content[].${textIn(block.type)}`);
  return undefined;
}

/** Only Anthropic's models take thinking that Anthropic signed. */
function thinkingOf(block: JsonRecord, forClaude: boolean, leftOut: Set<string>): JsonRecord | undefined {
  if (!forClaude) {
    leftOut.add('messages[].thinking');
    return undefined;
  }
  return block.type === 'thinking'
    ? { reasoningContent: { reasoningText: { text: block.thinking, signature: block.signature } } }
    : { reasoningContent: { redactedContent: block.data } };
}

function toolResultOf(block: JsonRecord, forClaude: boolean, leftOut: Set<string>): JsonRecord {
  const { content } = block;
  const blocks = typeof content === 'string' ? [{ text: content }] : blocksOf(content, forClaude, leftOut);
  return {
    toolUseId: block.tool_use_id,
    content: blocks.length === 0 ? [{ text: '' }] : blocks,
    ...(block.is_error === true ? { status: 'error' } : {}),
  };
}

/** Pictures come inline: an address is told to the model in words. */
function imageOf(source: JsonRecord, leftOut: Set<string>): JsonRecord {
  if (source.type !== 'base64') {
    leftOut.add('messages[].content[].image_url');
    return { text: `(picture at ${textIn(source.url)})` };
  }
  const format = textIn(source.media_type).replace(/^image\//, '');
  return { image: { format: format === 'jpg' ? 'jpeg' : format, source: { bytes: source.data } } };
}

function documentOf(block: JsonRecord, index: number, leftOut: Set<string>): JsonRecord {
  const source = isRecord(block.source) ? block.source : {};
  // Letters, digits, spaces, dashes and brackets are all that a name may have.
  const name = (stringIn(block.title) ?? `document ${index + 1}`).replace(/[^a-zA-Z0-9\-()[\] ]+/g, ' ').trim();
  if (source.type === 'base64') return { document: { format: 'pdf', name, source: { bytes: source.data } } };
  if (source.type === 'text') {
    const bytes = Buffer.from(textIn(source.data)).toString('base64');
    return { document: { format: 'txt', name, source: { bytes } } };
  }
  leftOut.add('messages[].content[].document.url');
  return { text: `(document at ${textIn(source.url ?? source.file_id)})` };
}

/** Converse asks for the tools wherever the history has calls, and cannot forbid to use them. */
function toolConfig(
  messages: JsonRecord,
  turns: readonly { readonly content: readonly JsonRecord[] }[],
  leftOut: Set<string>,
): JsonRecord | undefined {
  const offered = recordsIn(messages.tools).flatMap((tool) => {
    const { name, description, input_schema: json, strict } = tool;
    const toolSpec = { name, description, inputSchema: { json }, strict };
    return tool.cache_control === undefined ? [{ toolSpec }] : [{ toolSpec }, { cachePoint: { type: 'default' } }];
  });
  const called = turns.flatMap(({ content }) =>
    content.flatMap(({ toolUse }) => (isRecord(toolUse) ? [textIn(toolUse.name)] : [])),
  );
  const choice = isRecord(messages.tool_choice) ? messages.tool_choice : {};
  if (choice.type === 'none') leftOut.add('tool_choice');
  if (choice.disable_parallel_tool_use === true) leftOut.add('parallel_tool_calls');
  if (offered.length === 0) {
    if (called.length === 0) return undefined;
    const inputSchema = { json: { type: 'object' } };
    return { tools: [...new Set(called)].map((name) => ({ toolSpec: { name, inputSchema } })) };
  }
  return { tools: offered, ...toolChoice(choice) };
}

function toolChoice({ type, name }: JsonRecord): JsonRecord {
  if (type === 'any') return { toolChoice: { any: {} } };
  return type === 'tool' ? { toolChoice: { tool: { name } } } : {};
}

function outputConfig(format: unknown): JsonRecord | undefined {
  if (!isRecord(format)) return undefined;
  const jsonSchema = { name: 'answer', schema: JSON.stringify(format.schema) };
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}

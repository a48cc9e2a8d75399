import { textIn } from '../../../json/json-record.ts';
import { ApiError, badRequest } from '../../api-error.ts';
import { type ChatRequest, readChatRequest } from '../../chat/chat-request.ts';
import { readNumber, shown } from '../../chat/request-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import { signText } from '../signature.ts';
import { objectOf, objectsOf, onlyClosedObjects, onlyFields, textOf } from '../strict.ts';
import type { VendorCall } from '../vendor-api.ts';

const FIELDS = [
  'model messages max_tokens system stream temperature top_p top_k stop_sequences metadata thinking tools tool_choice',
  'output_config service_tier container context_management mcp_servers',
].flatMap((line) => line.split(' '));

const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/** The signature of a thought. */
export function signThought(thinking: string): string {
  return signText('anthropic', thinking);
}

/** Reads a Messages request as strictly as the published API. */
export function readMessages({ body, headers }: VendorCall, { model }: { readonly model: string }): ChatRequest {
  if (headers['x-api-key'] === undefined && headers.authorization === undefined) {
    throw new ApiError(401, 'authentication_error', 'x-api-key header is required');
  }
  onlyFields(body, FIELDS, '');
  const maxTokens = readNumber(body, 'max_tokens', { minimum: 1, isInteger: true });
  if (maxTokens === undefined) throw badRequest('max_tokens: Field required', 'max_tokens');
  readNumber(body, 'temperature', { minimum: 0, maximum: 1 });
  const thinking = readThinking(body, maxTokens);
  const messages = readTurns(body, thinking);
  return readChatRequest(model, {
    model,
    messages: [...systemMessages(body.system), ...messages],
    max_tokens: maxTokens,
    ...(body.stream === undefined ? {} : { stream: body.stream }),
    stop: readStops(body.stop_sequences),
    ...readTools(body, thinking),
    ...readFormat(body.output_config),
    ...(thinking ? { reasoning_effort: 'medium' } : {}),
  });
}

function readThinking({ thinking, temperature, top_k: topK }: JsonObject, maxTokens: number): boolean {
  if (thinking === undefined) return false;
  const read = objectOf(thinking, 'thinking');
  if (read.type === 'disabled') return false;
  if (read.type === 'enabled') {
    const budget = readNumber(read, 'budget_tokens', { minimum: 1024, isInteger: true });
    if (budget === undefined) throw badRequest('thinking.enabled.budget_tokens: Field required', 'thinking');
    if (budget >= maxTokens) {
      throw badRequest('`max_tokens` must be greater than `thinking.budget_tokens`.', 'max_tokens');
    }
  } else if (read.type !== 'adaptive') {
    throw badRequest(`thinking.type must be enabled, disabled or adaptive, got ${shown(read.type)}.`, 'thinking');
  }
  if (temperature !== undefined && temperature !== 1) {
    throw badRequest('`temperature` may only be set to 1 when thinking is enabled.', 'temperature');
  }
  if (topK !== undefined) throw badRequest('`top_k` must be unset when thinking is enabled.', 'top_k');
  return true;
}

function systemMessages(system: JsonValue | undefined): JsonObject[] {
  if (system === undefined) return [];
  const content = typeof system === 'string' ? system : objectsOf(system, 'system').map(readText).join('\n');
  return [{ role: 'system', content }];
}

function readText(block: JsonObject): string {
  onlyFields(block, ['type', 'text', 'cache_control', 'citations'], 'text');
  const text = textOf(block.text, 'text');
  if (text.trim() === '') throw badRequest('text content blocks must contain non-whitespace text');
  return text;
}

function readTurns(body: JsonObject, isThinking: boolean): JsonObject[] {
  const turns = objectsOf(body.messages, 'messages');
  if (turns.length === 0) throw badRequest('messages: at least one message is required', 'messages');
  if (turns[0]!.role !== 'user') throw badRequest('messages: first message must use the "user" role', 'messages');
  const chat: JsonObject[] = [];
  let open: string[] = [];
  for (const [index, turn] of turns.entries()) {
    const where = `messages.${index}`;
    onlyFields(turn, ['role', 'content'], where);
    const blocks = blocksOf(turn.content, where);
    if (turn.role === 'assistant') {
      if (open.length > 0) throw unanswered(where, open);
      open = assistantTurn(blocks, where, chat);
      const isLoop =
        turns[index + 1] !== undefined && index === turns.findLastIndex(({ role }) => role === 'assistant');
      const first = blocks[0]?.type;
      if (isThinking && isLoop && open.length > 0 && first !== 'thinking' && first !== 'redacted_thinking') {
        throw badRequest(
          `${where}.content.0: Expected \`thinking\` or \`redacted_thinking\`, but found ${shown(first)}.`,
        );
      }
    } else if (turn.role === 'user') {
      userTurn(blocks, where, open, chat);
      open = [];
    } else {
      throw badRequest(`${where}.role: must be user or assistant, got ${shown(turn.role)}.`, 'messages');
    }
  }
  if (open.length > 0) throw unanswered('messages', open);
  const last = chat.at(-1);
  if (last?.role === 'assistant' && typeof last.content === 'string' && last.content !== last.content.trimEnd()) {
    throw badRequest('messages: final assistant content cannot end with trailing whitespace', 'messages');
  }
  return chat;
}

function unanswered(where: string, ids: readonly string[]): ApiError {
  return badRequest(
    `${where}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids.join(', ')}.`,
    'messages',
  );
}

function blocksOf(content: JsonValue | undefined, where: string): readonly JsonObject[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const blocks = objectsOf(content, `${where}.content`);
  if (blocks.length === 0) throw badRequest(`${where}: content must not be empty.`, 'messages');
  return blocks;
}

function assistantTurn(blocks: readonly JsonObject[], where: string, chat: JsonObject[]): string[] {
  const calls: JsonObject[] = [];
  const texts: string[] = [];
  for (const [index, block] of blocks.entries()) {
    const place = `${where}.content.${index}`;
    if (block.type === 'text') texts.push(readText(block));
    else if (block.type === 'thinking') checkThought(block, place);
    else if (block.type === 'redacted_thinking') onlyFields(block, ['type', 'data'], place);
    else if (block.type === 'tool_use') calls.push(readCall(block, place));
    else throw badRequest(`${place}.type: ${shown(block.type)} is no block of an assistant's.`, 'messages');
  }
  chat.push({ role: 'assistant', content: texts.join('\n'), ...(calls.length === 0 ? {} : { tool_calls: calls }) });
  return calls.map(({ id }) => textIn(id));
}

function checkThought(block: JsonObject, place: string): void {
  onlyFields(block, ['type', 'thinking', 'signature'], place);
  if (textOf(block.signature, `${place}.signature`) !== signThought(textOf(block.thinking, `${place}.thinking`))) {
    throw badRequest(`${place}: Invalid \`signature\` in \`thinking\` block`, 'messages');
  }
}

function readCall(block: JsonObject, place: string): JsonObject {
  onlyFields(block, ['type', 'id', 'name', 'input', 'cache_control'], place);
  const id = textOf(block.id, `${place}.id`);
  if (!/^[a-zA-Z0-9_-]+$/.test(id)) {
    throw badRequest(`${place}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`, 'messages');
  }
  const input = objectOf(block.input, `${place}.input`);
  return { id, type: 'function', function: { name: textOf(block.name, place), arguments: JSON.stringify(input) } };
}

function userTurn(blocks: readonly JsonObject[], where: string, open: readonly string[], chat: JsonObject[]): void {
  const answered = new Set<string>();
  const parts: JsonObject[] = [];
  for (const [index, block] of blocks.entries()) {
    const place = `${where}.content.${index}`;
    if (block.type === 'tool_result') {
      onlyFields(block, ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'], place);
      const id = textOf(block.tool_use_id, `${place}.tool_use_id`);
      if (!open.includes(id)) {
        throw badRequest(`${place}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}.`, 'messages');
      }
      if (parts.length > 0) throw badRequest(`${place}: tool_result blocks must come first.`, 'messages');
      answered.add(id);
      chat.push({ role: 'tool', tool_call_id: id, content: resultText(block.content, place) });
    } else {
      parts.push(readPart(block, place));
    }
  }
  const missing = open.filter((id) => !answered.has(id));
  if (missing.length > 0) throw unanswered(where, missing);
  if (parts.length > 0) chat.push({ role: 'user', content: parts });
}

function resultText(content: JsonValue | undefined, place: string): string {
  if (content === undefined || typeof content === 'string') return content ?? '';
  return objectsOf(content, `${place}.content`)
    .map((block) => readPart(block, place))
    .map(({ text }) => (typeof text === 'string' ? text : '(picture)'))
    .join('\n');
}

function readPart(block: JsonObject, place: string): JsonObject {
  if (block.type === 'text') return { type: 'text', text: readText(block) };
  if (block.type === 'image' || block.type === 'document') {
    const isImage = block.type === 'image';
    onlyFields(
      block,
      ['type', 'source', 'cache_control', ...(isImage ? [] : ['title', 'context', 'citations'])],
      place,
    );
    checkSource(objectOf(block.source, `${place}.source`), isImage, place);
    return isImage ? { type: 'image_url', image_url: { url: 'x' } } : { type: 'file', file: {} };
  }
  throw badRequest(`${place}.type: ${shown(block.type)} is no block of a user's.`, 'messages');
}

function checkSource(source: JsonObject, isImage: boolean, place: string): void {
  if (source.type === 'base64') {
    onlyFields(source, ['type', 'media_type', 'data'], `${place}.source`);
    const allowed = isImage ? PICTURES : ['application/pdf'];
    if (!allowed.includes(textOf(source.media_type, `${place}.source.media_type`))) {
      throw badRequest(`${place}.source.media_type: must be one of ${allowed.join(', ')}.`, 'messages');
    }
    textOf(source.data, `${place}.source.data`);
  } else if (source.type === 'url') {
    onlyFields(source, ['type', 'url'], `${place}.source`);
    textOf(source.url, `${place}.source.url`);
  } else if (isImage || source.type !== 'text') {
    throw badRequest(`${place}.source.type: ${shown(source.type)} is not known.`, 'messages');
  }
}

function readStops(stops: JsonValue | undefined): readonly string[] {
  if (stops === undefined) return [];
  if (!Array.isArray(stops)) throw badRequest('stop_sequences: must be a list', 'stop_sequences');
  return (stops as readonly JsonValue[]).map((stop) => {
    if (typeof stop === 'string' && stop.trim() !== '') return stop;
    throw badRequest('stop_sequences: each stop sequence must contain non-whitespace', 'stop_sequences');
  });
}

function readTools(body: JsonObject, isThinking: boolean): JsonObject {
  if (body.tools === undefined) {
    if (body.tool_choice !== undefined) throw badRequest('tool_choice may only be specified with tools', 'tool_choice');
    return {};
  }
  const tools = objectsOf(body.tools, 'tools').map((tool, index) => {
    const where = `tools.${index}`;
    onlyFields(tool, ['type', 'name', 'description', 'input_schema', 'strict', 'cache_control'], where);
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(textOf(tool.name, `${where}.name`))) {
      throw badRequest(`${where}.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`, 'tools');
    }
    const schema = objectOf(tool.input_schema, `${where}.input_schema`);
    if (schema.type !== 'object') throw badRequest(`${where}.input_schema.type: must be 'object'`, 'tools');
    if (tool.strict === true) onlyClosedObjects(schema, `${where}.input_schema`);
    const described = tool.description === undefined ? {} : { description: tool.description };
    return { type: 'function', function: { name: tool.name, ...described, parameters: schema } };
  });
  if (body.tool_choice === undefined) return { tools };
  const choice = objectOf(body.tool_choice, 'tool_choice');
  onlyFields(choice, ['type', 'name', 'disable_parallel_tool_use'], 'tool_choice');
  const isForced = choice.type === 'any' || choice.type === 'tool';
  if (isForced && isThinking) {
    throw badRequest('Thinking may not be enabled when tool_choice forces tool use.', 'tool_choice');
  }
  const forced: JsonValue =
    choice.type === 'tool'
      ? { type: 'function', function: { name: textOf(choice.name, 'tool_choice.name') } }
      : choice.type === 'any'
        ? 'required'
        : textOf(choice.type, 'tool_choice.type');
  return { tools, tool_choice: forced, parallel_tool_calls: choice.disable_parallel_tool_use !== true };
}

function readFormat(config: JsonValue | undefined): JsonObject {
  if (config === undefined) return {};
  const read = objectOf(config, 'output_config');
  onlyFields(read, ['effort', 'format'], 'output_config');
  if (!isJsonObject(read.format)) return {};
  onlyFields(read.format, ['type', 'schema'], 'output_config.format');
  onlyClosedObjects(read.format.schema, 'output_config.format.schema');
  return {
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: read.format.schema ?? null } },
  };
}

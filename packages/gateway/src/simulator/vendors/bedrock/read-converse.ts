import { textIn } from '../../../json/json-record.ts';
import { ApiError, badRequest } from '../../api-error.ts';
import { type ChatRequest, readChatRequest } from '../../chat/chat-request.ts';
import { readNumber } from '../../chat/request-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import { signThought } from '../anthropic/read-messages.ts';
import { objectOf, objectsOf, onlyClosedObjects, onlyFields, textOf } from '../strict.ts';
import type { VendorCall } from '../vendor-api.ts';

const FIELDS = [
  'messages system inferenceConfig toolConfig outputConfig additionalModelRequestFields guardrailConfig requestMetadata',
  'performanceConfig additionalModelResponseFieldPaths promptVariables',
].flatMap((line) => line.split(' '));

/** What a signature of version 4 looks like; whether it is right, only AWS can say. */
const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/bedrock\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;

/** Reads a request of Converse as strictly as the published API. */
export function readConverse({ body, headers, address }: VendorCall, model: string): ChatRequest {
  const isSigned = SIGNATURE.test(headers.authorization ?? '') && headers['x-amz-date'] !== undefined;
  if (!isSigned && headers.authorization?.startsWith('Bearer ') !== true) {
    throw new ApiError(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  onlyFields(body, FIELDS, '');
  const own = isJsonObject(body.additionalModelRequestFields) ? body.additionalModelRequestFields : {};
  if (!model.includes('anthropic') && Object.keys(own).length > 0) {
    throw badRequest(
      `The model returned the following errors: extraneous key [${Object.keys(own)[0]}] is not permitted`,
    );
  }
  const config = isJsonObject(body.inferenceConfig) ? body.inferenceConfig : {};
  onlyFields(config, ['maxTokens', 'temperature', 'topP', 'stopSequences'], 'inferenceConfig');
  const limit = readNumber(config, 'maxTokens', { minimum: 1, isInteger: true });
  readNumber(config, 'temperature', { minimum: 0, maximum: 1 });
  const thinking = isJsonObject(own.thinking) && own.thinking.type !== 'disabled';
  if (thinking && config.temperature !== undefined && config.temperature !== 1) {
    throw badRequest('`temperature` may only be set to 1 when thinking is enabled.');
  }
  const messages = readTurns(body, model);
  const tools = readTools(body.toolConfig);
  if (tools.tools === undefined && JSON.stringify(body.messages).includes('"toolUse"')) {
    throw badRequest('The toolConfig field must be defined when using toolUse and toolResult content blocks.');
  }
  return readChatRequest(model, {
    model,
    messages: [...readSystem(body.system), ...messages],
    ...(limit === undefined ? {} : { max_tokens: limit }),
    stop: config.stopSequences ?? [],
    stream: address.isStreaming === true,
    ...tools,
    ...readFormat(body.outputConfig),
    ...(thinking ? { reasoning_effort: 'medium' } : {}),
  });
}

function readSystem(system: JsonValue | undefined): JsonObject[] {
  if (system === undefined) return [];
  const texts = objectsOf(system, 'system').flatMap((block) => {
    onlyOne(block, ['text', 'cachePoint', 'guardContent'], 'system');
    return block.text === undefined ? [] : [textOf(block.text, 'system.text')];
  });
  return [{ role: 'system', content: texts.join('\n') }];
}

function onlyOne(block: JsonObject, allowed: readonly string[], where: string): void {
  onlyFields(block, allowed, where);
  if (Object.keys(block).length !== 1) throw badRequest(`${where}: exactly one member of the union must be set.`);
}

function readTurns(body: JsonObject, model: string): JsonObject[] {
  const chat: JsonObject[] = [];
  let open = new Set<string>();
  let before = '';
  for (const [index, turn] of objectsOf(body.messages, 'messages').entries()) {
    const where = `messages.${index}`;
    onlyFields(turn, ['role', 'content'], where);
    if (turn.role === before) throw badRequest(`${where}: roles must alternate between user and assistant.`);
    before = textOf(turn.role, `${where}.role`);
    if (index === 0 && before !== 'user') throw badRequest('A conversation must start with a user message.');
    const blocks = objectsOf(turn.content, `${where}.content`);
    if (blocks.length === 0) throw badRequest(`${where}: content must not be empty.`);
    if (before === 'assistant') {
      const { message, calls } = readAssistant(blocks, where, model);
      chat.push(message);
      open = new Set(calls);
    } else {
      readUser(blocks, where, open, chat);
      if (open.size > 0)
        throw badRequest(`${where}: Expected toolResult blocks for the following Ids: ${[...open].join()}`);
    }
  }
  if (before !== 'user') throw badRequest('The conversation must end with a user message.');
  return chat;
}

function readAssistant(blocks: readonly JsonObject[], where: string, model: string) {
  const calls: JsonObject[] = [];
  const texts: string[] = [];
  for (const block of blocks) {
    onlyOne(block, ['text', 'toolUse', 'reasoningContent', 'cachePoint'], where);
    if (block.text !== undefined) texts.push(filledText(block.text, where));
    if (block.reasoningContent !== undefined) checkThought(objectOf(block.reasoningContent, where), where, model);
    if (block.toolUse === undefined) continue;
    const { toolUseId, name, input } = objectOf(block.toolUse, `${where}.toolUse`);
    const id = textOf(toolUseId, `${where}.toolUseId`);
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(id)) throw badRequest(`${where}.toolUseId: must match [a-zA-Z0-9_-]+`);
    calls.push({
      id,
      type: 'function',
      function: { name: textOf(name, where), arguments: JSON.stringify(objectOf(input, where)) },
    });
  }
  const content = texts.join('\n');
  return {
    message: { role: 'assistant', content, ...(calls.length === 0 ? {} : { tool_calls: calls }) },
    calls: calls.map(({ id }) => textIn(id)),
  };
}

function checkThought(thought: JsonObject, where: string, model: string): void {
  if (!model.includes('anthropic')) throw badRequest(`${where}: this model takes no reasoningContent.`);
  const { text, signature } = objectOf(thought.reasoningText, `${where}.reasoningText`);
  if (signature !== signThought(textOf(text, where))) {
    throw badRequest(`${where}: Invalid \`signature\` in \`thinking\` block`);
  }
}

function filledText(text: JsonValue | undefined, where: string): string {
  const read = textOf(text, where);
  if (read.trim() === '') throw badRequest(`${where}: The text field in the ContentBlock object is blank.`);
  return read;
}

function readUser(blocks: readonly JsonObject[], where: string, open: Set<string>, chat: JsonObject[]): void {
  const parts: JsonObject[] = [];
  for (const block of blocks) {
    onlyOne(block, ['text', 'image', 'document', 'toolResult', 'cachePoint'], where);
    if (block.cachePoint !== undefined) continue;
    if (block.toolResult === undefined) {
      parts.push(readPart(block, where));
      continue;
    }
    const result = objectOf(block.toolResult, where);
    onlyFields(result, ['toolUseId', 'content', 'status'], `${where}.toolResult`);
    const id = textOf(result.toolUseId, where);
    if (!open.delete(id)) throw badRequest(`${where}: unexpected toolResult ${id}.`);
    const content = objectsOf(result.content, where).map((each) => {
      onlyOne(each, ['text', 'json', 'image', 'document'], `${where}.toolResult.content`);
      return typeof each.text === 'string' ? each.text : JSON.stringify(each);
    });
    chat.push({ role: 'tool', tool_call_id: id, content: content.join('\n') });
  }
  if (parts.length > 0) chat.push({ role: 'user', content: parts });
}

function readPart(block: JsonObject, where: string): JsonObject {
  if (block.text !== undefined) return { type: 'text', text: filledText(block.text, where) };
  const media = objectOf(block.image ?? block.document, where);
  const isImage = block.image !== undefined;
  onlyFields(media, ['format', 'source', ...(isImage ? [] : ['name'])], where);
  const formats = isImage
    ? ['png', 'jpeg', 'gif', 'webp']
    : ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'];
  if (!formats.includes(textOf(media.format, where)))
    throw badRequest(`${where}.format: one of ${formats.join(', ')}.`);
  textOf(objectOf(media.source, where).bytes, `${where}.source.bytes`);
  return isImage ? { type: 'image_url', image_url: { url: 'x' } } : { type: 'file', file: {} };
}

function readTools(config: JsonValue | undefined): JsonObject {
  if (config === undefined) return {};
  const read = objectOf(config, 'toolConfig');
  onlyFields(read, ['tools', 'toolChoice'], 'toolConfig');
  const tools = objectsOf(read.tools, 'toolConfig.tools').flatMap((tool) => {
    onlyOne(tool, ['toolSpec', 'cachePoint'], 'toolConfig.tools');
    return tool.toolSpec === undefined ? [] : [readSpec(objectOf(tool.toolSpec, 'toolSpec'))];
  });
  if (read.toolChoice === undefined) return { tools };
  const choice = objectOf(read.toolChoice, 'toolChoice');
  onlyOne(choice, ['auto', 'any', 'tool'], 'toolChoice');
  if (isJsonObject(choice.tool)) {
    return { tools, tool_choice: { type: 'function', function: { name: textOf(choice.tool.name, 'toolChoice') } } };
  }
  return { tools, tool_choice: choice.any === undefined ? 'auto' : 'required' };
}

function readSpec(spec: JsonObject): JsonObject {
  onlyFields(spec, ['name', 'description', 'inputSchema', 'strict'], 'toolSpec');
  const { json } = objectOf(spec.inputSchema, 'toolSpec.inputSchema');
  const described = spec.description === undefined ? {} : { description: textOf(spec.description, 'description') };
  const parameters = objectOf(json, 'toolSpec.inputSchema.json');
  if (parameters.type !== 'object')
    throw badRequest('toolSpec.inputSchema.json.type must be one of the following: object.');
  return { type: 'function', function: { name: textOf(spec.name, 'toolSpec.name'), ...described, parameters } };
}

function readFormat(config: JsonValue | undefined): JsonObject {
  if (config === undefined) return {};
  const format = objectOf(objectOf(config, 'outputConfig').textFormat, 'outputConfig.textFormat');
  const { jsonSchema } = objectOf(format.structure, 'outputConfig.textFormat.structure');
  const written = textOf(objectOf(jsonSchema, 'jsonSchema').schema, 'jsonSchema.schema');
  const schema = JSON.parse(written) as JsonObject;
  onlyClosedObjects(schema, 'jsonSchema.schema');
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } };
}

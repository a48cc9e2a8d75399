import { textIn } from '../../../json/json-record.ts';
import { ApiError, badRequest, renderApiError } from '../../api-error.ts';
import { renderChatCompletion } from '../../chat/chat-completion.ts';
import { readChatRequest } from '../../chat/chat-request.ts';
import { chatEvents } from '../../chat/chat-stream.ts';
import { shown } from '../../chat/request-fields.ts';
import type { Generation } from '../../generation/generation.ts';
import { isJsonObject, type JsonObject } from '../../json.ts';
import { DONE, type StreamEvent } from '../../wire/answers.ts';
import { objectsOf, onlyClosedObjects, onlyFields, textOf } from '../strict.ts';
import type { VendorApi, VendorCall } from '../vendor-api.ts';
import type { ChatRules } from './chat-rules.ts';

/** A vendor's chat completions, served under the vendor's name as a folder. */
export function chatApi(rules: ChatRules): VendorApi {
  const folder = `/${rules.name}`;
  return {
    paths: `POST ${folder}/… for ${rules.name}`,
    ending: DONE,
    addressAt(path, query) {
      if (!path.startsWith(`${folder}/`) || !rules.path.test(path.slice(folder.length))) return undefined;
      const deployment = /\/deployments\/([^/]+)\//.exec(path)?.[1];
      return { query, model: deployment === undefined ? undefined : decodeURIComponent(deployment) };
    },
    read: (call) => readStrictly(call, rules),
    render(request, generation, identity) {
      const json = JSON.parse(renderChatCompletion(request, [withIds(generation, rules)], identity)) as JsonObject;
      return JSON.stringify(reshaped(json, 'message', rules));
    },
    *events(request, generation, identity) {
      const isTold = rules.alwaysUsage === true;
      const output = isTold ? { ...request.output, includesUsage: true } : request.output;
      const events = chatEvents({ ...request, output }, [withIds(generation, rules)], identity);
      yield* isTold ? joiningUsage(reshapedEvents(events, rules)) : reshapedEvents(events, rules);
    },
    renderError: renderApiError,
    renderErrorEvent: (error) => `data: ${renderApiError(error)}\n\n`,
  };
}

function readStrictly({ body, headers, address }: VendorCall, rules: ChatRules) {
  const isAllowed = headers[rules.keyHeader] !== undefined;
  if (!isAllowed) throw new ApiError(401, 'invalid_request_error', `You did not provide a key in ${rules.keyHeader}.`);
  try {
    onlyFields(body, rules.fields, '');
    checkMessages(body, rules);
    checkSchemas(body);
    rules.check?.(body);
    return readChatRequest(address.model ?? textOf(body.model, 'model'), inCommonWords(body));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    throw new ApiError(rules.refusal, 'invalid_request_error', error.message, error.param);
  }
}

/** What some vendors say in words of their own. */
function inCommonWords(body: JsonObject): JsonObject {
  const isThinking = isJsonObject(body.thinking) && body.thinking.type === 'enabled';
  return {
    ...body,
    ...(body.tool_choice === 'any' ? { tool_choice: 'required' } : {}),
    ...(isThinking && body.reasoning_effort === undefined ? { reasoning_effort: 'medium' } : {}),
  };
}

/** Roles, fields, ids, and that calls are answered right after they were made. */
function checkMessages(body: JsonObject, rules: ChatRules): void {
  let open = new Set<string>();
  for (const [index, message] of objectsOf(body.messages, 'messages').entries()) {
    const where = `messages[${index}]`;
    onlyFields(message, rules.messageFields, where);
    if (!rules.roles.includes(textIn(message.role))) {
      throw badRequest(`${where}.role: ${shown(message.role)} is none of ${rules.roles.join(', ')}.`, 'messages');
    }
    checkParts(message, where);
    if (message.role === 'tool') {
      const id = textOf(message.tool_call_id, `${where}.tool_call_id`);
      if (!open.delete(id))
        throw badRequest(`${where}: a tool message must follow the call that it answers.`, 'messages');
      continue;
    }
    if (open.size > 0) throw unanswered(open);
    if (message.tool_calls === undefined || message.tool_calls === null) {
      if (message.role === 'assistant' && (message.content === null || message.content === undefined)) {
        throw badRequest(`${where}.content: expected a string, got null.`, 'messages');
      }
      continue;
    }
    const calls = objectsOf(message.tool_calls, `${where}.tool_calls`);
    if (calls.length === 0) throw badRequest(`${where}.tool_calls: [] is too short.`, 'messages');
    open = new Set(calls.map((call) => callId(call, where, rules)));
  }
  if (open.size > 0) throw unanswered(open);
}

function unanswered(open: ReadonlySet<string>): ApiError {
  return badRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages: ${[...open].join(', ')}.`,
  );
}

function callId(call: JsonObject, where: string, rules: ChatRules): string {
  onlyFields(call, ['id', 'type', 'function', 'index'], `${where}.tool_calls`);
  if (isJsonObject(call.function)) onlyFields(call.function, ['name', 'arguments'], `${where}.tool_calls.function`);
  const id = textOf(call.id, `${where}.tool_calls.id`);
  if (rules.toolIds.test(id)) return id;
  throw badRequest(`Tool call id was ${id} but must match ${rules.toolIds.source}.`, 'messages');
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  text: ['type', 'text'],
  refusal: ['type', 'refusal'],
  image_url: ['type', 'image_url'],
  input_audio: ['type', 'input_audio'],
  file: ['type', 'file'],
};

function checkParts({ role, content }: JsonObject, where: string): void {
  if (!Array.isArray(content)) return;
  for (const [index, part] of objectsOf(content, `${where}.content`).entries()) {
    const known = PARTS[textIn(part.type)];
    if (known === undefined || (role !== 'user' && part.type !== 'text' && part.type !== 'refusal')) {
      throw badRequest(`${where}.content[${index}].type: ${shown(part.type)} is not known for ${shown(role)}.`);
    }
    onlyFields(part, known, `${where}.content[${index}]`);
    if (isJsonObject(part.file)) onlyFields(part.file, ['file_data', 'file_id', 'filename'], `${where}.file`);
  }
}

/** A strict schema has closed objects only, and asks for all of their properties. */
function checkSchemas(body: JsonObject): void {
  const format = isJsonObject(body.response_format) ? body.response_format.json_schema : undefined;
  if (isJsonObject(format) && format.strict === true) onlyClosedObjects(format.schema, 'response_format.schema');
  if (!Array.isArray(body.tools)) return;
  for (const tool of objectsOf(body.tools, 'tools')) {
    onlyFields(tool, ['type', 'function'], 'tools');
    if (!isJsonObject(tool.function)) throw badRequest('tools.function: expected an object.', 'tools');
    onlyFields(tool.function, ['name', 'description', 'parameters', 'strict'], 'tools.function');
    if (tool.function.strict === true) onlyClosedObjects(tool.function.parameters, 'tools.function.parameters');
  }
}

function withIds(generation: Generation, { toolId }: ChatRules): Generation {
  return { ...generation, calls: generation.calls.map((call) => ({ ...call, id: toolId(call.id) })) };
}

function reshaped(json: JsonObject, field: 'message' | 'delta', { reshape }: ChatRules): JsonObject {
  if (reshape === undefined || !Array.isArray(json.choices)) return json;
  const choices = objectsOf(json.choices, 'choices').map((choice) => {
    const message = choice[field];
    return isJsonObject(message) ? { ...choice, [field]: reshape(message) } : choice;
  });
  return { ...json, choices };
}

function* reshapedEvents(events: Iterable<StreamEvent>, rules: ChatRules): Generator<StreamEvent> {
  for (const { text, isToken } of events) {
    if (text === '') yield { text, isToken };
    else yield { text: written(reshaped(chunkIn(text), 'delta', rules)), isToken };
  }
}

/** The usage of a chunk without choices moves into the chunk before it. */
function* joiningUsage(events: Iterable<StreamEvent>): Generator<StreamEvent> {
  let held: StreamEvent | undefined;
  for (const event of events) {
    const { choices, usage } = event.text === '' ? {} : chunkIn(event.text);
    if (held !== undefined && Array.isArray(choices) && choices.length === 0) {
      const before = chunkIn(held.text);
      held = { ...held, text: written({ ...before, usage: usage ?? null }) };
      continue;
    }
    if (held !== undefined) yield held;
    held = event;
  }
  if (held !== undefined) yield held;
}

function chunkIn(text: StreamEvent['text']): JsonObject {
  return JSON.parse(textIn(text).slice('data: '.length)) as JsonObject;
}

function written(chunk: JsonObject): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

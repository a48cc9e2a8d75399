import { fittingToolId } from '../../chat/tool-id.ts';
import { changed, type KeptAdditions, type PlainChat, withoutAdditions } from '../../chat/without-additions.ts';
import { isRecord, type JsonRecord, stringIn, textIn } from '../../json/json-record.ts';
import type { ChatDialect } from './dialect.ts';

/** Says requests in a dialect. */
export type Speaker = (chat: JsonRecord) => PlainChat;

/**
 * Compiles how a request of the shape in the middle is said to a server of this dialect. The very object comes back where
 * nothing had to change, so that the client's bytes can go on. `model` is the router's name for the model.
 */
export function compileSpeaker(dialect: ChatDialect, model: string): Speaker {
  const kept = { ...dialect, model };
  return (chat) => speak(chat, dialect, kept);
}

function speak(chat: JsonRecord, dialect: ChatDialect, kept: KeptAdditions): PlainChat {
  const { json: plain, leftOut } = withoutAdditions(chat, kept);
  const notTaken: string[] = [...leftOut];
  const messages = dialectMessages(plain.messages, dialect, notTaken);
  let json = messages === plain.messages ? plain : { ...plain, messages };
  json = withTokenLimit(json, dialect);
  json = withAnswerFormat(json, dialect, notTaken);
  json = withTools(withToolChoice(json, dialect, notTaken), dialect);
  json = withFields(json, dialect, notTaken);
  return { json, leftOut: notTaken };
}

/**
 * What a client of another protocol may say at the top of a request and a server of chat completions not: a client of
 * chat completions is taken at its word there.
 */
export function withoutForeignFields(chat: JsonRecord, dialect: ChatDialect): PlainChat {
  const { thinking, top_k: topK, max_tokens: limit, ...rest } = chat;
  const hasSwitch = dialect.thinkingSwitch === 'thinking.type' && isRecord(thinking);
  return {
    json: {
      ...rest,
      ...(limit === undefined ? {} : { [dialect.tokenLimit ?? 'max_completion_tokens']: limit }),
      ...(hasSwitch ? { thinking: { type: thinking.type === 'disabled' ? 'disabled' : 'enabled' } } : {}),
      ...(topK === undefined || dialect.topK !== true ? {} : { top_k: topK }),
    },
    leftOut: topK === undefined || dialect.topK === true ? [] : ['top_k'],
  };
}

function dialectMessages(messages: unknown, dialect: ChatDialect, leftOut: string[]): unknown {
  let last: unknown;
  return changed(messages, (message) => {
    const isAfterTool = last === 'tool' && message.role === 'user';
    last = message.role;
    const known = withMessageFields(message, dialect, leftOut);
    const spoken = withRole(withToolIds(withPictures(known, dialect, leftOut), dialect), dialect);
    return dialect.assistantAfterTool === true && isAfterTool
      ? [{ role: 'assistant', content: '…' }, spoken]
      : [spoken];
  });
}

function withMessageFields(message: JsonRecord, { messageFields }: ChatDialect, leftOut: string[]): JsonRecord {
  if (messageFields === undefined) return message;
  const unknown = Object.keys(message).filter((field) => !messageFields.has(field));
  if (unknown.length === 0) return message;
  for (const field of unknown) {
    const value = message[field];
    if (value !== null && !(Array.isArray(value) && value.length === 0)) leftOut.push(`messages[].${field}`);
  }
  return Object.fromEntries(Object.entries(message).filter(([field]) => messageFields.has(field)));
}

function withRole(message: JsonRecord, { lacksDeveloper }: ChatDialect): JsonRecord {
  return lacksDeveloper === true && message.role === 'developer' ? { ...message, role: 'system' } : message;
}

function withToolIds(message: JsonRecord, { toolIds }: ChatDialect): JsonRecord {
  if (toolIds === undefined) return message;
  const fit = (id: unknown) => fittingToolId(stringIn(id) ?? '', toolIds.allowed, toolIds.length);
  if (typeof message.tool_call_id === 'string') {
    const id = fit(message.tool_call_id);
    return id === message.tool_call_id ? message : { ...message, tool_call_id: id };
  }
  const calls = changed(message.tool_calls, (call) => {
    const id = fit(call.id);
    return [id === call.id ? call : { ...call, id }];
  });
  return calls === message.tool_calls ? message : { ...message, tool_calls: calls };
}

function withPictures(message: JsonRecord, { inlinePictures }: ChatDialect, leftOut: string[]): JsonRecord {
  if (inlinePictures !== true) return message;
  const content = changed(message.content, (part) => {
    const url = isRecord(part.image_url) ? stringIn(part.image_url.url) : undefined;
    if (url === undefined || url.startsWith('data:')) return [part];
    leftOut.push('messages[].content[].image_url');
    return [{ type: 'text', text: `(picture at ${url})` }];
  });
  return content === message.content ? message : { ...message, content };
}

function withTokenLimit(json: JsonRecord, { tokenLimit }: ChatDialect): JsonRecord {
  if (tokenLimit === undefined) return json;
  const other = tokenLimit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  if (json[other] === undefined) return json;
  const { [other]: limit, ...rest } = json;
  return rest[tokenLimit] === undefined || rest[tokenLimit] === null ? { ...rest, [tokenLimit]: limit } : rest;
}

/** A form that the server does not know becomes the one that it knows; a schema is told to the model in words. */
function withAnswerFormat(json: JsonRecord, { answerFormat }: ChatDialect, leftOut: string[]): JsonRecord {
  const format = json.response_format;
  if (answerFormat === undefined || !isRecord(format) || format.type === 'text' || format.type === answerFormat) {
    return json;
  }
  if (answerFormat === 'json_schema') {
    const schema = { name: 'answer', schema: { type: 'object' } };
    return { ...json, response_format: { type: 'json_schema', json_schema: schema } };
  }
  leftOut.push('response_format.json_schema');
  const wrapper = isRecord(format.json_schema) ? format.json_schema : {};
  const told = `Answer with a JSON object that follows this JSON Schema: ${JSON.stringify(wrapper.schema ?? {})}`;
  const messages = Array.isArray(json.messages) ? json.messages : [];
  return {
    ...json,
    response_format: { type: 'json_object' },
    messages: [{ role: 'system', content: told }, ...messages],
  };
}

/** Tools that must not be used are not offered where the server cannot be told so. */
function withToolChoice(json: JsonRecord, dialect: ChatDialect, leftOut: string[]): JsonRecord {
  const { toolChoices, requiredTool } = dialect;
  const { tool_choice: choice } = json;
  if (choice === undefined || choice === null) return json;
  if (toolChoices === undefined || toolChoices.has(isRecord(choice) ? 'function' : textIn(choice))) {
    return choice === 'required' && requiredTool !== undefined ? { ...json, tool_choice: requiredTool } : json;
  }
  const { tool_choice: _choice, ...rest } = json;
  if (choice !== 'none') {
    leftOut.push('tool_choice');
    return rest;
  }
  const { tools: _tools, parallel_tool_calls: _parallel, ...without } = rest;
  return without;
}

function withTools(json: JsonRecord, { lacksStrict }: ChatDialect): JsonRecord {
  if (lacksStrict !== true) return json;
  const tools = changed(json.tools, (tool) => {
    if (!isRecord(tool.function) || tool.function.strict === undefined) return [tool];
    const { strict: _strict, ...definition } = tool.function;
    return [{ ...tool, function: definition }];
  });
  return tools === json.tools ? json : { ...json, tools };
}

/** Renames fields, and leaves out those that the server would refuse. */
function withFields(json: JsonRecord, { fields, refuses, renames }: ChatDialect, leftOut: string[]): JsonRecord {
  if (fields === undefined && refuses === undefined && renames === undefined) return json;
  let isSame = true;
  const spoken: Record<string, unknown> = Object.create(null);
  for (const [field, value] of Object.entries(json)) {
    const name = renames?.[field] ?? field;
    if (name !== field) isSame = false;
    if (refuses?.has(name) === true || fields?.has(name) === false) {
      isSame = false;
      // Usage at the end of a stream comes unasked from those who refuse the question.
      if (value !== null && name !== 'stream_options') leftOut.push(field);
    } else {
      spoken[name] = value;
    }
  }
  return isSame ? json : spoken;
}

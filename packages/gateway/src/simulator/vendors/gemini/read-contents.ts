import { textIn } from '../../../json/json-record.ts';
import { ApiError, badRequest } from '../../api-error.ts';
import { type ChatRequest, readChatRequest } from '../../chat/chat-request.ts';
import { readNumber, shown } from '../../chat/request-fields.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import { signText } from '../signature.ts';
import { objectOf, objectsOf, onlyFields, textOf } from '../strict.ts';
import type { VendorCall } from '../vendor-api.ts';

const FIELDS = ['contents', 'systemInstruction', 'tools', 'toolConfig', 'generationConfig', 'safetySettings', 'labels'];
const CONFIG_FIELDS = [
  'maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty stopSequences thinkingConfig',
  'responseMimeType responseSchema responseJsonSchema candidateCount responseLogprobs logprobs responseModalities',
].flatMap((line) => line.split(' '));
const MODES: Readonly<Record<string, string>> = { AUTO: 'auto', ANY: 'required', NONE: 'none', VALIDATED: 'auto' };

/** The vendor's published word for calls that another model made. */
const FOREIGN = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

/** The signature of a call. */
export function signCall(name: string, args: unknown): string {
  return signText('gemini', `${name} ${JSON.stringify(args)}`);
}

/** Whether a model signs its calls and asks the signatures back. */
export function signsCalls(model: string): boolean {
  return !/gemini-[12][.-]/.test(model);
}

/** Reads a request for contents as strictly as the published API. */
export function readContents({ body, headers, address }: VendorCall, model: string): ChatRequest {
  if (headers['x-goog-api-key'] === undefined && headers.authorization === undefined && !address.query.has('key')) {
    throw new ApiError(403, 'PERMISSION_DENIED', 'Method does not allow unregistered callers.');
  }
  onlyFields(body, FIELDS, '');
  const config = isJsonObject(body.generationConfig) ? body.generationConfig : {};
  onlyFields(config, CONFIG_FIELDS, 'generation_config');
  const messages = readTurns(body, model);
  const limit = readNumber(config, 'maxOutputTokens', { minimum: 1, isInteger: true });
  readNumber(config, 'temperature', { minimum: 0, maximum: 2 });
  const thinking = readThinking(config);
  const tools = readTools(body);
  const format = readFormat(config);
  if (format.response_format !== undefined && tools.tools !== undefined && !signsCalls(model)) {
    throw badRequest("Function calling with a response mime type: 'application/json' is unsupported");
  }
  return readChatRequest(model, {
    model,
    messages: [...systemMessages(body.systemInstruction), ...messages],
    ...(limit === undefined ? {} : { max_tokens: limit }),
    stop: readStops(config.stopSequences),
    stream: address.isStreaming === true,
    ...tools,
    ...format,
    ...thinking,
  });
}

function systemMessages(instruction: JsonValue | undefined): JsonObject[] {
  if (instruction === undefined) return [];
  const read = objectOf(instruction, 'system_instruction');
  onlyFields(read, ['role', 'parts'], 'system_instruction');
  return [{ role: 'system', content: objectsOf(read.parts, 'parts').map(readPart) }];
}

function readTurns(body: JsonObject, model: string): JsonObject[] {
  const turns = objectsOf(body.contents, 'contents');
  if (turns.length === 0) throw badRequest('* GenerateContentRequest.contents: contents is not specified');
  const chat: JsonObject[] = [];
  const spoke = turns.findLastIndex(({ role, parts }) => role !== 'model' && !hasPart(parts, 'functionResponse'));
  let open: JsonObject[] = [];
  let before: 'nothing' | 'user' | 'model' | 'answers' = 'nothing';
  for (const [index, turn] of turns.entries()) {
    onlyFields(turn, ['role', 'parts'], `contents[${index}]`);
    const parts = objectsOf(turn.parts, `contents[${index}].parts`);
    if (parts.length === 0) throw badRequest(`contents[${index}].parts: must not be empty`);
    if (turn.role === 'model') {
      const calls = parts.filter(({ functionCall }) => functionCall !== undefined);
      if (calls.length > 0 && before !== 'user' && before !== 'answers') {
        throw badRequest('a function call turn must come immediately after a user turn or a function response turn.');
      }
      if (open.length > 0) throw badRequest('function calls were not answered in the turn after them.');
      if (signsCalls(model)) checkSignatures(parts, index > spoke, index);
      open = calls.map(({ functionCall }) => objectOf(functionCall, 'function_call'));
      chat.push(modelMessage(parts, open));
      before = 'model';
    } else if (turn.role === 'user' || turn.role === 'function' || turn.role === undefined) {
      const answers = parts.filter(({ functionResponse }) => functionResponse !== undefined);
      if (open.length !== answers.length) {
        throw badRequest(
          'the number of function response parts must equal the number of function call parts of the function call turn.',
        );
      }
      if (answers.length > 0 && answers.length < parts.length) {
        throw badRequest('a function response turn must hold function responses only.');
      }
      chat.push(
        ...(answers.length > 0 ? answers.map(answerMessage) : [{ role: 'user', content: parts.map(readPart) }]),
      );
      before = answers.length > 0 ? 'answers' : 'user';
      open = [];
    } else {
      throw badRequest(`contents[${index}].role: please use a valid role: user, model; got ${shown(turn.role)}.`);
    }
  }
  if (open.length > 0) throw badRequest('function calls were not answered.');
  return chat;
}

function hasPart(parts: JsonValue | undefined, field: string): boolean {
  return Array.isArray(parts) && (parts as readonly JsonValue[]).some((part) => isJsonObject(part) && field in part);
}

/** Of each step of the current turn, the first call has to be signed; a signature that is there has to be good. */
function checkSignatures(parts: readonly JsonObject[], isCurrent: boolean, index: number): void {
  const calls = parts.filter(({ functionCall }) => functionCall !== undefined);
  for (const [position, part] of calls.entries()) {
    const { name, args } = objectOf(part.functionCall, 'function_call');
    const { thoughtSignature: signature } = part;
    if (signature === undefined) {
      if (position > 0 || !isCurrent) continue;
      throw badRequest(
        `Function call \`${textIn(name)}\` in the ${index + 1}. content block is missing a \`thought_signature\`.`,
      );
    }
    if (signature !== signCall(textIn(name), args ?? {}) && !FOREIGN.includes(textIn(signature))) {
      throw badRequest('Thought signature is not valid.');
    }
  }
}

function modelMessage(parts: readonly JsonObject[], calls: readonly JsonObject[]): JsonObject {
  const content = parts.filter(({ functionCall }) => functionCall === undefined).map(readPart);
  for (const call of calls) onlyFields(call, ['name', 'args', 'id'], 'function_call');
  const made = calls.map(({ name, args }) => ({
    id: textIn(name),
    type: 'function',
    function: { name: textOf(name, 'function_call.name'), arguments: JSON.stringify(args ?? {}) },
  }));
  return { role: 'assistant', content, ...(made.length === 0 ? {} : { tool_calls: made }) };
}

function answerMessage(part: JsonObject): JsonObject {
  const answer = objectOf(part.functionResponse, 'function_response');
  onlyFields(answer, ['name', 'response', 'id'], 'function_response');
  const response = objectOf(answer.response, 'function_response.response');
  const told = response.output ?? response.error;
  return {
    role: 'tool',
    tool_call_id: textOf(answer.name, 'function_response.name'),
    content: typeof told === 'string' ? told : JSON.stringify(response),
  };
}

function readPart(part: JsonObject): JsonObject {
  onlyFields(part, ['text', 'inlineData', 'fileData', 'thought', 'thoughtSignature'], 'contents.parts');
  if (typeof part.text === 'string') return { type: 'text', text: part.text };
  const data = objectOf(part.inlineData ?? part.fileData, 'contents.parts.data');
  onlyFields(data, part.inlineData === undefined ? ['mimeType', 'fileUri'] : ['mimeType', 'data'], 'contents.parts');
  const type = textOf(data.mimeType, 'mime_type');
  textOf(data.data ?? data.fileUri, 'data');
  if (type.startsWith('image/')) return { type: 'image_url', image_url: { url: 'x' } };
  if (type.startsWith('audio/')) return { type: 'input_audio', input_audio: {} };
  return { type: 'file', file: {} };
}

function readStops(stops: JsonValue | undefined): JsonValue {
  if (stops === undefined) return [];
  if (Array.isArray(stops) && stops.length <= 5) return stops;
  throw badRequest('* GenerateContentRequest.generation_config.stop_sequences: at most 5 are allowed');
}

function readThinking(config: JsonObject): JsonObject {
  if (config.thinkingConfig === undefined) return {};
  const thinking = objectOf(config.thinkingConfig, 'thinking_config');
  onlyFields(thinking, ['includeThoughts', 'thinkingBudget', 'thinkingLevel'], 'thinking_config');
  const { thinkingLevel: level, thinkingBudget: budget } = thinking;
  if (level !== undefined && budget !== undefined) {
    throw badRequest('You can only set one of thinking budget and thinking level.');
  }
  if (level !== undefined && !['minimal', 'low', 'medium', 'high'].includes(textIn(level))) {
    throw badRequest(`Invalid value at 'generation_config.thinking_config.thinking_level': ${shown(level)}`);
  }
  const isOn = typeof budget === 'number' ? budget !== 0 : level === 'medium' || level === 'high';
  return { ...(isOn ? { reasoning_effort: 'medium' } : {}), include_reasoning: thinking.includeThoughts === true };
}

function readTools(body: JsonObject): JsonObject {
  if (body.tools === undefined) return {};
  const tools = objectsOf(body.tools, 'tools').flatMap((tool) => {
    onlyFields(tool, ['functionDeclarations'], 'tools');
    return objectsOf(tool.functionDeclarations, 'function_declarations').map(readDeclaration);
  });
  if (body.toolConfig === undefined) return { tools };
  const config = objectOf(body.toolConfig, 'tool_config');
  onlyFields(config, ['functionCallingConfig'], 'tool_config');
  const calling = objectOf(config.functionCallingConfig, 'function_calling_config');
  onlyFields(calling, ['mode', 'allowedFunctionNames'], 'function_calling_config');
  const mode = MODES[textIn(calling.mode)];
  if (mode === undefined) throw badRequest(`Invalid value at 'function_calling_config.mode': ${shown(calling.mode)}`);
  const names = calling.allowedFunctionNames;
  if (names !== undefined && calling.mode !== 'ANY') {
    throw badRequest('allowed_function_names should only be set when function calling mode is ANY.');
  }
  const name = Array.isArray(names) && names.length === 1 ? (names[0] as string) : undefined;
  return { tools, tool_choice: name === undefined ? mode : { type: 'function', function: { name } } };
}

function readDeclaration(declaration: JsonObject): JsonObject {
  onlyFields(declaration, ['name', 'description', 'parameters', 'parametersJsonSchema'], 'function_declarations');
  if (!/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/.test(textOf(declaration.name, 'name'))) {
    throw badRequest(`Invalid function name: ${shown(declaration.name)}`);
  }
  const { parameters, parametersJsonSchema: schema } = declaration;
  if (parameters !== undefined && schema !== undefined) {
    throw badRequest('Only one of parameters and parameters_json_schema may be set.');
  }
  if (isJsonObject(parameters)) checkSchemaSubset(parameters);
  const properties = isJsonObject(schema) ? schema.properties : undefined;
  if (isJsonObject(properties) && Object.keys(properties).length === 0) {
    throw badRequest('parameters_json_schema.properties: should be non-empty for OBJECT type');
  }
  return {
    type: 'function',
    function: {
      name: declaration.name ?? null,
      description: declaration.description ?? '',
      parameters: parameters ?? schema ?? { type: 'object', properties: {} },
    },
  };
}

const SCHEMA_FIELDS = [
  'type format title description nullable enum maxItems minItems properties required minProperties maxProperties',
  'minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum',
].flatMap((line) => line.split(' '));

function checkSchemaSubset(schema: JsonObject): void {
  onlyFields(schema, SCHEMA_FIELDS, 'schema');
  for (const inner of Object.values(isJsonObject(schema.properties) ? schema.properties : {})) {
    if (isJsonObject(inner)) checkSchemaSubset(inner);
  }
  if (isJsonObject(schema.items)) checkSchemaSubset(schema.items);
}

function readFormat(config: JsonObject): JsonObject {
  const schema = config.responseJsonSchema ?? config.responseSchema;
  if (schema !== undefined && config.responseMimeType !== 'application/json') {
    throw badRequest("a response schema needs response_mime_type 'application/json'");
  }
  if (isJsonObject(config.responseSchema)) checkSchemaSubset(config.responseSchema);
  if (config.responseMimeType !== 'application/json') return {};
  return {
    response_format:
      schema === undefined ? { type: 'json_object' } : { type: 'json_schema', json_schema: { name: 'answer', schema } },
  };
}

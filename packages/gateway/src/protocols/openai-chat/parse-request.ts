import { isUtf8 } from 'node:buffer';
import { failure, isFailure, messageOf, type RequestFailure } from '../../errors/request-failure.ts';
import { scanJsonObject } from '../../json/scan-object.ts';
import type { ParsedRequest } from '../protocol.ts';
import { factsFromChat, isRecord, type JsonRecord } from './facts.ts';

/** Deepest nesting of a body. Tools' schemas stay far below; without a bound a small body could cost much memory. */
export const MAX_DEPTH = 256;

const EXAMPLE = 'for example {"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}';

/**
 * Reads a chat-completion body. Strict about what routing depends on (a JSON object in UTF-8, `model`, `messages`, their
 * roles and contents) and about nothing else: any content type that holds such a body will do.
 */
export function parseChatRequest(bytes: Uint8Array): ParsedRequest | RequestFailure {
  if (bytes.length === 0) return failure('empty_body', 'the request body is empty', { hint: `send JSON, ${EXAMPLE}` });
  if (!isUtf8(bytes)) {
    return failure('invalid_utf8', 'the request body is not valid UTF-8', { hint: 'encode the JSON text as UTF-8' });
  }
  const map = scanJsonObject(bytes, 0, bytes.length, MAX_DEPTH);
  if (map === 'too_deep') {
    return failure('nesting_too_deep', `the request body nests deeper than ${MAX_DEPTH} levels`, {
      hint: 'flatten the structure, or send it as text',
    });
  }
  const value = parseJson(bytes, typeof map === 'object');
  if ('failure' in value) return value.failure;
  if (!isRecord(value.json) || typeof map === 'string') {
    const got = Array.isArray(value.json) ? 'an array' : nameOf(value.json);
    return failure('invalid_type', `the request body is ${got}, expected a JSON object`, { hint: EXAMPLE });
  }
  const body = value.json;
  const wrong = checkModel(body) ?? checkMessages(body);
  if (wrong !== undefined) return wrong;
  const facts = factsFromChat(body);
  if (isFailure(facts)) return facts;
  const streamOptions = body.stream_options;
  return {
    facts,
    body: { bytes, map },
    isStreaming: body.stream === true,
    wantsStreamUsage: isRecord(streamOptions) && streamOptions.include_usage === true,
  };
}

/** An array at the top could nest without bound: it is told apart by its first character and not parsed. */
function parseJson(
  bytes: Uint8Array,
  isObject: boolean,
): { readonly json: unknown } | { readonly failure: RequestFailure } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  if (!isObject && text.trimStart().startsWith('[')) return { json: [] };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    return {
      failure: failure('invalid_json', `the request body is not valid JSON: ${messageOf(error)}`, {
        hint: `check quotes, commas and brackets; ${EXAMPLE}`,
      }),
    };
  }
}

function checkModel(body: JsonRecord): RequestFailure | undefined {
  if (body.model === undefined || body.model === null) {
    return failure('missing_required_parameter', 'missing required parameter: model', {
      parameter: 'model',
      hint: 'name a model, or "auto" to have one chosen; GET /v1/models lists them',
    });
  }
  if (typeof body.model !== 'string') return wrongType('model', 'a string', body.model);
  if (body.model === '') return wrongValue('model', 'an empty string', 'the name of a model');
  return undefined;
}

function checkMessages({ messages }: JsonRecord): RequestFailure | undefined {
  if (messages !== undefined && messages !== null) return undefined;
  return failure('missing_required_parameter', 'missing required parameter: messages', {
    parameter: 'messages',
    hint: EXAMPLE,
  });
}

function wrongType(parameter: string, expected: string, got: unknown): RequestFailure {
  return failure('invalid_type', `invalid type for ${parameter}: expected ${expected}, got ${nameOf(got)}`, {
    parameter,
  });
}

function wrongValue(parameter: string, got: string, expected: string): RequestFailure {
  return failure('invalid_value', `invalid value for ${parameter}: expected ${expected}, got ${got}`, { parameter });
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

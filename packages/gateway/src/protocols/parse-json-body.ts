import { isUtf8 } from 'node:buffer';
import type { WireBody } from '../chat/chat-body.ts';
import { failure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import { isRecord, type JsonRecord } from '../json/json-record.ts';
import { scanJsonObject } from '../json/scan-object.ts';

/** Deepest nesting of a body. Tools' schemas stay far below; without a bound a small body could cost much memory. */
export const MAX_DEPTH = 256;

/** A body as its protocol's bytes and as data. */
export interface JsonBody extends WireBody {
  readonly json: JsonRecord;
}

/** Reads a JSON object in UTF-8, whatever the content type says. `example` ends the hints. */
export function parseJsonBody(bytes: Uint8Array, wire: string, example: string): JsonBody | RequestFailure {
  if (bytes.length === 0) return failure('empty_body', 'the request body is empty', { hint: `send JSON, ${example}` });
  if (!isUtf8(bytes)) {
    return failure('invalid_utf8', 'the request body is not valid UTF-8', { hint: 'encode the JSON text as UTF-8' });
  }
  const map = scanJsonObject(bytes, 0, bytes.length, MAX_DEPTH);
  if (map === 'too_deep') {
    return failure('nesting_too_deep', `the request body nests deeper than ${MAX_DEPTH} levels`, {
      hint: 'flatten the structure, or send it as text',
    });
  }
  const value = parseJson(bytes, typeof map === 'object', example);
  if ('failure' in value) return value.failure;
  if (!isRecord(value.json) || typeof map === 'string') {
    const got = Array.isArray(value.json) ? 'an array' : nameOf(value.json);
    return failure('invalid_type', `the request body is ${got}, expected a JSON object`, { hint: example });
  }
  return { wire, bytes, map, json: value.json };
}

/** An array at the top could nest without bound: it is told apart by its first character and not parsed. */
function parseJson(
  bytes: Uint8Array,
  isObject: boolean,
  example: string,
): { readonly json: unknown } | { readonly failure: RequestFailure } {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  if (!isObject && text.trimStart().startsWith('[')) return { json: [] };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    return {
      failure: failure('invalid_json', `the request body is not valid JSON: ${messageOf(error)}`, {
        hint: `check quotes, commas and brackets; ${example}`,
      }),
    };
  }
}

/** What is wrong with the `model` of a body, which every protocol asks for. */
export function checkModel({ model }: JsonRecord): RequestFailure | undefined {
  if (model === undefined || model === null) {
    return missing('model', 'name a model, or "auto" to have one chosen; GET /v1/models lists them');
  }
  if (typeof model !== 'string') return wrongType('model', 'a string', model);
  if (model === '') return wrongValue('model', 'an empty string', 'the name of a model');
  return undefined;
}

export function missing(parameter: string, hint: string): RequestFailure {
  return failure('missing_required_parameter', `missing required parameter: ${parameter}`, { parameter, hint });
}

export function wrongType(parameter: string, expected: string, got: unknown): RequestFailure {
  return failure('invalid_type', `invalid type for ${parameter}: expected ${expected}, got ${nameOf(got)}`, {
    parameter,
  });
}

export function wrongValue(parameter: string, got: string, expected: string): RequestFailure {
  return failure('invalid_value', `invalid value for ${parameter}: expected ${expected}, got ${got}`, { parameter });
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

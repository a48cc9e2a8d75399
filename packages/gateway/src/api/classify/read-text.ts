import { createTextView, type TextView } from '@signalbox/engine';
import { failure, messageOf, type RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord } from '../../json/json-record.ts';

const EXAMPLE = 'send {"text": "…"}';

/** The JSON body of a classify request. */
export function readJson(bytes: Uint8Array): JsonRecord | RequestFailure {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return failure('invalid_json', `the request body is not valid JSON: ${messageOf(error)}`, { hint: EXAMPLE });
  }
  return isRecord(body) ? body : failure('invalid_type', 'the request body is not a JSON object', { hint: EXAMPLE });
}

/** Its `text`. */
export function readText({ text }: JsonRecord): TextView | RequestFailure {
  if (typeof text === 'string') return createTextView(text);
  const code = text === undefined ? 'missing_required_parameter' : 'invalid_type';
  return failure(code, text === undefined ? 'text is missing' : 'text is not a string', {
    parameter: 'text',
    hint: EXAMPLE,
  });
}

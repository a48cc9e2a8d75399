import { failure, messageOf, type RequestFailure } from '../errors/request-failure.ts';
import { isRecord, type JsonRecord } from '../json/json-record.ts';

/** The JSON object that a management request carries; `example` shows in the hint what would do. */
export function readJsonBody(bytes: Uint8Array, example: string): JsonRecord | RequestFailure {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return failure('invalid_json', `the request body is not valid JSON: ${messageOf(error)}`, { hint: example });
  }
  return isRecord(body) ? body : failure('invalid_type', 'the request body is not a JSON object', { hint: example });
}

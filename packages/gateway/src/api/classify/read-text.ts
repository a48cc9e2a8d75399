import { createTextView, type TextView } from '@signalbox/engine';
import { failure, type RequestFailure } from '../../errors/request-failure.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { readJsonBody } from '../read-json-body.ts';

const EXAMPLE = 'send {"text": "…"}';

/** The JSON body of a classify request. */
export function readClassifyBody(bytes: Uint8Array): JsonRecord | RequestFailure {
  return readJsonBody(bytes, EXAMPLE);
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

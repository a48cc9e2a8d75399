import type { RequestFailure } from '../../errors/request-failure.ts';
import { type JsonRecord, parseRecordBytes } from '../../json/json-record.ts';
import { renderChatError } from '../openai-chat/render-error.ts';

/** A failure as the last event of a stream of which nothing else is known. */
export function renderResponsesStreamError(failure: RequestFailure): Uint8Array {
  const data = { type: 'error', sequence_number: 0, ...errorFields(failure) };
  return Buffer.from(`event: error\ndata: ${JSON.stringify(data)}\n\n`);
}

/** The fields of an `error` event: flat as published, and nested as clients that raise errors look for it. */
export function errorFields(failure: RequestFailure): JsonRecord {
  const { error } = parseRecordBytes(renderChatError(failure).body) as { error: JsonRecord };
  return { code: error.code, message: error.message, param: error.param, error };
}

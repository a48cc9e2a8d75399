import { parseChatRequest, type RequestFacts } from '@signalbox/engine';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { JsonRecord } from '../json/json-record.ts';

/** Facts from a chat body: strict about `messages`, which routing reads; other fields of the wrong type are left out. */
export function factsFromChat(body: JsonRecord): RequestFacts | RequestFailure {
  const parsed = parseChatRequest(body);
  if (parsed.ok) return parsed.facts;
  const { messages } = body;
  const isValue = parsed.parameter.endsWith('.role') || (Array.isArray(messages) && messages.length === 0);
  return failure(isValue ? 'invalid_value' : 'invalid_type', `${parsed.parameter}: ${parsed.message}`, {
    parameter: parsed.parameter,
  });
}

import { parseChatMessages, parseChatTools, type RequestFacts, type ToolDefinition } from '@signalbox/engine';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import { isRecord, type JsonRecord } from '../json/json-record.ts';

const NO_METADATA: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

/** Facts from a chat body: strict about `messages`, which routing reads; other fields of the wrong type are left out. */
export function factsFromChat(body: JsonRecord): RequestFacts | RequestFailure {
  const { messages } = body;
  const parsed = parseChatMessages(messages);
  if (!parsed.ok) {
    const isValue = parsed.parameter.endsWith('.role') || (Array.isArray(messages) && messages.length === 0);
    return failure(isValue ? 'invalid_value' : 'invalid_type', `${parsed.parameter}: ${parsed.message}`, {
      parameter: parsed.parameter,
    });
  }
  const maxOutputTokens = body.max_completion_tokens ?? body.max_tokens;
  const format = body.response_format;
  return {
    messages: parsed.messages,
    tools: toolsOf(body),
    requestedModel: typeof body.model === 'string' ? body.model : '',
    maxOutputTokens: typeof maxOutputTokens === 'number' ? maxOutputTokens : undefined,
    responseFormat: isRecord(format) && typeof format.type === 'string' ? { type: format.type } : undefined,
    user: typeof body.user === 'string' ? body.user : undefined,
    metadata: metadataOf(body.metadata),
  };
}

/** Tools, and the older `functions`. */
function toolsOf({ tools, functions }: JsonRecord): readonly ToolDefinition[] {
  const current = parseChatTools(tools);
  if (!Array.isArray(functions)) return current;
  return [...current, ...parseChatTools(functions.map((definition: unknown) => ({ function: definition })))];
}

/** Without a prototype, so that no key of a client's can reach one. */
function metadataOf(raw: unknown): Readonly<Record<string, string>> {
  if (!isRecord(raw)) return NO_METADATA;
  const metadata = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(raw)) if (typeof value === 'string') metadata[key] = value;
  return metadata;
}

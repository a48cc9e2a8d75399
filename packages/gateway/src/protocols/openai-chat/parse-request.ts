import { isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord } from '../../json/json-record.ts';
import { factsFromChat } from '../chat-facts.ts';
import { checkModel, missing, parseJsonBody } from '../parse-json-body.ts';
import type { ParsedRequest } from '../protocol.ts';

/** The wire format of chat completions, which is the shape in the middle. */
export const WIRE = 'openai-chat';

const EXAMPLE = 'for example {"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}';

/**
 * Reads a chat-completion body. Strict about what routing depends on (a JSON object in UTF-8, `model`, `messages`, their
 * roles and contents) and about nothing else: any content type that holds such a body will do.
 */
export function parseChatRequest(bytes: Uint8Array): ParsedRequest | RequestFailure {
  const body = parseJsonBody(bytes, WIRE, EXAMPLE);
  if (isFailure(body)) return body;
  const { json } = body;
  const wrong = checkModel(json) ?? checkMessages(json);
  if (wrong !== undefined) return wrong;
  const facts = factsFromChat(json);
  if (isFailure(facts)) return facts;
  const options = json.stream_options;
  return {
    facts,
    body,
    native: undefined,
    isStreaming: json.stream === true,
    wantsStreamUsage: isRecord(options) && options.include_usage === true,
    leftOut: [],
  };
}

function checkMessages({ messages }: JsonRecord): RequestFailure | undefined {
  return messages === undefined || messages === null ? missing('messages', EXAMPLE) : undefined;
}

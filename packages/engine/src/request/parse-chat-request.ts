import type { RequestFacts, ToolDefinition } from './facts.ts';
import { parseChatMessages, parseChatTools } from './parse-chat-messages.ts';

/** Facts of a chat body, or the first thing wrong with its messages and where. */
export type ParsedChatRequest =
  | { readonly ok: true; readonly facts: RequestFacts }
  | { readonly ok: false; readonly parameter: string; readonly message: string };

type Fields = Readonly<Record<string, unknown>>;

const NO_METADATA: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

/**
 * A body in OpenAI's chat shape to facts: strict about `messages`, which routing reads; other fields of the wrong type are
 * left out.
 */
export function parseChatRequest(body: Fields): ParsedChatRequest {
  const parsed = parseChatMessages(body.messages);
  if (!parsed.ok) return parsed;
  const maxOutputTokens = body.max_completion_tokens ?? body.max_tokens;
  const format = body.response_format;
  return {
    ok: true,
    facts: {
      messages: parsed.messages,
      tools: toolsOf(body),
      requestedModel: typeof body.model === 'string' ? body.model : '',
      maxOutputTokens: typeof maxOutputTokens === 'number' ? maxOutputTokens : undefined,
      responseFormat: isFields(format) && typeof format.type === 'string' ? { type: format.type } : undefined,
      user: typeof body.user === 'string' ? body.user : undefined,
      metadata: metadataOf(body.metadata),
      // Whoever knows them puts them here; a copy with other properties than these would have a hidden class of its own.
      identity: undefined,
      session: undefined,
    },
  };
}

/** Tools, and the older `functions`. */
function toolsOf({ tools, functions }: Fields): readonly ToolDefinition[] {
  const current = parseChatTools(tools);
  if (!Array.isArray(functions)) return current;
  return [...current, ...parseChatTools(functions.map((definition: unknown) => ({ function: definition })))];
}

/** Without a prototype, so that no key of a client's can reach one. */
function metadataOf(raw: unknown): Readonly<Record<string, string>> {
  if (!isFields(raw)) return NO_METADATA;
  const metadata = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(raw)) if (typeof value === 'string') metadata[key] = value;
  return metadata;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { ImagePart, Message, Role, ToolCall, ToolDefinition } from './facts.ts';

/** Messages in OpenAI's chat shape, or the first thing wrong with them and where (`messages[2].role`). */
export type ParsedMessages =
  | { readonly ok: true; readonly messages: readonly Message[] }
  | { readonly ok: false; readonly parameter: string; readonly message: string };

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads what routing needs; parts and fields it does not know are left alone, not refused. */
export function parseChatMessages(value: unknown): ParsedMessages {
  if (!Array.isArray(value)) return problem('messages', `expected a list of messages, got ${nameOf(value)}`);
  if (value.length === 0) return problem('messages', 'expected at least one message, got an empty list');
  const messages: Message[] = [];
  for (let index = 0; index < value.length; index++) {
    const entry: unknown = value[index];
    const at = `messages[${index}]`;
    if (!isFields(entry)) return problem(at, `expected an object, got ${nameOf(entry)}`);
    const role = typeof entry.role === 'string' && Object.hasOwn(ROLES, entry.role) ? ROLES[entry.role] : undefined;
    if (role === undefined) {
      return problem(`${at}.role`, `expected one of ${Object.keys(ROLES).join(', ')}, got ${describe(entry.role)}`);
    }
    const content = parseContent(entry.content);
    if (content === undefined) {
      return problem(`${at}.content`, `expected a text, a list of parts or null, got ${nameOf(entry.content)}`);
    }
    messages.push({
      role,
      text: content.text,
      images: content.images,
      toolCalls: Array.isArray(entry.tool_calls) ? entry.tool_calls.flatMap(parseToolCall) : [],
      ...(typeof entry.tool_call_id === 'string' ? { toolCallId: entry.tool_call_id } : {}),
    });
  }
  return { ok: true, messages };
}

/** Function tools in OpenAI's chat shape; others are left out. */
export function parseChatTools(value: unknown): readonly ToolDefinition[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((tool: unknown) => {
    const definition = isFields(tool) ? tool.function : undefined;
    if (!isFields(definition) || typeof definition.name !== 'string') return [];
    return [
      { name: definition.name, description: typeof definition.description === 'string' ? definition.description : '' },
    ];
  });
}

function parseContent(content: unknown): { text: string; images: readonly ImagePart[] } | undefined {
  if (typeof content === 'string') return { text: content, images: [] };
  if (content === null || content === undefined) return { text: '', images: [] };
  if (!Array.isArray(content)) return undefined;
  const texts: string[] = [];
  const images: ImagePart[] = [];
  for (const part of content as unknown[]) {
    if (typeof part === 'string') texts.push(part);
    if (!isFields(part)) continue;
    if (typeof part.text === 'string') texts.push(part.text);
    const image = part.image_url;
    const url = isFields(image) ? image.url : image;
    // The bytes of an inline image can be megabytes; only that there is one matters here.
    if (typeof url === 'string') images.push({ source: url.startsWith('data:') ? 'data:' : url });
  }
  return { text: texts.join('\n'), images };
}

function parseToolCall(call: unknown): ToolCall[] {
  if (!isFields(call) || !isFields(call.function)) return [];
  const { name, arguments: input } = call.function;
  if (typeof name !== 'string') return [];
  return [{ id: typeof call.id === 'string' ? call.id : '', name, arguments: typeof input === 'string' ? input : '' }];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(parameter: string, message: string): ParsedMessages {
  return { ok: false, parameter, message };
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : nameOf(value);
}

/**
 * The protocol-neutral request: all that signals may read. Protocols parse into it; nothing below the gateway's
 * protocol folder knows where it came from.
 */
export interface RequestFacts {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolDefinition[];
  /** The model name the client asked for, e.g. `MoM`. */
  readonly requestedModel: string;
  readonly maxOutputTokens?: number | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
  /** The client's own end-user label; untrusted. */
  readonly user?: string | undefined;
  /** The request body's string map; untrusted. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Who calls, from a trusted source only. */
  readonly identity?: Identity | undefined;
  readonly session?: Session | undefined;
}

export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool';

export interface Message {
  readonly role: Role;
  /** Text parts joined by a line break. */
  readonly text: string;
  readonly images: readonly ImagePart[];
  readonly toolCalls: readonly ToolCall[];
  /** On a `tool` message: the call that it answers. */
  readonly toolCallId?: string | undefined;
  /** The model that wrote this turn, where known. */
  readonly origin?: string | undefined;
}

export interface ImagePart {
  /** A URL, or `data:` for an inline image (the bytes are not kept). */
  readonly source: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
}

export interface ResponseFormat {
  readonly type: string;
}

export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

export interface Session {
  readonly id: string;
  /** The model that answered its last turn, where known. */
  readonly lastModel?: string | undefined;
}

/** Index of the last message of a role, or -1. */
function lastIndexOf(messages: readonly Message[], role: Role): number {
  for (let i = messages.length - 1; i >= 0; i--) if (messages[i]!.role === role) return i;
  return -1;
}

/** The current turn: the last user message, or the other messages joined where there is none. */
export function currentTurn(facts: RequestFacts): string {
  const last = lastIndexOf(facts.messages, 'user');
  if (last >= 0) return facts.messages[last]!.text;
  return facts.messages.map((message) => message.text).join('\n');
}

/** All user turns, oldest first, joined by line breaks. */
export function userTurns(facts: RequestFacts): string {
  return facts.messages
    .filter((message) => message.role === 'user')
    .map((message) => message.text)
    .join('\n');
}

/** Every message's text, oldest first, joined by line breaks. */
export function wholeConversation(facts: RequestFacts): string {
  return facts.messages.map((message) => message.text).join('\n');
}

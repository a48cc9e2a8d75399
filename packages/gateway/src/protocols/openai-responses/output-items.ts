import { isRecord, type JsonRecord, recordsIn } from '../../json/json-record.ts';
import type { ClientTool } from './client-tool.ts';
import { encryptedContent, type ThinkingPlace } from './reasoning-text.ts';

/** How far an item came. */
export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

/** An answer's text or its refusal. */
export function messageItem(id: string, content: readonly JsonRecord[], status: ItemStatus): JsonRecord {
  return { id, type: 'message', status, role: 'assistant', content };
}

/** A part of an answer's text. */
export function textPart(text: string, logprobs: readonly JsonRecord[], annotations: readonly JsonRecord[] = []) {
  return { type: 'output_text', text, annotations, logprobs };
}

/** A model that refuses. */
export function refusalPart(refusal: string) {
  return { type: 'refusal', refusal };
}

/** Thinking of one turn. */
export interface Thinking {
  readonly text: string;
  /** As their vendor signed them; empty for a model that signs nothing. */
  readonly blocks: readonly JsonRecord[];
  /** The model that thought. */
  readonly model: string;
}

/** Thinking, where the client looks for it, and what it shall send back. */
export function reasoningItem(id: string, place: ThinkingPlace, thinking: Thinking, status: ItemStatus): JsonRecord {
  const { text, blocks, model } = thinking;
  const parts = text === '' ? [] : [{ type: place.partType, text }];
  return {
    id,
    type: 'reasoning',
    summary: [],
    ...(status === 'in_progress' ? {} : { [place.field]: parts, encrypted_content: encryptedContent(blocks, model) }),
    status,
  };
}

/** A tool that the model calls. */
export interface Call {
  /** As the backend gave it. */
  readonly callId: string;
  readonly name: string;
  /** JSON text, or what has come of it. */
  readonly argumentsText: string;
}

/** A call as the client expects it: of a function, or of a tool that stands behind one. */
export function callItem(id: string, call: Call, tool: ClientTool | undefined, status: ItemStatus): JsonRecord {
  const { callId, name, argumentsText } = call;
  const kind = tool?.callType ?? 'function_call';
  const fields = tool === undefined ? { name, arguments: argumentsText } : tool.callFields(name, argumentsText);
  return { id, type: kind, status, call_id: callId, ...fields };
}

/** Prefix of a call's id. */
export function callPrefix(tool: ClientTool | undefined): string {
  return tool?.idPrefix ?? 'fc';
}

/** Log probabilities of chat completions for the text, as Responses tell them. */
export function logprobsIn(logprobs: unknown): readonly JsonRecord[] {
  if (!isRecord(logprobs)) return [];
  return recordsIn(logprobs.content).map(({ token, logprob, bytes, top_logprobs: top }) => ({
    token,
    logprob,
    bytes: bytes ?? [],
    top_logprobs: recordsIn(top).map((other) => ({
      token: other.token,
      logprob: other.logprob,
      bytes: other.bytes ?? [],
    })),
  }));
}

/** Addresses that an answer cites. */
export function annotationsIn(annotations: unknown): readonly JsonRecord[] {
  return recordsIn(annotations).flatMap(({ type, url_citation: cited }) =>
    type === 'url_citation' && isRecord(cited) ? [{ type, ...cited }] : [],
  );
}

import { createHash } from 'node:crypto';
import type { ChatMessage, ChatToolCall, FinishReason } from '../../chat/chat-shape.ts';
import { chatUsage } from '../../chat/chat-usage.ts';
import type { ReplySummary, StreamSummary, TokenUsage } from '../../chat/reply-summary.ts';
import {
  countIn,
  isRecord,
  type JsonRecord,
  parseRecord,
  parseRecordBytes,
  recordsIn,
  stringIn,
  textIn,
} from '../../json/json-record.ts';
import type { AnswerWish } from '../provider.ts';
import { type CallSignatures, signedThinking } from './thought-signatures.ts';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  LANGUAGE: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
};

/** The first candidate; the API sends more only when asked for them. */
export function candidateOf(json: JsonRecord): JsonRecord | undefined {
  return recordsIn(json.candidates)[0];
}

/** Parts of an answer. */
export function partsIn(json: JsonRecord): readonly JsonRecord[] {
  const content = candidateOf(json)?.content;
  return isRecord(content) ? recordsIn(content.parts) : [];
}

/** Why the prompt was blocked; undefined where it was not. */
export function blockReasonOf({ promptFeedback }: JsonRecord): string | undefined {
  return isRecord(promptFeedback) ? stringIn(promptFeedback.blockReason) : undefined;
}

/** Why an answer ended, in the words of chat completions; null while it has not. */
export function finishReasonOf(json: JsonRecord, hasCalls: boolean): FinishReason | null {
  if (blockReasonOf(json) !== undefined) return 'content_filter';
  const reason = stringIn(candidateOf(json)?.finishReason);
  if (reason === undefined || reason === 'FINISH_REASON_UNSPECIFIED') return null;
  const finish = FINISH_REASONS[reason] ?? 'stop';
  return finish === 'stop' && hasCalls ? 'tool_calls' : finish;
}

/** Tokens as the API counts them: thoughts stand beside the answer, the cache's are part of the prompt. */
export function usageOf(raw: unknown): TokenUsage | null {
  if (!isRecord(raw)) return null;
  const promptTokens = countIn(raw.promptTokenCount) + countIn(raw.toolUsePromptTokenCount);
  const reasoningTokens = countIn(raw.thoughtsTokenCount);
  const completionTokens = countIn(raw.candidatesTokenCount) + reasoningTokens;
  return {
    promptTokens,
    cachedPromptTokens: countIn(raw.cachedContentTokenCount),
    cacheWriteTokens: 0,
    completionTokens,
    reasoningTokens,
    totalTokens: countIn(raw.totalTokenCount) || promptTokens + completionTokens,
  };
}

const hasCallIn = (json: JsonRecord) => partsIn(json).some(({ functionCall }) => isRecord(functionCall));

/** What an answer says of itself, or undefined when the body is not one. */
export function readReply(body: Uint8Array): ReplySummary | undefined {
  const json = parseRecordBytes(body);
  if (json === undefined || (candidateOf(json) === undefined && !isRecord(json.promptFeedback))) return undefined;
  return {
    model: stringIn(json.modelVersion) ?? null,
    finishReason: finishReasonOf(json, hasCallIn(json)),
    usage: usageOf(json.usageMetadata),
  };
}

/** Reads the last events: usage is told cumulatively, and the reason last. */
export function readStreamEnd(events: readonly string[]): StreamSummary {
  let summary: StreamSummary = { model: null, finishReason: null, usage: null, error: null, isDone: false };
  let hasCalls = false;
  for (const event of events) {
    const json = parseRecord(event);
    if (json === undefined) continue;
    hasCalls ||= hasCallIn(json);
    const finishReason = finishReasonOf(json, hasCalls) ?? summary.finishReason;
    summary = {
      model: stringIn(json.modelVersion) ?? summary.model,
      finishReason,
      usage: usageOf(json.usageMetadata) ?? summary.usage,
      error: json.error === undefined ? summary.error : (errorMessageOf(json) ?? 'unnamed error'),
      isDone: finishReason !== null,
    };
  }
  return summary;
}

/** An answer as a chat completion. `model` is the router's name for who answers. */
export function translateReply(json: JsonRecord, { createdSeconds }: AnswerWish, model: string): JsonRecord {
  const usage = usageOf(json.usageMetadata);
  const message = translateMessage(json, model);
  return {
    id: stringIn(json.responseId) ?? '',
    object: 'chat.completion',
    created: createdSeconds,
    model: stringIn(json.modelVersion) ?? '',
    choices: [
      {
        index: 0,
        message,
        logprobs: null,
        finish_reason: finishReasonOf(json, message.tool_calls !== undefined) ?? 'stop',
      },
    ],
    ...(usage === null ? {} : { usage: chatUsage(usage) }),
  };
}

function translateMessage(json: JsonRecord, model: string): ChatMessage {
  const parts = partsIn(json);
  const textOf = (isThought: boolean) =>
    parts.map(({ text, thought }) => ((thought === true) === isThought ? (stringIn(text) ?? '') : '')).join('');
  const thinking = textOf(true);
  const pictures = parts.flatMap(pictureOf).join('\n');
  const text = [textOf(false), pictures].filter((each) => each !== '').join('\n');
  const signatures: Record<string, string> = {};
  const calls = parts.flatMap((part, index) => {
    const call = callOf(part, `${stringIn(json.responseId)}:${index}`);
    if (call !== undefined) Object.assign(signatures, signatureOf(part, call.id));
    return call ?? [];
  });
  const blocked = blockReasonOf(json);
  return {
    role: 'assistant',
    content: text === '' && (calls.length > 0 || blocked !== undefined) ? null : text,
    refusal: blocked === undefined ? null : refusalOf(blocked),
    ...(thinking === '' ? {} : { reasoning_content: thinking }),
    ...(Object.keys(signatures).length === 0 ? {} : { thinking_blocks: [signedThinking(model, thinking, signatures)] }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** What a client reads where the prompt was blocked. */
export function refusalOf(reason: string): string {
  return `The prompt was blocked: ${reason}.`;
}

/** A call with its id; the API gives none to some, so one is made of the answer's id and the place. */
export function callOf({ functionCall: call }: JsonRecord, place: string): ChatToolCall | undefined {
  if (!isRecord(call)) return undefined;
  const digest = createHash('sha256')
    .update(`${place}:${JSON.stringify(call)}`)
    .digest('hex');
  return {
    id: stringIn(call.id) ?? `call_${digest.slice(0, 24)}`,
    type: 'function',
    function: { name: textIn(call.name), arguments: JSON.stringify(call.args ?? {}) },
  };
}

/** The signature of a call, by its id. */
export function signatureOf({ thoughtSignature }: JsonRecord, id: string): CallSignatures {
  return typeof thoughtSignature === 'string' ? { [id]: thoughtSignature } : {};
}

/** A picture that the model made, as Markdown: chat completions have no place for one. */
export function pictureOf({ inlineData }: JsonRecord): string | [] {
  if (!isRecord(inlineData)) return [];
  return `![picture](data:${textIn(inlineData.mimeType)};base64,${textIn(inlineData.data)})`;
}

/** What an error event or body says, its status word first. */
export function errorMessageOf({ error }: JsonRecord): string | undefined {
  return isRecord(error) ? stringIn(error.message) : undefined;
}

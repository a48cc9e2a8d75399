import { parseDataUrl } from '../../chat/data-url.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import { asksForSignatures, FOREIGN_CALL, signaturesIn } from './thought-signatures.ts';

/** The messages of a chat request as Gemini's contents. */
export interface EncodedContents {
  /** Parts of the system instruction; empty without one. */
  readonly system: readonly JsonRecord[];
  readonly contents: readonly JsonRecord[];
  readonly leftOut: readonly string[];
}

/** Who the history is written for. */
export interface TargetModel {
  /** As the router names it: signatures carry it. */
  readonly name: string;
  readonly upstreamName: string;
}

interface Turn {
  readonly role: 'user' | 'model';
  /** It holds answers of functions and nothing else. */
  readonly isAnswer: boolean;
  readonly parts: JsonRecord[];
}

/**
 * The API wants every call answered in the turn right after it, the conversation to begin with the user, and the
 * instructions apart. Instructions that came later join the first ones.
 */
export function encodeContents(chat: readonly JsonRecord[], target: TargetModel): EncodedContents {
  const system: JsonRecord[] = [];
  const turns: Turn[] = [];
  const leftOut = new Set<string>();
  const names = new Map<string, string>();
  for (const message of chat) {
    if (message.role === 'system' || message.role === 'developer') {
      if (turns.length > 0) leftOut.add('place of a later system message');
      system.push(...partsOf(message.content, leftOut).filter(({ text }) => text !== undefined));
    } else if (message.role === 'assistant') {
      push(turns, 'model', modelParts(message, target, names, leftOut));
    } else if (message.role === 'tool' || message.role === 'function') {
      pushAnswer(turns, message, names, leftOut);
    } else {
      push(turns, 'user', partsOf(message.content, leftOut));
    }
  }
  if (turns[0]?.role === 'model') turns.unshift({ role: 'user', isAnswer: false, parts: [{ text: '…' }] });
  if (asksForSignatures(target.upstreamName)) signForeignCalls(turns);
  return { system, contents: turns.map(({ role, parts }) => ({ role, parts })), leftOut: [...leftOut] };
}

function push(turns: Turn[], role: Turn['role'], parts: readonly JsonRecord[]): void {
  if (parts.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role && !last.isAnswer) last.parts.push(...parts);
  else turns.push({ role, isAnswer: false, parts: [...parts] });
}

/** Pictures and files that a function answered with follow in the user's words. */
function pushAnswer(turns: Turn[], message: JsonRecord, names: Map<string, string>, leftOut: Set<string>): void {
  const parts = partsOf(message.content, leftOut);
  const text = parts.flatMap((part) => stringIn(part.text) ?? []).join('\n');
  const id = stringIn(message.tool_call_id) ?? '';
  const name = names.get(id) ?? stringIn(message.name) ?? id;
  const response = message.is_error === true ? { error: text } : (parseRecord(text) ?? { output: text });
  const at = turns.findLastIndex((turn) => turn.parts.some((part) => part.functionCall !== undefined));
  const answers = turns[at + 1];
  const part = { functionResponse: { name, response } };
  if (at >= 0 && answers?.isAnswer === true) answers.parts.push(part);
  else turns.splice(at < 0 ? turns.length : at + 1, 0, { role: 'user', isAnswer: true, parts: [part] });
  push(
    turns,
    'user',
    parts.filter((each) => each.text === undefined),
  );
}

function modelParts(
  message: JsonRecord,
  target: TargetModel,
  names: Map<string, string>,
  leftOut: Set<string>,
): JsonRecord[] {
  const signatures = signaturesIn(message, target.name);
  const calls = recordsIn(message.tool_calls).flatMap((call): JsonRecord[] => {
    if (!isRecord(call.function)) return [];
    const id = stringIn(call.id) ?? '';
    const name = textIn(call.function.name);
    names.set(id, name);
    const functionCall = { name, args: parseRecord(textIn(call.function.arguments ?? '')) ?? {} };
    const signature = signatures[id];
    return [signature === undefined ? { functionCall } : { functionCall, thoughtSignature: signature }];
  });
  return [...partsOf(message.content ?? message.refusal, leftOut), ...calls];
}

/** Calls since the user last spoke need a signature, the first of each step; one that is missing was another model's. */
function signForeignCalls(turns: readonly Turn[]): void {
  const spoke = turns.findLastIndex(({ role, isAnswer }) => role === 'user' && !isAnswer);
  for (const { parts } of turns.slice(spoke + 1)) {
    const at = parts.findIndex((part) => part.functionCall !== undefined);
    if (at >= 0 && parts[at]!.thoughtSignature === undefined) {
      parts[at] = { ...parts[at], thoughtSignature: FOREIGN_CALL };
    }
  }
}

function partsOf(content: unknown, leftOut: Set<string>): JsonRecord[] {
  if (typeof content === 'string') return content === '' ? [] : [{ text: content }];
  return recordsIn(content).flatMap((part): JsonRecord[] => {
    const text = stringIn(part.text) ?? stringIn(part.refusal);
    if (text !== undefined) return text === '' ? [] : [{ text }];
    const media = mediaPart(part);
    if (media !== undefined) return [media];
    leftOut.add(`messages[].content[].${textIn(part.type)}`);
    return [];
  });
}

function mediaPart(part: JsonRecord): JsonRecord | undefined {
  if (part.type === 'image_url' && isRecord(part.image_url)) return dataPart(textIn(part.image_url.url), 'image/jpeg');
  if (part.type === 'input_audio' && isRecord(part.input_audio)) {
    const { data, format } = part.input_audio;
    return { inlineData: { mimeType: `audio/${format === 'mp3' ? 'mpeg' : textIn(format)}`, data } };
  }
  if (part.type !== 'file' || !isRecord(part.file)) return undefined;
  const url = stringIn(part.file.file_data) ?? stringIn(part.file.file_url);
  return url === undefined ? undefined : dataPart(url, 'application/pdf');
}

const TYPES_BY_ENDING: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  heic: 'image/heic',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  webp: 'image/webp',
};

/** An address says its type by its ending, or not at all. */
function dataPart(url: string, otherwise: string): JsonRecord {
  const inline = parseDataUrl(url);
  if (inline !== undefined) return { inlineData: { mimeType: inline.mediaType, data: inline.data } };
  const ending = /\.([a-z0-9]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return { fileData: { mimeType: TYPES_BY_ENDING[ending] ?? otherwise, fileUri: url } };
}

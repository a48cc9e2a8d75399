import type { ChatBody } from '../chat/chat-body.ts';
import type { ChatRequest } from '../chat/chat-shape.ts';
import type { JsonRecord } from '../json/json-record.ts';
import { scanJsonObject } from '../json/scan-object.ts';
import { MAX_DEPTH } from './parse-json-body.ts';

/** A request that a protocol wrote in the shape in the middle, as a body. */
export function writtenChatBody(chat: ChatRequest): ChatBody {
  const bytes = Buffer.from(JSON.stringify(chat));
  const map = scanJsonObject(bytes, 0, bytes.length, MAX_DEPTH * 2);
  // What was just written is an object.
  if (typeof map === 'string') throw new Error(`a translated body is ${map}`);
  return { wire: 'openai-chat', bytes, map, json: chat as JsonRecord };
}

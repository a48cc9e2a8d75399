import { createTextView, type TokenCounter } from '@signalbox/engine';
import { isRecord, type JsonRecord, recordsIn, stringIn } from '../json/json-record.ts';

/** What stands around each message. */
const TOKENS_PER_MESSAGE = 4;

/** About what vendors count for a picture of full size, or for a page of a document. */
const TOKENS_PER_ATTACHMENT = 1_600;

/** An estimate of how long a request of the shape in the middle is, in tokens: texts, tools, pictures and files. */
export function countChatTokens(chat: JsonRecord, counter: TokenCounter): number {
  const count = (text: string) => (text === '' ? 0 : counter.count(createTextView(text)));
  let tokens = 0;
  for (const { content, tool_calls: calls, thinking_blocks: thinking } of recordsIn(chat.messages)) {
    tokens += TOKENS_PER_MESSAGE + (typeof content === 'string' ? count(content) : 0);
    for (const part of recordsIn(content)) {
      const text = stringIn(part.text);
      tokens += text === undefined ? TOKENS_PER_ATTACHMENT : count(text);
    }
    for (const call of recordsIn(calls)) tokens += count(JSON.stringify(call.function ?? ''));
    for (const block of recordsIn(thinking)) tokens += count(stringIn(block.thinking) ?? '');
  }
  for (const tool of recordsIn(chat.tools)) if (isRecord(tool.function)) tokens += count(JSON.stringify(tool.function));
  return Math.ceil(tokens);
}

import { markedOrigin } from '../../chat/thinking-origin.ts';
import { isRecord, type JsonRecord } from '../../json/json-record.ts';

/** Takes thinking out of a Messages body that another vendor's model made: Anthropic refuses signatures not its own. */
export function withoutForeignThinking(json: JsonRecord): JsonRecord {
  if (!Array.isArray(json.messages)) return json;
  const messages = json.messages.map((message: unknown) => {
    if (!isRecord(message) || !Array.isArray(message.content)) return message;
    return { ...message, content: message.content.filter((block: unknown) => !isForeign(block)) };
  });
  return { ...json, messages };
}

function isForeign(block: unknown): boolean {
  return (
    isRecord(block) &&
    block.type === 'thinking' &&
    typeof block.signature === 'string' &&
    markedOrigin(block.signature) !== undefined
  );
}

import { isRecord, type JsonRecord, parseRecordBytes, recordsIn } from '../../json/json-record.ts';
import { insideJson, type Placeholders, type Quote } from '../../personal-data/placeholders.ts';

/** A complete reply with values in place of their names, in its text and in the arguments of its calls. */
export function restoreReply(body: Uint8Array, placeholders: Placeholders, quote: Quote): Uint8Array {
  const reply = parseRecordBytes(body);
  if (reply === undefined || !Array.isArray(reply.choices)) return body;
  const text = (value: unknown) => (typeof value === 'string' ? placeholders.restore(value, quote) : value);
  const choices = recordsIn(reply.choices).map((choice) => {
    if (!isRecord(choice.message)) return choice;
    const { message } = choice;
    const restored: Record<string, unknown> = { ...message };
    if (message.content !== undefined) restored.content = contentOf(message.content, text);
    if (message.refusal !== undefined) restored.refusal = text(message.refusal);
    if (Array.isArray(message.tool_calls)) {
      restored.tool_calls = recordsIn(message.tool_calls).map((call) => ({
        ...call,
        function: restoreArguments(call.function, placeholders),
      }));
    }
    if (isRecord(message.function_call)) restored.function_call = restoreArguments(message.function_call, placeholders);
    return { ...choice, message: restored };
  });
  return Buffer.from(JSON.stringify({ ...reply, choices }));
}

function contentOf(content: unknown, text: (value: unknown) => unknown): unknown {
  if (!Array.isArray(content)) return text(content);
  return content.map((part: unknown) => (isRecord(part) ? { ...part, text: text(part.text) } : text(part)));
}

function restoreArguments(called: unknown, placeholders: Placeholders): unknown {
  if (!isRecord(called) || typeof called.arguments !== 'string') return called;
  const restored: JsonRecord = { ...called, arguments: placeholders.restore(called.arguments, insideJson) };
  return restored;
}

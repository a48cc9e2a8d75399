import { parseDataUrl, renderDataUrl } from '../../chat/data-url.ts';
import { isRecord, type JsonRecord, recordsIn } from '../../json/json-record.ts';

/** One text of a message and how it is written. */
export interface MessageText {
  readonly text: string;
  /** Position of its message; undefined for a text beside the messages. */
  readonly message: number | undefined;
  /** It is JSON, so what replaces a part of it must leave it so. */
  readonly isJson: boolean;
}

/** What a text becomes. */
export type RewriteText = (text: MessageText) => string;

/** Fields of a body that say something of the client's, with every text in them rewritten; by name, those that change. */
export function rewriteBody(body: JsonRecord, rewrite: RewriteText): JsonRecord {
  const plain = (text: string) => rewrite({ text, message: undefined, isJson: false });
  const fields = {
    messages: rewriteTexts(recordsIn(body.messages), rewrite),
    user: textOf(body.user, plain),
    metadata: isRecord(body.metadata)
      ? withChanges(
          body.metadata,
          Object.fromEntries(Object.entries(body.metadata).map(([key, value]) => [key, textOf(value, plain)])),
        )
      : body.metadata,
    prediction: isRecord(body.prediction)
      ? withChanges(body.prediction, { content: contentOf(body.prediction.content, plain) })
      : body.prediction,
  };
  const changed = Object.entries(fields).filter(([key, value]) => value !== body[key]);
  return Object.fromEntries(changed);
}

/**
 * Messages with every text rewritten: contents, parts, text files, the arguments of calls, thinking. Messages that nothing
 * changes stay the same objects. Signed thinking cannot be changed, so a block of it that would be is taken out.
 */
function rewriteTexts(messages: readonly JsonRecord[], rewrite: RewriteText): readonly JsonRecord[] {
  return messages.map((message, index) => {
    const plain = (text: string) => rewrite({ text, message: index, isJson: false });
    const json = (text: string) => rewrite({ text, message: index, isJson: true });
    return withChanges(message, {
      content: contentOf(message.content, plain),
      refusal: textOf(message.refusal, plain),
      reasoning_content: textOf(message.reasoning_content, plain),
      reasoning: textOf(message.reasoning, plain),
      tool_calls: listOf(message.tool_calls, (call) => callOf(call, json)),
      function_call: argumentsOf(message.function_call, json),
      thinking_blocks: thinkingOf(message.thinking_blocks, plain),
    });
  });
}

type Change = (text: string) => string;

function withChanges(record: JsonRecord, changes: JsonRecord): JsonRecord {
  const changed = Object.entries(changes).filter(([key, value]) => value !== record[key]);
  return changed.length === 0 ? record : { ...record, ...Object.fromEntries(changed) };
}

function textOf(value: unknown, change: Change): unknown {
  return typeof value === 'string' && value !== '' ? change(value) : value;
}

/** The same list where no entry changes. */
function listOf(value: unknown, change: (entry: JsonRecord) => unknown): unknown {
  if (!Array.isArray(value)) return value;
  const changed = value.map((entry: unknown) => (isRecord(entry) ? change(entry) : entry));
  return changed.every((entry, index) => entry === value[index]) ? value : changed;
}

function contentOf(content: unknown, change: Change): unknown {
  if (typeof content === 'string') return textOf(content, change);
  if (!Array.isArray(content)) return content;
  const parts = content.map((part: unknown) => (typeof part === 'string' ? textOf(part, change) : part));
  const changed = listOf(parts, (part) =>
    withChanges(part, {
      text: textOf(part.text, change),
      refusal: textOf(part.refusal, change),
      file: isRecord(part.file) ? fileOf(part.file, change) : part.file,
    }),
  ) as readonly unknown[];
  return changed.every((part, index) => part === content[index]) ? content : changed;
}

function fileOf(file: JsonRecord, change: Change): JsonRecord {
  const inline = typeof file.file_data === 'string' ? parseDataUrl(file.file_data) : undefined;
  if (inline === undefined || !inline.mediaType.startsWith('text/')) return file;
  const text = Buffer.from(inline.data, 'base64').toString('utf8');
  const changed = change(text);
  if (changed === text) return file;
  return { ...file, file_data: renderDataUrl({ ...inline, data: Buffer.from(changed).toString('base64') }) };
}

function callOf(call: JsonRecord, change: Change): JsonRecord {
  return withChanges(call, { function: argumentsOf(call.function, change) });
}

function argumentsOf(called: unknown, change: Change): unknown {
  return isRecord(called) ? withChanges(called, { arguments: textOf(called.arguments, change) }) : called;
}

function thinkingOf(blocks: unknown, change: Change): unknown {
  if (!Array.isArray(blocks)) return blocks;
  const kept = blocks.filter((block: unknown) => {
    const text = isRecord(block) ? block.thinking : undefined;
    return typeof text !== 'string' || change(text) === text;
  });
  return kept.length === blocks.length ? blocks : kept;
}

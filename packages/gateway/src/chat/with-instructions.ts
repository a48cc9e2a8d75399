import type { JsonRecord } from '../json/json-record.ts';

type Messages = readonly JsonRecord[];

/** Whether a message is the client's own instructions. */
export function isSystem({ role }: JsonRecord): boolean {
  return role === 'system' || role === 'developer';
}

/** Instructions before the client's own. Joined with the first message where that is a system message: some chat templates take one only. */
export function withInstructions(messages: Messages, text: string): Messages {
  const [first, ...rest] = messages;
  if (first === undefined || !isSystem(first)) return [{ role: 'system', content: text }, ...messages];
  const { content } = first;
  const joined = Array.isArray(content)
    ? [{ type: 'text', text }, ...content]
    : [text, content].filter((each) => typeof each === 'string' && each !== '').join('\n\n');
  return [{ ...first, content: joined }, ...rest];
}

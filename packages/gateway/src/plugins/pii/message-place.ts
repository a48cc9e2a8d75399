import type { JsonRecord } from '../../json/json-record.ts';

const WORDS: Readonly<Record<string, string>> = {
  system: 'system message',
  developer: 'developer message',
  assistant: 'assistant turn',
  tool: 'tool result',
  function: 'tool result',
};

/** Where a message stands, in words that a person can look up: `current turn`, `tool result 2` (counted by role, from 1). */
export function messagePlace(messages: readonly JsonRecord[], index: number): string {
  if (index === messages.findLastIndex(({ role }) => role === 'user')) return 'current turn';
  const word = WORDS[String(messages[index]!.role)] ?? 'user turn';
  const number = messages
    .slice(0, index + 1)
    .filter(({ role }) => (WORDS[String(role)] ?? 'user turn') === word).length;
  return `${word} ${number}`;
}

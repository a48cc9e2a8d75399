import type { JsonRecord } from '../../json/json-record.ts';

const WORDS: Readonly<Record<string, string>> = {
  system: 'system message',
  developer: 'developer message',
  assistant: 'assistant turn',
  tool: 'tool result',
  function: 'tool result',
};

/** Where each message stands, in words that a person can look up: `current turn`, `tool result 2` (counted by role, from 1). */
export function messagePlaces(messages: readonly JsonRecord[]): readonly string[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const counts = new Map<string, number>();
  return messages.map(({ role }, index) => {
    const word = WORDS[String(role)] ?? 'user turn';
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return index === last ? 'current turn' : `${word} ${count}`;
  });
}

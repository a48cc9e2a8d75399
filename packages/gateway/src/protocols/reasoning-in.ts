import { type JsonRecord, stringIn } from '../json/json-record.ts';

/** Thinking of a chat backend: vLLM and DeepSeek call it `reasoning_content`, newer vLLM and OpenRouter `reasoning`. */
export function reasoningIn(message: JsonRecord): string | undefined {
  return stringIn(message.reasoning_content) ?? stringIn(message.reasoning);
}

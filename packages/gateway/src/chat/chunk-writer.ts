import type { ChatDelta, FinishReason } from './chat-shape.ts';
import { chatUsage } from './chat-usage.ts';
import type { TokenUsage } from './reply-summary.ts';

/** Writes the data of chat-completion chunks: what every provider's stream becomes. */
export class ChunkWriter {
  #head: { id: string; object: 'chat.completion.chunk'; created: number; model: string };

  /** `created` in seconds since 1970. */
  constructor(created: number) {
    this.#head = { id: '', object: 'chat.completion.chunk', created, model: '' };
  }

  /** Names the answer; chunks written before are without a name. */
  named(id: string, model: string): void {
    this.#head = { ...this.#head, id, model };
  }

  delta(delta: ChatDelta): string {
    return this.#chunk([{ index: 0, delta, logprobs: null, finish_reason: null }]);
  }

  finish(reason: FinishReason, stopReason?: string | undefined): string {
    const choice = { index: 0, delta: {}, logprobs: null, finish_reason: reason };
    return this.#chunk([stopReason === undefined ? choice : { ...choice, stop_reason: stopReason }]);
  }

  usage(usage: TokenUsage): string {
    return JSON.stringify({ ...this.#head, choices: [], usage: chatUsage(usage) });
  }

  #chunk(choices: readonly unknown[]): string {
    return JSON.stringify({ ...this.#head, choices });
  }
}

/** What ends a stream of chat completions. */
export const DONE = '[DONE]';

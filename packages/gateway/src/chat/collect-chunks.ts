import { type JsonRecord, parseRecord, recordsIn, stringIn, textIn } from '../json/json-record.ts';
import { DONE } from './chunk-writer.ts';

/** Parts of a delta that are text and grow. */
const TEXTS = ['content', 'reasoning_content', 'reasoning', 'refusal'] as const;

interface GrowingCall {
  readonly id: unknown;
  readonly name: string;
  arguments: string;
}

/** Puts the chunks of one streamed answer together again. Whether the stream ended well others know. */
export class ChunkCollector {
  readonly #texts: Partial<Record<(typeof TEXTS)[number], string>> = {};
  readonly #thinking: unknown[] = [];
  readonly #calls = new Map<number, GrowingCall>();
  #model: unknown;
  #finish: JsonRecord | undefined;
  #usage: unknown;
  #isWhole = true;

  /** Takes the data of one event. */
  add(data: string): void {
    if (data === DONE) return;
    const chunk = parseRecord(data);
    if (chunk === undefined || (chunk.error !== undefined && chunk.error !== null)) {
      this.#isWhole = false;
      return;
    }
    if (stringIn(chunk.model)) this.#model = chunk.model;
    if (chunk.usage !== undefined && chunk.usage !== null) this.#usage = chunk.usage;
    for (const choice of recordsIn(chunk.choices)) this.#addChoice(choice);
  }

  /** The same as a completion without id and time; undefined where a part is missing or of an unknown kind. */
  completion(): JsonRecord | undefined {
    return this.#isWhole && this.#finish !== undefined ? this.soFar() : undefined;
  }

  /** The same of a stream that is not over, or was cut, as far as it is known. */
  soFar(): JsonRecord {
    const calls = [...this.#calls.values()].map(({ id, name, arguments: given }) => ({
      id,
      type: 'function',
      function: { name, arguments: given },
    }));
    const message = {
      role: 'assistant',
      content: null,
      ...this.#texts,
      ...(this.#thinking.length > 0 ? { thinking_blocks: this.#thinking } : {}),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    };
    const { finish_reason = null, stop_reason } = this.#finish ?? {};
    const stopped = stop_reason === undefined || stop_reason === null ? {} : { stop_reason };
    const choices = [{ index: 0, message, logprobs: null, finish_reason, ...stopped }];
    return {
      object: 'chat.completion',
      model: this.#model ?? '',
      choices,
      ...(this.#usage === undefined ? {} : { usage: this.#usage }),
    };
  }

  #addChoice(choice: JsonRecord): void {
    if (choice.index !== undefined && choice.index !== 0) this.#isWhole = false;
    if (choice.logprobs !== undefined && choice.logprobs !== null) this.#isWhole = false;
    const [delta = {}] = recordsIn([choice.delta]);
    for (const [field, value] of Object.entries(delta)) {
      if (value !== null && value !== undefined) this.#addField(field, value);
    }
    if (typeof choice.finish_reason === 'string') this.#finish = choice;
  }

  #addField(field: string, value: unknown): void {
    const text = TEXTS.find((known) => known === field);
    if (text !== undefined && typeof value === 'string') this.#texts[text] = (this.#texts[text] ?? '') + value;
    else if (field === 'thinking_blocks' && Array.isArray(value)) this.#thinking.push(...value);
    else if (field === 'tool_calls' && Array.isArray(value)) for (const call of recordsIn(value)) this.#addCall(call);
    else if (field !== 'role') this.#isWhole = false;
  }

  #addCall(call: JsonRecord): void {
    const index = typeof call.index === 'number' ? call.index : this.#calls.size;
    const [made = {}] = recordsIn([call.function]);
    const given = made.arguments === undefined ? '' : textIn(made.arguments);
    const known = this.#calls.get(index);
    if (known === undefined) this.#calls.set(index, { id: call.id, name: textIn(made.name ?? ''), arguments: given });
    else known.arguments += given;
  }
}

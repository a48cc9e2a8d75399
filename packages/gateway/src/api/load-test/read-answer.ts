import { type HttpResponse, isBytes } from '../../http/http-message.ts';
import { isRecord, type JsonRecord } from '../../json/json-record.ts';
import { dataOfEvents, endOfLastEvent } from '../../sse/event-boundary.ts';

/** What one streamed answer came to. */
export interface ReadAnswer {
  /** When its first content came; undefined where none did. */
  readonly firstAt: number | undefined;
  /** As the backend counted them, else pieces with content. */
  readonly tokens: number | null;
  readonly error: string | null;
}

/** Reads a chat completion to its end, streamed or whole. Rejects where it breaks off. */
export function readAnswer({ body, status }: HttpResponse, now: () => number): Promise<ReadAnswer> {
  const reading = new Reading(now);
  if (isBytes(body)) {
    reading.take(parse(Buffer.from(body).toString()));
    return Promise.resolve(reading.end(status));
  }
  return new Promise((resolve, reject) => {
    let rest = Buffer.alloc(0);
    body.start({
      write(chunk) {
        const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
        const end = endOfLastEvent(bytes);
        for (const data of dataOfEvents(bytes.subarray(0, end).toString())) reading.take(parse(data));
        rest = bytes.subarray(end);
        return true;
      },
      end: () => resolve(reading.end(status)),
      fail: reject,
    });
  });
}

class Reading {
  readonly #now: () => number;
  #firstAt: number | undefined;
  #pieces = 0;
  #counted: number | null = null;
  #error: string | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  take(chunk: JsonRecord | undefined): void {
    if (chunk === undefined) return;
    if (isRecord(chunk.error)) this.#error = String(chunk.error.message ?? chunk.error.code);
    if (isRecord(chunk.usage) && typeof chunk.usage.completion_tokens === 'number') {
      this.#counted = chunk.usage.completion_tokens;
    }
    const [choice] = Array.isArray(chunk.choices) ? chunk.choices : [];
    const said = isRecord(choice) ? (choice.delta ?? choice.message) : undefined;
    if (!isRecord(said) || !(said.content || said.reasoning_content || said.reasoning || said.tool_calls)) return;
    this.#firstAt ??= this.#now();
    this.#pieces++;
  }

  end(status: number): ReadAnswer {
    const tokens = this.#counted ?? (this.#pieces === 0 ? null : this.#pieces);
    const error = this.#error ?? (status >= 400 ? `status ${status}` : null);
    return { firstAt: this.#firstAt, tokens, error };
  }
}

function parse(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    // `[DONE]`, or an answer that is no JSON: there is nothing to count in it.
    return undefined;
  }
}

import type { CacheEntry } from '../../cache/cache-entry.ts';
import type { Flight } from '../../cache/flights.ts';
import type { ResponseCache } from '../../cache/response-cache.ts';
import { ChunkCollector } from '../../chat/collect-chunks.ts';
import { messageOf } from '../../errors/request-failure.ts';
import type { ReplyKeeper } from '../../exchange/recall.ts';
import { countIn, isRecord, type JsonRecord, parseRecordBytes, recordsIn, stringIn } from '../../json/json-record.ts';
import type { EventStep } from '../../sse/event-step.ts';
import type { AnswerScreen } from './answer-screen.ts';
import type { Asked } from './asked.ts';
import type { CacheOptions } from './options.ts';
import type { Similar } from './similar-questions.ts';

export interface KeeperOptions {
  readonly options: CacheOptions;
  readonly cache: ResponseCache;
  readonly screen: AnswerScreen;
  readonly similar: Similar | undefined;
}

/** Keeps the answer of one request, once the client has all of it, and tells those who wait for it. */
export class AnswerKeeper implements ReplyKeeper {
  readonly kind = 'reply_keeper';
  readonly #work: KeeperOptions;
  readonly #asked: Asked;
  readonly #flight: Flight | undefined;
  readonly #shadowed: CacheEntry | undefined;
  #whole: Uint8Array | undefined;
  #chunks: ChunkCollector | undefined;
  #firstMs: number | undefined;
  #lastMs = 0;

  /** `shadowed`: an answer that would have been given, to be compared with this one. */
  constructor(work: KeeperOptions, asked: Asked, flight: Flight | undefined, shadowed: CacheEntry | undefined) {
    this.#work = work;
    this.#asked = asked;
    this.#flight = flight;
    this.#shadowed = shadowed;
  }

  whole(reply: Uint8Array): void {
    this.#whole = reply;
  }

  step(): EventStep {
    const chunks = new ChunkCollector();
    this.#chunks = chunks;
    const { cache } = this.#work;
    return {
      onEvent: (data) => {
        this.#lastMs = cache.now();
        this.#firstMs ??= this.#lastMs;
        chunks.add(data);
        return [data];
      },
      onEnd: () => [],
    };
  }

  finish(isGood: boolean): void {
    const { cache } = this.#work;
    if (!isGood) {
      this.#flight?.land(undefined);
      cache.metrics.notStored(this.#asked.decision, 'not_completed');
      return;
    }
    // The client has its answer; what follows takes a moment.
    setImmediate(() => {
      this.#keep().then(
        (entry) => this.#flight?.land(entry),
        (cause: unknown) => {
          this.#flight?.land(undefined);
          cache.metrics.notStored(this.#asked.decision, 'failed');
          cache.logger.error({ cause: messageOf(cause) }, 'an answer could not be kept');
        },
      );
    });
  }

  async #keep(): Promise<CacheEntry | undefined> {
    const { cache, screen, similar, options } = this.#work;
    const { decision, model, recipe, fingerprint, controls } = this.#asked;
    const completion = this.#completion();
    const reason = completion === undefined ? 'incomplete' : whyNotKept(completion, options);
    const text = completion === undefined ? '' : textOf(completion);
    if (this.#shadowed !== undefined && similar !== undefined && reason === undefined) {
      const agreement = await similar.similarity(text, textOf(this.#shadowed.completion));
      cache.metrics.verified(decision, agreement >= options.shadow.agreement);
    }
    const found = reason ?? (await screen([text, fingerprint.question ?? '']));
    if (found !== undefined) {
      cache.metrics.notStored(decision, found);
      return undefined;
    }
    const storedAt = cache.time();
    const usage = isRecord(completion!.usage) ? completion!.usage : undefined;
    const entry: CacheEntry = {
      id: fingerprint.exact,
      group: fingerprint.group,
      recipe,
      decision,
      model,
      tags: [...options.tags, `decision:${decision}`, `model:${model}`, `recipe:${recipe}`],
      storedAt,
      expiresAt: storedAt + controls.ttlMs,
      completion: completion!,
      completionTokens: usage === undefined ? null : countIn(usage.completion_tokens),
      streamMs: this.#firstMs === undefined ? 0 : Math.round(this.#lastMs - this.#firstMs),
      meaning: (await similar?.meaning(fingerprint)) ?? null,
    };
    cache.keep(entry);
    cache.metrics.stored(decision);
    return entry;
  }

  #completion(): JsonRecord | undefined {
    if (this.#whole === undefined) return this.#chunks?.completion();
    const json = parseRecordBytes(this.#whole);
    if (json === undefined) return undefined;
    const { id: _id, created: _created, ...completion } = json;
    return completion;
  }
}

/** Why an answer is none to be given again. */
function whyNotKept(completion: JsonRecord, options: CacheOptions): string | undefined {
  const choices = recordsIn(completion.choices);
  const [choice] = choices;
  const message = isRecord(choice?.message) ? choice.message : {};
  if (choices.length !== 1) return 'several_answers';
  const callsTools = recordsIn(message.tool_calls).length > 0;
  if (callsTools && !options.store_tool_calls) return 'tool_calls';
  if (stringIn(message.refusal)) return 'refused';
  if (!callsTools && choice?.finish_reason !== 'stop') return 'not_finished';
  if (!callsTools && (stringIn(message.content) ?? '').trim() === '') return 'empty';
  if (JSON.stringify(completion).length > options.max_answer_bytes) return 'too_large';
  return undefined;
}

/** All that an answer says. */
function textOf(completion: JsonRecord): string {
  const [choice] = recordsIn(completion.choices);
  const message = isRecord(choice?.message) ? choice.message : {};
  const calls = recordsIn(message.tool_calls).map((call) => JSON.stringify(call.function));
  const texts = [message.content, message.reasoning_content, message.reasoning].flatMap((text) => stringIn(text) ?? []);
  return [...texts, ...calls].join('\n');
}

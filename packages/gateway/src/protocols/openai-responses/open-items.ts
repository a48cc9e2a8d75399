import type { JsonRecord } from '../../json/json-record.ts';
import type { ClientTool } from './client-tool.ts';
import { callItem, type ItemStatus, messageItem, reasoningItem, refusalPart, textPart } from './output-items.ts';
import type { ThinkingPlace } from './reasoning-text.ts';

/** Writes one event, numbered, as text. */
export type Emit = (type: string, fields: JsonRecord) => string;

/** An item of a stream that has begun. Each method returns the text of its events. */
export interface OpenItem {
  readonly index: number;
  /** As it is now. */
  item(status: ItemStatus): JsonRecord;
  /** Ends what is open inside it. */
  finish(): string;
}

/** The events by which an item begins. */
export function began(emit: Emit, open: OpenItem): string {
  return emit('response.output_item.added', { output_index: open.index, item: open.item('in_progress') });
}

/** The events by which an item ends. */
export function ended(emit: Emit, open: OpenItem, status: ItemStatus): string {
  const rest = open.finish();
  return rest + emit('response.output_item.done', { output_index: open.index, item: open.item(status) });
}

/** An answer's text, part by part: it may turn into a refusal. */
export class OpenMessage implements OpenItem {
  readonly index: number;
  readonly #id: string;
  readonly #emit: Emit;
  readonly #parts: JsonRecord[] = [];
  #isRefusing: boolean | undefined;
  #text = '';
  #logprobs: JsonRecord[] = [];
  #annotations: JsonRecord[] = [];

  constructor(emit: Emit, index: number, id: string) {
    this.#emit = emit;
    this.index = index;
    this.#id = id;
  }

  item(status: ItemStatus): JsonRecord {
    const parts = this.#isRefusing === undefined ? this.#parts : [...this.#parts, this.#part()];
    return messageItem(this.#id, parts, status);
  }

  text(delta: string, logprobs: readonly JsonRecord[]): string {
    const opened = this.#turn(false);
    this.#text += delta;
    this.#logprobs.push(...logprobs);
    return opened + this.#emit('response.output_text.delta', { ...this.#place(), delta, logprobs });
  }

  /** Addresses that the text cites. */
  cite(annotations: readonly JsonRecord[]): string {
    const opened = this.#turn(false);
    const written = annotations.map((annotation) => {
      this.#annotations.push(annotation);
      const at = { ...this.#place(), annotation_index: this.#annotations.length - 1 };
      return this.#emit('response.output_text.annotation.added', { ...at, annotation });
    });
    return opened + written.join('');
  }

  refusal(delta: string): string {
    const opened = this.#turn(true);
    this.#text += delta;
    return opened + this.#emit('response.refusal.delta', { ...this.#place(), delta });
  }

  finish(): string {
    if (this.#isRefusing === undefined) return '';
    const text = this.#text;
    const logprobs = this.#logprobs;
    const part = this.#part();
    const done = this.#isRefusing
      ? this.#emit('response.refusal.done', { ...this.#place(), refusal: text })
      : this.#emit('response.output_text.done', { ...this.#place(), text, logprobs });
    const partDone = this.#emit('response.content_part.done', { ...this.#place(), part });
    this.#parts.push(part);
    this.#isRefusing = undefined;
    this.#text = '';
    this.#logprobs = [];
    this.#annotations = [];
    return done + partDone;
  }

  #turn(isRefusing: boolean): string {
    if (this.#isRefusing === isRefusing) return '';
    const before = this.finish();
    this.#isRefusing = isRefusing;
    const part = isRefusing ? refusalPart('') : textPart('', []);
    return before + this.#emit('response.content_part.added', { ...this.#place(), part });
  }

  #part(): JsonRecord {
    return this.#isRefusing ? refusalPart(this.#text) : textPart(this.#text, this.#logprobs, this.#annotations);
  }

  #place() {
    return { item_id: this.#id, output_index: this.index, content_index: this.#parts.length };
  }
}

/** Thinking, in one part. */
export class OpenReasoning implements OpenItem {
  readonly index: number;
  readonly #id: string;
  readonly #emit: Emit;
  readonly #shown: ThinkingPlace;
  readonly #model: string;
  readonly #blocks: JsonRecord[] = [];
  #text = '';

  constructor(emit: Emit, index: number, id: string, shown: ThinkingPlace, model: string) {
    this.#emit = emit;
    this.index = index;
    this.#id = id;
    this.#shown = shown;
    this.#model = model;
  }

  item(status: ItemStatus): JsonRecord {
    const thinking = { text: this.#text, blocks: this.#blocks, model: this.#model };
    return reasoningItem(this.#id, this.#shown, thinking, status);
  }

  text(delta: string): string {
    const { partEvent, partType, textEvent } = this.#shown;
    const opened =
      this.#text === ''
        ? this.#emit(`${partEvent}.added`, { ...this.#place(), part: { type: partType, text: '' } })
        : '';
    this.#text += delta;
    return opened + this.#emit(`${textEvent}.delta`, { ...this.#place(), delta });
  }

  /** What its vendor signed; the text has come before. */
  signed(block: JsonRecord): void {
    this.#blocks.push(block);
  }

  finish(): string {
    if (this.#text === '') return '';
    const { partEvent, partType, textEvent } = this.#shown;
    const text = this.#text;
    return (
      this.#emit(`${textEvent}.done`, { ...this.#place(), text }) +
      this.#emit(`${partEvent}.done`, { ...this.#place(), part: { type: partType, text } })
    );
  }

  #place() {
    return { item_id: this.#id, output_index: this.index, [this.#shown.indexName]: 0 };
  }
}

/** A call. Arguments of functions are passed on as they come; other tools are told when all is there. */
export class OpenCall implements OpenItem {
  readonly index: number;
  readonly #id: string;
  readonly #emit: Emit;
  readonly #callId: string;
  readonly #name: string;
  readonly #tool: ClientTool | undefined;
  #text = '';

  constructor(
    emit: Emit,
    index: number,
    id: string,
    call: { readonly callId: string; readonly name: string; readonly tool: ClientTool | undefined },
  ) {
    this.#emit = emit;
    this.index = index;
    this.#id = id;
    this.#callId = call.callId;
    this.#name = call.name;
    this.#tool = call.tool;
  }

  item(status: ItemStatus): JsonRecord {
    const call = { callId: this.#callId, name: this.#name, argumentsText: this.#text };
    return callItem(this.#id, call, this.#tool, status);
  }

  add(delta: string): string {
    this.#text += delta;
    if (delta === '' || this.#tool !== undefined) return '';
    return this.#emit('response.function_call_arguments.delta', { ...this.#place(), delta });
  }

  finish(): string {
    const place = this.#place();
    const name = this.#name;
    if (this.#tool === undefined) {
      return this.#emit('response.function_call_arguments.done', { ...place, name, arguments: this.#text });
    }
    const { stream } = this.#tool;
    if (stream === undefined) return '';
    const text = this.#tool.callFields(name, this.#text)[stream.field];
    return (
      this.#emit(`${stream.event}.delta`, { ...place, delta: text }) +
      this.#emit(`${stream.event}.done`, { ...place, [stream.field]: text })
    );
  }

  #place() {
    return { item_id: this.#id, output_index: this.index };
  }
}

import type { RequestFailure } from '../../errors/request-failure.ts';
import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import type { EventWriter, HeldEnd } from '../../sse/event-translation.ts';
import type { AnswerOrigin } from '../protocol.ts';
import { reasoningIn } from '../reasoning-in.ts';
import { type ClientTool, clientToolsOf } from './client-tool.ts';
import { began, type Emit, ended, OpenCall, type OpenItem, OpenMessage, OpenReasoning } from './open-items.ts';
import { annotationsIn, callPrefix, type ItemStatus, logprobsIn } from './output-items.ts';
import { type ThinkingPlace, thinkingPlaceOf } from './reasoning-text.ts';
import { errorFields } from './render-error.ts';
import { incompleteReasonOf, itemId, type ResponseState, responseObject } from './response-object.ts';

/** Writes chat-completion chunks as the events of a response; `request` is the client's body. */
export function createResponsesWriter(request: JsonRecord, origin: AnswerOrigin): EventWriter {
  return new ResponsesWriter(request, origin);
}

/**
 * `response.created` and `in_progress`, each item from `output_item.added` to `output_item.done`, then `completed`,
 * `incomplete` or `failed`. Thinking and text follow one another; calls stay open until the answer ends, because
 * backends may mix the arguments of parallel calls.
 */
class ResponsesWriter implements EventWriter {
  heldEnd: HeldEnd | undefined;
  readonly #request: JsonRecord;
  readonly #origin: AnswerOrigin;
  readonly #shown: ThinkingPlace;
  readonly #tools: ReadonlyMap<string, ClientTool>;
  /** Items that are done, by their place. */
  readonly #done: JsonRecord[] = [];
  readonly #calls = new Map<number, OpenCall>();
  /** Calls of which only an id or arguments have come: an item begins with its name. */
  readonly #nameless = new Map<number, { readonly callId: string | undefined; readonly text: string }>();
  #open: OpenMessage | OpenReasoning | undefined;
  #items = 0;
  #events = 0;
  #hasStarted = false;
  #isOver = false;
  #model = '';
  #finishReason: unknown;
  #usage: unknown;
  #serviceTier: unknown;

  constructor(request: JsonRecord, origin: AnswerOrigin) {
    this.#request = request;
    this.#origin = origin;
    this.#shown = thinkingPlaceOf(request);
    this.#tools = clientToolsOf(request);
  }

  onEvent(data: string): string {
    if (data === '[DONE]') return this.onEnd();
    const chunk = parseRecord(data);
    if (chunk === undefined || this.#isOver) return '';
    this.#model ||= stringIn(chunk.model) ?? '';
    let written = this.#start();
    if (isRecord(chunk.usage)) this.#usage = chunk.usage;
    this.#serviceTier = chunk.service_tier ?? this.#serviceTier;
    const choice = recordsIn(chunk.choices)[0];
    if (choice === undefined) return written;
    const delta = isRecord(choice.delta) ? choice.delta : {};
    written += this.#thinking(delta) + this.#text(delta, choice.logprobs);
    for (const call of recordsIn(delta.tool_calls)) written += this.#call(call);
    if (typeof choice.finish_reason === 'string') this.#finishReason = choice.finish_reason;
    return written;
  }

  onEnd(): string {
    if (this.#isOver) return '';
    const incompleteReason = incompleteReasonOf(this.#finishReason);
    const status = incompleteReason === undefined ? 'completed' : 'incomplete';
    const written = this.#start() + this.#endItems(status);
    this.#isOver = true;
    const end = (isStored: boolean) => this.#response({ status, incompleteReason }, isStored);
    const write = (isStored: boolean) => this.#emit(`response.${status}`, { response: end(isStored) });
    if (this.#origin.isStored !== true) return written + write(false);
    this.heldEnd = { answer: end(true), write, fail: (failure) => this.#fail(failure) };
    return written;
  }

  onFailure(failure: RequestFailure): string {
    if (this.#isOver) return '';
    const started = this.#start();
    this.#isOver = true;
    // Items that were not finished are told by what is there of them.
    for (const open of this.#openItems()) this.#done[open.index] = open.item('incomplete');
    return started + this.#fail(failure);
  }

  #fail(failure: RequestFailure): string {
    const response = this.#response({ status: 'failed', failure }, false);
    return this.#emit('error', errorFields(failure)) + this.#emit('response.failed', { response });
  }

  readonly #emit: Emit = (type, fields) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: this.#events++, ...fields })}\n\n`;

  #response(state: Omit<ResponseState, 'model' | 'output'>, isStored: boolean): JsonRecord {
    return responseObject(
      this.#request,
      { ...this.#origin, isStored },
      {
        model: this.#model,
        output: this.#done,
        usage: this.#usage,
        serviceTier: this.#serviceTier,
        ...state,
      },
    );
  }

  #start(): string {
    if (this.#hasStarted) return '';
    this.#hasStarted = true;
    const response = this.#response({ status: 'in_progress' }, this.#origin.isStored === true);
    return this.#emit('response.created', { response }) + this.#emit('response.in_progress', { response });
  }

  #thinking(delta: JsonRecord): string {
    const text = reasoningIn(delta) ?? '';
    const blocks = recordsIn(delta.thinking_blocks);
    if (text === '' && blocks.length === 0) return '';
    let written = '';
    if (!(this.#open instanceof OpenReasoning)) {
      written += this.#endOpen('completed');
      const index = this.#items++;
      const id = itemId('rs', this.#origin, index);
      const open = new OpenReasoning(this.#emit, index, id, this.#shown, this.#origin.model);
      this.#open = open;
      written += began(this.#emit, open);
    }
    const open = this.#open as OpenReasoning;
    if (text !== '') written += open.text(text);
    for (const block of blocks) open.signed(block);
    return written;
  }

  #text(delta: JsonRecord, logprobs: unknown): string {
    const text = stringIn(delta.content) ?? '';
    const refusal = stringIn(delta.refusal) ?? '';
    const cited = annotationsIn(delta.annotations);
    if (text === '' && refusal === '' && cited.length === 0) return '';
    let written = '';
    if (!(this.#open instanceof OpenMessage)) {
      written += this.#endOpen('completed');
      const index = this.#items++;
      this.#open = new OpenMessage(this.#emit, index, itemId('msg', this.#origin, index));
      written += began(this.#emit, this.#open);
    }
    const open = this.#open as OpenMessage;
    if (text !== '') written += open.text(text, logprobsIn(logprobs));
    if (cited.length > 0) written += open.cite(cited);
    return refusal === '' ? written : written + open.refusal(refusal);
  }

  #call(delta: JsonRecord): string {
    const at = typeof delta.index === 'number' ? delta.index : 0;
    const called = isRecord(delta.function) ? delta.function : {};
    const piece = stringIn(called.arguments) ?? '';
    const known = this.#calls.get(at);
    if (known !== undefined) return known.add(piece);
    const early = this.#nameless.get(at);
    const callId = early?.callId ?? stringIn(delta.id);
    const text = (early?.text ?? '') + piece;
    const name = stringIn(called.name) ?? '';
    if (name === '') {
      this.#nameless.set(at, { callId, text });
      return '';
    }
    const before = this.#endOpen('completed');
    const index = this.#items++;
    const tool = this.#tools.get(name);
    const id = itemId(callPrefix(tool), this.#origin, index);
    const open = new OpenCall(this.#emit, index, id, { callId: callId || id, name, tool });
    this.#calls.set(at, open);
    return before + began(this.#emit, open) + open.add(text);
  }

  #endItems(status: ItemStatus): string {
    let written = this.#endOpen(status);
    for (const call of this.#calls.values()) written += this.#end(call, status);
    this.#calls.clear();
    return written;
  }

  #endOpen(status: ItemStatus): string {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? '' : this.#end(open, status);
  }

  #end(open: OpenItem, status: ItemStatus): string {
    const written = ended(this.#emit, open, status);
    this.#done[open.index] = open.item(status);
    return written;
  }

  #openItems(): readonly OpenItem[] {
    return [...(this.#open === undefined ? [] : [this.#open]), ...this.#calls.values()];
  }
}

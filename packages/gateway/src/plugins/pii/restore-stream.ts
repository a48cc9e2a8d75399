import { isRecord, type JsonRecord, parseRecord, recordsIn } from '../../json/json-record.ts';
import { insideJson, type Placeholders, type Quote } from '../../personal-data/placeholders.ts';
import type { EventStep } from '../../sse/event-step.ts';

/** A text that comes in pieces: what a choice says, or the arguments of one of its calls. */
interface Channel {
  readonly choice: number;
  /** Undefined for the text. */
  readonly call: number | undefined;
  readonly quote: Quote;
  /** The beginning of what may be a name; always shorter than a name. */
  held: string;
}

/** The step that puts values back into a stream; a name that is cut in two is held back until it is whole. */
export function createRestoreStep(placeholders: Placeholders, quote: Quote): EventStep {
  const channels = new Map<string, Channel>();
  let head: JsonRecord = { object: 'chat.completion.chunk' };

  function channelOf(choice: number, call: number | undefined): Channel {
    const key = `${choice} ${call ?? ''}`;
    let channel = channels.get(key);
    if (channel === undefined) {
      channel = { choice, call, quote: call === undefined ? quote : insideJson, held: '' };
      channels.set(key, channel);
    }
    return channel;
  }

  function push(channel: Channel, piece: string): string {
    const text = channel.held + piece;
    const cut = placeholders.startOfPart(text);
    channel.held = text.slice(cut);
    return placeholders.restore(text.slice(0, cut), channel.quote);
  }

  /** What was held back and turned out to be no name, as chunks of its own. */
  function release(isDue: (channel: Channel) => boolean): string[] {
    return [...channels.values()].flatMap((channel) => {
      if (channel.held === '' || !isDue(channel)) return [];
      const { choice, call, held } = channel;
      channel.held = '';
      const delta =
        call === undefined ? { content: held } : { tool_calls: [{ index: call, function: { arguments: held } }] };
      return [JSON.stringify({ ...head, choices: [{ index: choice, delta, finish_reason: null }] })];
    });
  }

  function restoreCall(choice: number, call: JsonRecord): JsonRecord {
    if (!isRecord(call.function) || typeof call.function.arguments !== 'string') return call;
    const channel = channelOf(choice, typeof call.index === 'number' ? call.index : 0);
    return { ...call, function: { ...call.function, arguments: push(channel, call.function.arguments) } };
  }

  /** One choice of a chunk, and what has to go out before it. */
  function restoreChoice(choice: JsonRecord): { readonly before: readonly string[]; readonly choice: JsonRecord } {
    const index = typeof choice.index === 'number' ? choice.index : 0;
    const delta = isRecord(choice.delta) ? choice.delta : {};
    const before: string[] = [];
    const restored: Record<string, unknown> = { ...delta };
    for (const field of ['content', 'refusal'] as const) {
      const piece = delta[field];
      if (typeof piece === 'string' && piece !== '') restored[field] = push(channelOf(index, undefined), piece);
    }
    if (Array.isArray(delta.tool_calls)) {
      // Calls follow the text: its end must not come after them.
      before.push(...release((channel) => channel.choice === index && channel.call === undefined));
      restored.tool_calls = recordsIn(delta.tool_calls).map((call) => restoreCall(index, call));
    }
    if (typeof choice.finish_reason !== 'string') return { before, choice: { ...choice, delta: restored } };
    const last = JSON.stringify({ ...head, choices: [{ ...choice, delta: restored, finish_reason: null }] });
    const rest = release((channel) => channel.choice === index);
    if (rest.length === 0) return { before, choice: { ...choice, delta: restored } };
    return { before: [...before, last, ...rest], choice: { ...choice, delta: {} } };
  }

  return {
    onEvent(data) {
      const chunk = parseRecord(data);
      if (chunk === undefined || !Array.isArray(chunk.choices) || chunk.choices.length === 0) return [data];
      const { choices, usage: _usage, ...rest } = chunk;
      head = rest;
      const restored = recordsIn(choices).map(restoreChoice);
      const own = JSON.stringify({ ...chunk, choices: restored.map(({ choice }) => choice) });
      return [...restored.flatMap(({ before }) => before), own];
    },
    onEnd: () => release(() => true),
  };
}

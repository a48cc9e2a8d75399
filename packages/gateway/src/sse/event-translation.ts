import type { RequestFailure } from '../errors/request-failure.ts';
import { isRecord, type JsonRecord, parseRecord } from '../json/json-record.ts';
import type { EventStep } from './event-step.ts';

/** Writes chunks as events of the client's protocol, for one stream. */
export interface EventWriter {
  /** Complete events, as text, for the data of one chunk (`[DONE]` included); empty while one is held back. */
  onEvent(data: string): string;
  /** The events that are still missing for a good finish; empty when the stream is complete. */
  onEnd(): string;
  /** The events that end the stream with a failure, where what went before has a say in them. */
  onFailure?(failure: RequestFailure): string;
  /** Set at a good finish by writers of answers that are to be stored. */
  readonly heldEnd?: HeldEnd | undefined;
}

/** The end of a stream, held back until the answer is stored. */
export interface HeldEnd {
  /** The whole answer, as it is to be stored. */
  readonly answer: JsonRecord;
  /** The events that end it well: stored, or not stored after all. */
  write(isStored: boolean): string;
  /** The events that end it with a failure in place of that. */
  fail(failure: RequestFailure): string;
}

/** What happens to the events of one stream between backend and client. */
export interface EventTranslation {
  /** The text to send for one event. */
  onEvent(data: string): string;
  /** The text that was held back till the backend closed its stream, for good or bad. Throws where a step does. */
  flush(): string;
  /** The text that a good finish still needs after that. */
  onEnd(): string;
  /** The text of a bad finish; undefined where the protocol's own event says it all. */
  onFailure(failure: RequestFailure): string | undefined;
}

const DONE = '[DONE]';

/**
 * Backend's events → chunks → steps → client's events. `[DONE]` is no event of the model's: first come the events that
 * the steps still hold. Nothing follows it. A backend's error among the chunks is for the end of the stream to tell:
 * a writer sees neither it nor a good finish after it.
 */
export function translateEvents(
  decode: EventStep | undefined,
  steps: readonly EventStep[],
  writer: EventWriter = plainWriter,
): EventTranslation {
  let isDone = false;
  let hasFailed = false;

  function write(chunks: readonly string[], from: number): string {
    let current = chunks;
    for (const step of steps.slice(from)) current = current.flatMap((data) => step.onEvent(data));
    return current.map((data) => writer.onEvent(data)).join('');
  }

  const flushSteps = () => steps.map((step, position) => write(step.onEnd(), position + 1)).join('');

  function onChunk(data: string): string {
    if (isDone || hasFailed) return '';
    if (writer !== plainWriter && isError(data)) {
      hasFailed = true;
      return '';
    }
    if (data !== DONE) return write([data], 0);
    isDone = true;
    return flushSteps() + writer.onEvent(DONE);
  }

  return {
    onEvent: (data) => (decode === undefined ? onChunk(data) : decode.onEvent(data).map(onChunk).join('')),
    flush() {
      if (isDone || hasFailed) return '';
      const rest = (decode?.onEnd() ?? []).map(onChunk).join('');
      return rest + (isDone ? '' : flushSteps());
    },
    onEnd: () => (isDone || hasFailed ? '' : writer.onEnd()),
    onFailure: (failure) => writer.onFailure?.(failure),
  };
}

/** Few chunks hold the word at all, and are parsed for it. */
function isError(data: string): boolean {
  return data.includes('"error"') && isRecord(parseRecord(data)?.error);
}

/** Chunks as they are, each an event. */
const plainWriter: EventWriter = {
  onEvent: (data) =>
    `${data
      .split('\n')
      .map((line) => `data: ${line}`)
      .join('\n')}\n\n`,
  onEnd: () => '',
};

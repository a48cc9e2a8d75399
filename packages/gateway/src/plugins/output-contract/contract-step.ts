import { isRecord, type JsonRecord, parseRecord, recordsIn } from '../../json/json-record.ts';
import type { EventStep } from '../../sse/event-step.ts';
import type { ChoiceTexts, Kept } from './apply-contract.ts';

/** The texts of a choice as far as they came. */
interface Held {
  content: string;
  reasoning_content: string;
  /** It has ended, and what was kept went out. */
  isDone: boolean;
}

/** The step that holds a streamed text back until it is whole, and then sends what the contract makes of it. */
export function createContractStep(keep: (texts: ChoiceTexts) => Kept): EventStep {
  const choices = new Map<number, Held>();
  let head: JsonRecord = { object: 'chat.completion.chunk' };

  const holdOf = (index: number): Held => {
    const known = choices.get(index) ?? { content: '', reasoning_content: '', isDone: false };
    choices.set(index, known);
    return known;
  };
  const chunk = (index: number, delta: JsonRecord) =>
    JSON.stringify({ ...head, choices: [{ index, delta, finish_reason: null }] });
  const release = (index: number, held: Held): readonly string[] => {
    if (held.isDone) return [];
    held.isDone = true;
    // A choice that says nothing, e.g. calls a tool, has no text to keep.
    return held.content === '' ? [] : [chunk(index, { content: keep(held).text })];
  };

  return {
    onEvent(data) {
      const event = parseRecord(data);
      if (event === undefined || !Array.isArray(event.choices) || event.choices.length === 0) return [data];
      const { choices: given, usage: _usage, ...rest } = event;
      head = rest;
      const before: string[] = [];
      const passed = recordsIn(given).map((choice): JsonRecord & { readonly delta: JsonRecord } => {
        const index = typeof choice.index === 'number' ? choice.index : 0;
        const held = holdOf(index);
        const { content, ...delta } = isRecord(choice.delta) ? choice.delta : {};
        if (typeof content === 'string') held.content += content;
        if (typeof delta.reasoning_content === 'string') held.reasoning_content += delta.reasoning_content;
        if (typeof choice.finish_reason === 'string') before.push(...release(index, held));
        return { ...choice, delta };
      });
      const isEmpty = passed.every(
        ({ delta, finish_reason: end }) => Object.keys(delta).length === 0 && typeof end !== 'string',
      );
      return isEmpty && event.usage == null ? before : [...before, JSON.stringify({ ...event, choices: passed })];
    },
    onEnd: () => [...choices].flatMap(([index, held]) => release(index, held)),
  };
}

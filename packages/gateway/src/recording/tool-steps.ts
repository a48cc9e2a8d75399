import type { ToolStep } from '../exchange/kept-bodies.ts';
import { type JsonRecord, recordsIn, stringIn, textIn } from '../json/json-record.ts';

/** Calls of tools and their results in messages of the shape in the middle, whole. */
export function toolStepsIn(messages: readonly JsonRecord[]): readonly ToolStep[] {
  const names = new Map<string, string>();
  return messages.flatMap((message) => {
    const calls = recordsIn(message.tool_calls).map((call) => callOf(call));
    for (const { id, name } of calls) if (id !== null && name !== null) names.set(id, name);
    return message.role === 'tool' ? [...calls, resultOf(message, names)] : calls;
  });
}

/** The same in a completion. */
export function toolStepsOf(completion: JsonRecord): readonly ToolStep[] {
  return toolStepsIn(recordsIn(completion.choices).flatMap(({ message }) => recordsIn([message])));
}

function callOf(call: JsonRecord): ToolStep {
  const [called = {}] = recordsIn([call.function]);
  return {
    kind: 'call',
    id: stringIn(call.id) ?? null,
    name: stringIn(called.name) ?? null,
    text: textIn(called.arguments),
    isTruncated: false,
  };
}

function resultOf({ tool_call_id, content }: JsonRecord, names: ReadonlyMap<string, string>): ToolStep {
  const id = stringIn(tool_call_id) ?? null;
  return { kind: 'result', id, name: names.get(id ?? '') ?? null, text: textIn(content), isTruncated: false };
}

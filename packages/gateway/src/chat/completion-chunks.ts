import { isRecord, type JsonRecord, recordsIn, stringIn } from '../json/json-record.ts';
import { DONE } from './chunk-writer.ts';

/** Most characters of a piece of text: about what backends send at a time. */
const PIECE_CHARACTERS = 24;

/** A whole chat completion as the data of the events of a stream that says the same, `[DONE]` included. */
export function completionChunks(completion: JsonRecord, wantsUsage: boolean): readonly string[] {
  const { choices, usage, object: _object, ...head } = completion;
  const [choice = {}] = recordsIn(choices);
  const message = isRecord(choice.message) ? choice.message : {};
  const chunk = (delta: JsonRecord, finish: unknown = null, more: object = {}) =>
    JSON.stringify({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish, ...more }],
    });
  const texts = (field: string) => piecesOf(stringIn(message[field]) ?? '').map((text) => chunk({ [field]: text }));
  const thinking = recordsIn(message.thinking_blocks).map((block) => chunk({ thinking_blocks: [block] }));
  const calls = recordsIn(message.tool_calls).map((call, index) => chunk({ tool_calls: [{ index, ...call }] }));
  const stopped = choice.stop_reason === undefined ? {} : { stop_reason: choice.stop_reason };
  return [
    chunk({ role: 'assistant' }),
    ...texts('reasoning_content'),
    ...texts('reasoning'),
    ...thinking,
    ...texts('content'),
    ...texts('refusal'),
    ...calls,
    chunk({}, choice.finish_reason, stopped),
    ...(wantsUsage && isRecord(usage)
      ? [JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })]
      : []),
    DONE,
  ];
}

/** Cuts behind white space where there is some, and never through a character. */
function piecesOf(text: string): readonly string[] {
  return text.match(PIECES) ?? [];
}

const PIECES = new RegExp(
  `[^]{1,${PIECE_CHARACTERS}}(?<=\\s)(?=\\S|$)|[^]{1,${PIECE_CHARACTERS}}(?<![\\ud800-\\udbff])|[^]`,
  'g',
);

import type { AnswerUsage, ToolCallView } from './conversation.ts';

/** What one event of a streamed answer adds. */
export interface ChatStep {
  readonly text: string;
  readonly thinking: string;
  readonly toolCalls: readonly {
    readonly index: number;
    readonly id?: string;
    readonly name?: string;
    readonly arguments: string;
  }[];
  readonly finishReason: string | undefined;
  readonly usage: AnswerUsage | undefined;
  /** The stream broke off with this. */
  readonly error: string | undefined;
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null;
      readonly reasoning_content?: string | null;
      readonly reasoning?: string | null;
      readonly tool_calls?: readonly {
        readonly index?: number;
        readonly id?: string;
        readonly function?: { readonly name?: string; readonly arguments?: string };
      }[];
    };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
    readonly completion_tokens_details?: { readonly reasoning_tokens?: number } | null;
  } | null;
  readonly error?: { readonly message?: string };
}

/** Reads a streamed chat completion event by event. Rejects where the connection breaks. */
export async function* readChatStream(body: ReadableStream<Uint8Array>): AsyncGenerator<ChatStep> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + value.replaceAll('\r\n', '\n')).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = event.split('\n').flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []));
        const text = data.join('\n');
        if (text !== '' && text !== '[DONE]') yield stepOf(JSON.parse(text) as Chunk);
      }
    }
  } finally {
    reader.cancel().catch(() => {
      // It is broken or over already.
    });
  }
}

function stepOf({ choices, usage, error }: Chunk): ChatStep {
  const choice = choices?.[0];
  const { content, reasoning_content, reasoning, tool_calls = [] } = choice?.delta ?? {};
  return {
    text: content ?? '',
    thinking: reasoning_content ?? reasoning ?? '',
    toolCalls: tool_calls.map((call, at) => ({
      index: call.index ?? at,
      ...(call.id === undefined ? {} : { id: call.id }),
      ...(call.function?.name === undefined ? {} : { name: call.function.name }),
      arguments: call.function?.arguments ?? '',
    })),
    finishReason: choice?.finish_reason ?? undefined,
    usage:
      usage == null
        ? undefined
        : {
            prompt: usage.prompt_tokens ?? 0,
            completion: usage.completion_tokens ?? 0,
            reasoning: usage.completion_tokens_details?.reasoning_tokens,
            cached: usage.prompt_tokens_details?.cached_tokens,
          },
    error: error === undefined ? undefined : (error.message ?? 'the stream broke off'),
  };
}

/** Adds the pieces of calls to those that are there. */
export function joinToolCalls(calls: readonly ToolCallView[], pieces: ChatStep['toolCalls']): readonly ToolCallView[] {
  if (pieces.length === 0) return calls;
  const joined = [...calls];
  for (const { index, id, name, arguments: input } of pieces) {
    const before = joined[index] ?? { id: '', name: '', arguments: '' };
    joined[index] = {
      ...before,
      id: id ?? before.id,
      name: name === undefined || before.name.endsWith(name) ? before.name || (name ?? '') : before.name + name,
      arguments: before.arguments + input,
    };
  }
  return joined;
}

import { type JsonEdits, withEdit } from '../json/edit-object.ts';
import type { ParsedRequest } from '../protocols/protocol.ts';
import type { EventStep } from '../sse/event-step.ts';
import type { Exchange } from './exchange.ts';

const NO_EDITS: JsonEdits = new Map();
const ASK_FOR_USAGE = withEdit(NO_EDITS, ['stream_options', 'include_usage'], 'true');

/** Whether limits need to know what a stream used although its client did not ask. */
export function countsUnasked({ snapshot }: Exchange, { isStreaming, wantsStreamUsage }: ParsedRequest): boolean {
  return isStreaming && !wantsStreamUsage && snapshot.limiter?.countsTokens === true;
}

/** The first edits of a call: streams that limits count have to tell their usage. */
export function firstEdits(exchange: Exchange, parsed: ParsedRequest): JsonEdits {
  return countsUnasked(exchange, parsed) ? ASK_FOR_USAGE : NO_EDITS;
}

/** Keeps the chunk that only tells usage from a client that did not ask for it and may not know it. */
export function withoutUsage(): EventStep {
  return {
    onEvent: (data) => (data.includes('"usage"') && isUsageAlone(data) ? [] : [data]),
    onEnd: () => [],
  };
}

function isUsageAlone(data: string): boolean {
  try {
    const chunk = JSON.parse(data) as { readonly choices?: unknown; readonly usage?: unknown } | null;
    return chunk?.usage != null && Array.isArray(chunk.choices) && chunk.choices.length === 0;
  } catch {
    return false; // Not a chunk; whoever reads the stream says so.
  }
}

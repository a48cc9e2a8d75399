const STOP_REASONS: ReadonlyMap<unknown, string> = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['content_filter', 'refusal'],
]);

/** Why an answer ended, as Messages say it; `stopReason` is the matched stop sequence where the backend tells it. */
export function stopReasonOf(finishReason: unknown, stopReason: unknown) {
  if (finishReason === 'stop' && typeof stopReason === 'string') {
    return { stop_reason: 'stop_sequence', stop_sequence: stopReason };
  }
  return { stop_reason: STOP_REASONS.get(finishReason) ?? 'end_turn', stop_sequence: null };
}

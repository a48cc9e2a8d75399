const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  function_call: 'tool_use',
  content_filter: 'refusal',
};

/** Why an answer ended, as Messages say it; `stopReason` is the matched stop sequence where the backend tells it. */
export function stopReasonOf(finishReason: unknown, stopReason: unknown) {
  if (finishReason === 'stop' && typeof stopReason === 'string') {
    return { stop_reason: 'stop_sequence', stop_sequence: stopReason };
  }
  const reason = typeof finishReason === 'string' ? (STOP_REASONS[finishReason] ?? 'end_turn') : 'end_turn';
  return { stop_reason: reason, stop_sequence: null };
}

import type { DecisionRecord } from '../../exchange/decision-record.ts';

/** A span's attributes; what is not known is left out. */
export type SpanAttributes = Record<string, string | number | boolean | string[]>;

/** What the spans of one request say: the request itself, the call of the model, and the routing where there was one. */
export function spanAttributes(record: DecisionRecord): {
  readonly server: SpanAttributes;
  readonly client: SpanAttributes;
  readonly routing: SpanAttributes | undefined;
} {
  const { usage, trace } = record;
  const answer = known({
    'gen_ai.operation.name': record.operation,
    'gen_ai.response.finish_reasons': record.finishReason === null ? null : [record.finishReason],
    'gen_ai.usage.input_tokens': usage?.promptTokens,
    'gen_ai.usage.output_tokens': usage?.completionTokens,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedPromptTokens,
    'http.response.status_code': record.status,
  });
  return {
    server: known({
      ...answer,
      'gen_ai.request.model': record.requestedModel,
      'gen_ai.response.model': record.model,
      'gen_ai.request.stream': record.isStreaming,
      'signalbox.request.id': record.requestId,
      'signalbox.record.id': record.id,
      'signalbox.protocol': record.protocol,
      'signalbox.response.path': record.responsePath,
      'signalbox.decision': record.decision,
    }),
    client: known({
      ...answer,
      'gen_ai.request.model': record.model,
      'signalbox.backend': record.backend,
      'gen_ai.response.time_to_first_chunk': record.times.firstByteMs === null ? null : record.times.firstByteMs / 1e3,
    }),
    routing:
      trace === null
        ? undefined
        : known({
            'signalbox.recipe': trace.recipe,
            'signalbox.decision': trace.decision,
            'signalbox.confidence': record.confidence,
            'signalbox.algorithm': record.algorithm,
            'signalbox.model': record.model,
            'signalbox.reasoning': record.reasoning,
            'signalbox.signals': trace.signals.flatMap(({ kind, name, matched }) =>
              matched ? [`${kind}:${name}`] : [],
            ),
            'signalbox.config.hash': trace.configHash,
          }),
  };
}

function known(attributes: Readonly<Record<string, SpanAttributes[string] | null | undefined>>): SpanAttributes {
  const all: SpanAttributes = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) all[name] = value;
  return all;
}

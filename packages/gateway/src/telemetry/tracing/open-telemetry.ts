import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import type { TracingConfig } from '@signalbox/engine';
import type { DecisionRecord } from '../../exchange/decision-record.ts';
import { headerOf, type RequestHeaders } from '../../http/http-message.ts';
import { loadSdk } from './load-sdk.ts';
import { spanAttributes } from './span-attributes.ts';
import type { ExchangeSpan, Tracing } from './tracing.ts';

/**
 * Traces by OpenTelemetry, sent in batches as OTLP over HTTP. The packages are loaded when they are asked for; throws a
 * GatewayError with the command that installs them when they are not there. Spans follow the semantic conventions for
 * generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/).
 */
export async function createOpenTelemetry(config: TracingConfig): Promise<Tracing> {
  const { core, sdk, resources, exporter } = await loadSdk();
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': 'signalbox', ...config.resource }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(config.rate) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        new exporter.OTLPTraceExporter({ url: `${config.endpoint}/v1/traces`, headers: { ...config.headers } }),
      ),
    ],
  });
  const tracer = provider.getTracer('signalbox');
  const propagator = new core.W3CTraceContextPropagator();

  class RequestSpan implements ExchangeSpan {
    readonly #context: Context;
    readonly #span: Span;
    readonly #startedAt = Date.now();
    #call: Span | undefined;

    constructor(headers: RequestHeaders) {
      const parent = propagator.extract(ROOT_CONTEXT, headers, FROM_HEADERS);
      this.#span = tracer.startSpan('chat', { kind: SpanKind.SERVER, startTime: this.#startedAt }, parent);
      this.#context = trace.setSpan(parent, this.#span);
    }

    calling(): string[] {
      this.#call = tracer.startSpan('chat', { kind: SpanKind.CLIENT }, this.#context);
      const headers: string[] = [];
      propagator.inject(trace.setSpan(this.#context, this.#call), headers, TO_HEADERS);
      return headers;
    }

    end(record: DecisionRecord): void {
      const { server, client, routing } = spanAttributes(record);
      const { stages, totalMs } = record.times;
      if (routing !== undefined && stages.route !== null) {
        const startTime = this.#startedAt + (stages.queue ?? 0) + (stages.parse ?? 0) + (stages.identify ?? 0);
        tracer.startSpan('route', { startTime, attributes: routing }, this.#context).end(startTime + stages.route);
      }
      const { operation } = record;
      if (this.#call !== undefined) this.#finish(this.#call, `${operation} ${record.model}`, client, record);
      const name = record.requestedModel === null ? operation : `${operation} ${record.requestedModel}`;
      this.#finish(this.#span, name, server, record, this.#startedAt + totalMs);
    }

    #finish(span: Span, name: string, attributes: Attributes, { failure }: DecisionRecord, endTime?: number): void {
      span.updateName(name);
      span.setAttributes(attributes);
      if (failure !== null) {
        span.setAttribute('error.type', failure.code);
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
      }
      span.end(endTime);
    }
  }

  return {
    begin: (headers) => new RequestSpan(headers),
    close: () => provider.shutdown(),
  };
}

const FROM_HEADERS: TextMapGetter<RequestHeaders> = {
  keys: (headers) => Object.keys(headers),
  get: (headers, name) => headerOf(headers, name),
};

const TO_HEADERS: TextMapSetter<string[]> = {
  set: (headers, name, value) => void headers.push(name, value),
};

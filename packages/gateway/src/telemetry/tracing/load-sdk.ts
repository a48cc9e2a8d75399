import type { Attributes, TextMapPropagator, Tracer } from '@opentelemetry/api';
import { GatewayError } from '../../errors/gateway-error.ts';

/**
 * What is used of OpenTelemetry's SDK. Its packages weigh more than the router and most routers trace nothing, so that
 * they are loaded by name, when they are asked for, and described here only as far as they are used.
 */
export interface OpenTelemetrySdk {
  readonly core: { readonly W3CTraceContextPropagator: new () => TextMapPropagator };
  readonly resources: { resourceFromAttributes(attributes: Attributes): object };
  readonly exporter: {
    readonly OTLPTraceExporter: new (options: { url: string; headers: Record<string, string> }) => object;
  };
  readonly sdk: {
    readonly BasicTracerProvider: new (options: {
      resource: object;
      sampler: object;
      spanProcessors: readonly object[];
    }) => { getTracer(name: string): Tracer; shutdown(): Promise<void> };
    readonly BatchSpanProcessor: new (exporter: object) => object;
    readonly ParentBasedSampler: new (options: { root: object }) => object;
    readonly TraceIdRatioBasedSampler: new (rate: number) => object;
  };
}

const PACKAGES: Readonly<Record<keyof OpenTelemetrySdk, string>> = {
  core: '@opentelemetry/core',
  resources: '@opentelemetry/resources',
  exporter: '@opentelemetry/exporter-trace-otlp-http',
  sdk: '@opentelemetry/sdk-trace-base',
};

/** Loads the SDK; throws a GatewayError with the command that installs it when it is not there. */
export async function loadSdk(): Promise<OpenTelemetrySdk> {
  const load = async (part: keyof OpenTelemetrySdk) => [part, await import(PACKAGES[part])] as const;
  try {
    const parts = await Promise.all((Object.keys(PACKAGES) as (keyof OpenTelemetrySdk)[]).map(load));
    return Object.fromEntries(parts) as unknown as OpenTelemetrySdk;
  } catch (cause) {
    throw new GatewayError('gateway.tracing_not_installed', 'tracing is on, but OpenTelemetry is not installed', {
      hint: `npm install ${Object.values(PACKAGES).join(' ')}, or turn tracing off`,
      cause,
    });
  }
}

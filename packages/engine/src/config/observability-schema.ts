import { s } from './schema.ts';

/** Traces of requests, for OpenTelemetry. */
export const observabilitySchema = s.strictObject({
  tracing: s
    .strictObject({
      enabled: s.boolean().default(false).describe('Send a trace of every sampled request.'),
      exporter: s
        .strictObject({
          type: s.literal('otlp-http').default('otlp-http').describe('Protocol: OTLP over HTTP.'),
          endpoint: s
            .string()
            .regex(/^https?:\/\//)
            .default('http://127.0.0.1:4318')
            .describe('Address of the collector, without /v1/traces.'),
          headers: s.record(s.string(), s.string()).default({}).describe('Headers for the collector, e.g. a key.'),
        })
        .prefault({})
        .describe('Where traces go.'),
      sampling: s
        .strictObject({
          type: s
            .enum(['always_on', 'always_off', 'probabilistic'])
            .default('always_on')
            .describe('Which requests without a sampled parent are traced.'),
          rate: s.number().min(0).max(1).default(1).describe('Share of requests for probabilistic.'),
        })
        .prefault({})
        .describe('How many requests are traced; a parent that the caller sampled is always followed.'),
      resource: s
        .record(s.string(), s.string())
        .default({})
        .describe('Attributes of this router, e.g. deployment.environment.name; service.name is signalbox.'),
    })
    .prefault({})
    .describe('Traces by OpenTelemetry; needs its packages, which are not installed with the router.'),
});

import { s } from '../config/schema.ts';
import type { Ports } from '../ports/index.ts';
import { conversationTexts } from '../request/conversation-texts.ts';
import type { RequestFacts } from '../request/facts.ts';
import type { Failure, Reading } from '../signals/reading.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import { aRequest } from './a-request.ts';
import { testPorts } from './test-ports.ts';

/** Compiles rules of one kind as a config would and reads one request (or one user turn) with them. */
export async function readSignal(
  kind: SignalKind,
  rules: readonly Record<string, unknown>[],
  request: RequestFacts | string,
  options: { readonly ports?: Partial<Ports>; readonly settings?: unknown } = {},
): Promise<readonly (Reading | Failure)[]> {
  const parsed = rules.map((rule) => kind.schema.parse(rule));
  const byDefault = kind.settings?.schema instanceof s.ZodObject ? {} : undefined;
  const settings = kind.settings?.schema.parse(options.settings ?? kind.settings.example ?? byDefault);
  const evaluate = await kind.compile(parsed, { ports: testPorts(options.ports), settings });
  const facts = typeof request === 'string' ? aRequest().user(request).build() : request;
  const readings = await evaluate(facts, { text: conversationTexts(facts), signal: undefined });
  return kind.refine?.(parsed, settings)?.(readings) ?? readings;
}

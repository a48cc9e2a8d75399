import type { LoadTestPlan, LoadTestResult } from '@signalbox/gateway/contract';
import { ask } from '../../lib/api.ts';

/** Runs a load test; tells of each request as it ends. Ends early, without an error, when the signal is aborted. */
export async function runLoadTest(
  plan: LoadTestPlan,
  apiKey: string,
  onResult: (result: LoadTestResult) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (apiKey !== '') headers['x-api-key'] = apiKey;
  try {
    const response = await ask('/api/v1/load-test', { method: 'POST', body: plan, headers, signal });
    let rest = '';
    for await (const text of textsOf(response.body!)) {
      const events = (rest + text).split('\n\n');
      rest = events.pop()!;
      for (const event of events) onResult(JSON.parse(event.slice('data: '.length)) as LoadTestResult);
    }
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
}

async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** What the results of a test come to; times in milliseconds. */
export interface LoadSummary {
  readonly ended: number;
  readonly failed: number;
  /** Of the good ones. */
  readonly firstToken: readonly number[];
  /** Between two tokens, a mean for each request. */
  readonly perToken: readonly number[];
  readonly total: readonly number[];
  /** Over the whole test. */
  readonly requestsPerSecond: number;
  readonly tokensPerSecond: number;
}

export function summarize(results: readonly LoadTestResult[]): LoadSummary {
  const good = results.filter(({ error, status }) => error === null && status < 400);
  const lastMs = Math.max(0, ...results.map(({ started_ms, total_ms }) => started_ms + total_ms));
  const tokens = good.reduce((sum, each) => sum + (each.tokens ?? 0), 0);
  return {
    ended: results.length,
    failed: results.length - good.length,
    firstToken: good.flatMap(({ first_token_ms }) => first_token_ms ?? []),
    perToken: good.flatMap(({ first_token_ms, total_ms, tokens: count }) =>
      first_token_ms === null || count === null || count < 2 ? [] : (total_ms - first_token_ms) / (count - 1),
    ),
    total: good.map(({ total_ms }) => total_ms),
    requestsPerSecond: lastMs === 0 ? 0 : (good.length / lastMs) * 1e3,
    tokensPerSecond: lastMs === 0 ? 0 : (tokens / lastMs) * 1e3,
  };
}

/** Tokens a second in each of so many equal parts of the test, a request's tokens where it ended. */
export function throughputOf(
  results: readonly LoadTestResult[],
  parts: number,
): { readonly seconds: readonly number[]; readonly tokens: readonly number[] } {
  const endOf = ({ started_ms, total_ms }: LoadTestResult) => started_ms + total_ms;
  const widthMs = Math.max(1, ...results.map(endOf)) / parts;
  const tokens = Array.from({ length: parts }, () => 0);
  for (const result of results) {
    const part = Math.min(parts - 1, Math.floor(endOf(result) / widthMs));
    tokens[part] = tokens[part]! + (result.tokens ?? 0) / (widthMs / 1e3);
  }
  return { seconds: tokens.map((_, part) => ((part + 0.5) * widthMs) / 1e3), tokens };
}

import { setTimeout as wait } from 'node:timers/promises';
import type { LoadTestResult } from '../../contract/index.ts';
import { isFailure, messageOf } from '../../errors/request-failure.ts';
import type { ByteSource } from '../../http/byte-source.ts';
import { Cancellation } from '../../http/cancellation.ts';
import type { HttpRequest } from '../../http/http-message.ts';
import type { ManagementRoute, ManagementServices } from '../management-route.ts';
import { readJsonBody } from '../read-json-body.ts';
import { readAnswer } from './read-answer.ts';
import { type ReadPlan, readPlan } from './read-plan.ts';

const EXAMPLE = { model: 'auto', requests: 2, shape: 'burst', at_once: 2, prompt: 'Hello', max_tokens: 8 };

/** Asks a model many times, through the data plane and so with its keys, limits and records, and tells how it went. */
export const loadTest: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/load-test',
  access: 'write',
  summary:
    'A small load test of a model: {"model", "requests", "shape": "constant" | "burst" | "ramp", "per_second", "at_once"}; an event for each request that has ended.',
  parameters: [{ name: 'x-api-key', in: 'header', description: 'an API key of the data plane, where it asks for one' }],
  body: { examples: { 'application/json': EXAMPLE } },
  answersIn: ['text/event-stream'],
  handle({ http }, services) {
    const body = readJsonBody(http.body, `send ${JSON.stringify(EXAMPLE)}`);
    if (isFailure(body)) return body;
    const plan = readPlan(body);
    if (isFailure(plan)) return plan;
    const headers = ['content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-store'];
    return { status: 200, headers, body: runPlan(plan, http, services) };
  },
};

/** The results as events, in the order in which the requests end. */
function runPlan(plan: ReadPlan, http: HttpRequest, { askDataPlane, clock }: ManagementServices): ByteSource {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  return {
    start(sink) {
      const forget = http.cancellation.onCancel(() => {
        stop();
        sink.fail(new Error('the client has left'));
      });
      const began = clock.now();
      const tell = (result: LoadTestResult) => {
        // Results are small and few, so they wait in memory where the client is slow.
        if (!stopping.signal.aborted) sink.write(Buffer.from(`data: ${JSON.stringify(result)}\n\n`));
      };
      const one = async (at: number) => {
        const startedMs = clock.now() - began;
        const result = await askOnce(requestOf(plan, http, stopping.signal), askDataPlane, () => clock.now());
        tell({ number: at + 1, started_ms: startedMs, ...result });
      };
      runAll(plan, one, () => clock.now() - began, stopping.signal).then(
        () => {
          forget();
          if (!stopping.signal.aborted) sink.end();
        },
        (cause: unknown) => {
          forget();
          if (!stopping.signal.aborted) sink.fail(cause as Error);
        },
      );
    },
    resume() {},
    cancel: stop,
  };
}

/** Starts each request at its time, or as soon after it as there is a place. */
async function runAll(
  { startsMs, at_once }: ReadPlan,
  one: (at: number) => Promise<void>,
  elapsedMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for (const [at, startMs] of startsMs.entries()) {
    const early = startMs - elapsedMs();
    if (early > 0) await wait(early, undefined, { signal }).catch(() => {});
    while (running.size >= at_once) await Promise.race(running);
    if (signal.aborted) break;
    const run: Promise<void> = one(at).finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
}

function requestOf({ model, prompt, max_tokens }: ReadPlan, http: HttpRequest, signal: AbortSignal): HttpRequest {
  const cancellation = new Cancellation();
  signal.addEventListener('abort', () => cancellation.cancel('client_left'), { once: true });
  const body = {
    model,
    max_tokens,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: prompt }],
  };
  const key = http.headers['x-api-key'];
  return {
    method: 'POST',
    path: '/v1/chat/completions',
    query: '',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'x-api-key': key }) },
    body: Buffer.from(JSON.stringify(body)),
    cancellation,
  };
}

async function askOnce(
  request: HttpRequest,
  askDataPlane: ManagementServices['askDataPlane'],
  now: () => number,
): Promise<Omit<LoadTestResult, 'number' | 'started_ms'>> {
  const began = now();
  const nothing = { first_token_ms: null, tokens: null, model: null };
  try {
    const response = await askDataPlane(request);
    if (isFailure(response)) {
      return { ...nothing, status: response.status, total_ms: now() - began, error: response.message };
    }
    const model = headerIn(response.headers, 'x-vsr-selected-model');
    const { firstAt, tokens, error } = await readAnswer(response, now);
    return {
      status: response.status,
      first_token_ms: firstAt === undefined ? null : firstAt - began,
      total_ms: now() - began,
      tokens,
      model,
      error,
    };
  } catch (cause) {
    return { ...nothing, status: 0, total_ms: now() - began, error: messageOf(cause) };
  }
}

function headerIn(headers: readonly string[], name: string): string | null {
  for (let at = 0; at < headers.length; at += 2) if (headers[at]!.toLowerCase() === name) return headers[at + 1]!;
  return null;
}

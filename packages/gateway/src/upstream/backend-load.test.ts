import { Pool } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { vendors } from '../providers/openai/vendors.ts';
import { readLoad } from '../providers/server-probes.ts';
import { type FakeBackend, startFakeBackend } from '../testing/fake-backend.ts';
import { watchBackendLoad } from './backend-load.ts';

const probes = vendors.find(({ type }) => type === 'vllm')!.probes!;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

function poolOf(origin: string): Pool {
  const pool = new Pool(origin);
  open.push({ close: () => pool.destroy() });
  return pool;
}

describe('a page of metrics', () => {
  const page = (waiting: string) => `
# HELP vllm:num_requests_running Requests
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="a b"} 3.0
vllm:num_requests_running{engine="1",model_name="a"} 2
vllm:num_requests_running_total 99
${waiting}
`;

  test('is summed over engines', () => {
    expect(readLoad(page('vllm:num_requests_waiting 4'), probes.load!)).toEqual({ running: 5, waiting: 4 });
  });

  test.each(['', 'vllm:num_requests_waiting{} NaN'])('without a gauge (%j) says nothing', (waiting) => {
    expect(readLoad(page(waiting), probes.load!)).toBeUndefined();
  });
});

test('a server is asked again and again, and not believed for ever', async () => {
  let answers = 0;
  const backend: FakeBackend = await startFakeBackend((response) => {
    answers++;
    if (answers > 2) return void response.writeHead(500).end('');
    response.end(`vllm:num_requests_running ${answers}\nvllm:num_requests_waiting 7\n`);
  });
  open.push(backend);
  const { origin } = new URL(backend.baseUrl);
  let nowMs = 0;
  let wake: (() => void) | undefined;
  let asked = () => {};
  const rounds = () => new Promise<void>((resolve) => (asked = resolve));
  let round = rounds();
  const load = watchBackendLoad({
    pool: poolOf(origin),
    origin,
    metrics: probes.load!,
    intervalMs: 100,
    timeoutMs: 5_000,
    now: () => nowMs,
    after: (_ms, callback) => {
      wake = callback;
      asked();
      return () => {
        wake = undefined;
      };
    },
  });
  const next = async (milliseconds: number) => {
    nowMs += milliseconds;
    round = rounds();
    wake!();
    await round;
  };
  expect(load.current).toBeUndefined();
  await round;
  expect(load.current).toEqual({ running: 1, waiting: 7 });
  await next(100);
  expect(load.current).toEqual({ running: 2, waiting: 7 });
  await next(100);
  expect(load.current).toEqual({ running: 2, waiting: 7 });
  await next(250);
  expect(load.current).toBeUndefined();
  load.stop();
  expect(wake).toBeUndefined();
  expect(backend.received.every(({ url }) => url === '/metrics')).toBe(true);
});

import { expect, test } from 'vitest';
import type { LoadTestResult } from '../../contract/index.ts';
import type { ByteSource } from '../../http/byte-source.ts';
import { Cancellation } from '../../http/cancellation.ts';
import { isBytes } from '../../http/http-message.ts';
import { completion, json, type Responder, stream } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { readPlan } from './read-plan.ts';

const { serve } = serving();
const TOKEN = { name: 'test', value: 'a-token-of-some-length' };
const headers = { authorization: `Bearer ${TOKEN.value}` };

async function begin(responder: Responder, plan: object) {
  const { gateway, backend } = await serve(responder, { managementToken: TOKEN });
  const body = Buffer.from(JSON.stringify(plan));
  const cancellation = new Cancellation();
  const path = '/api/v1/load-test';
  const response = await gateway.manage({ method: 'POST', path, query: '', headers, body, cancellation });
  if (isBytes(response.body)) throw new Error(Buffer.from(response.body).toString());
  return { source: response.body, backend, gateway, cancellation };
}

function collect(source: ByteSource): Promise<readonly LoadTestResult[]> {
  return new Promise((resolve, reject) => {
    let text = '';
    source.start({
      write(chunk) {
        text += Buffer.from(chunk).toString();
        return true;
      },
      end: () =>
        resolve(
          text
            .split('\n\n')
            .filter(Boolean)
            .map((event) => JSON.parse(event.slice('data: '.length))),
        ),
      fail: reject,
    });
  });
}

test('asks as often as was said, and tells of each request how it went', async () => {
  const answer = stream(['the', 'sea', 'is', 'wide']);
  const { source, backend, gateway } = await begin(answer, { model: 'small', requests: 3, shape: 'burst', at_once: 2 });
  const results = await collect(source);
  expect(results.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
  expect(results[0]).toMatchObject({ status: 200, tokens: 4, model: 'small', error: null });
  expect(results[0]!.first_token_ms).toBeLessThanOrEqual(results[0]!.total_ms);
  expect(backend.received).toHaveLength(3);
  expect((await manage(gateway, 'GET', '/v1/router_replay')).json).toMatchObject({ total: 3 });
});

test.each([
  ['an error', json(500, { error: { message: 'out of order' } }), { status: 500, first_token_ms: null }],
  ['a whole answer', completion('hi'), { status: 200 }],
])('%s is a result too', async (_what, responder, expected) => {
  const { source } = await begin(responder, { model: 'small', requests: 1, shape: 'burst' });
  expect(await collect(source)).toMatchObject([expected]);
});

test('ends with its client: nobody is asked any more', async () => {
  let waiting: (() => void) | undefined;
  const { source, backend, cancellation } = await begin(
    (response) => {
      waiting = () => void response.end();
    },
    { model: 'small', requests: 500, shape: 'burst', at_once: 1 },
  );
  const asked = backend.next();
  source.start({ write: () => true, end() {}, fail() {} });
  const { ended } = await asked;
  cancellation.cancel('client_left');
  expect(await ended).toBe('closed early');
  waiting?.();
  expect(backend.received).toHaveLength(1);
});

test.each([
  [{}, 'model'],
  [{ model: 'm', shape: 'wave', requests: 1 }, 'shape'],
  [{ model: 'm', shape: 'burst' }, 'requests'],
  [{ model: 'm', shape: 'burst', requests: 501 }, 'requests'],
  [{ model: 'm', shape: 'burst', requests: 1, at_once: 65 }, 'at_once'],
  [{ model: 'm', shape: 'constant', requests: 100, per_second: 1 }, 'requests'],
  [{ model: 'm', shape: 'burst', requests: 1, max_tokens: 1.5 }, 'max_tokens'],
])('%j is refused with what is wrong', async (plan, parameter) => {
  const { gateway } = await serve(completion('hi'), { managementToken: TOKEN });
  const answer = await manage(gateway, 'POST', '/api/v1/load-test', plan, headers);
  expect(answer).toMatchObject({ status: 400, json: { error: { param: parameter } } });
});

test('requests of a constant load are evenly apart, those of a ramp ever closer', () => {
  const plan = { model: 'm', requests: 5, per_second: 10 };
  const startsOf = (shape: string) => (readPlan({ ...plan, shape }) as { startsMs: readonly number[] }).startsMs;
  expect(startsOf('constant')).toEqual([0, 100, 200, 300, 400]);
  const ramp = startsOf('ramp');
  const gaps = ramp.slice(1).map((at, index) => at - ramp[index]!);
  expect(gaps).toEqual(gaps.toSorted((a, b) => b - a));
  expect(startsOf('burst')).toEqual([0, 0, 0, 0, 0]);
});

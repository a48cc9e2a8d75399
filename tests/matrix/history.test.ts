import { protocols } from '@signalbox/gateway';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answered, askRouter } from './ask-router.ts';
import { backends, type MatrixBackend, thinkingName } from './backends.ts';
import type { Ask, Client, Step } from './clients/client.ts';
import { clientOf } from './clients/index.ts';
import { TIME, WEATHER } from './features.ts';
import { type MatrixRouter, startRouter } from './start-router.ts';

let router: MatrixRouter;
beforeAll(async () => {
  router = await startRouter();
});
afterAll(() => router.close());

const QUESTION: Step = { role: 'user', text: 'Call get_weather and get_time for "Paris".' };
const tools = [WEATHER, TIME];

/** Thinking is on everywhere, so that every model leaves its signatures and sees those of others. */
async function ask(client: Client, backend: MatrixBackend, more: Omit<Ask, 'model' | 'tools'>): Promise<Answered> {
  const answer = await askRouter(router.url, client, { model: thinkingName(backend), tools, ...more });
  expect(`${answer.status} ${answer.error ?? 'no error'}`).toBe('200 no error');
  expect(answer.isFinished).toBe(true);
  return answer;
}

const answersTo = ({ calls }: Answered): Step => ({
  role: 'tools',
  answers: calls.map(({ id, name }) => ({ id, text: `sunny, says ${name}` })),
});
const kept = ({ kept: items }: Answered): Step => ({ role: 'assistant', kept: items });

describe.each(protocols.filter(({ operation }) => operation.name === 'chat').map(({ name }) => name))(
  'a conversation of a client of %s',
  (protocol) => {
    const client = clientOf(protocol);
    const pairs = backends.flatMap((from) => backends.map((to) => [from.name, to.name, from, to] as const));

    test.each(pairs)('moves from %s to %s in the middle of a tool loop, and back', async (_from, _to, from, to) => {
      for (const isStreaming of [false, true]) {
        const called = await ask(client, from, { steps: [QUESTION], isStreaming });
        expect(called.calls.map(({ name }) => name)).toEqual(['get_weather', 'get_time']);
        const steps: Step[] = [QUESTION, kept(called), answersTo(called)];
        const told = await ask(client, to, { steps, isStreaming });
        expect(told.text).toContain('sunny, says get_time');

        steps.push(kept(told), { role: 'user', text: 'Once more: call get_weather for "Rome".' });
        const again = await ask(client, to, { steps, isStreaming });
        expect(again.calls.map(({ name }) => name)).toEqual(['get_weather']);
        steps.push(kept(again), answersTo(again));
        const back = await ask(client, from, { steps, isStreaming });
        expect(back.text).toContain('sunny, says get_weather');
      }
    });
  },
);

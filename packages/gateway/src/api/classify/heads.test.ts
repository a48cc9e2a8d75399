import { expect, test } from 'vitest';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();
const ports = {
  classifiers: {
    mood: {
      id: 'test/mood',
      hash: '1',
      cost: 'local' as const,
      labels: ['glad', 'sad'],
      classify: ({ raw }: { readonly raw: string }) => Float32Array.from(raw === 'hurray' ? [0.75, 0.25] : [0.5, 0.5]),
    },
    broken: {
      id: 'test/broken',
      hash: '2',
      cost: 'local' as const,
      labels: ['a'],
      classify: () => Promise.reject(new Error('out of order')),
    },
  },
  taggers: {
    names: {
      id: 'test/names',
      hash: '3',
      cost: 'local' as const,
      labels: ['NAME'],
      tag: () => [{ label: 'NAME', start: 0, end: 3, confidence: 0.5 }],
    },
  },
};

async function classify(body: object) {
  const { gateway } = await serve(completion('hi'), { ports });
  return manage(gateway, 'POST', '/api/v1/classify/heads', body);
}

test('every head says what it can of every text; one that fails holds up no other', async () => {
  const { status, json } = await classify({ texts: ['hurray', 'well'] });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    results: [
      {
        mood: { model: 'test/mood', probabilities: { glad: 0.75, sad: 0.25 } },
        names: { spans: [{ label: 'NAME', start: 0, end: 3, confidence: 0.5 }] },
        broken: { error: 'out of order' },
      },
      { mood: { probabilities: { glad: 0.5 } } },
    ],
  });
});

test('only those are asked that are named', async () => {
  const { json } = await classify({ texts: ['hurray'], heads: ['mood'] });
  expect(Object.keys((json as { results: object[] }).results[0]!)).toEqual(['mood']);
});

test.each([
  [{}, 'texts'],
  [{ texts: [] }, 'texts'],
  [{ texts: ['a', 1] }, 'texts'],
  [{ texts: ['a'], heads: 'mood' }, 'heads'],
  [{ texts: ['a'], heads: ['mod'] }, 'heads'],
])('%j is refused with what is wrong', async (body, parameter) => {
  expect(await classify(body)).toMatchObject({ status: 400, json: { error: { param: parameter } } });
});

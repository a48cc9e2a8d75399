import { expect, test } from 'vitest';
import { aRequest, bagOfWordsEncoder, readSignal } from '../../testing/index.ts';
import { reask } from './reask.ts';

const conversation = (...turns: string[]) => {
  let request = aRequest();
  for (const [index, turn] of turns.entries())
    request = index === 0 ? request.user(turn) : request.assistant('…').user(turn);
  return request.build();
};
const ONE = { name: 'again', threshold: 0.7 };
const TWO = { name: 'stuck', threshold: 0.7, lookback_turns: 2 };
const read = (rules: Record<string, unknown>[], ...turns: string[]) =>
  readSignal(reask, rules, conversation(...turns), { ports: { encoder: bagOfWordsEncoder() } });

test('asking the same again matches, with the similarity as confidence and the streak as value', async () => {
  const [reading] = await read([ONE], 'how do I reset my password', 'how do I reset my password now');
  expect(reading).toMatchObject({ matched: true, value: 1, confidence: expect.closeTo(Math.sqrt(6 / 7)) });
});

test('a streak ends at the first turn that is about something else', async () => {
  const turns = ['reset my password', 'reset my password', 'what is the weather', 'reset my password'];
  expect(await read([ONE], ...turns)).toMatchObject([{ matched: false, value: 0 }]);
  expect(await read([ONE], ...turns.slice(0, 2))).toMatchObject([{ matched: true, value: 1 }]);
});

test('of the rules that match only the one that looks back furthest stays', async () => {
  const again = 'reset my password';
  expect(await read([ONE, TWO], again, again, again)).toMatchObject([{ matched: false }, { matched: true, value: 2 }]);
  expect(await read([ONE, TWO], again, again)).toMatchObject([{ matched: true }, { matched: false, value: 1 }]);
});

test('each rule counts with its own threshold', async () => {
  const rules = [
    { name: 'strict', threshold: 0.99 },
    { name: 'loose', threshold: 0.5 },
  ];
  expect(await read(rules, 'reset my password', 'reset my account')).toMatchObject([
    { matched: false, value: 0 },
    { matched: true, value: 1 },
  ]);
});

test('a first turn is no reask, and words are not needed to ask again', async () => {
  expect(await read([ONE], 'reset my password')).toMatchObject([{ matched: false, value: 0, confidence: 0 }]);
  expect(await read([ONE], '???', '???')).toMatchObject([{ matched: true, confidence: 1 }]);
});

test('turns beyond the end of the streak are not encoded', async () => {
  const encoder = bagOfWordsEncoder();
  const turns = Array.from({ length: 10 }, (_, index) => `subject${index} alone`);
  await readSignal(reask, [{ name: 'again', threshold: 0.9 }], conversation(...turns), { ports: { encoder } });
  expect(encoder.encoded).toBe(2);
});

test('an encoder that answers later gives the same readings', async () => {
  const encoder = bagOfWordsEncoder();
  const remote = {
    ...encoder,
    encode: async (...parts: Parameters<typeof encoder.encode>) => encoder.encode(...parts),
  };
  const request = conversation('reset my password', 'reset my password please', 'reset my password');
  expect(await readSignal(reask, [ONE, TWO], request, { ports: { encoder: remote } })).toEqual(
    await readSignal(reask, [ONE, TWO], request, { ports: { encoder } }),
  );
});

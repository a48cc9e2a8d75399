import { fixedClassifier } from '@signalbox/engine/testing';
import { describe, expect, test } from 'vitest';
import { CHAT } from '../../exchange/operation.ts';
import { protocols as allProtocols } from '../../protocols/index.ts';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { jailbreak } from './jailbreak.ts';

const protocols = allProtocols.filter(({ operation }) => operation === CHAT);

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'jailbreak', configuration }];

/** As sure as the word after "risk" in the text says, e.g. "risk0.9". */
const classifier = fixedClassifier('test/jailbreak', ['benign', 'jailbreak', 'injection'], (text) => {
  const risk = Number(/risk([\d.]+)/.exec(text)?.[1] ?? 0.05);
  return { benign: 1 - risk, jailbreak: risk / 4, injection: (risk * 3) / 4 };
});
const ports = { classifiers: { jailbreak: classifier }, taggers: {} };
const run = (configuration: object, body: object, options: object = {}) =>
  send(use(configuration), body, { ports, ...options });

describe('block', () => {
  test.each(protocols.map((protocol) => [protocol.name, protocol.path] as const))(
    'answers a client of %s, plain and streamed, and calls no model',
    async (_name, path) => {
      for (const stream of [false, true]) {
        const body = { ...ask('risk0.9', { stream }), max_tokens: 9, input: 'risk0.9' };
        const { response, text, bodies } = await run({ message: 'No.' }, body, { path });
        expect(response.status).toBe(200);
        expect(response.headers.get('x-vsr-response-path')).toBe('blocked');
        expect(response.headers.get('x-vsr-guard-findings')).toBe('jailbreak;injection;current turn;1');
        expect(text).toContain('"No."');
        expect(bodies).toEqual([]);
      }
    },
  );

  test('lets pass what is below the threshold', async () => {
    expect((await run({}, ask('risk0.6'))).bodies).toHaveLength(1);
    expect((await run({ threshold: 0.6 }, ask('risk0.61'))).bodies).toHaveLength(0);
  });

  test('the record says what was found where, and not the text', async () => {
    const { ran, record } = await run({}, ask('my secret risk0.9'));
    expect(ran).toMatchObject([
      { plugin: 'jailbreak', outcome: 'answered', findings: [{ type: 'injection', place: 'current turn', count: 1 }] },
    ]);
    expect(record.response_path).toBe('blocked');
    expect(JSON.stringify(record)).not.toContain('secret');
  });
});

test.each([
  ['current_turn', null],
  ['user_turns', 'jailbreak;injection;user turn 1;1'],
  ['conversation', 'jailbreak;injection;tool result 1;1, jailbreak;injection;user turn 1;1'],
])('%s reads what it says', async (reads, findings) => {
  const messages = [
    { role: 'user', content: 'risk0.9 earlier' },
    { role: 'tool', tool_call_id: '1', content: 'risk0.8 result' },
    { role: 'user', content: 'x' },
  ];
  const { response, bodies } = await run({ action: 'annotate', reads }, { model: 'MoM', messages });
  expect(response.headers.get('x-vsr-guard-findings')).toBe(findings);
  expect(bodies[0]!.messages).toEqual(messages);
});

test('letters pulled apart and the middle of a long text are read too', async () => {
  const filler = 'The quarterly report lists revenue by region. '.repeat(200);
  for (const text of ['r i s k 0 . 9', `${filler} risk0.9 ${filler}`]) {
    expect((await run({}, ask(text))).bodies).toEqual([]);
  }
});

test('route sends elsewhere; nowhere to go is refused, not served', async () => {
  const { response, ran } = await run({ action: 'route', safety_tier: 1 }, ask('risk0.9'));
  expect(ran).toMatchObject([{ outcome: 'rerouted' }]);
  expect(response.status).toBe(503);
  expect((await run({ action: 'route', safety_tier: 1 }, ask('hello'))).response.status).toBe(200);
});

test('a gateway without the model refuses the config', async () => {
  await expect(send(use({}), ask('x'))).rejects.toThrow('no model serves the head "jailbreak"');
});

test('examples are valid, and a route must lead somewhere', () => {
  const problems = (configuration: object) => {
    const found: string[] = [];
    const note = (code: string) => void found.push(code);
    const surroundings = { decision: 'd', decisions: ['d'], safetyTiers: [] };
    jailbreak.check!(jailbreak.schema.parse(configuration), surroundings, { error: note, warning: note });
    return found;
  };
  for (const example of jailbreak.examples) expect(problems(example)).toEqual([]);
  expect(problems({ action: 'route' })).toEqual(['jailbreak.route']);
  expect(problems({ action: 'block', decision: 'd' })).toEqual(['jailbreak.unused_route']);
});

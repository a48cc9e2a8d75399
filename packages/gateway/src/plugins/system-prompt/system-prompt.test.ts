import { describe, expect, test } from 'vitest';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'system_prompt', configuration }];
const user = { role: 'user', content: 'x' };

async function messagesAfter(configuration: object, messages: readonly object[]) {
  const { bodies } = await send(use(configuration), { model: 'MoM', messages });
  return bodies[0]!.messages;
}

describe('insert', () => {
  test('adds a system message where there is none', async () => {
    expect(await messagesAfter({ system_prompt: 'Be kind.' }, [user])).toEqual([
      { role: 'system', content: 'Be kind.' },
      user,
    ]);
  });

  test.each([
    ['a text', { role: 'system', content: 'Be brief.' }, { role: 'system', content: 'Be kind.\n\nBe brief.' }],
    ['nothing', { role: 'system', content: null }, { role: 'system', content: 'Be kind.' }],
    [
      'parts of a developer',
      { role: 'developer', content: [{ type: 'text', text: 'Be brief.' }] },
      {
        role: 'developer',
        content: [
          { type: 'text', text: 'Be kind.' },
          { type: 'text', text: 'Be brief.' },
        ],
      },
    ],
  ])('goes before %s', async (_what, given, expected) => {
    expect(await messagesAfter({ system_prompt: 'Be kind.' }, [given, user])).toEqual([expected, user]);
  });
});

test('replace takes the place of every system and developer message', async () => {
  const given = [{ role: 'developer', content: 'a' }, user, { role: 'system', content: 'b' }];
  expect(await messagesAfter({ system_prompt: 'Be kind.', mode: 'replace' }, given)).toEqual([
    { role: 'developer', content: 'Be kind.' },
    user,
  ]);
});

test('all else in the body stays byte for byte, and the record says what was done', async () => {
  const { texts, record } = await send(
    use({ system_prompt: 'Be kind.' }),
    '{"model":"MoM", "seed": 1.0,"messages":[{"role":"user","content":"x"}], "top_p":1e0}',
  );
  expect(texts[0]).toBe(
    '{"model":"large", "seed": 1.0,"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"x"}], "top_p":1e0}',
  );
  expect(record.trace.plugins).toMatchObject([
    { plugin: 'system_prompt', phase: 'request', outcome: 'changed', notes: ['system prompt inserted'] },
  ]);
});

test('a Messages client gets it as system', async () => {
  const body = { model: 'MoM', max_tokens: 9, system: 'Be brief.', messages: [user] };
  const { bodies } = await send(use({ system_prompt: 'Be kind.' }), body, {
    path: '/v1/messages',
    provider: 'anthropic',
  });
  expect(bodies[0]).toMatchObject({ system: [{ text: 'Be kind.\n\nBe brief.' }], messages: [{ role: 'user' }] });
});

test('is told to those who debug, and left out when it is off', async () => {
  const debug = { headers: { 'x-vsr-debug': 'true' } };
  const on = await send(use({ system_prompt: 'Be kind.' }), ask('x'), debug);
  expect(on.response.headers.get('x-vsr-injected-system-prompt')).toBe('true');
  const off = await send(use({ system_prompt: 'Be kind.', enabled: false }), ask('x'), debug);
  expect(off.bodies[0]!.messages).toEqual([user]);
  expect(off.response.headers.has('x-vsr-injected-system-prompt')).toBe(false);
});

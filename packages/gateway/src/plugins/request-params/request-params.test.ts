import { describe, expect, test } from 'vitest';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { requestParams } from './request-params.ts';

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'request_params', configuration }];

async function bodyAfter(configuration: object, more: object) {
  return (await send(use(configuration), ask('x', more))).bodies[0]!;
}

describe('a cap', () => {
  test.each(['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'n_predict'])(
    'holds for %s',
    async (field) => {
      expect(await bodyAfter({ max_tokens_limit: 100 }, { [field]: 5000 })).toMatchObject({ [field]: 100 });
      expect(await bodyAfter({ max_tokens_limit: 100 }, { [field]: 50 })).toMatchObject({ [field]: 50 });
    },
  );

  test.each(['5000', [5000], 1e300, {}])('is not fooled by %j', async (value) => {
    expect(await bodyAfter({ max_tokens_limit: 100 }, { max_tokens: value })).toMatchObject({ max_tokens: 100 });
  });

  test('is not fooled by a field that comes twice', async () => {
    const { texts } = await send(
      use({ max_tokens_limit: 100 }),
      '{"model":"MoM","max_tokens":9000,"messages":[{"role":"user","content":"x"}],"max_tokens":5000}',
    );
    expect(texts[0]!.match(/"max_tokens":100\b/g)).toHaveLength(2);
  });

  test('adds nothing where the client asks for nothing, unless a default says so', async () => {
    expect(await bodyAfter({ max_tokens_limit: 100 }, {})).not.toHaveProperty('max_tokens');
    const defaults = { max_tokens: 64, temperature: 0.1 };
    expect(await bodyAfter({ defaults }, {})).toMatchObject({ max_tokens: 64, temperature: 0.1 });
    const own = await bodyAfter({ defaults }, { max_completion_tokens: 10, temperature: 1 });
    expect(own).toMatchObject({ max_completion_tokens: 10, temperature: 1 });
    expect(own).not.toHaveProperty('max_tokens');
  });

  test('of choices holds for n', async () => {
    expect(await bodyAfter({ max_n: 2 }, { n: 8 })).toMatchObject({ n: 2 });
  });

  test('holds for the max_tokens of Messages, for either kind of backend', async () => {
    const body = { model: 'MoM', max_tokens: 9000, messages: [{ role: 'user', content: 'x' }] };
    for (const provider of ['openai', 'anthropic']) {
      const { bodies } = await send(use({ max_tokens_limit: 100 }), body, { path: '/v1/messages', provider });
      expect(bodies[0]).toMatchObject({ max_tokens: 100 });
    }
  });
});

describe('blocked fields', () => {
  test('are taken out, at every occurrence, and nothing else changes', async () => {
    const { texts, ran } = await send(
      use({ blocked_params: ['logit_bias', 'seed'] }),
      '{"seed":1, "model":"MoM","logit_bias":{"1":2},"messages":[{"role":"user","content":"x"}],"seed" : 2 }',
    );
    expect(texts[0]).toBe('{"model":"large","messages":[{"role":"user","content":"x"}] }');
    expect(ran).toMatchObject([{ notes: ['seed taken out', 'logit_bias taken out'] }]);
  });

  test('of the client’s own format go too', async () => {
    const body = { model: 'MoM', max_tokens: 9, container: 'c', messages: [{ role: 'user', content: 'x' }] };
    const options = { path: '/v1/messages', provider: 'anthropic' };
    expect((await send(use({ blocked_params: ['container'] }), body, options)).bodies[0]).not.toHaveProperty(
      'container',
    );
    expect((await send(use({ blocked_params: ['seed'] }), body, options)).bodies[0]).toHaveProperty('container', 'c');
  });

  test('may not be what a request needs', () => {
    const found: string[] = [];
    const note = (code: string, path: readonly unknown[]) => void found.push(`${code} ${path.join('.')}`);
    requestParams.check!(
      requestParams.schema.parse({ blocked_params: ['seed', 'messages'], defaults: { model: 'x' } }),
      { decision: 'd', decisions: ['d'], safetyTiers: [] },
      { error: note, warning: note },
    );
    expect(found).toEqual(['request_params.needed blocked_params.1', 'request_params.needed defaults.model']);
  });
});

test('unknown fields are taken out where the config says so; those of newer clients are known', async () => {
  const more = { max_completion_tokens: 5, parallel_tool_calls: false, stream_options: {}, metadata: {}, plugins: [] };
  const body = await bodyAfter({ strip_unknown: true }, more);
  expect(Object.keys(body).sort()).toEqual(
    ['max_completion_tokens', 'messages', 'metadata', 'model', 'parallel_tool_calls', 'stream_options'].sort(),
  );
});

import { describe, expect, test } from 'vitest';
import { ask } from '../../testing/gateway-fixture.ts';
import { withPlugins } from '../../testing/plugin-fixture.ts';
import { tools } from './tools.ts';

const { send } = withPlugins();
const use = (configuration: object) => [{ type: 'tools', configuration }];
const tool = (name: string) => ({ type: 'function', function: { name, parameters: { type: 'object' } } });
const choose = (name: string) => ({ type: 'function', function: { name } });
const both = { tools: [tool('read'), tool('run')] };

async function bodyAfter(configuration: object, more: object) {
  return (await send(use(configuration), ask('x', more))).bodies[0]!;
}

describe('filtered', () => {
  test.each([
    [{ allow_tools: ['read'] }, ['read']],
    [{ block_tools: ['read'] }, ['run']],
    [{ allow_tools: ['read', 'write'] }, ['read']],
    [{}, ['read', 'run']],
  ])('%j leaves %j', async (lists, expected) => {
    const body = await bodyAfter({ mode: 'filtered', ...lists }, both);
    expect(body.tools.map((each: ReturnType<typeof tool>) => each.function.name)).toEqual(expected);
  });

  test.each([
    ['of a tool that stays, stays', choose('read'), choose('read')],
    ['of a tool that is gone, is free', choose('run'), 'auto'],
    ['that asks for any, stays', 'required', 'required'],
    [
      'of some, loses those that are gone',
      { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [choose('read'), choose('run')] } },
      { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [choose('read')] } },
    ],
    [
      'of some that are all gone, is free',
      { type: 'allowed_tools', allowed_tools: { tools: [choose('run')] } },
      'auto',
    ],
  ])('a choice %s', async (_what, given, expected) => {
    const body = await bodyAfter({ mode: 'filtered', block_tools: ['run'] }, { ...both, tool_choice: given });
    expect(body.tool_choice).toEqual(expected);
  });

  test('nothing about tools remains where none is left', async () => {
    const more = { ...both, tool_choice: 'required', parallel_tool_calls: true };
    const body = await bodyAfter({ mode: 'filtered', allow_tools: ['write'] }, more);
    expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
  });

  test('the older functions are tools too', async () => {
    const more = { functions: [{ name: 'read' }, { name: 'run' }], function_call: { name: 'run' } };
    expect(await bodyAfter({ mode: 'filtered', block_tools: ['run'] }, more)).toMatchObject({
      functions: [{ name: 'read' }],
      function_call: 'auto',
    });
  });

  test('tools that run at the vendor’s do not slip by in a Messages body', async () => {
    const body = {
      model: 'MoM',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'x' }],
      tools: [
        { name: 'read', input_schema: { type: 'object' } },
        { type: 'web_search_20250305', name: 'web_search' },
      ],
      tool_choice: { type: 'tool', name: 'read' },
    };
    const { bodies, response } = await send(use({ mode: 'filtered', allow_tools: ['read'] }), body, {
      path: '/v1/messages',
      provider: 'anthropic',
    });
    expect(bodies[0]!.tools).toMatchObject([{ name: 'read' }]);
    expect(bodies[0]!.tools).toHaveLength(1);
    expect(bodies[0]!.tool_choice).toEqual({ type: 'tool', name: 'read' });
    expect(response.headers.get('x-vsr-protocol-warnings')).toContain('tools[web_search');
  });
});

describe('none', () => {
  const history = {
    model: 'MoM',
    ...both,
    tool_choice: 'auto',
    messages: [
      { role: 'user', content: 'x' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: '1', type: 'function', function: { name: 'run', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: '1', content: 'done' },
      { role: 'assistant', content: 'It is done.' },
      { role: 'user', content: 'y' },
    ],
  };

  test('takes out all tools and keeps what was said', async () => {
    const { bodies } = await send(use({ mode: 'none' }), history);
    expect(Object.keys(bodies[0]!).sort()).toEqual(['messages', 'model']);
    expect(bodies[0]!.messages).toEqual(history.messages);
  });

  test('takes out past calls where the config says so', async () => {
    const { bodies, ran } = await send(use({ mode: 'none', strip_tool_history: true }), history);
    expect(bodies[0]!.messages).toEqual([history.messages[0], history.messages[3], history.messages[4]]);
    expect(ran).toMatchObject([{ outcome: 'changed', notes: ['tools and past calls taken out'] }]);
  });
});

test('what has no effect, contradicts itself or cannot be done is refused at load', () => {
  const problems = (configuration: object) => {
    const found: string[] = [];
    const note = (code: string, path: readonly unknown[]) => void found.push(`${code} ${path.join('.')}`);
    tools.check!(
      tools.schema.parse(configuration),
      { decision: 'd', decisions: ['d'], safetyTiers: [] },
      { error: note, warning: note },
    );
    return found;
  };
  expect(problems({ block_tools: ['run'] })).toEqual(['tools.unused_list block_tools']);
  expect(problems({ mode: 'filtered', strip_tool_history: true })).toEqual(['tools.unused_strip strip_tool_history']);
  expect(problems({ mode: 'filtered', allow_tools: ['a'], block_tools: ['b', 'a'] })).toEqual([
    'tools.allowed_and_blocked block_tools.1',
  ]);
  expect(problems({ semantic_selection: true, strategy: 'x' })).toEqual([
    'tools.not_available semantic_selection',
    'tools.not_available strategy',
  ]);
  for (const example of tools.examples) expect(problems(example)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { aRequest, engineFromYaml, readSignal } from '../../testing/index.ts';
import { conversation } from './conversation.ts';

const call = (id: string) => ({ id, name: 'search', arguments: '{}' });
const agent = aRequest()
  .system('Be brief.')
  .message({ role: 'developer', text: 'Use tools.' })
  .message({ role: 'developer', text: 'Use tools.' })
  .message({ role: 'user', text: 'Look at these', images: [{ source: 'data:' }, { source: 'data:' }] })
  .message({ role: 'assistant', toolCalls: [call('1'), call('2')] })
  .tool('one')
  .tool('two');
const read = async (source: object, request = agent.build(), extra: object = {}) =>
  (await readSignal(conversation, [{ name: 'c', feature: { type: 'count', source }, ...extra }], request))[0];

test.each([
  [{ type: 'message' }, 7],
  [{ type: 'message', role: '' }, 7],
  [{ type: 'message', role: 'user' }, 1],
  [{ type: 'message', role: 'tool' }, 2],
  [{ type: 'message', role: 'non_user' }, 6],
  [{ type: 'message', role: 'developer' }, 1],
  [{ type: 'assistant_tool_call' }, 2],
  [{ type: 'assistant_tool_cycle' }, 1],
  [{ type: 'image_content' }, 2],
  [{ type: 'image_content', role: 'assistant' }, 0],
  [{ type: 'tool_definition' }, 0],
])('%j counts %i', async (source, value) => {
  expect(await read(source)).toMatchObject({ value });
});

test('tools on offer are counted', async () => {
  const request = agent.build({ tools: [{ name: 'search', description: '' }] });
  expect(await read({ type: 'tool_definition' }, request)).toMatchObject({ value: 1, matched: true });
});

test('without bounds a count matches above 0, with bounds within them', async () => {
  const none = aRequest().user('hi').build();
  expect(await read({ type: 'assistant_tool_call' }, none)).toMatchObject({ matched: false });
  expect(await read({ type: 'assistant_tool_call' })).toMatchObject({ matched: true });
  expect(await read({ type: 'message' }, none, { predicate: { lte: 1 } })).toMatchObject({ matched: true });
  expect(await read({ type: 'message' }, agent.build(), { predicate: { lte: 1 } })).toMatchObject({ matched: false });
});

describe('a tool loop is active', () => {
  const rule = [{ name: 'c', feature: { type: 'exists', source: { type: 'active_tool_loop' } } }];
  const asked = aRequest()
    .user('Find it')
    .message({ role: 'assistant', toolCalls: [call('1')] });
  test.each([
    ['while a result waits to be read', asked.tool('found').build(), true],
    ['when the user speaks right after a result', asked.tool('found').user('and?').build(), true],
    ['while a call has no result', asked.build(), true],
    ['not once the model has answered', asked.tool('found').assistant('Here.').user('thanks').build(), false],
    ['not without tools', aRequest().user('hi').build(), false],
  ])('%s', async (_when, request, matched) => {
    expect(await readSignal(conversation, rule, request)).toMatchObject([{ matched }]);
  });
});

test('a role where there is nothing to choose is an error', async () => {
  const routing = `signals:
  conversation: [{ name: c, feature: { type: count, source: { type: tool_definition, role: user } } }]
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: conversation, name: c }] }, modelRefs: [{ model: large }] }
`;
  await expect(engineFromYaml(routing)).rejects.toThrow(/conversation\.role_unused.*tool_definition has no role/);
});

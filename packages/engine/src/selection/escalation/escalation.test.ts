import { expect, test } from 'vitest';
import { aRequest, engineFromYaml } from '../../testing/index.ts';

const ROUTES = `
signals:
  keywords:
    - { name: wrong, operator: OR, keywords: [wrong] }
    - { name: code, operator: OR, keywords: [code] }
decisions:
  - name: again
    priority: 20
    rules: { type: keyword, name: wrong }
    algorithm: { type: escalation }
    modelRefs: [{ model: small }, { model: coder, use_reasoning: true }, { model: large, use_reasoning: true }]
  - { name: coding, priority: 10, rules: { type: keyword, name: code }, modelRefs: [{ model: coder }] }
`;

async function selected(request: ReturnType<typeof aRequest>, routes = ROUTES) {
  const { decision, model, trace } = await (await engineFromYaml(routes)).route(request.build());
  return { decision, model: model?.model, reasoning: model?.reasoning, reason: trace.selection.reason };
}

test('goes one step up from the model that the request names as the author', async () => {
  const request = aRequest().user('hi').message({ role: 'assistant', text: 'x', origin: 'coder' }).user('wrong');
  expect(await selected(request)).toEqual({
    decision: 'again',
    model: 'large',
    reasoning: 'on',
    reason: 'one step up from coder, which answered before',
  });
});

test('finds the author by routing the turns before again, step by step', async () => {
  const once = aRequest().user('hello').assistant('hm').user('that is wrong');
  expect(await selected(once)).toMatchObject({ model: 'coder', reasoning: 'on' });
  expect(await selected(once.assistant('hm').user('still wrong'))).toMatchObject({ model: 'large' });
  expect(await selected(aRequest().user('some code').assistant('hm').user('wrong'))).toMatchObject({ model: 'large' });
});

test('stays with the strongest', async () => {
  const request = aRequest().user('x').message({ role: 'assistant', text: 'x', origin: 'large' }).user('wrong');
  expect(await selected(request)).toMatchObject({ model: 'large', reason: expect.stringContaining('nothing here') });
});

test('without an answer before, or with one by a stranger, takes the model that it is told', async () => {
  expect(await selected(aRequest().user('wrong'))).toMatchObject({ model: 'small', reasoning: 'off' });
  const foreign = aRequest().user('x').message({ role: 'assistant', text: 'x', origin: 'other' }).user('wrong');
  expect(await selected(foreign)).toMatchObject({ model: 'small' });
  const last = ROUTES.replace('{ type: escalation }', '{ type: escalation, otherwise: last }');
  expect(await selected(foreign, last)).toMatchObject({ model: 'large' });
});

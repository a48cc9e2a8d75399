import { expect, test } from 'vitest';
import { aRequest, engineFromYaml } from '../testing/index.ts';

const policy = (keeps: boolean) => `
decisions:
  - name: chat
    modelRefs: [{ model: small }, { model: large, use_reasoning: true, reasoning_effort: high }]
    emits: [{ kind: retention, retention: { keep_current_model: ${keeps} } }]
`;
const answeredBy = (origin: string | undefined) =>
  aRequest().user('Hi').message({ role: 'assistant', text: 'Hello', origin }).user('And now?');

test('a conversation stays on the model that answered last, where the decision says so', async () => {
  const engine = await engineFromYaml(policy(true));
  const { model, trace } = await engine.route(answeredBy('large').build());
  expect(model).toEqual({ model: 'large', reasoning: 'on', effort: 'high' });
  expect(trace.selection).toMatchObject({ model: 'large', reason: expect.stringContaining('stays on large') });
  const other = await engineFromYaml(policy(false));
  expect((await other.route(answeredBy('large').build())).model?.model).toBe('small');
});

test('the session says who answered last, where the conversation does not', async () => {
  const engine = await engineFromYaml(policy(true));
  const session = { id: 's', lastModel: 'large' };
  expect((await engine.route(aRequest().user('Hi').build({ session }))).model?.model).toBe('large');
  expect((await engine.route(answeredBy('small').build({ session }))).model?.model).toBe('small');
});

test.each([undefined, 'coder', 'gone'])(
  'a conversation of %s, which is no candidate, goes where it would',
  async (origin) => {
    const engine = await engineFromYaml(policy(true));
    expect((await engine.route(answeredBy(origin).build())).model?.model).toBe('small');
  },
);

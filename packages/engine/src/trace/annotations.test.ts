import { expect, test } from 'vitest';
import { aRequest, engineFromYaml } from '../testing/index.ts';

test('a decision’s annotations stand in the traces of what it takes, and in no others', async () => {
  const engine = await engineFromYaml(`signals: { keywords: [{ name: urgent, operator: OR, keywords: [asap] }] }
decisions:
  - { name: now, priority: 1, annotations: { owner: ops }, rules: { type: keyword, name: urgent }, modelRefs: [{ model: large }] }
  - { name: rest, modelRefs: [{ model: small }] }
`);
  const traceOf = async (text: string) => (await engine.route(aRequest().user(text).build())).trace;
  expect((await traceOf('asap')).annotations).toEqual({ owner: 'ops' });
  expect(await traceOf('later')).not.toHaveProperty('annotations');
});

import { signalKinds } from '@signalbox/engine';
import { testVocabulary } from '@signalbox/engine/testing';
import { expect, test } from 'vitest';
import type { VocabularyAnswer } from '../../contract/index.ts';
import { completion } from '../../testing/fake-backend.ts';
import { manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';

const { serve } = serving();

test('every kind comes with the schema of its rules and examples', async () => {
  const { gateway } = await serve(completion('hi'), { vocabulary: testVocabulary });
  const { kinds } = (await manage(gateway, 'GET', '/api/v1/vocabulary')).json as VocabularyAnswer;
  expect(kinds.map(({ kind }) => kind)).toEqual(signalKinds.map(({ kind }) => kind));
  for (const { schema, examples, summary } of kinds) {
    expect(schema).toMatchObject({ type: 'object', required: expect.arrayContaining(['name']) });
    expect(examples.length).toBeGreaterThan(0);
    expect(summary).not.toBe('');
  }
});

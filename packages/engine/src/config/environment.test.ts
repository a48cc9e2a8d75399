import { expect, test } from 'vitest';
import { environmentNames } from './environment.ts';

test('names of the environment are found wherever a config refers to them', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is how a config refers to the environment.
  const config = {
    rules: [{ words: ['${WORD}', 'a ${OTHER:-default} b', '$${LITERAL}', '$BARE'] }],
    model: '${WORD}',
    least: 3,
  };
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.
  expect(environmentNames(config)).toEqual(['WORD', 'OTHER']);
  expect(environmentNames({ rules: [], none: null })).toEqual([]);
});

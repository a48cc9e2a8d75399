import { describe, expect, test } from 'vitest';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { azureOpenai } from './azure-openai.ts';

describe('the path', () => {
  test.each([
    ['https://n.openai.azure.com/openai/v1', undefined, '/openai/v1/chat/completions'],
    ['https://n.openai.azure.com/openai/v1', 'preview', '/openai/v1/chat/completions?api-version=preview'],
    [
      'https://n.openai.azure.com/openai/v1',
      '2024-10-21',
      '/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21',
    ],
    [
      'https://gate/x/openai/deployments/fixed',
      '2024-10-21',
      '/x/openai/deployments/fixed/chat/completions?api-version=2024-10-21',
    ],
  ])('of %s at version %s is %s', (baseUrl, apiVersion, path) => {
    const codec = azureOpenai.compile(aBackend(baseUrl, { apiVersion }), aModel('gpt', { upstreamName: 'my gpt' }));
    const parts = encoded(codec, aCall({ model: 'MoM', messages: [] }));
    expect(parts.path).toBe(path);
    expect(parts.json.model).toBe('my gpt');
  });

  test('of embeddings goes by the same rules', () => {
    const backend = aBackend('https://n/openai/v1', { apiVersion: '2024-10-21' });
    const codec = azureOpenai.operations!.embed!(backend, aModel('vectors'));
    const parts = encoded(codec, aCall({ model: 'vectors', input: 'x' }));
    expect(parts.path).toBe('/openai/deployments/vectors/embeddings?api-version=2024-10-21');
  });
});

test('a filtered prompt says what it was filtered for', () => {
  const codec = azureOpenai.compile(aBackend('https://n/openai/v1'), aModel('gpt'));
  const error = {
    message: 'The response was filtered.',
    code: 'content_filter',
    innererror: {
      code: 'ResponsibleAIPolicyViolation',
      content_filter_result: { jailbreak: { detected: true, filtered: true }, hate: { filtered: false } },
    },
  };
  expect(codec.decodeError(400, {}, Buffer.from(JSON.stringify({ error })))).toEqual({
    message: 'The response was filtered. (filtered: jailbreak)',
    isRetryable: false,
    isPassable: true,
  });
});

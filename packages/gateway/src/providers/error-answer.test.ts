import { expect, test } from 'vitest';
import { aBackend, aModel } from '../testing/gateway-fixture.ts';
import { providers } from './index.ts';

const said = (type: string, status: number, body: object) =>
  providers
    .find((provider) => provider.type === type)!
    .compile(aBackend('https://host/v1'), aModel('m'))
    .decodeError(status, {}, Buffer.from(JSON.stringify(body)));

test.each([
  ['openai', { error: { message: "This model's maximum context length is 8192 tokens." } }],
  ['openai', { error: { message: 'the request exceeds the available context size' } }],
  ['azure-openai', { error: { message: "This model's maximum context length is 8192 tokens." } }],
  ['anthropic', { type: 'error', error: { type: 'invalid_request_error', message: 'prompt is too long: 9 > 8' } }],
  ['gemini', { error: { code: 400, message: 'The input token count (9) exceeds the maximum number of tokens' } }],
  ['bedrock', { message: 'Input is too long for requested model.' }],
])('%s says in its own words that a prompt is too long', (type, body) => {
  expect(said(type, 400, body).isTooLong).toBe(true);
  expect(said(type, 500, body).isTooLong).toBeUndefined();
});

test.each(providers.map(({ type }) => type))('%s says it of no other error', (type) => {
  const body = { type: 'error', message: 'no such field', error: { message: 'no such field' } };
  expect(said(type, 400, body).isTooLong).toBeUndefined();
});

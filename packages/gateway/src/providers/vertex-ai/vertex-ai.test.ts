import { generateKeyPairSync, verify } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeBackend, json, type Responder, startFakeBackend } from '../../testing/fake-backend.ts';
import { aBackend, aModel } from '../../testing/gateway-fixture.ts';
import { aCall, encoded } from '../../testing/provider-fixture.ts';
import { createAccessTokens } from './access-tokens.ts';
import { vertexAi } from './vertex-ai.ts';

const open: FakeBackend[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

async function tokensFrom(responder: Responder, now: () => number) {
  const server = await startFakeBackend(responder);
  open.push(server);
  const account = {
    type: 'service_account',
    client_email: 'router@project.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    private_key_id: 'k1',
    token_uri: `${new URL(server.baseUrl).origin}/token`,
  };
  return { server, account, tokens: createAccessTokens(JSON.stringify(account), now) };
}

describe('tokens of a service account', () => {
  test('are asked for with a signed word, once for all who wait, and kept while they are good', async () => {
    let nowMs = 1_700_000_000_000;
    let count = 0;
    const { server, account, tokens } = await tokensFrom(
      (response, request) => json(200, { access_token: `t${++count}`, expires_in: 3600 })(response, request),
      () => nowMs,
    );
    expect(await Promise.all([tokens(), tokens()])).toEqual(['t1', 't1']);
    const form = new URLSearchParams(server.received[0]!.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head = '', claims = '', signature = ''] = form.get('assertion')!.split('.');
    const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
    expect(decoded(head)).toMatchObject({ alg: 'RS256', kid: 'k1' });
    expect(decoded(claims)).toMatchObject({
      iss: account.client_email,
      aud: account.token_uri,
      iat: 1_700_000_000,
      exp: 1_700_003_600,
    });
    const isGenuine = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claims}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    );
    expect(isGenuine).toBe(true);
    nowMs += 3_530_000;
    expect(await tokens()).toBe('t1');
    nowMs += 30_000;
    expect(await tokens()).toBe('t2');
  });

  test('that are refused say why, without the key', async () => {
    const { tokens } = await tokensFrom(json(400, { error: 'invalid_grant', error_description: 'clock' }), Date.now);
    await expect(tokens()).rejects.toThrow('answered 400: clock');
  });

  test('are the key itself where it is no service account', async () => {
    expect(await createAccessTokens('ya29.token', Date.now)()).toBe('ya29.token');
  });
});

describe('a call', () => {
  const base = 'https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu';
  const body = { model: 'MoM', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] };

  test('of Gemini names the model among Google’s', () => {
    const codec = vertexAi.compile(aBackend(base), aModel('g', { upstreamName: 'gemini-3-pro' }));
    expect(encoded(codec, aCall(body, { isStreaming: true })).path).toBe(
      '/v1/projects/p/locations/eu/publishers/google/models/gemini-3-pro:streamGenerateContent?alt=sse',
    );
  });

  test('of Claude names it among Anthropic’s, with the version in the body', () => {
    const codec = vertexAi.compile(aBackend(base), aModel('c', { upstreamName: 'claude-opus-4-5@20251101' }));
    const { path, json: sent } = encoded(codec, aCall(body));
    expect(path).toBe('/v1/projects/p/locations/eu/publishers/anthropic/models/claude-opus-4-5%4020251101:rawPredict');
    expect(sent).toMatchObject({ anthropic_version: 'vertex-2023-10-16', max_tokens: 5 });
    expect(sent).not.toHaveProperty('model');
  });
});

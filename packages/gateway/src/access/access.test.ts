import type { RequestFacts, RouterConfig } from '@signalbox/engine';
import { describe, expect, test } from 'vitest';
import type { GatewayOptions } from '../gateway.ts';
import { anApiKey, post } from '../testing/access-fixture.ts';
import { completion } from '../testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anAuthz, anEngine, aResult, ask, manage } from '../testing/gateway-fixture.ts';
import { serving } from '../testing/serve-fixture.ts';

const { backend: aFakeBackend, serve } = serving();

const KEY = 'sbx_test-key-of-ada';
const ADA = anApiKey(KEY, { name: 'laptop', user: 'ada', groups: ['staff'] });
const PROXY = '10.0.0.1';
const FROM_PROXY = { 'x-authz-user-id': 'grace', 'x-authz-user-groups': 'admins' };

async function start(authz: Partial<RouterConfig['authz']>, options: Partial<GatewayOptions> = {}) {
  const backend = await aFakeBackend(completion('hi'));
  const backends = [aBackend(backend.baseUrl)];
  const models = [aModel('small', { backends }), aModel('large', { backends })];
  const asked: RequestFacts[] = [];
  const engine = anEngine((facts) => {
    asked.push(facts);
    return aResult();
  });
  const config = aConfig({ models, authz: anAuthz(authz) });
  const { gateway } = await serve(completion('unused'), { config, engine, ...options });
  return { backend, gateway, asked };
}

describe('with API keys', () => {
  test.each([
    ['authorization', `Bearer ${KEY}`],
    ['authorization', `bearer  ${KEY} `],
    ['x-api-key', KEY],
    ['api-key', KEY],
  ])('%s: %s lets its holder in, as the user that it stands for', async (name, value) => {
    const { gateway, asked } = await start({ keys: [ADA] });
    expect(await post(gateway, ask('x'), { [name]: value })).toMatchObject({ status: 200 });
    expect(asked[0]?.identity).toEqual({ user: 'ada', groups: ['staff'] });
  });

  test('a request without one gets 401 in its protocol, and no backend hears of it', async () => {
    const { gateway, backend } = await start({ keys: [ADA] });
    const { status, json, headers } = await post(gateway, ask('x'));
    expect(status).toBe(401);
    expect(json).toMatchObject({
      error: {
        type: 'authentication_error',
        code: 'missing_credentials',
        message: expect.stringContaining('send `authorization: Bearer KEY`'),
      },
    });
    expect(headers).toMatchObject({ 'www-authenticate': 'Bearer', 'x-vsr-response-path': 'error' });
    expect(backend.received).toEqual([]);
  });

  test('a client of Anthropic’s API gets 401 in that shape', async () => {
    const { gateway } = await start({ keys: [ADA] });
    const { status, json } = await post(gateway, { ...ask('x'), max_tokens: 9 }, {}, PROXY, '/v1/messages');
    expect(status).toBe(401);
    expect(json).toMatchObject({ type: 'error', error: { type: 'authentication_error', code: 'missing_credentials' } });
  });

  test.each([
    ['another key', { authorization: 'Bearer sk-someone-elses' }],
    ['a key with something behind it', { authorization: `Bearer ${KEY}x` }],
    ['the hash of the key', { authorization: `Bearer ${ADA.hash}` }],
    ['what looks like a token', { authorization: 'Bearer eyJh.eyJz.c2ln' }],
  ])('%s gets 401', async (_what, headers) => {
    const { gateway, backend } = await start({ keys: [ADA] });
    expect(await post(gateway, ask('x'), headers)).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(backend.received).toEqual([]);
  });

  test('credentials of another scheme count as none', async () => {
    const { gateway } = await start({ keys: [ADA] });
    const headers = { authorization: `Basic ${btoa(`ada:${KEY}`)}` };
    expect(await post(gateway, ask('x'), headers)).toMatchObject({ status: 401, code: 'missing_credentials' });
  });

  test('an expired key gets 401 that says since when', async () => {
    const expiresAt = Date.parse('2026-01-01T00:00:00Z');
    const at = (time: number) =>
      start({ keys: [{ ...ADA, expiresAt }] }, { clock: { now: () => 0, time: () => time } });
    const late = await at(expiresAt);
    expect(await post(late.gateway, ask('x'), { 'x-api-key': KEY })).toMatchObject({
      status: 401,
      json: { error: { code: 'expired_credentials', message: expect.stringContaining('2026-01-01T00:00:00.000Z') } },
    });
    const early = await at(expiresAt - 1);
    expect(await post(early.gateway, ask('x'), { 'x-api-key': KEY })).toMatchObject({ status: 200 });
  });

  test('no header that may hold a key of ours goes on to a backend', async () => {
    const { gateway, backend } = await start({ keys: [ADA] });
    await post(gateway, ask('x'), {
      'x-api-key': KEY,
      authorization: 'Bearer something else',
      'api-key': KEY,
      'x-stainless-lang': 'js',
    });
    expect(backend.received[0]?.headers).toMatchObject({ 'x-stainless-lang': 'js' });
    expect(JSON.stringify(backend.received[0]?.headers)).not.toMatch(/sbx_test|something else/);
  });

  test('the body of a request without one is not even parsed', async () => {
    const { gateway } = await start({ keys: [ADA] });
    expect(await post(gateway, '{"broken')).toMatchObject({ status: 401, code: 'missing_credentials' });
  });

  test('the list of models needs one too, and shows what the key may ask for; health does not', async () => {
    const grant = { endpoints: undefined, models: ['small'] };
    const { gateway } = await start({ keys: [{ ...ADA, grant }] });
    const get = async (path: string, headers = {}) => {
      const response = await gateway.fetch(new Request(`http://signalbox.test${path}`, { headers }));
      return { status: response.status, json: await response.json() };
    };
    const headers = { authorization: `Bearer ${KEY}` };
    expect(await get('/v1/models')).toMatchObject({ status: 401 });
    expect(await get('/v1/models/small')).toMatchObject({ status: 401 });
    expect(await get('/v1/models', headers)).toMatchObject({ status: 200, json: { data: [{ id: 'small' }] } });
    expect(await get('/v1/models/small', headers)).toMatchObject({ status: 200 });
    expect(await get('/v1/models/large', headers)).toMatchObject({ status: 404 });
    expect(await get('/health')).toMatchObject({ status: 200 });
    expect(await get('/ready')).toMatchObject({ status: 200 });
    expect(gateway.config.authz.keys).toHaveLength(1);
  });
});

describe('what a key may ask for', () => {
  const limited = (grant: Partial<(typeof ADA)['grant']>) => ({
    keys: [{ ...ADA, grant: { endpoints: undefined, models: undefined, ...grant } }],
  });
  const headers = { 'x-api-key': KEY };

  test('another name gets 403 with the ones that are allowed, known or not', async () => {
    const { gateway, asked } = await start(limited({ models: ['small'] }));
    for (const model of ['MoM', 'large', 'no-such-model']) {
      expect(await post(gateway, { ...ask('x'), model }, headers)).toMatchObject({
        status: 403,
        json: {
          error: {
            type: 'permission_error',
            code: 'model_not_allowed',
            param: 'model',
            message: expect.stringMatching(/the API key "laptop" may not ask for .*it may ask for small\)/),
          },
        },
      });
    }
    expect(await post(gateway, { ...ask('x'), model: 'small' }, headers)).toMatchObject({ status: 200 });
    expect(asked).toEqual([]);
  });

  test('an entry point includes what its decisions choose', async () => {
    const { gateway } = await start(limited({ models: ['MoM'] }));
    const { status, headers: answered } = await post(gateway, ask('x'), headers);
    expect([status, answered['x-vsr-selected-model']]).toEqual([200, 'large']);
  });

  test('another path gets 403', async () => {
    const { gateway } = await start(limited({ endpoints: ['/v1/models'] }));
    expect(await post(gateway, ask('x'), headers)).toMatchObject({ status: 403, code: 'endpoint_not_allowed' });
  });
});

test('the record says whose request it was', async () => {
  const { gateway } = await start({ keys: [ADA] });
  const recent = async () => {
    const { json } = await manage(gateway, 'GET', '/api/v1/decisions/recent');
    return (json as { decisions: { api_key_name: string; user: string }[] }).decisions[0];
  };
  await post(gateway, ask('x'), { 'x-api-key': KEY });
  expect(await recent()).toMatchObject({ api_key_name: 'laptop', user: 'ada' });
  await post(gateway, ask('x'));
  expect(await recent()).toMatchObject({ api_key_name: null, user: null, response_status: 401 });
});

describe('who a caller is', () => {
  const keyOfNobody = anApiKey(KEY, { name: 'proxy' });

  test('is said by the key where it names its user, whatever a trusted source says', async () => {
    const { gateway, asked } = await start({ keys: [ADA], trustedSources: [PROXY] });
    await post(gateway, ask('x'), { ...FROM_PROXY, 'x-api-key': KEY }, PROXY);
    expect(asked[0]?.identity).toEqual({ user: 'ada', groups: ['staff'] });
  });

  test('is said by a trusted source where the key names nobody', async () => {
    const { gateway, asked } = await start({ keys: [keyOfNobody], trustedSources: [PROXY] });
    await post(gateway, ask('x'), { ...FROM_PROXY, 'x-api-key': KEY }, PROXY);
    expect(asked[0]?.identity).toEqual({ user: 'grace', groups: ['admins'] });
  });

  test('is not said by anybody else: forged headers are not read, not passed on, and counted', async () => {
    const { gateway, asked, backend } = await start({ keys: [keyOfNobody], trustedSources: [PROXY] });
    await post(gateway, ask('x'), { ...FROM_PROXY, 'x-api-key': KEY }, '10.0.0.2');
    expect(asked[0]?.identity).toBeUndefined();
    expect(JSON.stringify(backend.received[0]?.headers)).not.toContain('grace');
    const metrics = await gateway.manage({ ...NO_REQUEST, path: '/metrics' });
    expect(Buffer.from(metrics.body as Uint8Array).toString()).toContain('signalbox_untrusted_identity_total 1\n');
  });

  test('headers of a name of one’s own do not go on either', async () => {
    const { gateway, backend } = await start({ userHeader: 'remote-user', trustedSources: [PROXY] });
    await post(gateway, ask('x'), { 'remote-user': 'grace' }, PROXY);
    expect(backend.received[0]?.headers).not.toHaveProperty('remote-user');
  });
});

const NO_REQUEST = { method: 'GET', query: '', headers: {}, body: new Uint8Array(), cancellation: {} as never };

describe('a key of the user’s own', () => {
  const authz = { trustedSources: [PROXY], userKeyHeaders: { openai: 'x-user-openai-key' } };
  const headers = { 'x-user-openai-key': 'sk-of-grace', authorization: 'Bearer sk-of-the-client' };

  async function received(from: string, backendHeaders: Readonly<Record<string, string>>) {
    const backend = await aFakeBackend(completion('hi'));
    const userKey = { from: 'x-user-openai-key', header: 'api-key', prefix: '' };
    const own = { headers: backendHeaders, hasCredentials: true, userKey };
    const models = [aModel('small'), aModel('large', { backends: [aBackend(backend.baseUrl, own)] })];
    const { gateway } = await serve(completion('unused'), { config: aConfig({ models, authz: anAuthz(authz) }) });
    await post(gateway, ask('x'), headers, from);
    return backend.received[0]!.headers;
  }

  test('from a trusted source takes the place of the backend’s', async () => {
    const got = await received(PROXY, { 'api-key': 'sk-of-the-backend', 'x-tenant': 't' });
    expect(got).toMatchObject({ 'api-key': 'sk-of-grace', 'x-tenant': 't' });
    expect(got).not.toHaveProperty('authorization');
    expect(got).not.toHaveProperty('x-user-openai-key');
  });

  test('from anybody else is not read', async () => {
    const got = await received('10.0.0.2', { 'api-key': 'sk-of-the-backend' });
    expect(got).toMatchObject({ 'api-key': 'sk-of-the-backend' });
    expect(JSON.stringify(got)).not.toMatch(/grace|client/);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestFacts, TokenIssuerConfig } from '@signalbox/engine';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cancellation } from '../../http/cancellation.ts';
import { silentLogger } from '../../telemetry/logger.ts';
import { anApiKey, post } from '../../testing/access-fixture.ts';
import { completion } from '../../testing/fake-backend.ts';
import { aBackend, aConfig, aModel, anAuthz, anEngine, aResult, ask } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { compileAccess } from '../access.ts';

const { backend: aFakeBackend, serve, closeLater } = serving();

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

const ISSUER = 'https://login.example';
const NOW = Date.parse('2026-03-10T12:00:00Z');
let keys: Keys;
let folder: string;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  folder = mkdtempSync(join(tmpdir(), 'signalbox-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A key set as JSON; the keys are called `key-0`, `key-1`, … */
async function keySetOf(...all: readonly Keys[]): Promise<string> {
  const published = all.map(async ({ publicKey }, index) => ({
    ...(await exportJWK(publicKey)),
    kid: `key-${index}`,
    alg: 'ES256',
  }));
  return JSON.stringify({ keys: await Promise.all(published) });
}

function sign(payload: JWTPayload = {}, { with: pair = keys, kid = 'key-0' } = {}): Promise<string> {
  const seconds = NOW / 1e3;
  return new SignJWT({ iss: ISSUER, aud: 'signalbox', sub: 'ada', exp: seconds + 60, ...payload })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(pair.privateKey);
}

function anIssuer(overrides: Partial<TokenIssuerConfig> = {}): TokenIssuerConfig {
  return {
    issuer: ISSUER,
    audiences: ['signalbox', 'other'],
    keySet: { file: 'keys.json' },
    algorithms: ['ES256'],
    userClaim: 'sub',
    groupsClaim: 'groups',
    clockToleranceMs: 5_000,
    grant: { endpoints: undefined, models: undefined },
    ...overrides,
  };
}

async function start(issuer: TokenIssuerConfig, more: { readonly keys?: readonly ReturnType<typeof anApiKey>[] } = {}) {
  if (!('url' in issuer.keySet)) writeFileSync(join(folder, issuer.keySet.file), await keySetOf(keys));
  const backend = await aFakeBackend(completion('hi'));
  const backends = [aBackend(backend.baseUrl)];
  const asked: RequestFacts[] = [];
  const clock = { at: 0, now: () => clock.at, time: () => NOW };
  const { gateway } = await serve(completion('unused'), {
    config: aConfig({
      models: [aModel('small', { backends }), aModel('large', { backends })],
      authz: anAuthz({ tokenIssuers: [issuer], ...more }),
    }),
    engine: anEngine((facts) => {
      asked.push(facts);
      return aResult();
    }),
    folder,
    clock,
  });
  const ask1 = (token: string) => post(gateway, ask('x'), { authorization: `Bearer ${token}` });
  return { gateway, backend, asked, clock, askWith: ask1 };
}

describe('a token', () => {
  test('lets its user in, with the groups that it claims, and goes no further', async () => {
    const { askWith, asked, backend } = await start(anIssuer());
    const token = await sign({ groups: ['staff', 7, 'admins'] });
    expect(await askWith(token)).toMatchObject({ status: 200 });
    expect(asked[0]?.identity).toEqual({ user: 'ada', groups: ['staff', 'admins'] });
    expect(backend.received[0]?.headers).not.toHaveProperty('authorization');
  });

  test('may claim user and groups under other names, and groups as words', async () => {
    const { askWith, asked } = await start(anIssuer({ userClaim: 'email', groupsClaim: 'scope' }));
    await askWith(await sign({ email: 'ada@example.org', scope: 'chat admin' }));
    expect(asked[0]?.identity).toEqual({ user: 'ada@example.org', groups: ['chat', 'admin'] });
  });

  test('may claim a team and a tenant, where the config names the claims', async () => {
    const issuer = anIssuer({ teamClaim: 'team', tenantClaim: 'org' });
    const { gateway } = await start(issuer);
    const clock = { now: () => 0, time: () => NOW };
    const access = compileAccess(gateway.config.authz, { clock, logger: silentLogger, folder });
    const callerOf = async (payload: JWTPayload) => {
      const headers = { authorization: `Bearer ${await sign(payload)}` };
      const request = { method: 'GET', path: '/', query: '', headers, body: new Uint8Array() };
      return access.authenticate({ ...request, remoteAddress: undefined, cancellation: new Cancellation() });
    };
    expect(await callerOf({ team: 'search', org: 'acme' })).toMatchObject({ team: 'search', tenant: 'acme' });
    expect(await callerOf({ team: 7 })).toMatchObject({ team: undefined, tenant: undefined });
  });

  test.each([
    ['of another issuer', { iss: 'https://evil.example' }, 'invalid_token'],
    ['of no issuer', { iss: undefined as unknown as string }, 'invalid_token'],
    ['for somebody else', { aud: 'elsewhere' }, 'invalid_token'],
    ['that is over', { exp: NOW / 1e3 - 6 }, 'expired_credentials'],
    ['that is over a little later than clocks may differ', { exp: NOW / 1e3 - 4 }, undefined],
    ['that is never over', { exp: undefined as unknown as number }, 'invalid_token'],
    ['that is not good yet', { nbf: NOW / 1e3 + 6 }, 'invalid_token'],
    ['without a user', { sub: undefined as unknown as string }, 'invalid_token'],
    ['with an empty user', { sub: '' }, 'invalid_token'],
  ])('%s', async (_what, payload, code) => {
    const { askWith } = await start(anIssuer());
    const answer = await askWith(await sign(payload));
    expect([answer.status, answer.code]).toEqual(code === undefined ? [200, undefined] : [401, code]);
  });

  test('signed with another key of that name is refused, with the standard’s header', async () => {
    const { askWith } = await start(anIssuer());
    const answer = await askWith(await sign({}, { with: await generateKeyPair('ES256') }));
    expect(answer).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  test('not signed at all, or with the public key as a shared secret, is refused', async () => {
    const { askWith } = await start(anIssuer());
    const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
    const payload = part({ iss: ISSUER, aud: 'signalbox', sub: 'ada', exp: NOW / 1e3 + 60 });
    const secret = new TextEncoder().encode(await keySetOf(keys));
    const shared = await new SignJWT({ iss: ISSUER, aud: 'signalbox', sub: 'ada', exp: NOW / 1e3 + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-0' })
      .sign(secret);
    for (const token of [`${part({ alg: 'none' })}.${payload}.AA`, `${part({ alg: 'NONE' })}.${payload}.AA`, shared]) {
      expect(await askWith(token)).toMatchObject({ status: 401, code: 'invalid_token' });
    }
  });

  test('may be limited in what it asks for, and stands beside API keys', async () => {
    const grant = { endpoints: undefined, models: ['small'] };
    const { askWith } = await start(anIssuer({ grant }), { keys: [anApiKey('sbx_key')] });
    expect(await askWith(await sign())).toMatchObject({ status: 403, code: 'model_not_allowed' });
    expect(await askWith('sbx_key')).toMatchObject({ status: 200 });
    expect(await askWith('no.such.token')).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(await askWith('no-such-key')).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });
});

describe('keys at an address', () => {
  /** Answers with `content` (a status, or a body), and counts. */
  async function publish() {
    const site = { content: '' as string | number, reads: 0, url: '' };
    const server = createServer((_request, response) => {
      site.reads++;
      if (typeof site.content === 'number') response.writeHead(site.content, { location: '/elsewhere' }).end();
      else response.writeHead(200).end(site.content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    closeLater({
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    });
    return site;
  }

  test('are read at the first token and kept', async () => {
    const site = await publish();
    site.content = await keySetOf(keys);
    const { askWith, gateway } = await start(anIssuer({ keySet: { url: site.url } }));
    await gateway.fetch(new Request('http://signalbox.test/health'));
    expect(site.reads).toBe(0);
    const tokens = await Promise.all([sign(), sign(), sign()]);
    const answers = await Promise.all(tokens.map(askWith));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(site.reads).toBe(1);
  });

  test('are read again for a key that is new, but made-up ones do not cause many reads', async () => {
    const site = await publish();
    site.content = await keySetOf(keys);
    const { askWith, clock } = await start(anIssuer({ keySet: { url: site.url } }));
    const next = await generateKeyPair('ES256', { extractable: true });
    const token = await sign({}, { with: next, kid: 'key-1' });
    expect((await askWith(await sign())).status).toBe(200);
    site.content = await keySetOf(keys, next);
    for (let i = 0; i < 5; i++) expect((await askWith(token)).status).toBe(401);
    expect(site.reads).toBe(1);
    clock.at += 30_000;
    expect((await askWith(token)).status).toBe(200);
    expect(site.reads).toBe(2);
  });

  test('that cannot be read again serve on for a day, and no longer', async () => {
    const site = await publish();
    site.content = await keySetOf(keys);
    const { askWith, clock } = await start(anIssuer({ keySet: { url: site.url } }));
    expect((await askWith(await sign())).status).toBe(200);
    site.content = 500;
    clock.at += 23 * 3_600_000;
    expect((await askWith(await sign())).status).toBe(200);
    clock.at += 2 * 3_600_000;
    expect(await askWith(await sign())).toMatchObject({ status: 503, code: 'key_set_unavailable' });
  });

  test.each([
    ['an error', 500],
    ['a way to another address', 302],
    ['something else', '<html>'],
    ['a list of no keys', '{"keys":7}'],
    ['too much', `{"keys":[],"x":"${'x'.repeat(300_000)}"}`],
  ])('that answer %s give 503 and not a way in', async (_what, content) => {
    const site = await publish();
    site.content = content;
    const { askWith } = await start(anIssuer({ keySet: { url: site.url } }));
    const token = await sign();
    expect(await askWith(token)).toMatchObject({ status: 503, code: 'key_set_unavailable' });
    expect(await askWith(token)).toMatchObject({ status: 503, code: 'key_set_unavailable' });
    expect(site.reads).toBe(1);
  });
});

test('a file of keys that is none is said when the config is loaded', async () => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{"keys":');
  const config = (path: string) =>
    aConfig({ authz: anAuthz({ tokenIssuers: [anIssuer({ keySet: { file: path } })] }) });
  const { gateway } = await serve(completion('hi'));
  const swap = (path: string) => () => gateway.swap({ config: config(path), engine: anEngine() });
  expect(swap(file)).toThrow(/issuer "https:\/\/login.example": cannot read the keys in .*broken.json/);
  expect(swap(join(folder, 'missing.json'))).toThrow(/missing.json.*ENOENT/);
});

import { describe, expect, test } from 'vitest';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { loadConfig } from './load-config.ts';

const HASH = '0123456789ABCDEF'.repeat(4);

/** A config of one priced and one unpriced model, with these services. */
async function load(services: string, backend = '{ endpoint: "127.0.0.1:1" }') {
  const text = `version: v0.3
listeners: [{ tls: { cert_file: c.pem, key_file: k.pem, min_version: TLSv1.3 }, header_timeout: 5s, max_header_bytes: 9000 }]
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [${backend}] }
    - { name: large, backend_refs: [{ endpoint: "127.0.0.1:1" }], pricing: { prompt_per_1m: 1, completion_per_1m: 2 } }
global: { services: { ${services} } }
`;
  const result = await loadConfig(text, { vocabulary: testVocabulary });
  const problems = result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  if (!result.ok) throw new Error(problems.join('\n'));
  return { config: result.value.config, shown: JSON.stringify(result.value.shown), problems };
}

describe('who may call', () => {
  test('is translated with its defaults filled in', async () => {
    const { config } = await load(`authz: {
      identity: { user_id_header: X-User },
      trusted_sources: [10.0.0.0/8],
      keys: [{ name: k, hash: "SHA256:${HASH}", user: ada, team: search, models: [auto, small], expires: 2027-01-31 }],
      jwt: [{ issuer: i, audiences: [a], jwks_file: keys.json, tenant_claim: org, endpoints: [/v1/models] }],
      providers: [{ type: header-injection, headers: { openai: X-User-OpenAI-Key } }] }`);
    expect(config.authz).toEqual({
      userHeader: 'x-user',
      groupsHeader: 'x-authz-user-groups',
      trustedSources: ['10.0.0.0/8'],
      keys: [
        {
          name: 'k',
          hash: HASH.toLowerCase(),
          user: 'ada',
          groups: [],
          team: 'search',
          grant: { endpoints: undefined, models: ['auto', 'small'] },
          expiresAt: Date.UTC(2027, 0, 31),
        },
      ],
      tokenIssuers: [
        {
          issuer: 'i',
          audiences: ['a'],
          keySet: { file: 'keys.json' },
          algorithms: ['RS256', 'ES256', 'EdDSA'],
          userClaim: 'sub',
          groupsClaim: 'groups',
          tenantClaim: 'org',
          clockToleranceMs: 30_000,
          grant: { endpoints: ['/v1/models'], models: undefined },
        },
      ],
      userKeyHeaders: { openai: 'x-user-openai-key' },
    });
    const userKey = { from: 'x-user-openai-key', header: 'authorization', prefix: 'Bearer' };
    expect(config.models[0]?.backends[0]?.userKey).toEqual(userKey);
  });

  test('left out is nobody in particular', async () => {
    const { config } = await load('');
    expect(config.authz).toMatchObject({ keys: [], tokenIssuers: [], trustedSources: [], userKeyHeaders: {} });
    expect(config.rateLimit).toBeUndefined();
    expect(config.models[0]?.backends[0]?.userKey).toBeUndefined();
  });

  test.each([
    ['jwks_url: "http://login.example/keys"', 'config.insecure_key_set: the keys come over http'],
    ['jwks_url: "http://127.0.0.1/keys"', undefined],
    ['jwks_url: "https://login.example/keys"', undefined],
  ])('%s', async (keySet, warning) => {
    const { problems } = await load(`authz: { jwt: [{ issuer: i, audiences: [a], ${keySet} }] }`);
    expect(problems).toEqual(warning === undefined ? [] : [expect.stringContaining(warning)]);
  });

  test('users’ keys that no source may send are warned of', async () => {
    const { problems } = await load('authz: { providers: [{ type: header-injection, headers: { openai: x-k } }] }');
    expect(problems).toEqual([expect.stringContaining('config.no_trusted_source: no source is trusted')]);
  });
});

describe('rate limits', () => {
  const rule = '{ name: r, unit: hour, requests_per_unit: 5, match: { model: large } }';

  test('are translated, with their store', async () => {
    const { config } = await load(`ratelimit: { providers: [{ type: local-limiter, rules: [${rule}] }] }`);
    expect(config.rateLimit).toEqual({
      failOpen: false,
      outputReserveTokens: 1_024,
      store: { kind: 'in-process' },
      rules: [
        {
          name: 'r',
          match: { model: 'large' },
          unit: 'hour',
          requests: 5,
          tokens: undefined,
          cost: undefined,
          currency: 'USD',
        },
      ],
    });
  });

  test('in Redis keep its password to themselves', async () => {
    const url = 'redis://router:hunter2@redis.example:6379/1';
    const { config, shown } = await load(
      `ratelimit: { fail_open: true, providers: [{ type: redis, url: "${url}", timeout: 1s, rules: [${rule}] }] }`,
    );
    expect(config.rateLimit).toMatchObject({
      failOpen: true,
      store: { kind: 'redis', url, keyPrefix: 'signalbox', timeoutMs: 1_000 },
    });
    expect(shown).toContain('redis://***@redis.example:6379/1');
    expect(shown).not.toContain('hunter2');
  });

  test('of money warn of models that cost nothing', async () => {
    const budget = (match: string) =>
      load(
        `ratelimit: { providers: [{ type: local-limiter, rules: [{ name: b, unit: month, cost_per_unit: 5, match: ${match} }] }] }`,
      );
    expect((await budget('{ user: "*" }')).problems).toEqual([
      expect.stringContaining('config.no_pricing: rule "b" counts nothing for "small"'),
    ]);
    expect((await budget('{ model: large }')).problems).toEqual([]);
  });
});

test('a listener’s TLS and bounds are translated', async () => {
  const { config } = await load('');
  expect(config.listener).toMatchObject({
    tls: { certFile: 'c.pem', keyFile: 'k.pem', minVersion: 'TLSv1.3' },
    headerTimeoutMs: 5_000,
    maxHeaderBytes: 9_000,
    receiveTimeoutMs: 60_000,
  });
});

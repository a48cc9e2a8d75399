import type { BrokenConfig } from './broken-config.ts';

/** Puts a part under `global.services`. */
const services = (text: string): Pick<BrokenConfig, 'edits'> => ({
  edits: [['  services:\n', `  services:\n    ${text}\n`]],
});
const authz = (text: string) => services(`authz: { ${text} }`);
const rules = (text: string) => services(`ratelimit: { providers: [{ type: local-limiter, rules: [${text}] }] }`);
const listener = (text: string): Pick<BrokenConfig, 'edits'> => ({ edits: [['timeout: 30s', text]] });

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What can be wrong with who may call and how much. */
export const BROKEN_ACCESS: readonly BrokenConfig[] = [
  {
    name: 'trusted sources that are no addresses',
    ...authz('trusted_sources: [proxy.local, 10.0.0.0/40, 300.1.1.1, "::1"]'),
    problems: ['proxy', '10.0.0.0/40', '300'].map((at) => ({
      code: 'config.invalid_address',
      at,
      says: ['expected an IP address or a range', 'e.g. 10.0.0.5'],
    })),
  },
  {
    name: 'a key in place of its hash, which is not repeated',
    ...authz('keys: [{ name: k, hash: sbx_secret }]'),
    problems: [
      {
        code: 'config.invalid_key_hash',
        at: 'sbx_secret',
        says: ['expected the hash of a key: sha256: and 64 hexadecimal digits', '`signalbox keys create`'],
      },
    ],
  },
  {
    name: 'keys of one name, and one key twice',
    ...authz(`keys: [{ name: k, hash: ${HASH} }, { name: k, hash: ${HASH} }]`),
    problems: [
      { code: 'config.duplicate_name', at: `k, hash: ${HASH} }] }`, says: ['duplicate API key "k"', 'rename one'] },
      { code: 'config.duplicate_key', at: `${HASH} }] }`, says: ['"k" is the same key as "k"', 'keys create'] },
    ],
  },
  {
    name: 'a key for a model that is not there',
    ...authz(`keys: [{ name: k, hash: ${HASH}, models: [MoM, legal-lora, smal] }]`),
    problems: [
      {
        code: 'config.unknown_model',
        at: 'smal]',
        says: ['nothing that clients can ask for is named "smal"', 'did you mean "small"'],
      },
    ],
  },
  {
    name: 'a key that ends on no date',
    ...authz(`keys: [{ name: k, hash: ${HASH}, expires: tomorrow }]`),
    problems: [{ code: 'config.invalid_date', at: 'tomorrow', says: ['expected a date', 'write 2027-01-31'] }],
  },
  {
    name: 'an issuer without keys',
    ...authz('jwt: [{ issuer: i, audiences: [a] }]'),
    problems: [{ code: 'config.key_set', at: '{ issuer', says: ['expected either jwks_url or jwks_file'] }],
  },
  {
    name: 'an issuer whose keys lie at no web address',
    ...authz('jwt: [{ issuer: i, audiences: [a], jwks_url: "file:///etc/keys" }]'),
    problems: [
      { code: 'config.invalid_address', at: '"file:', says: ['expected an https address, got "file:///etc/keys"'] },
    ],
  },
  {
    name: 'tokens signed with a shared secret, or not at all',
    ...authz('jwt: [{ issuer: i, audiences: [a], jwks_file: keys.json, algorithms: [HS256, none] }]'),
    problems: [
      { code: 'config.unknown_value', at: 'HS256', says: ['RS256'] },
      { code: 'config.unknown_value', at: 'none]', says: ['RS256'] },
    ],
  },
  {
    name: 'an issuer twice',
    ...authz(
      'jwt: [{ issuer: i, audiences: [a], jwks_file: a.json }, { issuer: i, audiences: [b], jwks_file: b.json }]',
    ),
    problems: [
      { code: 'config.duplicate_name', at: 'i, audiences: [b]', says: ['"i" stands here twice', 'into one entry'] },
    ],
  },
  {
    name: 'a rate limit of nothing',
    ...rules('{ name: r, unit: minute }'),
    problems: [{ code: 'config.no_limit', at: '{ name: r', says: ['rule "r" limits nothing', 'requests_per_unit'] }],
  },
  {
    name: 'a rate limit for a key and a model that are not there',
    ...rules('{ name: r, unit: minute, requests_per_unit: 1, match: { key: ada, model: smal } }'),
    problems: [
      { code: 'config.unknown_key_name', at: 'ada', says: ['rule "r": unknown API key "ada"'] },
      { code: 'config.unknown_model', at: 'smal }', says: ['rule "r": unknown model "smal"', 'did you mean "small"'] },
    ],
  },
  {
    name: 'a unit that no clock has',
    ...rules('{ name: r, unit: fortnight, requests_per_unit: 1 }'),
    problems: [{ code: 'config.unknown_value', at: 'fortnight', says: ['minute'] }],
  },
  {
    name: 'a budget in another currency than the prices',
    ...rules('{ name: r, unit: month, cost_per_unit: 5, currency: EUR, match: { model: large } }'),
    problems: [
      { code: 'config.currency', at: '5, currency', says: ['rule "r" is in EUR, and "large" is priced in USD'] },
    ],
  },
  {
    name: 'a limiter of another kind',
    ...services('ratelimit: { providers: [{ type: envoy-ratelimit, address: "x:1" }] }'),
    problems: [{ code: 'config.unknown_value', at: 'envoy', says: ['local-limiter', 'redis'] }],
  },
  {
    name: 'counters at an address that is not one of Redis',
    ...services(
      'ratelimit: { providers: [{ type: redis, url: "127.0.0.1:6379", rules: [{ name: r, unit: day, requests_per_unit: 1 }] }] }',
    ),
    problems: [{ code: 'config.invalid_address', at: '"127', says: ['expected a redis:// or rediss:// address'] }],
  },
  {
    name: 'a certificate without its key',
    ...listener('tls: { cert_file: cert.pem }'),
    problems: [{ code: 'config.missing_key', at: '{ cert_file', says: ['key_file'] }],
  },
  {
    name: 'a header that ends in another one',
    edits: [['api_key: sk-inline', 'api_key: sk-inline, auth_header: "x-key: a", auth_prefix: "Bearer\\r\\nx: 1"']],
    problems: [
      { code: 'config.invalid_header', at: '"x-key: a"', says: ['"x-key: a" is not a header name', 'letters'] },
      { code: 'config.invalid_header', at: '"Bearer', says: ['the prefix has a line break', 'on one line'] },
    ],
  },
  {
    name: 'a backend’s key with a line break',
    edits: [['api_key: sk-inline', 'api_key: "sk-a\\nx-evil: 1"']],
    problems: [{ code: 'config.invalid_header', at: '"sk-a', says: ['the key has a line break', 'one line'] }],
  },
];

import type { z } from 'zod';
import { durationSchema } from './duration.ts';
import { s } from './schema.ts';

/** Algorithms of tokens: with public keys only, so that whoever can check a token cannot make one. */
const TOKEN_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const UNITS = ['second', 'minute', 'hour', 'day', 'month'] as const;

const EXPIRY = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

const word = (description: string) => s.string().min(1).describe(description);

/** What a credential lets its holder ask for; what is left out is not restricted. */
function grant(endpoints: readonly string[]) {
  return {
    endpoints: s
      .array(endpoints.length === 0 ? s.string() : s.enum(endpoints as [string, ...string[]]))
      .min(1)
      .optional()
      .describe('Paths that it may call; default all.'),
    models: s
      .array(word('An entry point, a model or an adapter.'))
      .min(1)
      .optional()
      .describe('Names that it may ask for; default all. An entry point includes whatever its decisions choose.'),
  };
}

function apiKey(endpoints: readonly string[]) {
  return s.strictObject({
    name: word('Unique name, for records, metrics and rate limits.'),
    hash: s
      .string()
      .refine((text) => /^sha256:[0-9a-f]{64}$/i.test(text), {
        message: 'expected the hash of a key: sha256: and 64 hexadecimal digits',
        params: { code: 'config.invalid_key_hash', hint: '`signalbox keys create` makes a key and prints these lines' },
      })
      .describe('SHA-256 of the key; the key itself is nowhere in the config.'),
    user: s.string().min(1).optional().describe('The user that it stands for; default whom a trusted source names.'),
    groups: s.array(word('A group.')).default([]).describe('Groups of that user.'),
    team: s
      .string()
      .min(1)
      .optional()
      .describe('The team that shares what it keeps; default the one that a trusted source names.'),
    tenant: s.string().min(1).optional().describe('The same for the tenant.'),
    ...grant(endpoints),
    expires: s
      .string()
      .refine((text) => EXPIRY.test(text) && !Number.isNaN(Date.parse(text)), {
        message: 'expected a date',
        params: { code: 'config.invalid_date', hint: 'write 2027-01-31, or 2027-01-31T12:00:00Z' },
      })
      .optional()
      .describe('When it stops being good, in UTC; default never.'),
  });
}

function tokenIssuer(endpoints: readonly string[]) {
  return s.strictObject({
    issuer: word('The `iss` claim, exactly.'),
    audiences: s.array(word('An `aud` claim.')).min(1).describe('A token must be for one of these.'),
    jwks_url: s.string().optional().describe('Where the issuer publishes its keys, https; instead of jwks_file.'),
    jwks_file: s
      .string()
      .min(1)
      .optional()
      .describe('File with the issuer’s keys, a JSON Web Key Set; relative paths start from the config’s folder.'),
    algorithms: s
      .array(s.enum(TOKEN_ALGORITHMS))
      .min(1)
      .default(['RS256', 'ES256', 'EdDSA'])
      .describe('Signatures that are accepted; only ones with public keys.'),
    user_claim: s.string().min(1).default('sub').describe('Claim that holds the user.'),
    groups_claim: s
      .string()
      .min(1)
      .default('groups')
      .describe('Claim that holds the groups: a list, or words separated by spaces or commas.'),
    team_claim: s
      .string()
      .min(1)
      .optional()
      .describe('Claim that holds the team; default whom a trusted source names, as where a token has no such claim.'),
    tenant_claim: s.string().min(1).optional().describe('The same for the tenant.'),
    clock_tolerance: durationSchema('How far its clock may be off from ours.').default('30s'),
    ...grant(endpoints),
  });
}

/** `global.services.authz`. */
export function authzSchema(providers: readonly string[], endpoints: readonly string[]) {
  return s
    .strictObject({
      identity: s
        .strictObject({
          user_id_header: s.string().min(1).default('x-authz-user-id').describe('Carries the user.'),
          user_groups_header: s
            .string()
            .min(1)
            .default('x-authz-user-groups')
            .describe('Carries the groups, separated by commas.'),
        })
        .prefault({})
        .describe('Headers that say who calls.'),
      trusted_sources: s
        .array(s.string().min(1))
        .default([])
        .describe(
          'Addresses (10.0.0.5) and ranges (10.0.0.0/8) of proxies that may say who calls; from anybody else these headers are not read.',
        ),
      keys: s
        .array(apiKey(endpoints))
        .default([])
        .describe('API keys. With one, or with jwt, every request needs a credential.'),
      jwt: s.array(tokenIssuer(endpoints)).default([]).describe('Issuers whose signed tokens are credentials.'),
      providers: s
        .array(
          s.strictObject({
            type: s
              .literal('header-injection')
              .describe('Users bring their own key for a backend, in a header that a trusted source sets.'),
            headers: s
              .partialRecord(
                s.enum(providers as [string, ...string[]]),
                s.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected the name of a header'),
              )
              .describe('The header, by provider: openai: x-user-openai-key.'),
          }),
        )
        .max(1)
        .default([])
        .describe('Where backends’ keys come from, beside api_key and api_key_env.'),
    })
    .prefault({})
    .describe('Who may call, and as whom.');
}

const rule = s.strictObject({
  name: word('Unique name, for errors and metrics.'),
  match: s
    .strictObject({
      key: s.string().min(1).optional().describe('Name of an API key, or "*": each key counts for itself.'),
      user: s.string().min(1).optional().describe('A user, or "*": each user counts for itself, unknown ones as one.'),
      group: s.string().min(1).optional().describe('A group, or "*": each group counts for itself.'),
      model: s.string().min(1).optional().describe('The model that answers, or "*": each model counts for itself.'),
    })
    .prefault({})
    .describe('Whose requests count together; what is left out makes no difference.'),
  requests_per_unit: s.int().positive().optional().describe('Most requests in a unit.'),
  tokens_per_unit: s.int().positive().optional().describe('Most tokens in a unit, prompt and completion.'),
  cost_per_unit: s
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .describe('Most money in a unit, by the pricing of the models.'),
  currency: s.string().min(1).default('USD').describe('Currency of cost_per_unit.'),
  unit: s.enum(UNITS).describe('A window of the clock, in UTC: it starts again on the full minute, hour, day, …'),
});

const rules = s.array(rule).min(1).describe('All rules that match a request must have room for it.');

/** `global.services.ratelimit`. */
export const rateLimitSchema = s
  .strictObject({
    fail_open: s
      .boolean()
      .default(false)
      .describe('Whether requests pass uncounted while the counters cannot be reached; default they get 503.'),
    output_reserve_tokens: s
      .int()
      .min(0)
      .default(1_024)
      .describe('Tokens set aside for an answer whose request names no maximum, until the real number is known.'),
    providers: s
      .array(
        s.discriminatedUnion('type', [
          s.strictObject({
            type: s.literal('local-limiter').describe('Counters in this process.'),
            rules,
          }),
          s.strictObject({
            type: s.literal('redis').describe('Counters that several routers share.'),
            url: s.string().min(1).describe('redis:// or rediss:// address.'),
            key_prefix: s
              .string()
              .default('signalbox')
              .describe('Start of every key; routers that share it share counters.'),
            timeout: durationSchema('Longest wait for an answer.').default('250ms'),
            rules,
          }),
        ]),
      )
      .max(1)
      .default([])
      .describe('Where requests are counted, and what is allowed.'),
  })
  .prefault({})
  .describe('Rate limits and budgets.');

/** `listeners[].tls`. */
export const tlsSchema = s
  .strictObject({
    cert_file: word('Certificate with its chain, PEM; relative paths start from the config’s folder.'),
    key_file: word('Private key, PEM.'),
    min_version: s.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2').describe('Oldest version that is spoken.'),
  })
  .describe('Serve https. The files are read again when they change.');

export type CanonicalAuthz = z.infer<ReturnType<typeof authzSchema>>;
export type CanonicalRateLimit = z.infer<typeof rateLimitSchema>;
export type CanonicalTls = z.infer<typeof tlsSchema>;

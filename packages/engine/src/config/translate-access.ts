import type { CanonicalAuthz, CanonicalRateLimit, CanonicalTls } from './access-schema.ts';
import { parseDuration } from './duration.ts';
import type { AuthzConfig, GrantConfig, RateLimitConfig, TlsConfig } from './router-config.ts';

/** Who may call, in our own words. */
export function translateAuthz(authz: CanonicalAuthz): AuthzConfig {
  return {
    userHeader: authz.identity.user_id_header.toLowerCase(),
    groupsHeader: authz.identity.user_groups_header.toLowerCase(),
    trustedSources: authz.trusted_sources,
    keys: authz.keys.map((key) => ({
      name: key.name,
      hash: key.hash.slice('sha256:'.length).toLowerCase(),
      user: key.user,
      groups: key.groups,
      team: key.team,
      tenant: key.tenant,
      grant: grantOf(key),
      expiresAt: key.expires === undefined ? undefined : Date.parse(key.expires),
    })),
    tokenIssuers: authz.jwt.map((issuer) => ({
      issuer: issuer.issuer,
      audiences: issuer.audiences,
      keySet: issuer.jwks_url === undefined ? { file: issuer.jwks_file! } : { url: issuer.jwks_url },
      algorithms: issuer.algorithms,
      userClaim: issuer.user_claim,
      groupsClaim: issuer.groups_claim,
      teamClaim: issuer.team_claim,
      tenantClaim: issuer.tenant_claim,
      clockToleranceMs: parseDuration(issuer.clock_tolerance)!,
      grant: grantOf(issuer),
    })),
    userKeyHeaders: userKeyHeadersOf(authz),
  };
}

/** Headers in which a trusted source may send a user's own key, by provider. */
export function userKeyHeadersOf(authz: CanonicalAuthz): Readonly<Record<string, string>> {
  const headers = Object.entries(authz.providers[0]?.headers ?? {});
  return Object.fromEntries(headers.map(([provider, name]) => [provider, String(name).toLowerCase()]));
}

function grantOf({
  endpoints,
  models,
}: {
  endpoints?: string[] | undefined;
  models?: string[] | undefined;
}): GrantConfig {
  return { endpoints, models };
}

/** Limits in our own words; undefined where there are none. */
export function translateRateLimit(config: CanonicalRateLimit): RateLimitConfig | undefined {
  const provider = config.providers[0];
  if (provider === undefined) return undefined;
  return {
    failOpen: config.fail_open,
    outputReserveTokens: config.output_reserve_tokens,
    store:
      provider.type === 'redis'
        ? {
            kind: 'redis',
            url: provider.url,
            keyPrefix: provider.key_prefix,
            timeoutMs: parseDuration(provider.timeout)!,
          }
        : { kind: 'in-process' },
    rules: provider.rules.map((rule) => ({
      name: rule.name,
      match: rule.match,
      unit: rule.unit,
      requests: rule.requests_per_unit,
      tokens: rule.tokens_per_unit,
      cost: rule.cost_per_unit,
      currency: rule.currency,
    })),
  };
}

/** How the data plane speaks TLS. */
export function translateTls(tls: CanonicalTls): TlsConfig {
  return { certFile: tls.cert_file, keyFile: tls.key_file, minVersion: tls.min_version };
}

import type { CanonicalConfig } from './canonical-schema.ts';
import type { ConfigPath, Report } from './diagnostic.ts';
import { suggest } from './nearest.ts';

const AUTHZ: ConfigPath = ['global', 'services', 'authz'];
const RATE_LIMIT: ConfigPath = ['global', 'services', 'ratelimit'];

/** Stands for every value in a rule's `match`. */
const EACH = '*';

/** Who may call, and how much: what the schema cannot say. `names` are all that a client can ask for. */
export function checkAccess(config: CanonicalConfig, names: readonly string[], report: Report): void {
  checkTrustedSources(config, report);
  checkKeys(config, names, report);
  checkTokenIssuers(config, names, report);
  checkRateLimit(config, report);
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(\/(\d{1,3}))?$/i;

function checkTrustedSources(config: CanonicalConfig, report: Report): void {
  const { trusted_sources: sources, providers } = config.global.services.authz;
  for (const [index, source] of sources.entries()) {
    const parts = ADDRESS.exec(source);
    const most = source.includes(':') ? 128 : 32;
    const octets = source.includes(':') ? [] : (parts?.[1] ?? '').split('.').map(Number);
    if (parts !== null && octets.every((octet) => octet <= 255) && Number(parts[4] ?? 0) <= most) continue;
    report.error(
      'config.invalid_address',
      [...AUTHZ, 'trusted_sources', index],
      `expected an IP address or a range, got "${source}"`,
      'e.g. 10.0.0.5, 10.0.0.0/8 or fd00::/8',
    );
  }
  if (providers.length > 0 && sources.length === 0) {
    report.warning(
      'config.no_trusted_source',
      [...AUTHZ, 'providers', 0],
      'no source is trusted, so keys of users are never read',
      'list the addresses of the proxy that sets them in trusted_sources',
    );
  }
}

function checkKeys(config: CanonicalConfig, names: readonly string[], report: Report): void {
  const { keys } = config.global.services.authz;
  const nameOf = new Map<string, string>();
  checkUnique(keys, [...AUTHZ, 'keys'], 'API key', report);
  for (const [index, key] of keys.entries()) {
    const path = [...AUTHZ, 'keys', index];
    const digest = key.hash.toLowerCase();
    const earlier = nameOf.get(digest);
    if (earlier === undefined) nameOf.set(digest, key.name);
    else {
      report.error(
        'config.duplicate_key',
        [...path, 'hash'],
        `"${key.name}" is the same key as "${earlier}"`,
        'make a key for each with `signalbox keys create`',
      );
    }
    checkModels(key.models, path, names, report);
  }
}

function checkTokenIssuers(config: CanonicalConfig, names: readonly string[], report: Report): void {
  const { jwt } = config.global.services.authz;
  const seen = new Set<string>();
  for (const [index, issuer] of jwt.entries()) {
    const path = [...AUTHZ, 'jwt', index];
    if (seen.has(issuer.issuer)) {
      report.error(
        'config.duplicate_name',
        [...path, 'issuer'],
        `the issuer "${issuer.issuer}" stands here twice`,
        'put its audiences into one entry',
      );
    }
    seen.add(issuer.issuer);
    if ((issuer.jwks_url === undefined) === (issuer.jwks_file === undefined)) {
      report.error(
        'config.key_set',
        path,
        'expected either jwks_url or jwks_file',
        'jwks_url: "https://login.example/.well-known/jwks.json"',
      );
    }
    if (issuer.jwks_url !== undefined) checkKeySetUrl(issuer.jwks_url, [...path, 'jwks_url'], report);
    checkModels(issuer.models, path, names, report);
  }
}

/** Whoever can change the keys on their way can make tokens. */
function checkKeySetUrl(text: string, path: ConfigPath, report: Report): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    report.error(
      'config.invalid_address',
      path,
      `expected an https address, got "${text}"`,
      'e.g. https://login.example/.well-known/jwks.json',
    );
  } else if (url.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) {
    report.warning(
      'config.insecure_key_set',
      path,
      'the keys come over http: whoever sits in between can make tokens',
      'use https',
    );
  }
}

function checkModels(
  models: readonly string[] | undefined,
  path: ConfigPath,
  names: readonly string[],
  report: Report,
): void {
  for (const [index, model] of (models ?? []).entries()) {
    if (names.includes(model)) continue;
    report.error(
      'config.unknown_model',
      [...path, 'models', index],
      `nothing that clients can ask for is named "${model}"`,
      suggest(model, names, 'model or entry point'),
    );
  }
}

function checkRateLimit(config: CanonicalConfig, report: Report): void {
  const provider = config.global.services.ratelimit.providers[0];
  if (provider === undefined) return;
  const at = [...RATE_LIMIT, 'providers', 0];
  if (provider.type === 'redis' && !/^rediss?:\/\/[^/]/.test(provider.url)) {
    report.error(
      'config.invalid_address',
      [...at, 'url'],
      'expected a redis:// or rediss:// address',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a config refers to the environment.
      'e.g. redis://127.0.0.1:6379, or ${REDIS_URL}',
    );
  }
  checkUnique(provider.rules, [...at, 'rules'], 'rate limit', report);
  const keys = config.global.services.authz.keys.map(({ name }) => name);
  const models = config.providers.models.map(({ name }) => name);
  for (const [index, rule] of provider.rules.entries()) {
    const path = [...at, 'rules', index];
    const { key, model } = rule.match;
    if (
      rule.requests_per_unit === undefined &&
      rule.tokens_per_unit === undefined &&
      rule.cost_per_unit === undefined
    ) {
      report.error(
        'config.no_limit',
        path,
        `rule "${rule.name}" limits nothing`,
        'give it requests_per_unit, tokens_per_unit or cost_per_unit',
      );
    }
    if (key !== undefined && key !== EACH && !keys.includes(key)) {
      report.error(
        'config.unknown_key_name',
        [...path, 'match', 'key'],
        `rule "${rule.name}": unknown API key "${key}"`,
        suggest(key, keys, 'API key'),
      );
    }
    if (model !== undefined && model !== EACH && !models.includes(model)) {
      report.error(
        'config.unknown_model',
        [...path, 'match', 'model'],
        `rule "${rule.name}": unknown model "${model}"`,
        suggest(model, models, 'model'),
      );
    }
    if (rule.cost_per_unit !== undefined) checkPricing(rule, path, config, report);
  }
}

/** A budget over a model without a price would never be used up. */
function checkPricing(
  rule: { readonly name: string; readonly currency: string; readonly match: { readonly model?: string | undefined } },
  path: ConfigPath,
  config: CanonicalConfig,
  report: Report,
): void {
  const { model } = rule.match;
  const counted = config.providers.models.filter(({ name }) => model === undefined || model === EACH || name === model);
  const free = counted.filter(({ pricing }) => pricing === undefined).map(({ name }) => name);
  if (free.length > 0) {
    report.warning(
      'config.no_pricing',
      [...path, 'cost_per_unit'],
      `rule "${rule.name}" counts nothing for ${free.map((name) => `"${name}"`).join(', ')}: no pricing`,
      'give the model pricing in providers.models',
    );
  }
  for (const { name, pricing } of counted) {
    if (pricing === undefined || pricing.currency === rule.currency) continue;
    report.error(
      'config.currency',
      [...path, 'cost_per_unit'],
      `rule "${rule.name}" is in ${rule.currency}, and "${name}" is priced in ${pricing.currency}`,
      'write both in one currency',
    );
  }
}

function checkUnique(
  entries: readonly { readonly name: string }[],
  path: ConfigPath,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [index, { name }] of entries.entries()) {
    if (seen.has(name)) {
      report.error(
        'config.duplicate_name',
        [...path, index, 'name'],
        `duplicate ${what} "${name}"`,
        'names must be unique: rename one',
      );
    }
    seen.add(name);
  }
}

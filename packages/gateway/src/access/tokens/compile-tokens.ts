import type { TokenIssuerConfig } from '@signalbox/engine';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { failure, messageOf, type RequestFailure } from '../../errors/request-failure.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Credited } from '../caller.ts';
import { compileGrant } from '../grant.ts';
import { createKeySet } from './key-set.ts';
import { keySetLoader } from './load-key-set.ts';

export interface TokenServices {
  readonly clock: { now(): number; time(): number };
  readonly logger: Logger;
  /** Where relative paths of the config start. */
  readonly folder: string;
}

/** Says whose a signed token is, or why it is not good. */
export type ReadToken = (token: string) => Promise<Credited | RequestFailure>;

/** Compiles the issuers of tokens; undefined where there are none. Throws a GatewayError for a key file that is no good. */
export function compileTokens(issuers: readonly TokenIssuerConfig[], services: TokenServices): ReadToken | undefined {
  if (issuers.length === 0) return undefined;
  const readers = new Map(issuers.map((each) => [each.issuer, compileIssuer(each, services)]));
  return async (token) => {
    const read = readers.get(issuerOf(token) ?? '');
    if (read !== undefined) return read(token);
    return invalid('its issuer is not one that this router trusts');
  };
}

function compileIssuer(config: TokenIssuerConfig, { clock, logger, folder }: TokenServices): ReadToken {
  const { issuer, audiences, algorithms, userClaim, groupsClaim, teamClaim, tenantClaim, clockToleranceMs } = config;
  const keySet = createKeySet({ issuer, load: keySetLoader(config, folder), now: () => clock.now(), logger });
  const grant = compileGrant(config.grant, `a token of "${issuer}"`);

  const verify = async (token: string, keys: JWTVerifyGetKey): Promise<JWTPayload> => {
    const { jwtVerify } = await import('jose');
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: [...audiences],
      algorithms: [...algorithms],
      clockTolerance: clockToleranceMs / 1e3,
      currentDate: new Date(clock.time()),
      requiredClaims: ['exp', userClaim],
    });
    return payload;
  };

  return async (token) => {
    let keys: JWTVerifyGetKey;
    try {
      keys = await keySet.current();
    } catch (error) {
      return failure('key_set_unavailable', `the keys of the issuer "${issuer}" are not there: ${messageOf(error)}`, {
        hint: 'try again in a minute; if it stays, look at jwks_url in the config',
        headers: ['retry-after', '30'],
      });
    }
    try {
      const payload = await verify(token, keys).catch(async (error: unknown) => {
        const newer = codeOf(error) === 'ERR_JWKS_NO_MATCHING_KEY' ? await keySet.newer() : undefined;
        if (newer === undefined) throw error;
        return verify(token, newer);
      });
      const user = payload[userClaim];
      if (typeof user !== 'string' || user === '') return invalid(`its claim "${userClaim}" is not a text`);
      const identity = { user, groups: groupsOf(payload[groupsClaim]) };
      const [team, tenant] = [textOf(payload, teamClaim), textOf(payload, tenantClaim)];
      return { keyName: undefined, identity, team, tenant, grant };
    } catch (error) {
      if (codeOf(error) === 'ERR_JWT_EXPIRED') return expired();
      return invalid(messageOf(error));
    }
  };
}

/** The issuer that a token names, not yet believed. */
function issuerOf(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'));
    const issuer = (payload as { readonly iss?: unknown } | null)?.iss;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined; // Not JSON, so not a token.
  }
}

function groupsOf(claim: unknown): readonly string[] {
  const words = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return words.filter((word): word is string => typeof word === 'string' && word !== '');
}

/** What a claim says; undefined where no claim is asked for, or the token does not have it. */
function textOf(payload: JWTPayload, claim: string | undefined): string | undefined {
  const value = claim === undefined ? undefined : payload[claim];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function expired(): RequestFailure {
  return failure('expired_credentials', 'the token is not good any more', {
    hint: 'sign in again',
    headers: ['www-authenticate', 'Bearer error="invalid_token"'],
  });
}

function invalid(reason: string): RequestFailure {
  return failure('invalid_token', `the token is not good: ${reason}`, {
    hint: 'check issuer, audience and signature of the token',
    headers: ['www-authenticate', 'Bearer error="invalid_token"'],
  });
}

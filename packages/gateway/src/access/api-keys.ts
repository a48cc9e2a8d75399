import { hash as digestOf, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig } from '@signalbox/engine';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import type { Credited } from './caller.ts';
import { compileGrant } from './grant.ts';

/** Finds whose API key a credential is; undefined when it is nobody's. */
export type FindApiKey = (credential: string, timeMs: number) => Credited | RequestFailure | undefined;

/**
 * Compiles API keys. A key is found by its hash, which says nothing of the key, and then compared in constant time; keys
 * are random and long, so that a plain hash cannot be searched.
 */
export function compileApiKeys(keys: readonly ApiKeyConfig[]): FindApiKey {
  const known = new Map(
    keys.map(({ name, hash, user, groups, team, tenant, grant, expiresAt }) => {
      const who = `the API key "${name}"`;
      const identity = user === undefined ? undefined : { user, groups };
      const credited: Credited = { keyName: name, identity, team, tenant, grant: compileGrant(grant, who) };
      return [hash, { who, digest: Buffer.from(hash, 'hex'), credited, expiresAt }] as const;
    }),
  );
  return (credential, timeMs) => {
    const digest = digestOf('sha256', credential, 'buffer');
    const found = known.get(digest.toString('hex'));
    if (found === undefined || !timingSafeEqual(found.digest, digest)) return undefined;
    if (found.expiresAt !== undefined && timeMs >= found.expiresAt) {
      const since = new Date(found.expiresAt).toISOString();
      return failure('expired_credentials', `${found.who} is not good any more since ${since}`, {
        hint: 'ask the operator for a new one',
      });
    }
    return found.credited;
  };
}

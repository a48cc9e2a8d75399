import type { Identity } from '@signalbox/engine';
import type { RequestHeaders } from '../http/http-message.ts';
import { FULL_GRANT, type Grant } from './grant.ts';

/** Who calls, and what it may ask for. */
export interface Caller {
  /** Name of the API key that it came with. */
  readonly keyName: string | undefined;
  /** Undefined where no credential and no trusted source says it. */
  readonly identity: Identity | undefined;
  /** Whom it belongs to, as its credential says, or a trusted source. */
  readonly team?: string | undefined;
  readonly tenant?: string | undefined;
  readonly grant: Grant;
  /** The request's headers, where a trusted source put keys of users into them. */
  readonly trustedHeaders: RequestHeaders | undefined;
  /** Headers about the caller came from a source that is not trusted; they were not read. */
  readonly wasForged: boolean;
}

/** A caller of whom nothing is known, where no credential is asked for. */
export const ANYBODY: Caller = {
  keyName: undefined,
  identity: undefined,
  grant: FULL_GRANT,
  trustedHeaders: undefined,
  wasForged: false,
};

/** Whose is what a caller leaves here: the user's where one is known, else the key's. Empty where nobody is told apart. */
export function ownerOf({ identity, keyName }: Caller): string {
  if (identity !== undefined && identity.user !== '') return `user:${identity.user}`;
  return keyName === undefined ? '' : `key:${keyName}`;
}

/** What a credential says of its holder. */
export type Credited = Pick<Caller, 'keyName' | 'identity' | 'team' | 'tenant' | 'grant'>;

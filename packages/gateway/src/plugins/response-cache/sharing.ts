import type { ExchangeView } from '../../exchange/exchange-view.ts';
import type { CacheOptions } from './options.ts';

type Scope = CacheOptions['scope'];

/** Whom a caller shares answers with, as a text that differs for everybody else; undefined where nobody says who it is. */
export const SHARING: Readonly<Record<Scope, (caller: ExchangeView['caller']) => string | undefined>> = {
  // A key without a user is somebody too; what a user and a key are called may be the same.
  user: ({ identity, keyName }) =>
    identity?.user ? `user ${identity.user}` : keyName === undefined ? undefined : `key ${keyName}`,
  team: ({ team }) => (team === undefined ? undefined : `team ${team}`),
  tenant: ({ tenant }) => (tenant === undefined ? undefined : `tenant ${tenant}`),
  global: () => 'everybody',
};

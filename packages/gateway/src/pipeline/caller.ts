import { BlockList, isIP } from 'node:net';
import type { AuthzConfig, Identity } from '@signalbox/engine';
import { type HttpRequest, headerOf } from '../http/http-message.ts';

/** Who calls, as far as the source of the request may say. */
export interface Caller {
  /** Undefined where nobody says it whom we trust. */
  readonly identity: Identity | undefined;
  /** Identity headers came from a source that is not trusted; they were not read. */
  readonly wasForged: boolean;
}

/** Reads the caller of a request. */
export type ReadCaller = (request: HttpRequest) => Caller;

const NOBODY: Caller = { identity: undefined, wasForged: false };
const FORGED: Caller = { identity: undefined, wasForged: true };

/** Compiles the config's trusted sources. Addresses were checked at load. */
export function compileReadCaller({ userHeader, groupsHeader, trustedSources }: AuthzConfig): ReadCaller {
  const trusted = new BlockList();
  for (const source of trustedSources) {
    const [address = '', prefix] = source.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  return ({ headers, remoteAddress }) => {
    const user = headerOf(headers, userHeader);
    const groups = headerOf(headers, groupsHeader);
    if (user === undefined && groups === undefined) return NOBODY;
    if (!isTrusted(trusted, remoteAddress)) return FORGED;
    return {
      identity: {
        user: user ?? '',
        groups: (groups ?? '')
          .split(',')
          .map((group) => group.trim())
          .filter((group) => group !== ''),
      },
      wasForged: false,
    };
  };
}

/** A request without an address came through `fetch`, where anybody may have made it. */
function isTrusted(trusted: BlockList, remoteAddress: string | undefined): boolean {
  if (remoteAddress === undefined) return false;
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

import { BlockList, isIP } from 'node:net';
import type { AuthzConfig, Identity } from '@signalbox/engine';
import { type HttpRequest, headerOf, type RequestHeaders } from '../http/http-message.ts';

/** What a request's headers say of its caller, as far as its source may say so. */
export interface TrustedHeaders {
  /** Undefined where nobody says it whom we trust. */
  readonly identity: Identity | undefined;
  readonly team?: string | undefined;
  readonly tenant?: string | undefined;
  /** The headers, where their source may set keys of users and has set one. */
  readonly headers: RequestHeaders | undefined;
  /** Headers about the caller came from a source that is not trusted; they were not read. */
  readonly wasForged: boolean;
}

/** Reads what the headers say of the caller. */
export type ReadTrustedHeaders = (request: HttpRequest) => TrustedHeaders;

/** Names of headers that say whom a caller belongs to. */
export const TEAM_HEADER = 'x-authz-team-id';
export const TENANT_HEADER = 'x-authz-tenant-id';

/** The same object wherever the headers say nothing, which is the rule. */
export const NOTHING_SAID: TrustedHeaders = { identity: undefined, headers: undefined, wasForged: false };
const FORGED: TrustedHeaders = { identity: undefined, headers: undefined, wasForged: true };

/** Compiles the config's trusted sources. Addresses were checked at load. */
export function compileReadTrustedHeaders({
  userHeader,
  groupsHeader,
  trustedSources,
  userKeyHeaders,
}: AuthzConfig): ReadTrustedHeaders {
  const trusted = new BlockList();
  for (const source of trustedSources) {
    const [address = '', prefix] = source.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  const keyHeaders = Object.values(userKeyHeaders);
  return ({ headers, remoteAddress }) => {
    const user = headerOf(headers, userHeader);
    const groups = headerOf(headers, groupsHeader);
    const hasKeys = keyHeaders.some((name) => headers[name] !== undefined);
    const team = headerOf(headers, TEAM_HEADER);
    const tenant = headerOf(headers, TENANT_HEADER);
    if (user === undefined && groups === undefined && team === undefined && tenant === undefined && !hasKeys) {
      return NOTHING_SAID;
    }
    if (!isTrusted(trusted, remoteAddress)) return FORGED;
    const isNamed = user !== undefined || groups !== undefined;
    return {
      identity: isNamed ? { user: user ?? '', groups: wordsOf(groups ?? '') } : undefined,
      ...(team ? { team } : {}),
      ...(tenant ? { tenant } : {}),
      headers: hasKeys ? headers : undefined,
      wasForged: false,
    };
  };
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** A request without an address came through `fetch`, where anybody may have made it. */
function isTrusted(trusted: BlockList, remoteAddress: string | undefined): boolean {
  if (remoteAddress === undefined) return false;
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

import { providers, type SetupConnection } from '@signalbox/gateway';
import { type FetchTextOptions, judgeHost, parseUrl } from '../../fetch/fetch-text.ts';
import { reasonNotAServer } from '../../fetch/public-address.ts';

const FIXED = new Set(providers.flatMap(({ defaults }) => defaults.baseUrl ?? []));

/** Which addresses a connection may lead to: those of the providers, public ones, and others where the operator says so. */
export function rulesFor({ base_url: address, allow_private: allowsPrivate }: SetupConnection): FetchTextOptions {
  const isOwn = allowsPrivate === true || address === undefined || FIXED.has(address);
  return {
    hint: isOwn
      ? 'give another address'
      : 'say that it may be on this machine or in a private network ("allow_private": true) if it is a server of yours',
    ...(isOwn ? { refusal: reasonNotAServer } : {}),
  };
}

/** Throws a UsageError where the connection may not be asked. */
export async function judgeConnection(connection: SetupConnection): Promise<void> {
  if (connection.base_url !== undefined) await judgeHost(parseUrl(connection.base_url), rulesFor(connection));
}

import type { AuthzConfig } from '@signalbox/engine';
import { failure, isFailure, type RequestFailure } from '../errors/request-failure.ts';
import { CREDENTIALS } from '../http/forwarded-headers.ts';
import type { HttpRequest, RequestHeaders } from '../http/http-message.ts';
import { compileApiKeys } from './api-keys.ts';
import { ANYBODY, type Caller, type Credited } from './caller.ts';
import { credentialsOf } from './credentials.ts';
import {
  compileReadTrustedHeaders,
  NOTHING_SAID,
  TEAM_HEADER,
  TENANT_HEADER,
  type TrustedHeaders,
} from './identity-headers.ts';
import { compileTokens, type TokenServices } from './tokens/compile-tokens.ts';

/** Who may call, compiled. */
export interface Access {
  /** Without a credential nobody is served. */
  readonly needsCredential: boolean;
  /** Names (lower case) of headers that never go on to a backend: credentials of ours, and what proxies say of callers. */
  readonly withheld: ReadonlySet<string>;
  /** What headers alone tell against a caller: no credential, or one that nobody has. Whether a token is good takes `authenticate`. */
  refuseHead(headers: RequestHeaders): RequestFailure | undefined;
  /** Says who calls, or why they may not. Never rejects. */
  authenticate(request: HttpRequest): Caller | RequestFailure | Promise<Caller | RequestFailure>;
}

/** Compiles the config's keys, issuers and trusted sources. Throws a GatewayError when a key set cannot be read. */
export function compileAccess(config: AuthzConfig, services: TokenServices): Access {
  const readTrusted = compileReadTrustedHeaders(config);
  const needsCredential = config.keys.length > 0 || config.tokenIssuers.length > 0;
  const withheld = new Set([
    config.userHeader,
    config.groupsHeader,
    TEAM_HEADER,
    TENANT_HEADER,
    ...Object.values(config.userKeyHeaders),
  ]);
  if (!needsCredential) {
    const authenticate = (request: HttpRequest) => anybody(readTrusted(request));
    return { needsCredential, withheld, authenticate, refuseHead: () => undefined };
  }

  for (const name of CREDENTIALS) withheld.add(name);
  const findApiKey = compileApiKeys(config.keys);
  const tokens = compileTokens(config.tokenIssuers, services);

  const findKey = (credentials: readonly string[]) => {
    for (const credential of credentials) {
      const found = findApiKey(credential, services.clock.time());
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const tokenAmong = (credentials: readonly string[]) =>
    tokens === undefined ? undefined : credentials.find(isSigned);
  const find = (credentials: readonly string[]): Found => {
    const found = findKey(credentials);
    if (found !== undefined) return found;
    const token = tokenAmong(credentials);
    return token === undefined ? undefined : tokens!(token);
  };

  return {
    needsCredential,
    withheld,
    refuseHead(headers) {
      const credentials = credentialsOf(headers);
      if (credentials.length === 0) return missing();
      const found = findKey(credentials);
      if (isFailure(found)) return found;
      return found === undefined && tokenAmong(credentials) === undefined ? unknown() : undefined;
    },
    authenticate(request) {
      const credentials = credentialsOf(request.headers);
      if (credentials.length === 0) return missing();
      const found = find(credentials);
      const finish = (credited: Credited | RequestFailure | undefined) => {
        if (credited === undefined) return unknown();
        return isFailure(credited) ? credited : credit(credited, readTrusted(request));
      };
      return found instanceof Promise ? found.then(finish) : finish(found);
    },
  };
}

type Found = Credited | RequestFailure | undefined | Promise<Credited | RequestFailure>;

function anybody(trusted: TrustedHeaders): Caller {
  if (trusted === NOTHING_SAID) return ANYBODY;
  const { headers, ...said } = trusted;
  return { ...ANYBODY, ...said, trustedHeaders: headers };
}

/** What a credential says of its holder is so; what it does not say, a trusted source may. */
function credit(credited: Credited, { headers, ...said }: TrustedHeaders): Caller {
  return {
    ...said,
    ...credited,
    identity: credited.identity ?? said.identity,
    team: credited.team ?? said.team,
    tenant: credited.tenant ?? said.tenant,
    trustedHeaders: headers,
  };
}

/** Three parts with points between: what JSON Web Tokens look like. */
function isSigned(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

const CHALLENGE = ['www-authenticate', 'Bearer'];

function missing(): RequestFailure {
  return failure('missing_credentials', 'an API key is needed for this', {
    hint: 'send `authorization: Bearer KEY`, or `x-api-key: KEY`',
    headers: CHALLENGE,
  });
}

function unknown(): RequestFailure {
  return failure('invalid_api_key', 'the API key is not known here', {
    hint: 'check that it is a key of this router, not of a provider behind it',
    headers: CHALLENGE,
  });
}

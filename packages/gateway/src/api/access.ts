import { createHash, timingSafeEqual } from 'node:crypto';
import { failure, type RequestFailure } from '../errors/request-failure.ts';
import { type HttpRequest, headerOf } from '../http/http-message.ts';

/**
 * Who may call an endpoint: `open`, anyone; `read`, anyone on this machine while the port is on loopback, else whoever
 * has a token; `write`, only whoever has the operator's token; `page`, a page that this port served to a browser on this machine.
 */
export type Access = 'open' | 'read' | 'write' | 'page';

/** What lets its bearer write. */
export interface ManagementToken {
  /** What records call whoever has it: a token says that someone may, not who it is. */
  readonly name: string;
  readonly value: string;
}

export interface AccessRules {
  /** Undefined: nobody can have it, so nothing can be written. */
  readonly token: ManagementToken | undefined;
  /** Lets its bearer look and change nothing; undefined: nobody only looks. */
  readonly viewerToken?: ManagementToken | undefined;
  /** The port answers other machines too. */
  readonly isExposed: boolean;
}

/** Why a request may not call an endpoint, or undefined where it may. */
export function refuseAccess(access: Access, http: HttpRequest, rules: AccessRules): RequestFailure | undefined {
  const { token, viewerToken, isExposed } = rules;
  if (access === 'open' || (access === 'read' && !isExposed)) return undefined;
  if (access === 'page') {
    // Browsers set this header themselves; no page can.
    const isOwnPage = headerOf(http.headers, 'sec-fetch-site') === 'same-origin';
    return isOwnPage && !isExposed
      ? undefined
      : failure('access_denied', 'only a page of this port, opened on this machine, gets the token', {
          hint: 'elsewhere, copy it from the data folder (management-token) of the router',
        });
  }
  if (token === undefined) {
    return failure('access_denied', 'this router has no management token, so nobody may do this', {
      hint: 'set SIGNALBOX_TOKEN, or run `signalbox serve`, which makes one',
    });
  }
  const bearer = bearerOf(http, rules);
  if (bearer === 'operator' || (bearer === 'viewer' && access === 'read')) return undefined;
  if (bearer === 'viewer') {
    return failure('access_denied', 'this token is for looking only', {
      hint: `use the operator's token (${token.name}) in place of ${viewerToken!.name}`,
    });
  }
  return failure(
    'token_required',
    headerOf(http.headers, 'authorization') === undefined
      ? 'a token is needed for this'
      : 'the token is not the right one',
    {
      hint: 'send `authorization: Bearer TOKEN`; the token is SIGNALBOX_TOKEN, or the file management-token in the data folder',
      headers: ['www-authenticate', 'Bearer'],
    },
  );
}

/** Whose token a request brings; undefined for none, or one of nobody. */
export function bearerOf(http: HttpRequest, { token, viewerToken }: AccessRules): 'operator' | 'viewer' | undefined {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(headerOf(http.headers, 'authorization') ?? '')?.[1];
  if (given === undefined) return undefined;
  if (token !== undefined && isSame(given, token.value)) return 'operator';
  return viewerToken !== undefined && isSame(given, viewerToken.value) ? 'viewer' : undefined;
}

function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

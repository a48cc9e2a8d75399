import { request } from 'undici';
import { type JsonRecord, numberIn, parseRecord, stringIn } from '../../json/json-record.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const DEFAULT_TOKEN_URI = 'https://oauth2.googleapis.com/token';

/** A token is asked for anew so long before it runs out. */
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 10_000;

/** Gives a token that is good now. */
export type AccessTokens = () => Promise<string>;

/**
 * Tokens for a key: the JSON of a service account is exchanged for tokens, which are kept until shortly before they run
 * out; anything else is a token itself. `now` in milliseconds.
 */
export function createAccessTokens(key: string, now: () => number): AccessTokens {
  const account = parseRecord(key);
  if (account === undefined) return async () => key;
  let kept: { readonly token: string; readonly untilMs: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async () => {
    const { token, lifetimeMs } = await exchange(account, now());
    kept = { token, untilMs: now() + lifetimeMs - MARGIN_MS };
    return token;
  };
  return async () => {
    if (kept !== undefined && now() < kept.untilMs) return kept.token;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

async function exchange(account: JsonRecord, nowMs: number) {
  const { importPKCS8, SignJWT } = await import('jose');
  const email = stringIn(account.client_email);
  const secret = stringIn(account.private_key);
  if (email === undefined || secret === undefined) {
    throw new Error('the service account has no client_email or no private_key');
  }
  const address = stringIn(account.token_uri) ?? DEFAULT_TOKEN_URI;
  const seconds = Math.floor(nowMs / 1e3);
  const id = stringIn(account.private_key_id);
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(id === undefined ? {} : { kid: id }) })
    .setIssuer(email)
    .setAudience(address)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 3_600)
    .sign(await importPKCS8(secret, 'RS256'));
  const { statusCode, body } = await request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const answer = parseRecord(await body.text()) ?? {};
  const token = stringIn(answer.access_token);
  if (statusCode !== 200 || token === undefined) {
    const reason = stringIn(answer.error_description) ?? stringIn(answer.error) ?? 'no access_token';
    throw new Error(`${new URL(address).host} answered ${statusCode}: ${reason}`);
  }
  return { token, lifetimeMs: (numberIn(answer.expires_in) ?? 3_600) * 1e3 };
}

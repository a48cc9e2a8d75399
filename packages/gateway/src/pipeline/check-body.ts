import { failure, type RequestFailure } from '../errors/request-failure.ts';
import { type HttpRequest, headerOf } from '../http/http-message.ts';
import { forbiddenKey } from '../json/forbidden-key.ts';

/** What is wrong with a body whatever its protocol, or undefined. */
export function checkBody({ headers, body }: HttpRequest): RequestFailure | undefined {
  const encoding = headerOf(headers, 'content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    const message = `the request body has content-encoding ${JSON.stringify(encoding)}`;
    return failure('unsupported_content_encoding', message, { hint: 'send the JSON uncompressed' });
  }
  const key = forbiddenKey(body);
  if (key === undefined) return undefined;
  return failure('forbidden_key', `the request body has the key ${JSON.stringify(key)}`, {
    hint: 'no API knows such a key, and programs that copy objects by key can be attacked with it: take it out',
  });
}

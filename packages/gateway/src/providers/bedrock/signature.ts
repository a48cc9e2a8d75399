import type { Sign } from '../sign-requests.ts';

const DEFAULT_REGION = 'us-east-1';

/** The region that an address names, as in bedrock-runtime.eu-west-1.amazonaws.com. */
export function regionOf(baseUrl: string): string {
  return /\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(new URL(baseUrl).hostname)?.[1] ?? DEFAULT_REGION;
}

/**
 * Signs for a key: `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, with `:SESSION_TOKEN` where there is one, by Signature Version 4;
 * a key without a colon is one of Bedrock's own API keys and is sent as it is.
 */
export function signatureFor(key: string, baseUrl: string): Sign {
  const [accessKeyId = '', secretAccessKey, ...session] = key.split(':');
  if (secretAccessKey === undefined) return async () => ['authorization', `Bearer ${key}`];
  const sessionToken = session.length === 0 ? {} : { sessionToken: session.join(':') };
  const region = regionOf(baseUrl);
  return async ({ method, url, body }) => {
    const { AwsV4Signer } = await import('aws4fetch');
    const signer = new AwsV4Signer({
      method,
      url,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(body).toString('utf8'),
      accessKeyId,
      secretAccessKey,
      ...sessionToken,
      service: 'bedrock',
      region,
    });
    const { headers } = await signer.sign();
    return [...headers].filter(([name]) => name !== 'content-type' && name !== 'host').flat();
  };
}

import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TokenIssuerConfig } from '@signalbox/engine';
import type { JSONWebKeySet } from 'jose';
import { GatewayError } from '../../errors/gateway-error.ts';
import { messageOf } from '../../errors/request-failure.ts';

const MAX_BYTES = 256 * 1024;
const PATIENCE_MS = 5_000;

/** How an issuer's keys are read. A file is looked at now: throws a GatewayError when it holds no keys. */
export function keySetLoader({ issuer, keySet }: TokenIssuerConfig, folder: string): () => Promise<JSONWebKeySet> {
  if ('url' in keySet) return () => fetchKeySet(keySet.url);
  const path = resolve(folder, keySet.file);
  try {
    parseKeySet(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new GatewayError(
      'gateway.key_set',
      `issuer "${issuer}": cannot read the keys in ${path}: ${messageOf(cause)}`,
      { hint: 'jwks_file must name a JSON Web Key Set: {"keys": [{"kty": "RSA", …}]}', cause },
    );
  }
  return async () => parseKeySet(await readFile(path, 'utf8'));
}

/** The address comes from the config alone; an answer that leads elsewhere is refused. */
async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url} answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`${url} sent more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return parseKeySet(Buffer.concat(chunks).toString('utf8'));
}

function parseKeySet(text: string): JSONWebKeySet {
  const data = JSON.parse(text) as { readonly keys?: unknown } | null;
  if (!Array.isArray(data?.keys)) throw new Error('expected an object with a list "keys"');
  return data as JSONWebKeySet;
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsConfig } from '@signalbox/engine';
import { GatewayError } from '../errors/gateway-error.ts';
import { messageOf } from '../errors/request-failure.ts';

/** What a server speaks TLS with. */
export interface TlsMaterial {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  readonly minVersion: TlsConfig['minVersion'];
}

/** Absolute paths of a config's certificate and key. */
export function tlsPaths({ certFile, keyFile }: TlsConfig, folder: string): readonly [cert: string, key: string] {
  return [resolve(folder, certFile), resolve(folder, keyFile)];
}

/** Reads certificate and key. Throws a GatewayError when one cannot be read, or when they do not belong together. */
export function readTlsFiles(config: TlsConfig, folder: string): TlsMaterial {
  const [certPath, keyPath] = tlsPaths(config, folder);
  const [cert, key] = [readPem(certPath, 'cert_file'), readPem(keyPath, 'key_file')];
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new GatewayError('gateway.tls', `${certPath} and ${keyPath} cannot be used: ${messageOf(cause)}`, {
      hint: 'both must be PEM, and the key must be the certificate’s own',
      cause,
    });
  }
  return { cert, key, minVersion: config.minVersion };
}

function readPem(path: string, field: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new GatewayError('gateway.tls', `cannot read ${path}: ${messageOf(cause)}`, {
      hint: `check ${field} of the listener’s tls, and who may read the file`,
      cause,
    });
  }
}

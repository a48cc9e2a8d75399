import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManagementToken } from '@signalbox/gateway';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { resolvePath } from './load-config-file.ts';

/** Where the router keeps what must outlive it: SIGNALBOX_DATA_DIR, else `.signalbox` in the working directory. */
export function dataDirectory(io: Io): string {
  const named = io.environment.SIGNALBOX_DATA_DIR;
  return resolvePath(named === undefined || named === '' ? '.signalbox' : named, io);
}

/** The token of those who only look: SIGNALBOX_VIEWER_TOKEN; undefined without one. */
export function viewerToken(io: Io): ManagementToken | undefined {
  return tokenOf('SIGNALBOX_VIEWER_TOKEN', io);
}

function tokenOf(name: string, io: Io): ManagementToken | undefined {
  const value = io.environment[name];
  if (value === undefined || value === '') return undefined;
  if (/^[\x21-\x7e]{16,}$/.test(value)) return { name, value };
  throw new UsageError(`${name} is too short, or has spaces in it`, 'use 16 characters or more');
}

/** The management token: SIGNALBOX_TOKEN, else the one in the data folder, made at the first start. */
export function managementToken(io: Io): ManagementToken {
  const given = tokenOf('SIGNALBOX_TOKEN', io);
  if (given !== undefined) return given;
  const folder = dataDirectory(io);
  const name = 'management-token';
  const path = join(folder, name);
  try {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept !== '') return { name, value: kept };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(folder, cause);
  }
  const made = randomBytes(32).toString('base64url');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${made}\n`, { mode: 0o600 });
  } catch (cause) {
    throw unusable(folder, cause);
  }
  return { name, value: made };
}

function unusable(folder: string, cause: unknown): UsageError {
  return new UsageError(
    `cannot use the data folder ${folder}: ${(cause as Error).message}`,
    'set SIGNALBOX_DATA_DIR to a folder that can be written',
  );
}

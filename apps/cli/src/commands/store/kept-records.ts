import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PostgresConfig } from '@signalbox/engine';
import {
  type DecisionRecord,
  type DurableLog,
  GatewayError,
  openEmbeddedLog,
  openPostgresDatabase,
  openPostgresLog,
  recordLog,
} from '@signalbox/gateway';
import type { CommandInput } from '../../command.ts';
import { configHere } from '../../composition/config-here.ts';
import { dataDirectory } from '../../composition/data-directory.ts';
import { shownPath } from '../../composition/load-config-file.ts';
import { storePath } from '../../composition/record-store.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

type Records = DurableLog<DecisionRecord>;
type Use<Answer> = (records: Records) => Promise<Answer>;

const ALL = { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/** For every command that works on kept records. */
export const storeConfigOption = {
  flags: '-c, --config <file>',
  description:
    'config that says where records are kept (default: signalbox.yaml or config.yaml here, else they are in the data folder)',
};

/** Works on the records that routers have kept; they may have them open at the same time. */
export async function withKeptRecords<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: Use<Answer>,
): Promise<Answer> {
  const path = storePath(io);
  const postgres = await postgresOf(named, io);
  if (postgres === undefined && !existsSync(path)) {
    throw new UsageError(
      `no records are kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps them; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  return postgres === undefined ? withFile(path, use) : withPostgres(postgres, use);
}

/** The same for a store that is made where it is not there. */
export async function withNewRecords<Answer>(
  named: CommandInput['options'][string],
  io: Io,
  use: Use<Answer>,
): Promise<Answer> {
  const postgres = await postgresOf(named, io);
  if (postgres !== undefined) return withPostgres(postgres, use);
  const path = storePath(io);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return withFile(path, use);
}

/** The PostgreSQL that the config keeps its records in; undefined where they are in the data folder. */
export async function postgresOf(named: CommandInput['options'][string], io: Io): Promise<PostgresConfig | undefined> {
  const here = await configHere(named, io);
  return here?.config.records.kind === 'postgres' ? here.config.postgres : undefined;
}

async function withPostgres<Answer>(config: PostgresConfig, use: Use<Answer>): Promise<Answer> {
  const database = await refusing(openPostgresDatabase(config), config.schema);
  try {
    return await using(openPostgresLog(recordLog, database, { bounds: ALL }), `PostgreSQL at ${database.place}`, use);
  } finally {
    await database.close();
  }
}

function withFile<Answer>(path: string, use: Use<Answer>): Promise<Answer> {
  return using(openEmbeddedLog(recordLog, { path, bounds: ALL }), path, use);
}

async function using<Answer>(opening: Promise<Records>, place: string, use: Use<Answer>): Promise<Answer> {
  const records = await refusing(opening, place);
  try {
    return await use(records);
  } finally {
    await records.close();
  }
}

async function refusing<Opened>(opening: Promise<Opened>, place: string): Promise<Opened> {
  try {
    return await opening;
  } catch (cause) {
    if (cause instanceof GatewayError) throw new UsageError(`cannot open ${place}: ${cause.message}`, cause.hint);
    throw cause;
  }
}

/** Where records lie, for people. */
export function shownPlace(place: string, io: Io): string {
  return existsSync(place) ? shownPath(place, io) : place;
}

/** Bytes for people. */
export function showBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${units[power]}`;
}

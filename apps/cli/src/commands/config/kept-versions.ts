import { join } from 'node:path';
import { nearest } from '@signalbox/engine';
import { type ConfigVersion, type ConfigVersions, createFolderConfigVersions, GatewayError } from '@signalbox/gateway';
import { etagOf } from '../../composition/config-control.ts';
import { configHere } from '../../composition/config-here.ts';
import { dataDirectory } from '../../composition/data-directory.ts';
import { readTextFile, resolvePath, shownPath } from '../../composition/load-config-file.ts';
import { openConfigVersions } from '../../composition/open-config-versions.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';

/**
 * Works on the versions that routers started here have kept, or on those that they share. Shared ones are of the config
 * here, whichever router's file they stood in.
 */
export async function withKeptVersions<Answer>(
  io: Io,
  use: (versions: ConfigVersions) => Promise<Answer>,
): Promise<Answer> {
  const here = await configHere(undefined, io);
  if (here === undefined) return use(createFolderConfigVersions(join(dataDirectory(io), 'config-versions')));
  const versions = await openConfigVersions(here.config, io);
  const file = here.config.configVersions === 'file' ? undefined : resolvePath(here.path, io);
  const list = async () => (await versions.list()).map((version) => ({ ...version, file: file ?? version.file }));
  try {
    return await use({ ...versions, list });
  } catch (cause) {
    if (cause instanceof GatewayError) throw new UsageError(cause.message, cause.hint);
    throw cause;
  } finally {
    await versions.close();
  }
}

/** One version by its id, the beginning of it, or `latest`, `previous`; what is not there is a usage error. */
export async function findVersion(
  id: string,
  versions: ConfigVersions,
  io: Io,
): Promise<{ readonly version: ConfigVersion; readonly text: string }> {
  const all = await versions.list();
  if (all.length === 0) {
    throw new UsageError(
      `no config versions are kept in ${shownPath(dataDirectory(io), io)}`,
      '`signalbox serve` keeps every config that comes into force; run this where it was started, or set SIGNALBOX_DATA_DIR',
    );
  }
  const wordly = id === 'latest' ? all[0] : id === 'previous' ? all[1] : undefined;
  const matching = all.filter((each) => each.id.startsWith(id));
  const version = wordly ?? (matching.length === 1 ? matching[0] : undefined);
  const text = version === undefined ? undefined : await versions.text(version.id);
  if (version !== undefined && text !== undefined) return { version, text };
  const close = nearest(
    id,
    all.map((each) => each.id),
  );
  throw new UsageError(
    matching.length > 1 ? `"${id}" begins ${matching.length} versions` : `there is no version "${id}"`,
    close === undefined ? '`signalbox config versions` lists them' : `did you mean "${close}"?`,
  );
}

/** Whether a version is what its file holds now. */
export function isInFile(version: ConfigVersion, io: Io): boolean {
  try {
    return etagOf(readTextFile(version.file, io)) === version.etag;
  } catch {
    return false;
  }
}

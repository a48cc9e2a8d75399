import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConfigVersion, type ConfigVersions, MOST_VERSIONS, versionId } from '../../roles/config-versions.ts';

/**
 * Keeps each version as two files in a folder, `<id>.json` (who, when, why) and `<id>.yaml` (the text), readable by the
 * owner only. The metadata is written last, so a version is either whole or not there.
 */
export function createFolderConfigVersions(folder: string, limit = MOST_VERSIONS): ConfigVersions {
  const list = async (): Promise<readonly ConfigVersion[]> => {
    const names = await readdir(folder).catch(() => [] as string[]);
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
    const versions = await Promise.all(
      ids
        .sort()
        .reverse()
        .map((id) => readVersion(folder, id)),
    );
    return versions.filter((version) => version !== undefined);
  };
  return {
    list,
    async add(version, text) {
      const kept = await list();
      const newest = kept[0];
      if (newest?.etag === version.etag && newest.file === version.file) return newest;
      const at = Math.max(version.at, (newest?.at ?? 0) + 1);
      const id = versionId(at, version.etag);
      const added = { id, ...version, at };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, `${id}.yaml`), text);
      await writeWhole(join(folder, `${id}.json`), `${JSON.stringify(added, null, 2)}\n`);
      for (const old of kept.slice(limit - 1)) {
        await rm(join(folder, `${old.id}.json`), { force: true });
        await rm(join(folder, `${old.id}.yaml`), { force: true });
      }
      return added;
    },
    async text(id) {
      if (!/^[0-9TZ]+-[0-9a-f]+$/.test(id)) return undefined;
      return readFile(join(folder, `${id}.yaml`), 'utf8').catch(() => undefined);
    },
  };
}

/** A file that someone else put there, or broke, is no version. */
async function readVersion(folder: string, id: string): Promise<ConfigVersion | undefined> {
  try {
    const version = JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as ConfigVersion;
    return version.id === id && typeof version.at === 'number' ? version : undefined;
  } catch {
    return undefined;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.tmp`, text, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}

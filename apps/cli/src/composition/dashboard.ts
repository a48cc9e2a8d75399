import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPages, type Pages, type WeightsSource } from '@signalbox/gateway';
import { describeWeights } from '@signalbox/models';

/** In the published package the dashboard lies beside the build; in a clone it is a workspace of its own. */
const FOLDERS = ['../dashboard/', '../../dashboard/', '../../../dashboard/dist/'];

/** The dashboard's files, or undefined when this build came without. */
export function dashboardPages(): Pages | undefined {
  for (const folder of FOLDERS) {
    const url = new URL(folder, import.meta.url);
    if (existsSync(new URL('index.html', url))) return loadPages(fileURLToPath(url));
  }
  return undefined;
}

/** The weights that this router runs, for the engine in a browser. */
export function weightsSource(folder: string | undefined): WeightsSource {
  const paths = new Map<string, string>();
  const list = describeWeights(folder).flatMap(({ head, hash, bytes, made, card, path }) => {
    if (hash === undefined) return [];
    paths.set(head, path);
    if (card === undefined) return [{ head, hash, bytes, ...(made === undefined ? {} : { made }) }];
    const { hash: measured, ...rest } = card;
    const shown = { ...rest, is_of_these: measured === hash };
    return [{ head, hash, bytes, ...(made === undefined ? {} : { made }), card: shown }];
  });
  return {
    list: () => list,
    read: (head) => readFileSync(paths.get(head)!),
  };
}

/** Files of probes that may lie beside a config. */
const SUITES = ['probes.yaml', 'probes.yml', 'heldout.yaml'];

/** The probes beside a config, read when they are asked for: they change with it. */
export function probesBeside(path: string): { readonly name: string; readonly text: string }[] {
  return SUITES.map((name) => join(dirname(path), name))
    .filter((file) => existsSync(file))
    .map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }));
}

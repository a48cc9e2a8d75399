import { existsSync, readFileSync } from 'node:fs';
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
  const files = describeWeights(folder).flatMap(({ head, hash, bytes, path }) =>
    hash === undefined ? [] : [{ head, hash, bytes, path }],
  );
  return {
    list: () => files.map(({ head, hash, bytes }) => ({ head, hash, bytes })),
    read: (head) => readFileSync(files.find((file) => file.head === head)!.path),
  };
}

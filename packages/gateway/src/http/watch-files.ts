import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Several files are written one after the other; a change counts once nothing happened for this long. */
const QUIET_MS = 150;

/** Calls back after one of the files was changed or replaced; returns how to stop watching. */
export function watchFiles(paths: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const names = new Set(paths.map((path) => basename(path)));
  const changed = (_event: string, name: string | null) => {
    // Mounted secrets are replaced through links whose names begin with `..`.
    if (name !== null && !names.has(name) && !name.startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  };
  // The folders are watched, not the files: files that are replaced are new ones.
  const watchers = [...new Set(paths.map((path) => dirname(path)))].map((folder): FSWatcher => {
    const watcher = watch(folder, { persistent: false }, changed);
    return watcher.on('error', () => watcher.close()); // The folder is gone; what is in force stays.
  });
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

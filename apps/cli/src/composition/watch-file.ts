import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; a change counts once nothing happened for this long. */
const QUIET_MS = 150;

/** Calls back after the file changed, was replaced or reappeared; returns how to stop watching. */
export function watchFile(path: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  // The folder is watched, not the file: editors and config maps replace files rather than write into them.
  const watcher: FSWatcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name !== null && name !== basename(path) && !name.startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  watcher.on('error', () => watcher.close()); // The folder is gone; the running config stays.
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

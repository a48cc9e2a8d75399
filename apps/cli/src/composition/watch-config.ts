import { dirname, resolve } from 'node:path';
import { watchFile } from './watch-file.ts';

/** Watches a config and the files that are part of it. */
export interface ConfigWatch {
  /** From now on these files, named relative to the config, are part of it, and no others. */
  follow(files: readonly string[]): void;
  stop(): void;
}

/** `onChange` is told whether the config's own text may be another, or a file that it names. */
export function watchConfig(path: string, onChange: (what: 'config' | 'content') => void): ConfigWatch {
  const stopOwn = watchFile(path, () => onChange('config'));
  const watched = new Map<string, () => void>();
  return {
    follow(files) {
      const named = new Set(files.map((file) => resolve(dirname(path), file)));
      for (const [file, stop] of watched) {
        if (named.has(file)) continue;
        stop();
        watched.delete(file);
      }
      for (const file of named)
        if (!watched.has(file))
          watched.set(
            file,
            watchFile(file, () => onChange('content')),
          );
    },
    stop() {
      stopOwn();
      for (const stop of watched.values()) stop();
    },
  };
}

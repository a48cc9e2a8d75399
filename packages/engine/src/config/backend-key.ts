import type { Environment } from './environment.ts';

/** Where keys may lie outside the config. */
export interface KeySources {
  readonly environment: Environment;
  /** The text of a file named in the config; throws where there is none. */
  readonly readFile: (path: string) => string;
}

/** A backend's ways to name its key, as written. */
export interface KeyReference {
  readonly api_key?: string | undefined;
  readonly api_key_env?: string | undefined;
  readonly api_key_file?: string | undefined;
}

/** The key of a backend: inline, else from the environment, else from a file; undefined where there is none. */
export function keyOf(backend: KeyReference, { environment, readFile }: KeySources): string | undefined {
  if (backend.api_key !== undefined) return backend.api_key;
  if (backend.api_key_env !== undefined) return environment[backend.api_key_env];
  if (backend.api_key_file === undefined) return undefined;
  try {
    return readFile(backend.api_key_file).trim();
  } catch {
    // The check has told it, as an error where it matters.
    return undefined;
  }
}

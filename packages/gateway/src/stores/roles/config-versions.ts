/** One config that was in force. */
export interface ConfigVersion {
  /** Sorts by time. */
  readonly id: string;
  /** SHA-256 of the text, hex, first 16 digits: its ETag. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What vouches for the change: the name of the management token, or "file". */
  readonly author: string;
  /** Who the caller said it was, unchecked. */
  readonly note?: string | undefined;
  /** How it came into force. */
  readonly reason: 'start' | 'file' | 'api' | 'rollback';
  /** The file that it was, or was written to. */
  readonly file: string;
}

/** The role of keeping the configs that were in force, the newest of them. */
export interface ConfigVersions {
  /** Keeps a config that came into force; one that is in force already is not kept twice in a row. */
  add(version: Omit<ConfigVersion, 'id'>, text: string): Promise<ConfigVersion>;
  /** Newest first. */
  list(): Promise<readonly ConfigVersion[]>;
  /** As written, secrets in it. */
  text(id: string): Promise<string | undefined>;
}

/** Versions that several routers share: the newest is to be in force in all of them. */
export interface SharedConfigVersions extends ConfigVersions {
  /** Calls back whenever the newest may be another one, and at the start. */
  watch(onChange: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Most versions that are kept. */
export const MOST_VERSIONS = 50;

/** The name of a version: its time, and the beginning of what names its text. */
export function versionId(at: number, etag: string): string {
  return `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${etag.slice(0, 6)}`;
}

import type { Diagnostic, ImportResult } from '@signalbox/engine';
import type { ConfigVersion } from '../../stores/roles/config-versions.ts';

/** Who changes a config, as far as can be known. */
export interface ConfigAuthor {
  /** What vouches for the change: the name of the token, or "file". */
  readonly author: string;
  /** Who the caller says it is; nothing vouches for that. */
  readonly note?: string | undefined;
}

/** What became of a change. */
export type ConfigChange =
  | { readonly kind: 'in_force'; readonly version: ConfigVersion; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }
  /** Someone else changed it meanwhile. */
  | { readonly kind: 'stale'; readonly etag: string }
  | { readonly kind: 'read_only'; readonly reason: string }
  | { readonly kind: 'unknown_version' };

/** Changes the running config and knows those before it. Given to the gateway by whoever owns the config's file. */
export interface ConfigControl {
  /** The config in force: its text with secrets replaced by `***`, and its ETag. */
  current(): { readonly text: string; readonly etag: string };
  /** Checks a text as if it were put in force. */
  validate(text: string): Promise<readonly Diagnostic[]>;
  /** A config of vLLM Semantic Router as one of this router; changes nothing. */
  importReference(text: string): Promise<ImportResult>;
  /** Checks, writes and puts in force; nothing changes unless it all succeeds. `***` stands for the secret before. */
  replace(text: string, expected: string | '*', by: ConfigAuthor): Promise<ConfigChange>;
  rollback(id: string, by: ConfigAuthor): Promise<ConfigChange>;
  versions(): Promise<readonly ConfigVersion[]>;
  /** A version's text, secrets replaced. */
  versionText(id: string): Promise<string | undefined>;
}

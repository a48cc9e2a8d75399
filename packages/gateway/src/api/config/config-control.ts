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
  /** The router has a config of its own: it is changed, and not made. */
  | { readonly kind: 'set_up'; readonly file: string }
  /** A file is there, and nobody said that it may be written over. */
  | { readonly kind: 'exists'; readonly file: string }
  | { readonly kind: 'unknown_version' };

/** What the config's file holds beside what is in force. */
export interface RejectedFile {
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** How the running config and its file stand. */
export interface ConfigStatus {
  /** Of the config in force. */
  readonly etag: string;
  /** The file, as it is shown to people. */
  readonly file: string;
  /** Why it cannot be changed from here; undefined where it can. */
  readonly readOnly: string | undefined;
  /** The file was changed to what cannot be served; undefined where it is in force. */
  readonly rejected: RejectedFile | undefined;
}

/** What lay behind an address. */
export type FetchedText =
  | { readonly text: string }
  | { readonly text?: undefined; readonly problem: string; readonly hint: string | undefined };

/** Changes the running config and knows those before it. Given to the gateway by whoever owns the config's file. */
export interface ConfigControl {
  /** The config in force: its text with secrets replaced by `***`, and its ETag. */
  current(): { readonly text: string; readonly etag: string };
  status(): ConfigStatus;
  /** Checks a text as if it were put in force. */
  validate(text: string): Promise<readonly Diagnostic[]>;
  /** A config of vLLM Semantic Router as one of this router; changes nothing. */
  importReference(text: string): Promise<ImportResult>;
  /** The text behind a public http or https address, or why there is none. */
  fetchText(address: string): Promise<FetchedText>;
  /** Checks, writes and puts in force; nothing changes unless it all succeeds. `***` stands for the secret before. */
  replace(text: string, expected: string | '*', by: ConfigAuthor): Promise<ConfigChange>;
  rollback(id: string, by: ConfigAuthor): Promise<ConfigChange>;
  versions(): Promise<readonly ConfigVersion[]>;
  /** A version's text, secrets replaced. */
  versionText(id: string): Promise<string | undefined>;
}

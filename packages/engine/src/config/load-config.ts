import { isPolicyText, parsePolicyText } from '../dsl/policy-document.ts';
import { setAsideReferenceFields } from '../reference/set-aside.ts';
import { canonicalSchema, type Vocabulary } from './canonical-schema.ts';
import { type CheckOptions, checkConfig } from './check.ts';
import type { Diagnostic, Report, Severity } from './diagnostic.ts';
import { hasErrors } from './diagnostic.ts';
import { type ConfigDocument, parseConfigText } from './document.ts';
import type { Environment } from './environment.ts';
import { redactSecrets } from './redact.ts';
import type { RouterConfig } from './router-config.ts';
import { salvage, withoutEchoes } from './salvage.ts';
import { reportSchemaProblems } from './schema-problems.ts';
import { sha256 } from './sha256.ts';
import { translateConfig } from './translate.ts';
import { warnUnused } from './warn-unused.ts';

export interface LoadOptions {
  readonly vocabulary: Vocabulary;
  /** Shown in diagnostics. */
  readonly file?: string | undefined;
  readonly environment?: Environment | undefined;
  /** The text of a file that holds a key, by its path as written; throws where there is none. */
  readonly readFile?: ((path: string) => string) | undefined;
  /**
   * `serve` (default): models need backends and their keys. `evaluate`: nothing is called, so what is missing there
   * is a warning. `simulate`: backends are replaced, so it does not matter.
   */
  readonly purpose?: 'serve' | 'evaluate' | 'simulate' | undefined;
}

export interface LoadedConfig {
  readonly config: RouterConfig;
  /** As written, secrets hidden: what may be shown. */
  readonly shown: unknown;
  /** SHA-256 of what may be shown and of the files that are part of it, hex, first 16 digits: names this config in traces. */
  readonly hash: string;
  /** Paths, as written, of the files that are part of the config; keys are not. */
  readonly files: readonly string[];
  /** Place in the text of the value at a path. */
  readonly locate: ConfigDocument['locate'];
}

/** A config, or every problem that keeps it from being one; warnings come with either. */
export type LoadResult =
  | { readonly ok: true; readonly value: LoadedConfig; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const STRICTNESS: Readonly<
  Record<NonNullable<LoadOptions['purpose']>, { unset: Severity; unreachable: CheckOptions['unreachable'] }>
> = {
  serve: { unset: 'error', unreachable: 'error' },
  evaluate: { unset: 'warning', unreachable: 'warning' },
  simulate: { unset: 'warning', unreachable: 'ignore' },
};

/**
 * YAML or a policy text: parse → validate → check → translate. All problems at once, each with its place and a hint, sorted by place.
 * Never throws for a bad config.
 */
export async function loadConfig(text: string, options: LoadOptions): Promise<LoadResult> {
  const { vocabulary, file } = options;
  const environment = options.environment ?? {};
  const readFile = options.readFile ?? noFiles;
  const contents = new Map<string, string>();
  const readContent = (path: string) => {
    const content = readFile(path);
    contents.set(path, content);
    return content;
  };
  const sources = { environment, readFile, readContent };
  const strictness = STRICTNESS[options.purpose ?? 'serve'];
  const parseOptions = { file, environment, missingEnvironment: strictness.unset };
  const document = isPolicyText(text, file)
    ? parsePolicyText(text, { ...parseOptions, kinds: vocabulary.kinds })
    : parseConfigText(text, parseOptions);
  const diagnostics: Diagnostic[] = [...document.diagnostics];
  const report = reportTo(diagnostics, document, file);
  if (hasErrors(diagnostics) && document.data === undefined) return { ok: false, diagnostics };

  if (document.data === undefined || document.data === null) {
    report.error('config.empty', [], 'the config is empty', 'run `signalbox init` for one to start from');
    return { ok: false, diagnostics };
  }
  const schema = canonicalSchema(vocabulary);
  const { data, parsed } = setAsideReferenceFields(schema, document.data, report);
  if (!parsed.success) reportSchemaProblems(schema, data, parsed.error.issues, report);
  const checkOptions = { vocabulary, ...sources, unreachable: strictness.unreachable };
  if (parsed.success) checkConfig(parsed.data, checkOptions, report);
  else {
    const rest = salvage(schema, data);
    if (rest !== undefined) checkConfig(rest, checkOptions, withoutEchoes(report));
  }
  const config =
    parsed.success && !hasErrors(diagnostics) ? translateConfig(parsed.data, vocabulary, sources) : undefined;
  for (const recipe of config?.recipes ?? []) warnUnused(recipe, vocabulary.kinds, report);
  const sorted = diagnostics.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || a.code.localeCompare(b.code),
  );
  if (config === undefined) return { ok: false, diagnostics: sorted };
  const shown = redactSecrets(document.written);
  return {
    ok: true,
    value: {
      config,
      shown,
      hash: await hashOf(contents.size === 0 ? shown : { shown, contents: Object.fromEntries(contents) }),
      files: [...contents.keys()],
      locate: document.locate,
    },
    diagnostics: sorted,
  };
}

function noFiles(path: string): string {
  throw new Error(`files cannot be read here: ${path}`);
}

/** Problems of a key rather than of its value. */
const KEY_CODES = new Set(['config.unknown_key', 'config.not_supported']);

function reportTo(diagnostics: Diagnostic[], document: ConfigDocument, file: string | undefined): Report {
  const add =
    (severity: Severity): Report['error'] =>
    (code, path, message, hint, mend) => {
      if (document.isBroken?.(path) === true) return;
      const place = document.locate(path, KEY_CODES.has(code) ? 'key' : 'value');
      const own = { severity, code, message, hint, path, ...(mend === undefined ? {} : { mend }) };
      diagnostics.push({ ...own, file, line: place?.line, column: place?.column });
    };
  return { error: add('error'), warning: add('warning') };
}

async function hashOf(data: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(data));
  const digest = await sha256(bytes);
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

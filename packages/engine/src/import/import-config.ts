import type { Vocabulary } from '../config/canonical-schema.ts';
import { type Diagnostic, hasErrors } from '../config/diagnostic.ts';
import { parseConfigText } from '../config/document.ts';
import type { Environment } from '../config/environment.ts';
import { type LoadResult, loadConfig } from '../config/load-config.ts';
import { isPolicyText } from '../dsl/policy-document.ts';
import { isFlatKey, unfoldFlatLayout } from './flat-layout.ts';
import { ImportDraft, ImportTooLarge } from './import-draft.ts';
import type { ImportRow } from './import-row.ts';
import { importSteps } from './import-steps.ts';
import { leaveOut } from './leave-out.ts';

/** A layout of the reference's config: of v0.3, or flat as in v0.1. */
export type ImportLayout = 'v0.3' | 'v0.1';

export interface ImportOptions {
  readonly vocabulary: Vocabulary;
  /** Shown in diagnostics. */
  readonly file?: string | undefined;
  readonly environment?: Environment | undefined;
  /** Says whether the outcome loads, and what is wrong with it; by default its config alone is looked at, and no models. */
  readonly load?: ((text: string) => Promise<Pick<LoadResult, 'ok' | 'diagnostics'>>) | undefined;
}

export interface ImportResult {
  /** Undefined where the text is no config of the reference at all. */
  readonly layout: ImportLayout | undefined;
  /** The config as this router reads it; undefined where there is none to make. */
  readonly text: string | undefined;
  /** Whether it loads as it is. */
  readonly loads: boolean;
  /** What became of each field, by place. */
  readonly rows: readonly ImportRow[];
  /** What is wrong with the config, or worth knowing; places are those of the imported text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Dropping a part can show that what holds it makes no sense without. */
const MAX_ROUNDS = 8;

/**
 * A config of the reference as one of ours that routes the same: what means something else here is written out, what
 * has no equal is left out and named. What changes routes is an error, and so is what cannot be read.
 */
export async function importConfig(text: string, options: ImportOptions): Promise<ImportResult> {
  const { vocabulary, file } = options;
  const environment = options.environment ?? {};
  const parsed = parseConfigText(text, { file, environment, missingEnvironment: 'warning' });
  const refuse = (diagnostics: readonly Diagnostic[]): ImportResult => ({
    layout: undefined,
    text: undefined,
    loads: false,
    rows: [],
    diagnostics,
  });
  const isReadable = !hasErrors(parsed.diagnostics);
  const foreign = foreignText(text, isReadable ? (parsed.written ?? null) : undefined, file);
  if (foreign !== undefined) return refuse([foreign]);
  if (!isReadable) return refuse(parsed.diagnostics);
  const layout = layoutOf(parsed.written as Readonly<Record<string, unknown>>, vocabulary);
  if (layout === undefined) return refuse([unknownLayout(parsed.written as object, file)]);

  const draft = draftOf(text);
  if (draft === undefined) {
    const hint = 'write the repeated parts out, or use fewer aliases';
    return refuse([problem('import.too_large', 'its aliases stand for more than 100,000 values', hint, file)]);
  }
  if (layout === 'v0.1') unfoldFlatLayout(draft, vocabulary);
  for (const step of importSteps) step(draft, vocabulary);
  const check = () => loadConfig(draft.toString(), { vocabulary, file, environment, purpose: 'simulate' });
  let checked = await check();
  for (let round = 0; round < MAX_ROUNDS && leaveOut(draft, checked.diagnostics); round++) checked = await check();
  const loaded = options.load === undefined ? checked : await options.load(draft.toString());
  const rows = draft.finish();
  draft.head(summaryOf(rows, layout));
  return {
    layout,
    text: draft.toString(),
    loads: loaded.ok,
    rows,
    diagnostics: loaded.diagnostics
      .filter(({ path }) => path.length > 0)
      .map((diagnostic) => ({ ...diagnostic, line: draft.lineOf(diagnostic.path), column: undefined })),
  };
}

function draftOf(text: string): ImportDraft | undefined {
  try {
    return new ImportDraft(text);
  } catch (error) {
    if (error instanceof ImportTooLarge) return undefined;
    throw error;
  }
}

/** About the text as a whole. */
function problem(code: string, message: string, hint: string, file: string | undefined): Diagnostic {
  return { severity: 'error', code, message, hint, path: [], file, line: 1, column: 1 };
}

function layoutOf(data: Readonly<Record<string, unknown>>, vocabulary: Vocabulary): ImportLayout | undefined {
  const keys = Object.keys(data);
  if (keys.some((key) => isFlatKey(key, vocabulary)) || hasFlatProviders(data.providers)) return 'v0.1';
  return ['routing', 'global', 'recipes', 'providers'].some((key) => keys.includes(key)) ? 'v0.3' : undefined;
}

function hasFlatProviders(providers: unknown): boolean {
  if (providers === null || typeof providers !== 'object') return false;
  const { models } = providers as { readonly models?: unknown };
  return (
    'default_model' in providers ||
    (Array.isArray(models) &&
      models.some((model) => model !== null && typeof model === 'object' && 'endpoints' in model))
  );
}

/** A text that is something else altogether; the remedy says what to do with it. `data` is undefined where it is no YAML. */
function foreignText(text: string, data: unknown, file: string | undefined): Diagnostic | undefined {
  const say = (message: string, hint: string) => problem('import.not_a_config', message, hint, file);
  if (text.trim() === '')
    return say('the text is empty, expected a config', 'name the file that the router was started with');
  if (/^\s*<(!doctype|html)/i.test(text)) {
    return say('this is a web page, expected YAML', 'use the address of the raw file');
  }
  if (isPolicyText(text, file)) {
    return say('this is a policy, expected YAML', 'a policy is read as it is: signalbox compile FILE --base CONFIG');
  }
  if (data === undefined) return undefined;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const found = Array.isArray(data) ? 'a list' : data === null ? 'nothing' : 'a single value';
    return say(`expected a mapping at the top, got ${found}`, 'name the file that the router was started with');
  }
  if ('apiVersion' in data && 'kind' in data) {
    return say(
      `this is a Kubernetes resource (${String(data.kind)}), expected the router’s own config`,
      'take the text of config.yaml out of its ConfigMap',
    );
  }
  return undefined;
}

function unknownLayout(data: object, file: string | undefined): Diagnostic {
  const found = Object.keys(data).slice(0, 6).join(', ');
  const message = `expected the keys of a router’s config (providers and routing; or decisions, signals), got ${found === '' ? 'none' : found}`;
  return problem('import.unknown_layout', message, 'name the config.yaml of vLLM Semantic Router', file);
}

function summaryOf(rows: readonly ImportRow[], layout: ImportLayout): string {
  const lost = rows.filter(({ status }) => status === 'not_supported');
  const lines = [
    `Imported from a config of vLLM Semantic Router (layout ${layout}).`,
    ...(lost.length === 0 ? [] : ['Left out, by line there:']),
    ...lost.map(({ path, line, reason }) => `  ${line}: ${path}: ${reason}`),
  ];
  return lines.map((line) => ` ${line.replaceAll(/\s+/g, (space) => (space.includes('\n') ? ' ' : space))}`).join('\n');
}

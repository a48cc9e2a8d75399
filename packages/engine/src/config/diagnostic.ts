export type Severity = 'error' | 'warning';

/** Steps from the document's root to the place: keys and list indices. */
export type ConfigPath = readonly (string | number)[];

/** One located problem in a config. The same object feeds the CLI, the API's JSON and an editor's squiggles. */
export interface Diagnostic {
  readonly severity: Severity;
  /** `area.what_went_wrong`, stable. */
  readonly code: string;
  /** What was found, and what was expected. */
  readonly message: string;
  /** The next action, often the nearest right name. */
  readonly hint?: string | undefined;
  readonly path: ConfigPath;
  /** `remove`: taking out what stands at the path changes no route, so a program may do it. */
  readonly mend?: Mend | undefined;
  readonly file?: string | undefined;
  /** 1-based; absent where the config did not come from text. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** Where checks put what they find; the caller adds file, line and column. */
export interface Report {
  error(code: string, path: ConfigPath, message: string, hint?: string, mend?: Mend): void;
  warning(code: string, path: ConfigPath, message: string, hint?: string, mend?: Mend): void;
}

export type Mend = 'remove';

/** For readers of what was checked before. */
export const SILENT: Report = { error() {}, warning() {} };

/** A report for one part of the document: its paths start there. */
export function reportUnder(path: ConfigPath, report: Report): Report {
  return {
    error: (code, at, ...rest) => report.error(code, [...path, ...at], ...rest),
    warning: (code, at, ...rest) => report.warning(code, [...path, ...at], ...rest),
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** `routing.decisions[2].rules` */
export function formatPath(path: ConfigPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** `config.yaml:12:5 error config.unknown_key  routing.signals: unknown key "keyword"` plus an indented hint. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const place = [diagnostic.file ?? 'config', diagnostic.line, diagnostic.column].filter((part) => part !== undefined);
  const where = formatPath(diagnostic.path);
  const head = `${place.join(':')} ${diagnostic.severity} ${diagnostic.code}  ${where === '' ? '' : `${where}: `}${diagnostic.message}`;
  return diagnostic.hint === undefined ? head : `${head}\n    hint: ${diagnostic.hint}`;
}

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { ConfigPath, Diagnostic, Severity } from './diagnostic.ts';
import { type Environment, retype, substituteEnvironment } from './environment.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** A parsed config text: its data and where in the text each part stands. */
export interface ConfigDocument {
  /** Environment references replaced. */
  readonly data: unknown;
  /** As written, references unreplaced: what may be shown. */
  readonly written: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Place of the value at a path, or of its key; of the nearest parent that exists when the path does not. */
  locate(path: ConfigPath, target?: 'value' | 'key'): { readonly line: number; readonly column: number } | undefined;
  /** Whether the value at a path could not be read whole: what is said about it may be an echo. */
  isBroken?(path: ConfigPath): boolean;
}

/** As other tools write a reference to the environment; a whole value that is one is hardly meant as it stands. */
const UNBRACED = /^\$[A-Z][A-Z0-9_]{2,}$/;

export interface ParseOptions {
  readonly file?: string | undefined;
  readonly environment: Environment;
  /** How bad an unset variable without a default is. */
  readonly missingEnvironment: Severity;
}

/** YAML (or JSON, its subset) to data with positions. All syntax errors at once; never throws for bad text. */
export function parseConfigText(text: string, options: ParseOptions): ConfigDocument {
  return parsePlainText(text, options) ?? parseWithPositions(text, options);
}

/** A text that holds references, as it stands in plainly written YAML. */
class Referring {
  readonly text: string;
  readonly isPlain: boolean;

  constructor(text: string, isPlain: boolean) {
    this.text = text;
    this.isPlain = isPlain;
  }
}

/** A text that is written plainly and of which nothing is to be told: positions are worked out when one is asked for. */
function parsePlainText(text: string, options: ParseOptions): ConfigDocument | undefined {
  let hasUnbraced = false;
  const read = readPlainYaml(text, (value, isPlain) => {
    hasUnbraced ||= UNBRACED.test(value);
    return value.includes('${') ? new Referring(value, isPlain) : value;
  });
  if (read === undefined || hasUnbraced) return undefined;
  let isMissing = false;
  const data = withReferring(read.data, ({ text: reference, isPlain }) => {
    const substitution = substituteEnvironment(reference, options.environment)!;
    isMissing ||= substitution.missing.length > 0;
    return isPlain ? retype(substitution.text) : substitution.text;
  });
  if (isMissing) return undefined;
  let positions: ConfigDocument | undefined;
  return {
    data,
    written: withReferring(read.data, (reference) => reference.text),
    diagnostics: [],
    locate(path, target) {
      positions ??= parseWithPositions(text, options);
      return positions.locate(path, target);
    },
  };
}

/** The same data with what each text that refers to variables is to be; what holds none stays the same object. */
function withReferring(data: unknown, replace: (text: Referring) => unknown): unknown {
  if (data instanceof Referring) return replace(data);
  if (Array.isArray(data)) {
    let items: unknown[] | undefined;
    for (let index = 0; index < data.length; index++) {
      const item = withReferring(data[index], replace);
      if (item === data[index]) continue;
      items ??= [...data];
      items[index] = item;
    }
    return items ?? data;
  }
  if (data === null || typeof data !== 'object') return data;
  let entries: [string, unknown][] | undefined;
  let index = 0;
  for (const key of Object.keys(data)) {
    const value = (data as Record<string, unknown>)[key];
    const replaced = withReferring(value, replace);
    if (replaced !== value) {
      entries ??= Object.entries(data);
      entries[index]![1] = replaced;
    }
    index++;
  }
  return entries === undefined ? data : Object.fromEntries(entries);
}

function parseWithPositions(text: string, options: ParseOptions): ConfigDocument {
  const lines = new LineCounter();
  // What it has to say becomes a diagnostic; by itself it would print some of it.
  const quiet = { prettyErrors: false, logLevel: 'error' } as const;
  const document = parseDocument(text, { lineCounter: lines, merge: true, uniqueKeys: true, ...quiet });
  const diagnostics: Diagnostic[] = [];
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };

  for (const problem of [...telling(document.errors), ...document.warnings]) {
    diagnostics.push({
      severity: problem.name === 'YAMLWarning' ? 'warning' : 'error',
      code: problem.code === 'DUPLICATE_KEY' ? 'config.duplicate_key' : 'config.syntax',
      message: problem.message,
      hint: syntaxHint(problem.code, lineAt(text, problem.pos[0])),
      path: [],
      file: options.file,
      ...at(problem.pos[0]),
    });
  }
  if (document.errors.length > 0) return { data: undefined, written: undefined, diagnostics, locate: () => undefined };

  const written = toData(document.contents, () => document.toJS({ maxAliasCount: 1000 }), diagnostics, options.file);
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      if (UNBRACED.test(node.value)) {
        diagnostics.push({
          severity: 'warning',
          code: 'config.unbraced_reference',
          message: `"${node.value}" stands for itself; only references in braces are replaced`,
          hint: `write \${${node.value.slice(1)}} for the environment variable`,
          path: [],
          file: options.file,
          ...(node.range ? at(node.range[0]) : {}),
        });
      }
      const substitution = substituteEnvironment(node.value, options.environment);
      if (substitution === undefined) return;
      for (const name of substitution.missing) {
        diagnostics.push({
          severity: options.missingEnvironment,
          code: 'config.environment_unset',
          message: `environment variable ${name} is not set`,
          hint: `set ${name}, or give a default: \${${name}:-value}`,
          path: [],
          file: options.file,
          ...(node.range ? at(node.range[0]) : {}),
        });
      }
      node.value = node.type === 'PLAIN' ? retype(substitution.text) : substitution.text;
    },
  });
  const data = toData(document.contents, () => document.toJS({ maxAliasCount: 1000 }), [], options.file);

  return {
    data,
    written,
    diagnostics,
    locate(path, target = 'value') {
      const offset = offsetOf(document.contents, path, target, (node) =>
        isAlias(node) ? node.resolve(document) : node,
      );
      return offset === undefined ? undefined : at(offset);
    },
  };
}

/** `toJS` throws when aliases expand beyond the limit; that is a diagnostic, not a crash. */
function toData(
  contents: unknown,
  convert: () => unknown,
  diagnostics: Diagnostic[],
  file: string | undefined,
): unknown {
  if (contents === null) return undefined;
  try {
    return convert();
  } catch (cause) {
    diagnostics.push({
      severity: 'error',
      code: 'config.syntax',
      message: cause instanceof Error ? cause.message : String(cause),
      hint: 'write the repeated parts out, or use fewer aliases',
      path: [],
      file,
    });
    return undefined;
  }
}

function offsetOf(
  root: unknown,
  path: ConfigPath,
  target: 'value' | 'key',
  resolve: (node: unknown) => unknown,
): number | undefined {
  let node = resolve(root);
  let offset = startOf(node);
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step)) as
        | Pair<Node, Node | null>
        | undefined;
      if (pair === undefined) return offset;
      const isLast = depth === path.length - 1;
      node = resolve(pair.value);
      offset = (isLast && target === 'key' ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
    } else if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      if (item === undefined) return offset;
      node = resolve(item);
      offset = startOf(item) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** Once the structure is lost, what follows is echo: duplicate keys and the first structural error tell all there is. */
function telling<T extends { readonly code: string }>(errors: readonly T[]): T[] {
  const structural = errors.findIndex((error) => error.code !== 'DUPLICATE_KEY');
  return errors.filter(
    (error, index) =>
      index === structural || (error.code === 'DUPLICATE_KEY' && !(structural >= 0 && index > structural)),
  );
}

function lineAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0]!;
}

function syntaxHint(code: string, line: string): string | undefined {
  if (code !== 'DUPLICATE_KEY' && /[{[,].*[:,[{]\s*\$\{/.test(line))
    return 'inside { } or [ ] put quotes around it: "$' + '{NAME}"';
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'keep one of the two';
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'BAD_INDENT':
    case 'BAD_SCALAR_START':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'check the indentation and quote values that hold ": ", "#", "{" or "@"';
    case 'MISSING_CHAR':
      return 'a quote or bracket is not closed';
    default:
      return undefined;
  }
}

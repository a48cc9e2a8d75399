import type { z } from 'zod';
import type { ConfigPath, Report } from './diagnostic.ts';
import { nearest, suggest } from './nearest.ts';
import { textForms } from './schema.ts';

export type Issue = z.core.$ZodIssue;
type AnySchema = z.core.$ZodType;

/** Turns what the schema library found into diagnostics: what was found, what was expected, the nearest right name. */
export function reportSchemaProblems(schema: z.ZodType, data: unknown, issues: readonly Issue[], report: Report): void {
  for (const issue of flattenIssues(issues)) {
    const path = issue.path as (string | number)[];
    if (issue.code === 'unrecognized_keys') {
      const all = keysAt(schema, path);
      for (const key of issue.keys) {
        // A key of another branch of the union: known there, and no help here.
        const known = all.filter((each) => each !== key);
        const near = nearest(key, known);
        const list = known.join(', ');
        report.error(
          'config.unknown_key',
          [...path, key],
          `unknown key "${key}"`,
          near === undefined ? `keys here: ${list}` : `did you mean "${near}"? keys here: ${list}`,
        );
      }
      continue;
    }
    const found = valueAt(data, path);
    const described = textFormProblem(schema, issue, found) ?? describe(issue, found);
    report.error(described.code, path, described.message, described.hint);
  }
}

/** Problems of a union's likeliest branch in place of "matched no branch". */
export function flattenIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const branch = nearestBranch(issue.errors);
    return flattenIssues(branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue));
  });
}

interface Described {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** A number or a list where a text of some form belongs: quoting it would not help. */
function textFormProblem(schema: AnySchema, issue: Issue, found: unknown): Described | undefined {
  if (issue.code !== 'invalid_type' || found === undefined) return undefined;
  const forms = schemasAt(schema, issue.path as ConfigPath).map((each) => textForms.get(each as z.ZodType));
  const form = forms.length === 1 ? forms[0] : undefined;
  if (form === undefined) return undefined;
  return { code: 'config.wrong_type', message: `expected ${form.expected}, got ${show(found)}`, hint: form.hint };
}

function describe(issue: Issue, found: unknown): Described {
  const got = `got ${show(found)}`;
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) {
        return {
          code: 'config.missing_key',
          message: `is missing: expected ${withArticle(issue.expected)}`,
          hint: 'add it',
        };
      }
      return {
        code: 'config.wrong_type',
        message: `expected ${withArticle(issue.expected)}, ${got}`,
        ...typeHint(issue.expected, found),
      };
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (found === undefined) {
        return { code: 'config.missing_key', message: 'is missing', hint: `one of: ${values.join(', ')}` };
      }
      return {
        code: 'config.unknown_value',
        message: `expected ${values.length === 1 ? `"${values[0]}"` : `one of ${values.join(', ')}`}, ${got}`,
        hint: suggest(String(found), values, 'value'),
      };
    }
    case 'invalid_union': {
      const options = ((issue as { options?: readonly unknown[] }).options ?? []).map(String);
      if (found === undefined)
        return { code: 'config.missing_key', message: 'is missing', hint: `one of: ${options.join(', ')}` };
      return {
        code: 'config.unknown_value',
        message: `expected one of ${options.join(', ')}, ${got}`,
        hint: suggest(String(found), options, 'value'),
      };
    }
    case 'too_small':
      return {
        code: 'config.out_of_range',
        message: `expected ${size(issue.origin, 'at least', issue.minimum, issue.inclusive ?? true)}, ${got}`,
        hint: issue.origin === 'array' ? 'add an entry' : issue.origin === 'string' ? 'give it a text' : 'raise it',
      };
    case 'too_big':
      return {
        code: 'config.out_of_range',
        message: `expected ${size(issue.origin, 'at most', issue.maximum, issue.inclusive ?? true)}, ${got}`,
        hint:
          issue.maximum === 1 && typeof found === 'number' && found <= 100
            ? `write ${found} % as ${found / 100}`
            : issue.origin === 'array'
              ? 'take some out'
              : 'lower it',
      };
    case 'custom': {
      const params = (issue.params ?? {}) as { code?: string; hint?: string };
      return {
        code: params.code ?? 'config.invalid_value',
        message: `${issue.message}, ${got}`,
        ...(params.hint === undefined ? {} : { hint: params.hint }),
      };
    }
    default:
      return { code: 'config.invalid_value', message: `${issue.message}, ${got}` };
  }
}

function typeHint(expected: string, found: unknown): { hint?: string } {
  if (expected === 'string' && (typeof found === 'number' || typeof found === 'boolean'))
    return { hint: `quote it: "${found}"` };
  if (
    (expected === 'number' || expected === 'int') &&
    typeof found === 'string' &&
    found.trim() !== '' &&
    !Number.isNaN(Number(found))
  ) {
    return { hint: `write it without quotes: ${found}` };
  }
  const thousands =
    (expected === 'number' || expected === 'int') && typeof found === 'string' ? /^(\d+)([KM])$/.exec(found) : null;
  if (thousands !== null) return { hint: `write it out: ${Number(thousands[1]) * (thousands[2] === 'K' ? 1e3 : 1e6)}` };
  if (expected === 'number' || expected === 'int') return { hint: 'write a number' };
  if (expected === 'boolean') return { hint: 'write true or false, without quotes' };
  if (expected === 'object') return { hint: 'write it as a mapping: { key: value }' };
  if (expected === 'array' && found !== null && typeof found !== 'object')
    return { hint: `make it a list: [${String(found)}]` };
  return {};
}

function size(origin: string, relation: string, bound: number | bigint, inclusive: boolean): string {
  const limit = inclusive ? `${relation} ${bound}` : `${relation === 'at least' ? 'more than' : 'less than'} ${bound}`;
  if (origin === 'array') return `${limit} ${bound === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return bound === 1 ? 'a text that is not empty' : `${limit} characters`;
  return `a number of ${limit}`;
}

function withArticle(type: string): string {
  const word =
    type === 'object' || type === 'record'
      ? 'mapping'
      : type === 'array'
        ? 'list'
        : type === 'int'
          ? 'whole number'
          : type;
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** A short rendering of a value for messages; never more than 60 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}

/** Of a union's branches, the one the author most likely meant: the one whose own keys fit best. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  let best: readonly Issue[] = [];
  let bestScore = Number.POSITIVE_INFINITY;
  for (const branch of branches) {
    let score = 0;
    for (const issue of branch) {
      if (issue.code === 'unrecognized_keys') score += issue.keys.length * 2;
      else score += issue.path.length <= 1 ? 2 : 1;
    }
    if (score < bestScore) {
      best = branch;
      bestScore = score;
    }
  }
  return best;
}

/** The keys that the schema allows at a path; unions give the keys of all their branches. */
function keysAt(schema: AnySchema, path: ConfigPath): string[] {
  const keys = new Set<string>();
  for (const each of schemasAt(schema, path)) {
    const { def } = each._zod as unknown as { def: { shape?: Record<string, unknown> } };
    for (const key of Object.keys(def.shape ?? {})) keys.add(key);
  }
  return [...keys];
}

/** What stands at a path: several where a union does. */
function schemasAt(schema: AnySchema, path: ConfigPath): AnySchema[] {
  let schemas: AnySchema[] = unwrap(schema);
  for (const step of path) schemas = schemas.flatMap((each) => child(each, step)).flatMap(unwrap);
  return schemas;
}

interface Def {
  readonly type: string;
  readonly shape?: Record<string, AnySchema>;
  readonly element?: AnySchema;
  readonly valueType?: AnySchema;
  readonly innerType?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly in?: AnySchema;
  readonly getter?: () => AnySchema;
}

function defOf(schema: AnySchema): Def {
  return (schema._zod as unknown as { def: Def }).def;
}

function unwrap(schema: AnySchema): AnySchema[] {
  const def = defOf(schema);
  if (def.innerType !== undefined) return unwrap(def.innerType);
  if (def.getter !== undefined) return unwrap(def.getter());
  if (def.type === 'pipe' && def.in !== undefined) return unwrap(def.in);
  if (def.options !== undefined) return def.options.flatMap(unwrap);
  return [schema];
}

function child(schema: AnySchema, step: string | number): AnySchema[] {
  const def = defOf(schema);
  if (typeof step === 'number') return def.element === undefined ? [] : [def.element];
  const property = def.shape?.[step] ?? def.valueType;
  return property === undefined ? [] : [property];
}

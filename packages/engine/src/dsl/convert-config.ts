import { Document, isScalar, parseDocument, Scalar, visit } from 'yaml';
import type { Vocabulary } from '../config/canonical-schema.ts';
import { type Diagnostic, hasErrors } from '../config/diagnostic.ts';
import { loadConfig } from '../config/load-config.ts';
import { buildConfig } from './build-config.ts';
import { configTree } from './config-tree.ts';
import { parsePolicy } from './parse-policy.ts';
import { PlainReference } from './plain-reference.ts';
import { parsePolicyText } from './policy-document.ts';
import { printPolicy } from './print-policy.ts';
import { reportInto } from './tokens.ts';

/** A text in the other form, or every problem that keeps it from being one; warnings come with either. */
export type ConvertResult =
  | { readonly ok: true; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Data = Record<string, unknown>;

export interface ConvertOptions {
  readonly vocabulary: Vocabulary;
  /** Shown in diagnostics. */
  readonly file?: string | undefined;
}

/** A policy text in the formatter's layout, comments kept. One that cannot be read stays as it is: no text comes. */
export function formatPolicy(text: string, file?: string): ConvertResult {
  const diagnostics: Diagnostic[] = [];
  const tree = parsePolicy(text, reportInto(diagnostics, text, file));
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  return { ok: true, text: printPolicy(tree), diagnostics };
}

/** One reference and nothing else: only such a one can become a number. */
const REFERENCE = /^\$\{[^}\n]*\}$/;

/** A YAML config as a policy text that stands for the same data; comments are left behind. */
export async function decompileConfig(text: string, { vocabulary, file }: ConvertOptions): Promise<ConvertResult> {
  const loaded = await loadConfig(text, { vocabulary, file, purpose: 'simulate' });
  const diagnostics = withoutEnvironment(loaded.diagnostics);
  if (!loaded.ok) return { ok: false, diagnostics };
  const data = readYaml(text);
  return { ok: true, text: printPolicy(configTree(data, vocabulary.kinds)), diagnostics };
}

function readYaml(text: string): Data {
  const document = parseDocument(text, { merge: true });
  visit(document, {
    Scalar(_, node) {
      const isReference = node.type === 'PLAIN' && typeof node.value === 'string' && REFERENCE.test(node.value);
      if (isReference) node.value = new PlainReference(node.value as string);
    },
  });
  return document.toJS({ maxAliasCount: 1000 }) as Data;
}

export interface CompileOptions extends ConvertOptions {
  /** Text of a valid YAML config: what the policy has no block for is taken from there. */
  readonly base?: string | undefined;
}

/** A policy text as the YAML config that stands for the same data; comments are left behind. */
export async function compilePolicy(text: string, { vocabulary, file, base }: CompileOptions): Promise<ConvertResult> {
  const { kinds } = vocabulary;
  const policy = parsePolicyText(text, { kinds, file, environment: {}, missingEnvironment: 'warning' });
  const problems = withoutEnvironment(policy.diagnostics);
  if (hasErrors(problems)) return { ok: false, diagnostics: problems };
  const { data } = buildConfig(
    parsePolicy(text, () => {}),
    {
      kinds,
      text: (value) => (value.type === 'reference' ? new PlainReference(value.text) : value.text),
      place() {},
      broken() {},
      report() {},
    },
  );
  const yaml = configYaml(base === undefined ? data : { ...readYaml(base), ...data });
  const loaded = await loadConfig(yaml, { vocabulary, purpose: 'simulate' });
  const diagnostics = withoutEnvironment(loaded.diagnostics).map((diagnostic) => {
    const isOwn = base === undefined || (data !== undefined && String(diagnostic.path[0]) in data);
    const place = isOwn ? policy.locate(diagnostic.path) : undefined;
    return { ...diagnostic, file: isOwn ? file : 'base', line: place?.line, column: place?.column };
  });
  return loaded.ok ? { ok: true, text: yaml, diagnostics } : { ok: false, diagnostics };
}

/** The text stays as it is whatever the environment. */
function withoutEnvironment(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => code !== 'config.environment_unset');
}

/** Longest mapping or list that is written on one line. */
const FLOW_LENGTH = 80;

/** A config as YAML, in the layout that `signalbox compile` writes. */
export function configYaml(data: unknown): string {
  const document = new Document(withScalars(data));
  visit(document, {
    Collection(_, node, path) {
      if (path.length < 4) return;
      const json = JSON.stringify(node.toJS(document));
      if (json.length <= FLOW_LENGTH && !json.slice(1).includes('{')) node.flow = true;
    },
    Scalar(_, node) {
      // An unquoted reference takes the type of its value; a text with one must stay a text.
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('${')) node.type ??= 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function withScalars(data: unknown): unknown {
  if (data instanceof PlainReference) {
    const scalar = new Scalar(data.text);
    scalar.type = 'PLAIN';
    return scalar;
  }
  if (Array.isArray(data)) return data.map(withScalars);
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withScalars(value)]));
}

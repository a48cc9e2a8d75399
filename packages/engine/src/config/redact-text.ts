import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { isPolicyText } from '../dsl/policy-document.ts';
import { policyScalars } from '../dsl/policy-scalars.ts';
import { redactSecrets } from './redact.ts';

type Path = readonly (string | number)[];

/** Config text that may be shown: secrets become `***`, everything else stays as written, comments too. */
export function redactConfigText(text: string): string {
  const secrets = scalarsOf(text).filter(({ value, shown }) => shown !== value);
  return replaceValues(
    text,
    secrets.map(({ at, end, shown }) => ({ at, end, value: shown })),
  );
}

/**
 * The inverse, for text that was shown, edited and sent back: each `***` gets the value that stands at its place in
 * the text before. Places where nothing secret stood come back as paths.
 */
export function restoreSecrets(
  text: string,
  before: string,
): { readonly text: string; readonly missing: readonly Path[] } {
  const known = new Map(
    scalarsOf(before)
      .filter(({ value, shown }) => shown !== value)
      .map(({ path, value, shown }) => [JSON.stringify(path), { value, shown }]),
  );
  const missing: Path[] = [];
  const edits: Edit[] = [];
  for (const { at, end, path, value } of scalarsOf(text)) {
    if (!value.includes('***')) continue;
    const secret = known.get(JSON.stringify(path));
    if (secret !== undefined && secret.shown === value) edits.push({ at, end, value: secret.value });
    else missing.push(path);
  }
  return { text: replaceValues(text, edits), missing };
}

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly value: string;
}

interface ScalarAt extends Edit {
  readonly path: Path;
  readonly shown: string;
}

/** Every text in a config, YAML or a policy, with its place, and what may be shown of it. */
function scalarsOf(text: string): readonly ScalarAt[] {
  if (!isPolicyText(text)) return yamlScalars(parseDocument(text));
  return policyScalars(text).map(({ key, ...scalar }) => ({
    ...scalar,
    shown: redactSecrets(scalar.value, key) as string,
  }));
}

function yamlScalars(document: Document): readonly ScalarAt[] {
  const found: ScalarAt[] = [];
  const walk = (node: unknown, path: Path, key: string): void => {
    if (isMap(node)) {
      for (const { key: name, value } of node.items) {
        const word = String(isScalar(name) ? name.value : name);
        walk(value, [...path, word], word);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) walk(item, [...path, index], key);
    } else if (isScalar(node) && typeof node.value === 'string') {
      const shown = redactSecrets(node.value, key) as string;
      const [at, end] = node.range!;
      found.push({ at, end, path, value: node.value, shown });
    }
  };
  walk(document.contents, [], '');
  return found;
}

/** Written as JSON strings, which YAML and policies read as they are. */
function replaceValues(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { at, end, value } of edits.toReversed()) {
    result = `${result.slice(0, at)}${JSON.stringify(value)}${result.slice(end)}`;
  }
  return result;
}

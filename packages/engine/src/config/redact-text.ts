import { type Document, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { redactSecrets } from './redact.ts';

type Path = readonly (string | number)[];

/** Config text that may be shown: secrets become `***`, everything else stays as written, comments too. */
export function redactConfigText(text: string): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  const secrets = scalarsOf(document).filter(({ value, shown }) => shown !== value);
  return replaceValues(
    text,
    secrets.map(({ node, shown }) => ({ node, value: shown })),
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
    scalarsOf(parseDocument(before))
      .filter(({ value, shown }) => shown !== value)
      .map(({ path, value, shown }) => [JSON.stringify(path), { value, shown }]),
  );
  const missing: Path[] = [];
  const edits: { readonly node: Node; readonly value: string }[] = [];
  for (const { node, path, value } of scalarsOf(parseDocument(text))) {
    if (!value.includes('***')) continue;
    const secret = known.get(JSON.stringify(path));
    if (secret !== undefined && secret.shown === value) edits.push({ node, value: secret.value });
    else missing.push(path);
  }
  return { text: replaceValues(text, edits), missing };
}

interface ScalarAt {
  readonly node: Node;
  readonly path: Path;
  readonly value: string;
  readonly shown: string;
}

/** Every text in the document with its place, and what may be shown of it. */
function scalarsOf(document: Document): ScalarAt[] {
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
      found.push({ node, path, value: node.value, shown });
    }
  };
  walk(document.contents, [], '');
  return found;
}

/** Written as JSON strings, which YAML reads as they are. */
function replaceValues(text: string, edits: readonly { readonly node: Node; readonly value: string }[]): string {
  let result = text;
  for (const { node, value } of edits.toReversed()) {
    const [start, end] = node.range!;
    result = `${result.slice(0, start)}${JSON.stringify(value)}${result.slice(end)}`;
  }
  return result;
}

import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** Keys and list indices from the top. */
export type YamlPath = readonly (string | number)[];

/**
 * A text with another value at a path; undefined takes what stands there out. Only the lines that differ are written, so
 * that comments and layout of the rest stay. Throws where the text is not YAML.
 */
export function patchYaml(text: string, path: YamlPath, value: unknown): string {
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem !== undefined) throw new Error(`the text is not valid YAML: ${problem.message}`);
  return changeYaml(text, document, () => {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, reconcile(document, document.getIn(path, true), value));
  });
}

/** The text of a document after a change to it; lines that did not change stay as they are written in `text`. */
export function changeYaml(text: string, document: Document, change: () => void): string {
  const before = document.toString(LAYOUT).split('\n');
  change();
  const after = document.toString(LAYOUT);
  return withLinesOf(text, before, after.split('\n')) ?? after;
}

const LAYOUT = { lineWidth: 0, flowCollectionPadding: true };

/**
 * The lines that changed from `before` to `after`, put into a text that is `before` in another layout: the two differ in
 * white space and in nothing else. Undefined where they do not.
 */
function withLinesOf(text: string, before: readonly string[], after: readonly string[]): string | undefined {
  const lines = text.split('\n');
  const [own, other] = [inkBefore(lines), inkBefore(before)];
  if (own.at(-1) !== other.at(-1)) return undefined;
  let top = 0;
  while (top < before.length && top < after.length && before[top] === after[top]) top++;
  let bottom = 0;
  const most = Math.min(before.length, after.length) - top;
  while (bottom < most && before.at(-1 - bottom) === after.at(-1 - bottom)) bottom++;
  const starts = new Map(own.map((ink, line) => [ink, line] as const).toReversed());
  // Empty lines before a line begin where it does: they are counted.
  const lineOf = (line: number) => starts.get(other[line]!)! + line - other.indexOf(other[line]!);
  // A line of one layout may be two of the other: the change is widened to where both begin a line.
  while (top > 0 && !starts.has(other[top]!)) top--;
  while (bottom > 0 && !starts.has(other[before.length - bottom]!)) bottom--;
  return [
    ...lines.slice(0, lineOf(top)),
    ...after.slice(top, after.length - bottom),
    ...lines.slice(lineOf(before.length - bottom)),
  ].join('\n');
}

/** How many characters that are not white space stand before each line, and before the end. */
function inkBefore(lines: readonly string[]): readonly number[] {
  const ink = [0];
  for (const line of lines) ink.push(ink.at(-1)! + line.replace(/\s/g, '').length);
  return ink;
}

/** The value as a node, made of the node that is there as far as they agree. */
function reconcile(document: Document, node: unknown, value: unknown): unknown {
  if (isMap(node) && isRecord(value)) return reconcileMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return reconcileList(document, node, value);
  if (isScalar(node) && node.value === value) return node;
  if (isScalar(node) && !isRecord(value) && !Array.isArray(value)) {
    node.value = value;
    // As another type it may need other quotes, or none.
    if (typeof value !== 'string') delete node.type;
    delete (node as { source?: string }).source;
    return node;
  }
  return document.createNode(value);
}

function reconcileMap(document: Document, map: YAMLMap, value: Readonly<Record<string, unknown>>): YAMLMap {
  for (const key of map.items.map(({ key }) => (isScalar(key) ? key.value : key))) {
    if (!(String(key) in value)) map.delete(key);
  }
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) map.delete(key);
    else map.set(key, reconcile(document, map.get(key, true), each));
  }
  return map;
}

/** Items with a name are the same where their names are; others where their places are. */
function reconcileList(document: Document, list: YAMLSeq, value: readonly unknown[]): YAMLSeq {
  const before = list.items;
  const named = new Map(
    before.flatMap((item) => (isMap(item) && item.has('name') ? [[item.get('name'), item] as const] : [])),
  );
  list.items = value.map((each, at) => {
    const name = isRecord(each) ? each.name : undefined;
    const same = name === undefined ? before[at] : (named.get(name) ?? (named.size === 0 ? before[at] : undefined));
    return reconcile(document, same, each);
  });
  return list;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

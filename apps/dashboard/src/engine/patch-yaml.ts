import { type Document, isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** Keys and list indices from the top. */
export type YamlPath = readonly (string | number)[];

/**
 * A text with another value at a path; undefined takes what stands there out. Only what differs is written, so that
 * comments and layout of the rest stay. Throws where the text is not YAML.
 */
export function patchYaml(text: string, path: YamlPath, value: unknown): string {
  const document = parseDocument(text);
  const problem = document.errors[0];
  if (problem !== undefined) throw new Error(`the text is not valid YAML: ${problem.message}`);
  if (value === undefined) document.deleteIn(path);
  else if (path.length === 0)
    document.contents = reconcile(document, document.contents, value) as typeof document.contents;
  else document.setIn(path, reconcile(document, document.getIn(path, true) as Node | undefined, value));
  return document.toString({ lineWidth: 0 });
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

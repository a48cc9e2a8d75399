import type { SignalKind } from '../../signals/signal-kind.ts';
import { MODEL_OPTIONS, PROJECTION_LISTS } from '../build-config.ts';

/** A part of a config's JSON Schema. */
export type SchemaNode = Readonly<Record<string, unknown>>;

/** Where the fields of blocks stand in the config's JSON Schema. */
export interface ConfigSchema {
  /** The fields of a block, by its keyword and names; undefined where it has none, or its names are none. */
  ofBlock(keyword: string, names: readonly string[]): SchemaNode | undefined;
  /** The options in a block's parentheses. */
  ofOptions(keyword: string): SchemaNode | undefined;
  /** Options of a model of a route, in the words of the language. */
  readonly modelOptions: SchemaNode;
  /** What may stand behind the name in a condition. */
  readonly conditionOptions: SchemaNode;
  /** A value below a field. */
  field(node: SchemaNode | undefined, key: string): SchemaNode | undefined;
  item(node: SchemaNode | undefined): SchemaNode | undefined;
  /** Fields of an object by name; those of all branches where it may be one of several. */
  fields(node: SchemaNode | undefined): ReadonlyMap<string, SchemaNode>;
  /** What a value may be, as it is written. */
  values(node: SchemaNode | undefined): readonly string[];
  /** Words that `type` may be, in a list of branches, each with its summary. */
  types(list: 'algorithm' | 'plugins'): ReadonlyMap<string, string | undefined>;
}

type Step = string | number;

export function configSchema(root: SchemaNode, kinds: readonly Pick<SignalKind, 'kind' | 'configKey'>[]): ConfigSchema {
  const resolve = (node: SchemaNode | undefined): SchemaNode | undefined => {
    if (typeof node?.$ref !== 'string') return node;
    return at(root, node.$ref.replace(/^#\//, '').split('/'));
  };
  const branches = (node: SchemaNode | undefined): readonly SchemaNode[] => {
    const plain = resolve(node);
    const several = (plain?.oneOf ?? plain?.anyOf) as readonly SchemaNode[] | undefined;
    return several === undefined ? (plain === undefined ? [] : [plain]) : several.flatMap(branches);
  };
  const fields = (node: SchemaNode | undefined) => {
    const found = new Map<string, SchemaNode>();
    for (const branch of branches(node)) {
      for (const [key, value] of Object.entries((branch.properties ?? {}) as Record<string, SchemaNode>))
        if (!found.has(key)) found.set(key, value);
    }
    return found;
  };
  const field = (node: SchemaNode | undefined, key: string) =>
    fields(node).get(key) ??
    branches(node)
      .map(({ additionalProperties: any }) => any)
      .find((any): any is SchemaNode => typeof any === 'object');
  const item = (node: SchemaNode | undefined) =>
    branches(node)
      .map(({ items }) => items as SchemaNode | undefined)
      .find((items) => items !== undefined);
  const walk = (...path: readonly string[]) =>
    path.reduce<SchemaNode | undefined>((node, step) => (step === '[]' ? item(node) : field(node, step)), root);
  const branchOf = (node: SchemaNode | undefined, type: string | undefined) =>
    branches(node).find((branch) => constOf(fields(branch).get('type')).includes(type ?? ''));

  const decision = walk('routing', 'decisions', '[]');
  const plugin = (type: string | undefined) => branchOf(item(fields(decision).get('plugins')), type);
  const algorithm = (type: string | undefined) => branchOf(fields(decision).get('algorithm'), type);
  const listOf = (kind: string | undefined) => kinds.find((each) => each.kind === kind)?.configKey;
  /** By keyword; a block within a route has the fields of a decision's part. */
  const blocks: Readonly<Record<string, (names: readonly string[]) => SchemaNode | undefined>> = {
    LISTENER: () => walk('listeners', '[]'),
    PROVIDERS: () => walk('providers'),
    MODEL: () => walk('routing', 'modelCards', '[]'),
    ROUTING: () => walk('routing'),
    ENTRYPOINT: () => walk('entrypoints', '[]'),
    GLOBAL: () => walk('global'),
    SIGNAL: ([kind]) => {
      const list = listOf(kind);
      return list === undefined ? undefined : walk('routing', 'signals', list, '[]');
    },
    PROJECTION: ([word]) => {
      const list = PROJECTION_LISTS.get(word ?? '');
      return list === undefined ? undefined : walk('routing', 'projections', list, '[]');
    },
    ROUTE: () => decision,
    IF: () => decision,
    'ELSE IF': () => decision,
    ELSE: () => decision,
    ALGORITHM: ([type]) => algorithm(type),
    // A template is `PLUGIN name type`; in a route it is `PLUGIN type`.
    PLUGIN: (names) => fields(plugin(names.at(-1))).get('configuration'),
    EMIT: ([directive]) => fields(item(fields(decision).get('emits'))).get(directive ?? ''),
  };
  const reference = item(fields(decision).get('modelRefs'));
  const words = new Map([...MODEL_OPTIONS].map(([word, key]) => [key, word]));
  const leaf = branches(fields(decision).get('rules')).find((branch) => fields(branch).has('type'));
  const bounds = fields(fields(leaf).get('predicate'));
  return {
    ofBlock: (keyword, names) => blocks[keyword]?.(names),
    ofOptions(keyword) {
      if (keyword === 'ROUTE') return decision;
      return keyword === 'RECIPE' ? walk('recipes', '[]') : item(fields(decision).get('plugins'));
    },
    modelOptions: object(
      [...fields(reference)].filter(([key]) => key !== 'model').map(([key, value]) => [words.get(key) ?? key, value]),
    ),
    conditionOptions: object([
      ...bounds,
      ...[...fields(leaf)].filter(([key]) => !['type', 'name', 'predicate'].includes(key)),
    ]),
    field,
    item,
    fields,
    values: (node) =>
      branches(node).flatMap((branch) => {
        if (branch.type === 'boolean') return ['true', 'false'];
        const listed = branch.const === undefined ? ((branch.enum ?? []) as readonly unknown[]) : [branch.const];
        return listed.map((value) => JSON.stringify(value));
      }),
    types: (list) =>
      new Map(
        branches(list === 'plugins' ? item(fields(decision).get(list)) : fields(decision).get(list)).flatMap(
          (branch) => {
            const type = fields(branch).get('type');
            return constOf(type).map((word) => [word, type?.description as string | undefined] as const);
          },
        ),
      ),
  };
}

function constOf(node: SchemaNode | undefined): readonly string[] {
  if (node === undefined) return [];
  return (node.const === undefined ? ((node.enum ?? []) as readonly string[]) : [node.const]) as readonly string[];
}

function object(entries: readonly (readonly [string, SchemaNode])[]): SchemaNode {
  return { type: 'object', properties: Object.fromEntries(entries) };
}

function at(root: SchemaNode, path: readonly Step[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, step) => node?.[step] as SchemaNode | undefined, root);
}

import type { BuildContext } from './build-config.ts';
import { BOUNDS, MODEL_OPTIONS, PROJECTION_LISTS } from './build-config.ts';
import { PlainReference } from './plain-reference.ts';
import type { Block, Body, Expression, Field, ModelUse, Name, Part, Statement, Value } from './syntax.ts';

type Data = Readonly<Record<string, unknown>>;

/** A valid config in the canonical layout, as the tree of a policy text that builds the same. */
export function configTree(config: Data, kinds: BuildContext['kinds']): Body {
  const { listeners, providers, routing = {}, recipes, entrypoints, global } = config;
  const statements: Statement[] = [
    ...listOf(listeners).map((listener) => namedBlock('LISTENER', [], listener)),
    ...(providers === undefined ? [] : [block('PROVIDERS', { body: fieldsOf(providers as Data) })]),
    ...listOf((routing as Data).modelCards).map((card) => namedBlock('MODEL', [], card)),
    ...profileBlocks(routing as Data, kinds),
    ...listOf(recipes).map(({ name: recipe, routing: own = {}, ...rest }) =>
      block('RECIPE', {
        names: [String(recipe)],
        options: fieldsOf(rest),
        body: profileBlocks(own as Data, kinds),
      }),
    ),
    ...listOf(entrypoints).map((entrypoint) => block('ENTRYPOINT', { body: fieldsOf(entrypoint) })),
    ...(global === undefined ? [] : [block('GLOBAL', { body: fieldsOf(global as Data) })]),
  ];
  return { statements, rest: [] };
}

const BARE = { leading: [], isApart: false, isDetached: false } as const;

interface BlockParts {
  readonly names?: readonly string[];
  readonly options?: readonly Field[];
  readonly value?: Value;
  readonly condition?: Part;
  readonly models?: readonly ModelUse[];
  readonly source?: Value;
  readonly body?: readonly Statement[];
}

function block(keyword: string, { names = [], options = [], models = [], body, ...rest }: BlockParts): Block {
  return {
    type: 'block',
    keyword,
    at: 0,
    names: names.map(nameOf),
    options,
    models,
    body: body === undefined ? undefined : { statements: body, rest: [] },
    isBroken: false,
    ...rest,
    ...BARE,
  };
}

function namedBlock(keyword: string, before: readonly string[], { name, ...fields }: Data): Block {
  return block(keyword, {
    names: [...before, ...(name === undefined ? [] : [String(name)])],
    body: fieldsOf(fields),
  });
}

function listOf(value: unknown): readonly Data[] {
  return (value ?? []) as readonly Data[];
}

function nameOf(text: string): Name {
  return { text, at: 0 };
}

function fieldsOf(data: Data): readonly Field[] {
  return Object.entries(data).map(([key, value]) => ({
    type: 'field',
    key: nameOf(key),
    value: asValue(value),
    ...BARE,
  }));
}

function asValue(data: unknown): Value {
  if (data instanceof PlainReference) return { type: 'reference', text: data.text, at: 0 };
  if (typeof data === 'string') return { type: 'text', text: data, at: 0 };
  if (Array.isArray(data))
    return { type: 'list', items: data.map((item) => ({ value: asValue(item), ...BARE })), at: 0, rest: [] };
  if (data !== null && typeof data === 'object')
    return { type: 'object', fields: fieldsOf(data as Data), at: 0, rest: [] };
  return { type: 'plain', value: data as number | boolean | null, at: 0 };
}

function profileBlocks(routing: Data, kinds: BuildContext['kinds']): readonly Block[] {
  const { modelCards: _, signals = {}, projections = {}, decisions, ...rest } = routing;
  const wordOf = new Map(kinds.map(({ kind, configKey }) => [configKey, kind]));
  return [
    ...(Object.keys(rest).length === 0 ? [] : [block('ROUTING', { body: fieldsOf(rest) })]),
    ...Object.entries(signals as Data).flatMap(([key, rules]) =>
      listOf(rules).map((rule) => namedBlock('SIGNAL', [wordOf.get(key) ?? key], rule)),
    ),
    ...[...PROJECTION_LISTS].flatMap(([word, key]) =>
      listOf((projections as Data)[key]).map((projection) => namedBlock('PROJECTION', [word], projection)),
    ),
    ...listOf(decisions).map(routeBlock),
  ];
}

function routeBlock(decision: Data): Block {
  const {
    name,
    description,
    priority,
    tier,
    rules,
    modelRefs,
    candidateIterations,
    algorithm,
    plugins,
    emits,
    ...rest
  } = decision;
  const loops = listOf(candidateIterations).map(loopOf);
  const isWritable = !loops.includes(undefined);
  const clause = (keyword: string, value: unknown) =>
    value === undefined ? [] : [block(keyword, { value: asValue(value) })];
  const { type, ...settings } = (algorithm ?? {}) as Data;
  return block('ROUTE', {
    names: [String(name)],
    options: description === undefined ? [] : fieldsOf({ description }),
    body: [
      ...clause('PRIORITY', priority),
      ...clause('TIER', tier),
      ...fieldsOf(isWritable ? rest : { candidateIterations, ...rest }),
      ...(rules === undefined ? [] : [block('WHEN', { condition: partOf(rules as Data) })]),
      ...(listOf(modelRefs).length === 0 ? [] : [block('MODEL', { models: listOf(modelRefs).map(modelUse) })]),
      ...(isWritable ? (loops as Block[]) : []),
      ...(algorithm === undefined ? [] : [withFields('ALGORITHM', String(type), settings)]),
      ...listOf(plugins).map(({ type: plugin, configuration, ...options }) =>
        withFields('PLUGIN', String(plugin), (configuration ?? {}) as Data, options),
      ),
      ...listOf(emits).map(({ kind, ...directive }) =>
        block('EMIT', { names: [String(kind)], body: fieldsOf((directive[String(kind)] ?? {}) as Data) }),
      ),
    ],
  });
}

/** A loop as FOR; undefined where only fields can say it. */
function loopOf({ variable, source, models, outputs, ...rest }: Data): Block | undefined {
  const [output, ...more] = listOf(outputs);
  const isPlain =
    Object.keys(rest).length === 0 &&
    LOOP_WORD.test(String(variable)) &&
    more.length === 0 &&
    output?.type === 'model' &&
    output.value === variable &&
    Object.keys(output).length === 2;
  if (!isPlain) return undefined;
  const loop = (over: Value, options: Data): Block => {
    const use = { ...modelUse({ model: variable, ...options }), isVariable: true };
    return block('FOR', {
      names: [String(variable)],
      source: over,
      body: [block('MODEL', { models: [use] })],
    });
  };
  if (source !== 'models')
    return models === undefined && LOOP_WORD.test(String(source)) ? loop(asValue(source), {}) : undefined;
  const uses = listOf(models).map(({ model, ...options }) => ({ model, options }));
  const [first] = uses;
  const isEven = uses.every(
    ({ model, options }) => typeof model === 'string' && JSON.stringify(options) === JSON.stringify(first!.options),
  );
  return first !== undefined && isEven ? loop(asValue(uses.map(({ model }) => model)), first.options) : undefined;
}

/** What stands in a loop without quotes. */
const LOOP_WORD = /^[A-Za-z_][\w.]*$/;

function withFields(keyword: string, name: string, fields: Data, options: Data = {}): Block {
  const isEmpty = Object.keys(fields).length === 0;
  return block(keyword, { names: [name], options: fieldsOf(options), ...(isEmpty ? {} : { body: fieldsOf(fields) }) });
}

function modelUse({ model, ...options }: Data): ModelUse {
  const words = new Map([...MODEL_OPTIONS].map(([word, key]) => [key, word]));
  const renamed = Object.fromEntries(Object.entries(options).map(([key, value]) => [words.get(key) ?? key, value]));
  return { name: nameOf(String(model)), options: fieldsOf(renamed), ...BARE };
}

function partOf(condition: Data): Part {
  return { expression: expressionOf(condition), ...BARE };
}

function expressionOf({ operator, conditions, type, name, predicate, ...rest }: Data): Expression {
  if (operator !== undefined)
    return { type: 'group', operator: operator as 'AND', parts: listOf(conditions).map(partOf), at: 0 };
  const bounds = Object.entries((predicate ?? {}) as Data);
  const isInline = bounds.length > 0 && bounds.every(([key]) => BOUNDS.has(key));
  const fields = fieldsOf({
    ...(isInline ? Object.fromEntries(bounds) : predicate === undefined ? {} : { predicate }),
    ...rest,
  });
  return { type: 'leaf', kind: nameOf(String(type)), name: nameOf(String(name)), fields, at: 0 };
}

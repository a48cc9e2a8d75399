import type { ConfigPath } from '../config/diagnostic.ts';
import { suggest } from '../config/nearest.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import type { Block, Body, Expression, Field, ModelUse, Name, Statement, Value } from './syntax.ts';
import type { ReportAt } from './tokens.ts';
import { TREE_PRIORITY, TREE_STEP } from './tree-priorities.ts';

type Data = Record<string, unknown>;

export interface BuildContext {
  readonly kinds: readonly Pick<SignalKind, 'kind' | 'configKey' | 'family'>[];
  /** What a text stands for: itself, or with references to the environment replaced. */
  text(value: Extract<Value, { type: 'text' | 'reference' }>): unknown;
  /** Told where in the text each part of the data stands. */
  place(path: ConfigPath, at: number, key?: number): void;
  /** Told which parts of the data could not be read whole. */
  broken(path: ConfigPath): void;
  readonly report: ReportAt;
}

/** A query with the route it must take. */
export interface PolicyTest {
  readonly name: string;
  readonly query: string;
  readonly route: string;
  /** Undefined for the top-level routing. */
  readonly recipe: string | undefined;
  readonly at: number;
}

export interface BuiltConfig {
  /** In the canonical layout, as YAML would give it; undefined for a text without any block. */
  readonly data: Data | undefined;
  readonly tests: readonly PolicyTest[];
}

interface Template {
  readonly type: string;
  /** What stands in the parentheses: fields beside the configuration. */
  readonly options: Data;
  readonly configuration: Data;
}

/** Keys of a `routing` that have blocks of their own. */
const OWN_BLOCKS: Readonly<Record<string, string>> = {
  signals: 'SIGNAL kind name { … }',
  projections: 'PROJECTION score name { … }',
  decisions: 'ROUTE name { … }',
  modelCards: 'MODEL name { … }',
};

/** Lists of `routing.projections` by the word of the block. */
export const PROJECTION_LISTS: ReadonlyMap<string, string> = new Map([
  ['partition', 'partitions'],
  ['score', 'scores'],
  ['mapping', 'mappings'],
]);

/** Words that a route's models use in place of the layout's. */
export const MODEL_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['reasoning', 'use_reasoning'],
  ['effort', 'reasoning_effort'],
  ['lora', 'lora_name'],
]);

/** Bounds that stand in a condition's parentheses, without a `predicate` around them. */
export const BOUNDS: ReadonlySet<string> = new Set(['gt', 'gte', 'lt', 'lte']);

/** The data that a policy text stands for: the same as a YAML config's, to be validated in the same way. */
export function buildConfig({ statements }: Body, context: BuildContext): BuiltConfig {
  const blocks = blocksOf(statements);
  if (blocks.length === 0) return { data: undefined, tests: [] };
  const tests: PolicyTest[] = [];
  const of = (keyword: string) => blocks.filter((block) => block.keyword === keyword);
  const list = (keyword: string, key: string, build: (block: Block, path: ConfigPath) => Data) => {
    const items = of(keyword).map((block, index) => placed(block, [key, index], context, build));
    return items.length === 0 ? {} : { [key]: items };
  };
  const single = (keyword: string, key: string) => {
    const [first, ...more] = of(keyword);
    for (const block of more)
      context.report('dsl.duplicate_block', block.at, `a second ${keyword}`, 'put its fields into the first');
    if (first === undefined) return {};
    return { [key]: placed(first, [key], context, (block, path) => fieldsOf(block, path, context)) };
  };
  const templates = templatesOf(blocks, new Map(), context);
  context.place(['routing'], blocks[0]!.at);
  const cards = of('MODEL').map((block, index) =>
    placed(block, ['routing', 'modelCards', index], context, (each, path) => named(each, 0, path, context)),
  );
  const data: Data = {
    version: 'v0.3',
    ...list('LISTENER', 'listeners', (block, path) => named(block, 0, path, context)),
    ...single('PROVIDERS', 'providers'),
    routing: {
      ...(cards.length === 0 ? {} : { modelCards: cards }),
      ...profileOf(blocks, ['routing'], undefined, templates, tests, context),
    },
    ...list('RECIPE', 'recipes', (block, path) => recipeOf(block, path, templates, tests, context)),
    ...list('ENTRYPOINT', 'entrypoints', (block, path) => fieldsOf(block, path, context)),
    ...single('GLOBAL', 'global'),
  };
  return { data, tests };
}

function blocksOf(statements: readonly Statement[]): readonly Block[] {
  return statements.filter((statement) => statement.type === 'block');
}

function fieldsIn(statements: readonly Statement[]): readonly Field[] {
  return statements.filter((statement) => statement.type === 'field');
}

function placed<T>(
  block: Block,
  path: ConfigPath,
  context: BuildContext,
  build: (block: Block, path: ConfigPath) => T,
): T {
  if (path.at(-1) === 0) context.place(path.slice(0, -1), block.at);
  context.place(path, block.at);
  if (block.isBroken) context.broken(path);
  return build(block, path);
}

/** The block's fields. */
function fieldsOf(block: Block, path: ConfigPath, context: BuildContext): Data {
  return objectOf(fieldsIn(block.body?.statements ?? []), path, context);
}

/** The block's fields under one of its names. */
function named(block: Block, index: number, path: ConfigPath, context: BuildContext): Data {
  const name = block.names[index];
  if (name !== undefined) context.place([...path, 'name'], name.at);
  const fields = fieldsIn(block.body?.statements ?? []);
  return {
    ...(name === undefined ? {} : { name: textOf(name, context) }),
    ...objectOf(fields, path, context, name && ['name']),
  };
}

/** A name: a text like others, with references to the environment. */
function textOf({ text, at }: Name, context: BuildContext): unknown {
  return context.text({ type: 'text', text, at });
}

function objectOf(
  fields: readonly Field[],
  path: ConfigPath,
  context: BuildContext,
  taken: readonly string[] = [],
): Data {
  const seen = new Set(taken);
  const entries: [string, unknown][] = [];
  for (const { key, value } of fields) {
    if (seen.has(key.text)) {
      const hint = taken.includes(key.text) ? 'it stands before the brace already' : 'keep one of the two';
      context.report('dsl.duplicate_field', key.at, `a second "${key.text}"`, hint);
      continue;
    }
    seen.add(key.text);
    entries.push([key.text, dataOf(value, [...path, key.text], context, key.at)]);
  }
  return Object.fromEntries(entries);
}

function dataOf(value: Value, path: ConfigPath, context: BuildContext, key?: number): unknown {
  context.place(path, value.at, key);
  switch (value.type) {
    case 'text':
    case 'reference':
      return context.text(value);
    case 'plain':
      return value.value;
    case 'list':
      return value.items.map((item, index) => dataOf(item.value, [...path, index], context));
    case 'object':
      return objectOf(value.fields, path, context);
  }
}

function templatesOf(
  blocks: readonly Block[],
  outer: ReadonlyMap<string, Template>,
  context: BuildContext,
): ReadonlyMap<string, Template> {
  const templates = new Map(outer);
  const own = new Set<string>();
  for (const block of blocks) {
    if (block.keyword !== 'PLUGIN') continue;
    const [name, type] = block.names;
    if (own.has(name!.text))
      context.report('dsl.duplicate_template', name!.at, `a second template "${name!.text}"`, 'rename one of them');
    own.add(name!.text);
    // Its fields are placed where a route uses it.
    const elsewhere = { ...context, place() {} };
    const options = objectOf(block.options, [], elsewhere, PLUGIN_KEYS);
    const configuration = objectOf(fieldsIn(block.body?.statements ?? []), [], elsewhere);
    templates.set(name!.text, { type: type!.text, options, configuration });
  }
  return templates;
}

function recipeOf(
  block: Block,
  path: ConfigPath,
  outer: ReadonlyMap<string, Template>,
  tests: PolicyTest[],
  context: BuildContext,
): Data {
  const name = block.names[0]!;
  context.place([...path, 'name'], name.at);
  context.place([...path, 'routing'], block.at);
  const blocks = blocksOf(block.body?.statements ?? []);
  return {
    name: textOf(name, context),
    ...objectOf(block.options, path, context, ['name']),
    routing: profileOf(blocks, [...path, 'routing'], name.text, templatesOf(blocks, outer, context), tests, context),
  };
}

/** Signals, projections and decisions; empty lists are left out. */
function profileOf(
  blocks: readonly Block[],
  path: ConfigPath,
  recipe: string | undefined,
  templates: ReadonlyMap<string, Template>,
  tests: PolicyTest[],
  context: BuildContext,
): Data {
  const profile: Data = {};
  const signals: Record<string, Data[]> = {};
  const projections: Record<string, Data[]> = {};
  const decisions: Data[] = [];
  let branches = 0;
  for (const block of blocks) {
    switch (block.keyword) {
      case 'ROUTING':
        for (const field of fieldsIn(block.body?.statements ?? [])) {
          const instead = OWN_BLOCKS[field.key.text];
          if (instead !== undefined || field.key.text in profile) {
            const { text, at } = field.key;
            context.report(
              'dsl.duplicate_field',
              at,
              `"${text}" does not stand here`,
              instead ?? 'keep one of the two',
            );
          } else profile[field.key.text] = dataOf(field.value, [...path, field.key.text], context, field.key.at);
        }
        break;
      case 'SIGNAL': {
        const word = block.names[0]!;
        const key = listOfKind(word.text, context.kinds);
        if (key === undefined) {
          const known = context.kinds.map(({ kind }) => kind);
          context.report(
            'dsl.unknown_kind',
            word.at,
            `unknown signal kind "${word.text}"`,
            suggest(word.text, known, 'kind'),
          );
          break;
        }
        push(signals, key, block, [...path, 'signals', key], context);
        break;
      }
      case 'PROJECTION': {
        const word = block.names[0]!;
        const key = PROJECTION_LISTS.get(word.text);
        if (key === undefined) {
          const hint = suggest(word.text, [...PROJECTION_LISTS.keys()], 'projection');
          context.report('dsl.unknown_projection', word.at, `unknown projection "${word.text}"`, hint);
          break;
        }
        push(projections, key, block, [...path, 'projections', key], context);
        break;
      }
      case 'ROUTE':
        decisions.push(
          placed(block, [...path, 'decisions', decisions.length], context, (each, at) =>
            routeOf(each, at, templates, context),
          ),
        );
        break;
      case 'DECISION_TREE':
        for (const branch of branchesOf(block, context)) {
          const at = [...path, 'decisions', decisions.length];
          const priority = TREE_PRIORITY - TREE_STEP * branches++;
          decisions.push(placed(branch.block, at, context, () => branchOf(branch, priority, at, templates, context)));
        }
        break;
      case 'TEST':
        for (const each of block.body?.statements ?? []) {
          if (each.type !== 'case') continue;
          const { query, route } = each;
          tests.push({ name: block.names[0]!.text, query: query.text, route: route.text, recipe, at: route.at });
        }
        break;
    }
  }
  if (!blocks.some(({ isBroken }) => isBroken)) checkTests(tests, recipe, decisions, context);
  if (Object.keys(signals).length > 0) profile.signals = signals;
  if (Object.keys(projections).length > 0) profile.projections = projections;
  if (decisions.length > 0) profile.decisions = decisions;
  return profile;
}

function checkTests(
  tests: readonly PolicyTest[],
  recipe: string | undefined,
  decisions: readonly Data[],
  { report }: BuildContext,
): void {
  const routes = decisions.map(({ name }) => String(name));
  for (const test of tests) {
    if (test.recipe !== recipe || routes.includes(test.route)) continue;
    report(
      'dsl.unknown_route',
      test.at,
      `TEST ${test.name}: unknown route "${test.route}"`,
      suggest(test.route, routes, 'route'),
    );
  }
}

/** The list of a kind by any of its words. */
function listOfKind(word: string, kinds: BuildContext['kinds']): string | undefined {
  const wanted = word.toLowerCase();
  return kinds.find(({ kind, configKey, family }) => [kind, configKey, family].includes(wanted))?.configKey;
}

function push(lists: Record<string, Data[]>, key: string, block: Block, path: ConfigPath, context: BuildContext): void {
  lists[key] ??= [];
  const at = [...path, lists[key].length];
  lists[key].push(placed(block, at, context, (each) => named(each, 1, at, context)));
}

interface Branch {
  readonly block: Block;
  readonly name: Name;
  /** Conditions of the branches before it. */
  readonly before: readonly Expression[];
}

/** The branches of a tree, each with what must not hold for it. */
function branchesOf(tree: Block, { report }: BuildContext): readonly Branch[] {
  const blocks = blocksOf(tree.body?.statements ?? []);
  const last = blocks.at(-1);
  const name = tree.names[0]!;
  const isWhole = !tree.isBroken;
  if (isWhole && last?.keyword !== 'ELSE')
    report(
      'dsl.no_else',
      name.at,
      `DECISION_TREE ${name.text} has no ELSE at its end`,
      'say what remains: ELSE { MODEL "…" }',
    );
  const before: Expression[] = [];
  return blocks.map((block, index) => {
    const isWrong =
      isWhole &&
      ((block.keyword === 'IF') !== (index === 0) || (block.keyword === 'ELSE' && index < blocks.length - 1));
    if (isWrong)
      report(
        'dsl.branch_order',
        block.at,
        `${block.keyword} does not stand here`,
        'a tree is IF, then any number of ELSE IF, then ELSE',
      );
    const clause = blocksOf(block.body?.statements ?? []).find(({ keyword }) => keyword === 'NAME');
    const own = clause?.names[0] ?? { text: `${name.text}_${index + 1}`, at: block.at };
    const branch = { block, name: own, before: [...before] };
    if (block.condition !== undefined) before.push(block.condition.expression);
    return branch;
  });
}

function branchOf(
  { block, name, before }: Branch,
  priority: number,
  path: ConfigPath,
  templates: ReadonlyMap<string, Template>,
  context: BuildContext,
): Data {
  const own = block.condition === undefined ? [] : [block.condition.expression];
  const parts: Expression[] = [
    ...own,
    ...before.map((each): Expression => {
      const part = { expression: each, leading: [], isApart: false, isDetached: false };
      return { type: 'group', operator: 'NOT', parts: [part], at: each.at };
    }),
  ];
  const at = [...path, 'rules'];
  context.place(at, block.at);
  const rules =
    parts.length === 1
      ? conditionOf(parts[0]!, at, context)
      : {
          operator: 'AND',
          conditions: parts.map((part, index) => conditionOf(part, [...at, 'conditions', index], context)),
        };
  context.place([...path, 'name'], name.at);
  return {
    name: textOf(name, context),
    priority,
    rules,
    ...clausesOf(block, path, ['priority', 'rules'], templates, context),
  };
}

function routeOf(
  block: Block,
  path: ConfigPath,
  templates: ReadonlyMap<string, Template>,
  context: BuildContext,
): Data {
  const name = block.names[0]!;
  context.place([...path, 'name'], name.at);
  const options = objectOf(block.options, path, context, ['name']);
  return {
    name: textOf(name, context),
    ...options,
    ...clausesOf(block, path, Object.keys(options), templates, context),
  };
}

/** What stands in the braces of a route; `taken` are keys that have their value already. */
function clausesOf(
  { body }: Block,
  path: ConfigPath,
  taken: readonly string[],
  templates: ReadonlyMap<string, Template>,
  context: BuildContext,
): Data {
  const statements = body?.statements ?? [];
  const data: Data = {};
  const set = (key: string, at: number, word: string, build: () => unknown) => {
    if (key in data || taken.includes(key)) {
      const hint = taken.includes(key) ? 'it is given already' : 'keep one of the two';
      context.report('dsl.duplicate_field', at, `a second ${word}`, hint);
      return;
    }
    data[key] = build();
  };
  for (const statement of statements) {
    if (statement.type === 'case') continue;
    if (statement.type === 'field') {
      const { key, value } = statement;
      set(key.text, key.at, `"${key.text}"`, () => dataOf(value, [...path, key.text], context, key.at));
      continue;
    }
    const { keyword, at, value, condition, models, names } = statement;
    const add = (key: string, build: (path: ConfigPath) => unknown) => {
      data[key] ??= [];
      const list = data[key] as unknown[];
      if (list.length === 0) context.place([...path, key], at);
      context.place([...path, key, list.length], at);
      list.push(build([...path, key, list.length]));
    };
    switch (keyword) {
      case 'DESCRIPTION':
      case 'PRIORITY':
      case 'TIER': {
        const key = keyword.toLowerCase();
        set(key, at, keyword, () => dataOf(value!, [...path, key], context, at));
        break;
      }
      case 'WHEN':
        set('rules', at, keyword, () => conditionOf(condition!.expression, [...path, 'rules'], context));
        break;
      case 'MODEL':
        for (const model of models) add('modelRefs', (each) => modelOf(model, each, context));
        break;
      case 'FOR':
        if (statement.source === undefined) break;
        add('candidateIterations', (each) => iterationOf(statement, each, context));
        break;
      case 'ALGORITHM':
        set('algorithm', at, keyword, () => {
          const own = [...path, 'algorithm'];
          context.place(own, at);
          context.place([...own, 'type'], names[0]!.at);
          return { type: textOf(names[0]!, context), ...fieldsOf(statement, own, context) };
        });
        break;
      case 'PLUGIN':
        add('plugins', (each) => pluginOf(statement, each, templates, context));
        break;
      case 'EMIT':
        add('emits', (each) => {
          const { text, at: word } = names[0]!;
          context.place([...each, 'kind'], word);
          return { kind: text, [text]: fieldsOf(statement, [...each, text], context) };
        });
        break;
    }
  }
  return data;
}

/** `FOR variable IN [models] { MODEL variable (options) }` */
function iterationOf({ names, source, body, at, isBroken }: Block, path: ConfigPath, context: BuildContext): Data {
  const variable = names[0]!;
  context.place([...path, 'variable'], variable.at);
  context.place([...path, 'source'], source!.at);
  const uses = blocksOf(body?.statements ?? []).flatMap(({ models }) => models);
  const [use] = uses;
  if (uses.length !== 1 && !isBroken) {
    const hint = `FOR ${variable.text} IN […] { MODEL ${variable.text} }`;
    context.report('dsl.loop', uses[1]?.name.at ?? at, `FOR needs one MODEL, got ${uses.length || 'none'}`, hint);
  }
  context.place([...path, 'outputs'], use?.name.at ?? at);
  context.place([...path, 'outputs', 0, 'value'], use?.name.at ?? at);
  const outputs = [{ type: 'model', value: use?.name.text ?? variable.text }];
  if (source!.type !== 'list') {
    for (const { key } of use?.options.slice(0, 1) ?? [])
      context.report('dsl.loop', key.at, 'these models have their options already', 'take the options out');
    return { variable: variable.text, source: (source as { text: string }).text, outputs };
  }
  const models = source!.items.map(({ value }, index) => {
    const name = { text: (value as { text: string }).text, at: value.at };
    return modelOf({ ...(use ?? BARE_USE), name }, [...path, 'models', index], index === 0 ? context : once(context));
  });
  return { variable: variable.text, source: 'models', models, outputs };
}

const BARE_USE: Omit<ModelUse, 'name'> = { options: [], leading: [], isApart: false, isDetached: false };

/** What is wrong with the options of a loop is told for its first model only. */
function once(context: BuildContext): BuildContext {
  return { ...context, report() {} };
}

function modelOf({ name, options }: ModelUse, path: ConfigPath, context: BuildContext): Data {
  context.place(path, name.at);
  context.place([...path, 'model'], name.at);
  const fields = options.map((field) => {
    const text = MODEL_OPTIONS.get(field.key.text) ?? field.key.text;
    return { ...field, key: { ...field.key, text } };
  });
  return { model: textOf(name, context), ...objectOf(fields, path, context, ['model']) };
}

function pluginOf(
  block: Block,
  path: ConfigPath,
  templates: ReadonlyMap<string, Template>,
  context: BuildContext,
): Data {
  const { text, at } = block.names[0]!;
  context.place([...path, 'type'], at);
  context.place([...path, 'configuration'], at);
  const own = fieldsOf(block, [...path, 'configuration'], context);
  const options = objectOf(block.options, path, context, PLUGIN_KEYS);
  const template = templates.get(text);
  if (template === undefined) return { type: textOf(block.names[0]!, context), configuration: own, ...options };
  const configuration = overlay(template.configuration, own);
  return { type: template.type, configuration, ...template.options, ...options };
}

/** Of a plugin's use, what stands elsewhere than in its parentheses. */
const PLUGIN_KEYS = ['type', 'configuration'];

/** What the one says over what the other does; mappings are joined, everything else replaced. */
function overlay(base: Data, over: Data): Data {
  const joined = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = joined[key];
    joined[key] = isMapping(before) && isMapping(value) ? overlay(before, value) : value;
  }
  return joined;
}

function isMapping(value: unknown): value is Data {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function conditionOf(expression: Expression, path: ConfigPath, context: BuildContext): Data {
  context.place(path, expression.at);
  if (expression.type === 'group') {
    const conditions = expression.parts.map(({ expression: part }, index) =>
      conditionOf(part, [...path, 'conditions', index], context),
    );
    return { operator: expression.operator, conditions };
  }
  const { kind, name, fields } = expression;
  context.place([...path, 'type'], kind.at);
  context.place([...path, 'name'], name.at);
  const bounds = fields.filter(({ key }) => BOUNDS.has(key.text));
  const others = fields.filter(({ key }) => !BOUNDS.has(key.text));
  const predicate = [...path, 'predicate'];
  if (bounds.length > 0) context.place(predicate, bounds[0]!.key.at);
  return {
    type: kind.text,
    name: textOf(name, context),
    ...(bounds.length === 0 ? {} : { predicate: objectOf(bounds, predicate, context) }),
    ...objectOf(others, path, context, ['type', 'name', ...(bounds.length === 0 ? [] : ['predicate'])]),
  };
}

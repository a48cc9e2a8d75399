/** What may follow a keyword. From these the parser, the formatter and an editor's completion are made. */
export interface BlockShape {
  readonly keyword: string;
  readonly summary: string;
  /** Words after the keyword, each by what it is. */
  readonly names?: readonly string[];
  /** The last of the names may be left out. */
  readonly isNameOptional?: boolean;
  /** `(key = value, …)` after the names. */
  readonly hasOptions?: boolean;
  /** One value: `PRIORITY 10`. */
  readonly value?: 'number' | 'text';
  readonly hasCondition?: boolean;
  readonly hasModels?: boolean;
  /** Its models may be variables of a loop, written without quotes. */
  readonly takesVariables?: boolean;
  /** `IN` and what it goes over: a list of models, or a word for one that is there already. */
  readonly hasSource?: boolean;
  readonly body?: BodyShape;
}

export interface BodyShape {
  readonly isOptional?: boolean;
  readonly hasFields?: boolean;
  readonly hasCases?: boolean;
  readonly blocks?: readonly BlockShape[];
}

const FIELDS: BodyShape = { hasFields: true };

/** Inside a route, and inside a branch of a decision tree. */
const routeParts: readonly BlockShape[] = [
  { keyword: 'DESCRIPTION', summary: 'What it is for.', value: 'text' },
  { keyword: 'PRIORITY', summary: 'Higher wins.', value: 'number' },
  { keyword: 'TIER', summary: 'Lower wins, before priority.', value: 'number' },
  { keyword: 'WHEN', summary: 'When it matches; left out, it always does.', hasCondition: true },
  { keyword: 'MODEL', summary: 'Models it may use, the preferred one first.', hasModels: true },
  {
    keyword: 'ALGORITHM',
    summary: 'How one of several models is chosen.',
    names: ['algorithm'],
    body: { ...FIELDS, isOptional: true },
  },
  {
    keyword: 'PLUGIN',
    summary: 'What happens to its requests and answers: a plugin, or a template of one.',
    names: ['plugin'],
    hasOptions: true,
    body: { ...FIELDS, isOptional: true },
  },
  { keyword: 'EMIT', summary: 'A directive that goes with the answer.', names: ['directive'], body: FIELDS },
  {
    keyword: 'FOR',
    summary: 'Models of a list, each with the same options.',
    names: ['variable'],
    hasSource: true,
    body: {
      blocks: [
        {
          keyword: 'MODEL',
          summary: 'The variable, with options.',
          hasModels: true,
          takesVariables: true,
        },
      ],
    },
  },
];

const branchBody: BodyShape = {
  hasFields: true,
  blocks: [{ keyword: 'NAME', summary: 'Name of the route that it becomes.', names: ['route'] }, ...routeParts],
};

/** Blocks of a routing profile: at the top, and in a recipe. */
const profileBlocks: readonly BlockShape[] = [
  { keyword: 'ROUTING', summary: 'How matching routes are ordered.', body: FIELDS },
  { keyword: 'SIGNAL', summary: 'A rule of a kind.', names: ['kind', 'rule'], body: { ...FIELDS, isOptional: true } },
  {
    keyword: 'PROJECTION',
    summary: 'A partition, a score, or a mapping of a score to bands.',
    names: ['projection', 'name'],
    body: FIELDS,
  },
  {
    keyword: 'PLUGIN',
    summary: 'A template that routes use by its name.',
    names: ['template', 'plugin'],
    hasOptions: true,
    body: { ...FIELDS, isOptional: true },
  },
  {
    keyword: 'ROUTE',
    summary: 'A decision: when, and which models.',
    names: ['route'],
    hasOptions: true,
    body: { hasFields: true, blocks: routeParts },
  },
  {
    keyword: 'DECISION_TREE',
    summary: 'Routes tried from top to bottom; the last is ELSE.',
    names: ['tree'],
    body: {
      blocks: [
        { keyword: 'IF', summary: 'The first branch.', hasCondition: true, body: branchBody },
        { keyword: 'ELSE IF', summary: 'A further branch.', hasCondition: true, body: branchBody },
        { keyword: 'ELSE', summary: 'What remains.', body: branchBody },
      ],
    },
  },
  { keyword: 'TEST', summary: 'Queries with the route they must take.', names: ['test'], body: { hasCases: true } },
];

/** Blocks at the top of a file. */
export const topBlocks: readonly BlockShape[] = [
  { keyword: 'LISTENER', summary: 'Where clients connect.', names: ['listener'], isNameOptional: true, body: FIELDS },
  { keyword: 'PROVIDERS', summary: 'Models, their backends and prices.', body: FIELDS },
  { keyword: 'MODEL', summary: 'What is known of a model.', names: ['model'], body: { ...FIELDS, isOptional: true } },
  ...profileBlocks,
  {
    keyword: 'RECIPE',
    summary: 'A further routing profile over the same models.',
    names: ['recipe'],
    hasOptions: true,
    body: { blocks: profileBlocks },
  },
  { keyword: 'ENTRYPOINT', summary: 'Virtual models that a recipe routes.', body: FIELDS },
  { keyword: 'GLOBAL', summary: 'Settings of the whole router.', body: FIELDS },
];

const topKeywords = new Set(topBlocks.map(({ keyword }) => keyword));

export function isTopKeyword(word: string): boolean {
  return topKeywords.has(word);
}

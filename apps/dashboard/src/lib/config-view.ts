/** A condition as configs write it. */
export type ConditionView =
  | {
      readonly type: string;
      readonly name: string;
      readonly predicate?: Readonly<Record<string, number>>;
      readonly on_error?: string;
    }
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly ConditionView[] };

export interface RuleView {
  readonly name: string;
  readonly [field: string]: unknown;
}

export interface SignalGroupView {
  /** The list under `routing.signals`. */
  readonly configKey: string;
  readonly rules: readonly RuleView[];
}

export interface ModelReferenceView {
  readonly model: string;
  readonly use_reasoning?: boolean;
  readonly reasoning_effort?: string;
  readonly lora_name?: string;
}

export interface PluginUseView {
  readonly type: string;
  readonly configuration?: unknown;
}

export interface DecisionView {
  readonly name: string;
  readonly description?: string;
  readonly priority: number;
  readonly tier: number;
  readonly rules?: ConditionView;
  readonly modelRefs: readonly ModelReferenceView[];
  readonly algorithm?: { readonly type: string };
  readonly plugins: readonly PluginUseView[];
}

export interface PartitionView {
  readonly name: string;
  readonly type?: string;
  readonly members: readonly string[];
  readonly default: string;
}

export interface ScoreView {
  readonly name: string;
  readonly description?: string;
  readonly inputs: readonly { readonly type: string; readonly name: string; readonly weight: number }[];
}

export interface MappingView {
  readonly name: string;
  readonly source: string;
  readonly outputs: readonly {
    readonly name: string;
    readonly gt?: number;
    readonly gte?: number;
    readonly lt?: number;
    readonly lte?: number;
  }[];
}

export interface RecipeView {
  readonly name: string;
  readonly description?: string;
  readonly signals: readonly SignalGroupView[];
  readonly partitions: readonly PartitionView[];
  readonly scores: readonly ScoreView[];
  readonly mappings: readonly MappingView[];
  readonly decisions: readonly DecisionView[];
}

export interface ModelView {
  readonly name: string;
  readonly description?: string;
  readonly size?: string;
  readonly loras: readonly string[];
  /** Per million tokens. */
  readonly price?: { readonly currency: string; readonly prompt: number; readonly completion: number };
}

/** A config taken apart for those who show it: canonical words, lists never missing. */
export interface ConfigView {
  readonly models: readonly ModelView[];
  readonly defaultModel: string | undefined;
  /** Names that ask to be routed, with the recipe that each leads to. The first is the one to show. */
  readonly entryPoints: readonly { readonly name: string; readonly recipe: string }[];
  /** The first is the default. */
  readonly recipes: readonly RecipeView[];
  /** As the router shows it. */
  readonly document: Json;
}

type Json = { readonly [key: string]: unknown };

const AUTO_NAMES = ['MoM', 'auto'];

/** Takes a config document apart. It is what the router runs, so it is valid; what is left out gets its default. */
export function viewConfig(document: Json): ConfigView {
  const providers = objectOf(document.providers);
  const routing = objectOf(document.routing);
  const cards = new Map(listOf<Json>(routing.modelCards).map((card) => [card.name as string, card]));
  const recipes = [viewRecipe('default', routing), ...listOf<Json>(document.recipes).map(viewNamedRecipe)];
  return {
    models: listOf<Json>(providers.models).map((model) => viewModel(model, cards.get(model.name as string))),
    defaultModel: objectOf(providers.defaults).default_model as string | undefined,
    entryPoints: entryPointsOf(document),
    recipes: recipes.filter(
      ({ name, decisions }, at) => at > 0 || decisions.length > 0 || recipes.length === 1 || name !== 'default',
    ),
    document,
  };
}

function entryPointsOf(document: Json): ConfigView['entryPoints'] {
  const router = objectOf(objectOf(document.global).router);
  const named = router.auto_model_names as readonly string[] | undefined;
  const single = router.auto_model_name as string | undefined;
  const names = named ?? (single === undefined ? AUTO_NAMES : [...new Set([single, ...AUTO_NAMES])]);
  const others = listOf<Json>(document.entrypoints).flatMap((entry) =>
    listOf<string>(entry.model_names).map((name) => ({ name, recipe: (entry.recipe as string) ?? 'default' })),
  );
  return [...names.map((name) => ({ name, recipe: 'default' })), ...others];
}

function viewNamedRecipe(recipe: Json): RecipeView {
  const view = viewRecipe(recipe.name as string, objectOf(recipe.routing));
  return recipe.description === undefined ? view : { ...view, description: recipe.description as string };
}

function viewRecipe(name: string, routing: Json): RecipeView {
  const projections = objectOf(routing.projections);
  return {
    name,
    signals: Object.entries(objectOf(routing.signals)).map(([configKey, rules]) => ({
      configKey,
      rules: listOf<RuleView>(rules),
    })),
    partitions: listOf(projections.partitions),
    scores: listOf(projections.scores),
    mappings: listOf(projections.mappings),
    decisions: listOf<Json>(routing.decisions).map(viewDecision),
  };
}

function viewDecision(decision: Json): DecisionView {
  return {
    ...decision,
    name: decision.name as string,
    priority: (decision.priority as number | undefined) ?? 0,
    tier: (decision.tier as number | undefined) ?? 0,
    modelRefs: listOf(decision.modelRefs),
    plugins: listOf(decision.plugins),
  };
}

function viewModel(model: Json, card: Json | undefined): ModelView {
  const pricing = model.pricing as Json | undefined;
  return {
    name: model.name as string,
    ...(card?.description === undefined ? {} : { description: card.description as string }),
    ...(card?.param_size === undefined ? {} : { size: card.param_size as string }),
    loras: listOf<Json>(card?.loras).map(({ name }) => name as string),
    ...(pricing === undefined
      ? {}
      : {
          price: {
            currency: (pricing.currency as string | undefined) ?? 'USD',
            prompt: pricing.prompt_per_1m as number,
            completion: pricing.completion_per_1m as number,
          },
        }),
  };
}

/** Every leaf of a condition, with whether a NOT stands over it. */
export function leavesOf(
  condition: ConditionView | undefined,
  isNegated = false,
): { readonly type: string; readonly name: string; readonly isNegated: boolean }[] {
  if (condition === undefined) return [];
  if ('type' in condition) return [{ type: condition.type, name: condition.name, isNegated }];
  const below = condition.operator === 'NOT' ? !isNegated : isNegated;
  return condition.conditions.flatMap((each) => leavesOf(each, below));
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : [];
}

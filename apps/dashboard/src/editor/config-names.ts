import { type ConfigView, leavesOf, type RecipeView } from '../lib/config-view.ts';

/** Names that a config has given, by what they are of: completion offers them where they may be used. */
export interface ConfigNames {
  /** By kind. */
  readonly rules: ReadonlyMap<string, readonly string[]>;
  readonly models: readonly string[];
  readonly decisions: readonly string[];
}

export function configNames(config: ConfigView, kindOf: (configKey: string) => string): ConfigNames {
  const rules = new Map<string, string[]>();
  const add = (kind: string, name: string) => {
    const names = rules.get(kind);
    if (names === undefined) rules.set(kind, [name]);
    else if (!names.includes(name)) names.push(name);
  };
  for (const recipe of config.recipes) {
    for (const { configKey, rules: list } of recipe.signals) for (const { name } of list) add(kindOf(configKey), name);
    for (const { outputs } of recipe.mappings) for (const { name } of outputs) add('projection', name);
    for (const { name } of recipe.scores) add('projection', name);
    for (const { type, name } of usedNames(recipe)) add(type, name);
  }
  return {
    rules,
    models: config.models.map(({ name }) => name),
    decisions: config.recipes.flatMap(({ decisions }) => decisions.map(({ name }) => name)),
  };
}

/** Outputs with names of their own (`task:hard`) are known by their use. */
function usedNames({ decisions }: RecipeView) {
  return decisions.flatMap(({ rules }) => leavesOf(rules));
}

/** The name among the classifiers of a model that a rule has for itself. Rules of one name share it, in all recipes. */
export function ruleHead(rule: string): string {
  return `rule/${rule}`;
}

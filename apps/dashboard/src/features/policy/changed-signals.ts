import type { ConfigView } from '../../lib/config-view.ts';

/** Signals (`kind:name`) that both configs have, by other rules: what was read by one says nothing of the other. */
export function changedSignals(
  before: ConfigView,
  after: ConfigView,
  kindOf: (configKey: string) => string,
): readonly string[] {
  const old = rulesOf(before, kindOf);
  return [...rulesOf(after, kindOf)].flatMap(([label, rule]) => {
    const was = old.get(label);
    return was !== undefined && was !== rule ? [label] : [];
  });
}

function rulesOf({ recipes }: ConfigView, kindOf: (configKey: string) => string): ReadonlyMap<string, string> {
  const rules = recipes.flatMap(({ signals }) =>
    signals.flatMap(({ configKey, rules }) =>
      rules.map((rule) => [`${kindOf(configKey)}:${rule.name}`, JSON.stringify(rule)] as const),
    ),
  );
  return new Map(rules);
}

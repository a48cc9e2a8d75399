import { outputsOf, type SignalKind } from '../../signals/signal-kind.ts';
import { buildConfig } from '../build-config.ts';
import { parsePolicy } from '../parse-policy.ts';

/** What a policy defines, as far as it can be read. */
export interface KnownNames {
  readonly models: readonly string[];
  readonly routes: readonly string[];
  readonly templates: readonly string[];
  /** Names that conditions may use, by kind and for `projection`, each with what is said of its rule. */
  readonly outputs: ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;
}

type Data = Readonly<Record<string, unknown>>;

export function knownNames(text: string, kinds: readonly SignalKind[]): KnownNames {
  const file = parsePolicy(text, () => {});
  const context = { kinds, text: ({ text: own }: { text: string }) => own, place() {}, broken() {}, report() {} };
  const { data = {} } = buildConfig(file, context);
  const routing = (data.routing ?? {}) as Data;
  const profiles = [routing, ...listOf(data.recipes).map(({ routing: own }) => (own ?? {}) as Data)];
  const outputs = new Map<string, Map<string, string | undefined>>();
  const add = (kind: string, name: string, summary: unknown) => {
    const names = outputs.get(kind) ?? new Map<string, string | undefined>();
    outputs.set(kind, names.set(name, typeof summary === 'string' ? summary : undefined));
  };
  for (const { signals = {}, projections = {} } of profiles) {
    for (const kind of kinds) {
      for (const rule of listOf((signals as Data)[kind.configKey])) {
        const parsed = kind.schema.safeParse(rule);
        const names = parsed.success ? outputsOf(kind, parsed.data) : [String(rule.name)];
        for (const name of names) add(kind.kind, name, rule.description);
      }
    }
    for (const mapping of listOf((projections as Data).mappings))
      for (const band of listOf(mapping.outputs)) add('projection', String(band.name), `A band of ${mapping.name}.`);
  }
  const { models = [] } = (data.providers ?? {}) as { models?: unknown };
  return {
    models: unique([...listOf(models), ...listOf(routing.modelCards)].map(({ name }) => String(name))),
    routes: unique(profiles.flatMap(({ decisions }) => listOf(decisions).map(({ name }) => String(name)))),
    templates: file.statements.flatMap((each) =>
      each.type === 'block' && each.keyword === 'PLUGIN' ? [each.names[0]!.text] : [],
    ),
    outputs,
  };
}

function listOf(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter((each): each is Data => each !== null && typeof each === 'object') : [];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

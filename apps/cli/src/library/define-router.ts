import { configYaml, type SignalKind } from '@signalbox/engine';
import type { ConfigInput, RuleOutputs, SignalLists } from './config-input.generated.ts';
import { type FUNCTION, FUNCTIONS, type FunctionSignal, functionKind } from './function-kind.ts';

type Providers = ConfigInput['providers'];
type Routing = NonNullable<ConfigInput['routing']>;
type Signals = NonNullable<Routing['signals']>;
type Projections = NonNullable<Routing['projections']>;
type Decision = NonNullable<Routing['decisions']>[number];
type ModelReference = NonNullable<Decision['modelRefs']>[number];
type Score = NonNullable<Projections['scores']>[number];
type ScoreInput = Score['inputs'][number];
type Mapping = NonNullable<Projections['mappings']>[number];
type Partition = NonNullable<Projections['partitions']>[number];
type Leaf = Extract<NonNullable<Decision['rules']>, { readonly type: string }>;

/** The `name`s of a list. */
type Names<List> = List extends readonly { readonly name: infer Name extends string }[] ? Name : never;

/** What conditions may name of a kind, given the rules. */
type OutputsOf<Rules, Kind extends keyof SignalLists> = Rules extends {
  readonly [List in SignalLists[Kind]]: readonly (infer Rule)[];
}
  ? RuleOutputs<Rule>[Kind]
  : never;

/** Every signal that is defined, as `{ type, name }`. */
type SignalOf<Rules, FunctionName> =
  | { [Kind in keyof SignalLists]: SignalNamed<Kind, OutputsOf<Rules, Kind>> }[keyof SignalLists]
  | SignalNamed<typeof FUNCTION, FunctionName>;

type SignalNamed<Kind, Name> = [Name] extends [never] ? never : { readonly type: Kind; readonly name: Name };

type BandNames<Mappings> = Mappings extends readonly { readonly outputs: infer Outputs }[] ? Names<Outputs> : never;

type LeafOf<Signal> = Signal extends unknown ? Signal & Omit<Leaf, 'type' | 'name' | 'label'> : never;

/** A rule tree whose leaves name what is defined. */
export type ConditionOf<Signal> =
  | LeafOf<Signal>
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly ConditionOf<Signal>[] };

type DecisionOf<Model, Signal> = Omit<Decision, 'rules' | 'modelRefs'> & {
  /** When it matches; left out, it always does. */
  readonly rules?: ConditionOf<Signal> | undefined;
  /** Models it may use, the preferred one first. */
  readonly modelRefs: readonly (Omit<ModelReference, 'model'> & { readonly model: Model })[];
};

type InputOf<Signal, ProjectionName> =
  | (Omit<ScoreInput, 'type' | 'name'> & (Signal | { readonly type: 'projection'; readonly name: ProjectionName }))
  | (Omit<ScoreInput, 'type' | 'name'> & { readonly type: 'kb_metric' });

type ScoreOf<Signal, ProjectionName> = Omit<Score, 'inputs'> & {
  readonly inputs: readonly InputOf<Signal, ProjectionName>[];
};

/**
 * A config as a program writes it: the layout of YAML, in which names of models, signals, scores and bands that are not
 * defined are errors of the compiler. Everything else is checked when it is loaded, as YAML is.
 */
export interface RouterInput<
  Models extends Providers['models'],
  Rules extends Signals,
  Scores extends readonly Score[],
  Mappings extends readonly Mapping[],
  FunctionName extends string,
> {
  /** Signals that are functions, by name; conditions name them as `{ type: 'function', name }`. */
  readonly functions?: { readonly [Name in FunctionName]: FunctionSignal };
  readonly listeners?: ConfigInput['listeners'];
  readonly providers: Omit<Providers, 'models' | 'defaults'> & {
    readonly models: Models;
    readonly defaults?: Omit<NonNullable<Providers['defaults']>, 'default_model'> & {
      readonly default_model?: Names<NoInfer<Models>>;
    };
  };
  readonly routing?: Omit<Routing, 'signals' | 'projections' | 'decisions' | 'modelCards'> & {
    readonly modelCards?: readonly (NonNullable<Routing['modelCards']>[number] & {
      readonly name: Names<NoInfer<Models>>;
    })[];
    readonly signals?: Rules;
    readonly projections?: {
      readonly partitions?: readonly Partition[];
      readonly scores?: Scores &
        readonly ScoreOf<
          SignalOf<NoInfer<Rules>, NoInfer<FunctionName>>,
          Names<NoInfer<Scores>> | BandNames<NoInfer<Mappings>>
        >[];
      readonly mappings?: Mappings & readonly (Omit<Mapping, 'source'> & { readonly source: Names<NoInfer<Scores>> })[];
    };
    readonly decisions?: readonly DecisionOf<
      Names<NoInfer<Models>>,
      SignalOf<NoInfer<Rules>, NoInfer<FunctionName>> | SignalNamed<'projection', BandNames<NoInfer<Mappings>>>
    >[];
  };
  readonly recipes?: ConfigInput['recipes'];
  readonly entrypoints?: ConfigInput['entrypoints'];
  readonly global?: ConfigInput['global'];
}

const DEFINITION = Symbol.for('signalbox.router');

/** A config that a program defined: what `createEngine`, `createRouter` and `signalbox serve` take. */
export interface RouterDefinition {
  /** The config in the canonical layout; functions stand as `functions: [{ name }]`. */
  readonly config: object;
  /** Kinds that only this program has. */
  readonly kinds: readonly SignalKind[];
  /** The config as YAML. Where it has functions, it can only be loaded where they are, and says so. */
  toYaml(): string;
}

/**
 * A config as typed TypeScript or JavaScript: names of signals, projections and models are checked by the compiler,
 * signals may be functions.
 *
 * @example
 * const definition = defineRouter({
 *   providers: { models: [{ name: 'small' }, { name: 'large' }], defaults: { default_model: 'small' } },
 *   routing: {
 *     signals: { domains: [{ name: 'math' }] },
 *     decisions: [{ name: 'sums', rules: { type: 'domain', name: 'math' }, modelRefs: [{ model: 'large' }] }],
 *   },
 * });
 * const { engine } = await createEngine({ definition });
 */
export function defineRouter<
  const Models extends Providers['models'],
  const Rules extends Signals = Record<never, never>,
  const Scores extends readonly Score[] = [],
  const Mappings extends readonly Mapping[] = [],
  FunctionName extends string = never,
>(input: RouterInput<Models, Rules, Scores, Mappings, FunctionName>): RouterDefinition {
  const { functions = {}, routing = {}, ...rest } = input as typeof input & { readonly functions?: Functions };
  const names = Object.keys(functions);
  const own = names.length === 0 ? {} : { [FUNCTIONS]: names.map((name) => ({ name })) };
  const config = {
    version: 'v0.3',
    ...rest,
    routing: { ...routing, signals: { ...routing.signals, ...own } },
  };
  const definition: RouterDefinition = {
    config,
    kinds: names.length === 0 ? [] : [functionKind(functions)],
    toYaml: () => (names.length === 0 ? configYaml(config) : `${NOTE}${configYaml(config)}`),
  };
  return Object.assign(definition, { [DEFINITION]: true });
}

type Functions = Readonly<Record<string, FunctionSignal>>;

const NOTE = `# routing.signals.${FUNCTIONS} names functions of the program that wrote this: only there can it be loaded.\n`;

/** Whether a value came from `defineRouter`, of this copy of the package or of another. */
export function isRouterDefinition(value: unknown): value is RouterDefinition {
  return value !== null && typeof value === 'object' && DEFINITION in value;
}

import {
  type Engine,
  type ModelCard,
  type ModelConfig,
  type ModelRef,
  type PluginConfig,
  type ReliabilityConfig,
  type RouterConfig,
  type SignalKind,
  type TokenCounter,
  unmetRequirements,
} from '@signalbox/engine';
import type { Dispatcher } from 'undici';
import { type Access, compileAccess } from '../access/access.ts';
import type { LimitStoreSet } from '../access/limits/limit-store-set.ts';
import { compileLimiter, type Limiter, type LimitMetrics } from '../access/limits/limiter.ts';
import type { TokenServices } from '../access/tokens/compile-tokens.ts';
import { compileCosts, type ModelCosts } from '../costs/model-costs.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import { messageOf } from '../errors/request-failure.ts';
import { CHAT, type OperationName } from '../exchange/operation.ts';
import type { Plugin, PluginKind, PluginServices } from '../plugins/plugin.ts';
import { type ModelListItem, renderModels } from '../protocols/openai-chat/render-models.ts';
import { concealingKeys } from '../providers/conceal-keys.ts';
import type { BackendCodec, CompileCodec, Provider } from '../providers/provider.ts';
import { compileRecordings, type Recordings } from '../recording/recording.ts';
import { type Redact, redactNothing, redactPersonalData } from '../recording/redact.ts';
import type { PoolOptions, PoolSet } from '../transport/pool-set.ts';
import type { BackendGuard } from '../upstream/backend-guard.ts';
import { hasLimits } from '../upstream/capability-check.ts';
import type { ModelGroup } from '../upstream/model-group.ts';
import type { ModelGroups } from '../upstream/model-groups.ts';
import { compileRetryPolicy, type RetryPolicy } from '../upstream/retry-policy.ts';

/** A backend ready to be called. */
export interface ReadyBackend {
  readonly name: string;
  readonly weight: number;
  readonly idleTimeoutMs: number;
  readonly codec: BackendCodec;
  readonly pool: Dispatcher;
  /** It is called with a key of the router's own. */
  readonly hasCredentials: boolean;
  readonly guard: BackendGuard;
}

/** A model, or one of its adapters, ready to be called. */
export interface Target {
  /** The model's name in the config; also its label in metrics. */
  readonly name: string;
  /** Set when the client's name is an adapter's. */
  readonly lora: string | undefined;
  readonly backends: readonly ReadyBackend[];
  readonly card: ModelCard;
  /** The card says something that a request could ask too much of. */
  readonly hasLimits: boolean;
  readonly reliability: ReliabilityConfig;
  readonly retryPolicy: RetryPolicy;
  readonly group: ModelGroup;
}

/** A plugin of a decision, compiled. */
export interface ReadyPlugin {
  readonly type: string;
  /** A request whose plugin fails is refused. */
  readonly isClosed: boolean;
  readonly plugin: Plugin;
}

/** Everything that requests read of one config. Requests keep the snapshot they began with. */
export interface Snapshot {
  readonly config: RouterConfig;
  readonly engine: Engine;
  /** The config as users wrote it, secrets cut out, for the management API; undefined when nobody gave one. */
  readonly document: unknown;
  /** Names that ask to be routed. */
  readonly entryPoints: ReadonlySet<string>;
  /** By the name that clients and decisions use; adapters too. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The same for one operation: only models whose backends can do it, called by its codecs. */
  targetsFor(operation: OperationName): ReadonlyMap<string, Target>;
  /** Where decisions stand, by recipe, then by decision. */
  readonly ranks: ReadonlyMap<string, ReadonlyMap<string, { readonly tier: number; readonly priority: number }>>;
  /** By recipe, then by decision. */
  readonly plugins: ReadonlyMap<string, ReadonlyMap<string, readonly ReadyPlugin[]>>;
  /** By recipe, then by decision: the default model, where it may answer when no candidate can. */
  readonly lastResorts: ReadonlyMap<string, ReadonlyMap<string, ModelRef>>;
  readonly models: readonly ModelListItem[];
  readonly access: Access;
  /** Undefined: nothing is limited. */
  readonly limiter: Limiter | undefined;
  /** Counts what no backend can; undefined where none was given. */
  readonly tokenCounter: TokenCounter | undefined;
  readonly costs: ModelCosts;
  /** What records hold. */
  readonly recordings: Recordings;
  /** Takes personal data out of bodies that are kept. */
  readonly redact: Redact;
  /** Some decision keeps a session on its model. */
  readonly readsSessions: boolean;
  /** A request holds the snapshot while it runs. */
  hold(): void;
  /** Lets go; once retired and held by nobody, the snapshot gives its pools back. */
  letGo(): void;
  /** No new request takes this snapshot. Resolves when nobody holds it any more. */
  retire(): Promise<void>;
}

/** What a snapshot is made of. */
export interface SnapshotSource {
  readonly config: RouterConfig;
  readonly engine: Engine;
  readonly document: unknown;
  readonly createdSeconds: number;
  readonly providers: readonly Provider[];
  readonly pluginKinds: readonly PluginKind[];
  readonly services: PluginServices;
  readonly pools: PoolSet;
  readonly groups: ModelGroups;
  readonly limitStores: LimitStoreSet;
  readonly accessServices: TokenServices & { readonly metrics: LimitMetrics };
  readonly tokenCounter?: TokenCounter | undefined;
}

/** The part of a signal kind that names its family in headers and answers. */
export type SignalFamily = Pick<SignalKind, 'kind' | 'configKey' | 'family' | 'traits'>;

/** Compiles plugins and backends of a config. Throws a GatewayError, having held nothing, when one cannot be. */
export function createSnapshot(source: SnapshotSource): Snapshot {
  const { config } = source;
  const plugins = new Map(
    config.recipes.map(({ name, decisions }) => [
      name,
      new Map(
        decisions.map((decision) => [
          decision.name,
          decision.plugins.map((use) => compilePlugin(decision.name, use, source)),
        ]),
      ),
    ]),
  );
  // By model and not by backend: models may share one backend object, but each has a codec that writes its own name.
  const codecs = config.models.map((model) =>
    model.backends.map((backend) => {
      const provider = source.providers.find(({ type }) => type === backend.provider);
      if (provider === undefined) {
        throw new GatewayError(
          'gateway.unknown_provider',
          `model "${model.name}", backend "${backend.name}": unknown provider "${backend.provider}"`,
          { hint: `providers: ${source.providers.map(({ type }) => type).join(', ')}` },
        );
      }
      const codecOf = (compile: CompileCodec) => concealingKeys(compile(backend, model), backend);
      const others = Object.entries(provider.operations ?? {});
      return {
        codec: codecOf(provider.compile),
        others: new Map(others.map(([operation, compile]) => [operation, codecOf(compile)])),
        intercept: provider.intercept?.(backend),
        origin: new URL(backend.baseUrl).origin,
        load: provider.probes?.load,
      };
    }),
  );

  const recordings = compileRecordings(config, plugins);
  const redact = redactOf(recordings, source);
  const access = compileAccess(config.authz, source.accessServices);
  const limiter = limiterOf(source);

  const held: PoolOptions[] = [];
  const heldGroups: ModelConfig[] = [];
  const targets = new Map<string, Target>();
  const targetsByOperation = new Map<string, Map<string, Target>>([[CHAT.name, targets]]);
  for (const [at, model] of config.models.entries()) {
    const pools = model.backends.map(({ connectTimeoutMs }, index) => {
      const options = { origin: codecs[at]![index]!.origin, connectTimeoutMs };
      held.push(options);
      return source.pools.acquire(options);
    });
    const servers = pools.map((pool, index) => ({ pool, ...codecs[at]![index]! }));
    const group = source.groups.acquire(model, servers);
    heldGroups.push(model);
    const backends = model.backends.map(
      ({ name, weight, idleTimeoutMs, hasCredentials }, index): ReadyBackend => ({
        name,
        weight,
        idleTimeoutMs,
        hasCredentials,
        codec: codecs[at]![index]!.codec,
        pool: intercepted(pools[index]!, codecs[at]![index]!.intercept),
        guard: group.guards[index]!,
      }),
    );
    const { name, card, reliability } = model;
    const retryPolicy = compileRetryPolicy(reliability.retries);
    const target = { name, backends, card, hasLimits: hasLimits(card), reliability, retryPolicy, group };
    targets.set(name, { ...target, lora: undefined });
    for (const lora of model.loras) targets.set(lora, { ...target, lora });
    for (const operation of operationsOf(codecs[at]!)) {
      const able = backends.flatMap((backend, index) => {
        const codec = codecs[at]![index]!.others.get(operation);
        return codec === undefined ? [] : [{ ...backend, codec }];
      });
      const others = targetsByOperation.get(operation) ?? new Map<string, Target>();
      targetsByOperation.set(operation, others);
      // What a card says bounds one conversation, not a batch of texts or a text that is only counted.
      const other = { ...target, backends: able, hasLimits: false };
      others.set(name, { ...other, lora: undefined });
      for (const lora of model.loras) others.set(lora, { ...other, lora });
    }
  }

  let holders = 0;
  let isRetired = false;
  let resolveFree = () => {};
  const free = new Promise<void>((resolve) => {
    resolveFree = resolve;
  });
  const releaseIfFree = () => {
    if (!isRetired || holders > 0) return;
    for (const model of heldGroups.splice(0)) source.groups.release(model);
    for (const options of held.splice(0)) source.pools.release(options);
    if (config.rateLimit !== undefined) source.limitStores.release(config.rateLimit.store);
    resolveFree();
  };
  return {
    config,
    engine: source.engine,
    document: source.document,
    entryPoints: new Set(config.entryPoints.map(({ modelName }) => modelName)),
    targets,
    targetsFor: (operation) => targetsByOperation.get(operation) ?? NO_TARGETS,
    ranks: ranksOf(config),
    plugins,
    lastResorts: lastResortsOf(config),
    models: renderModels(config, source.createdSeconds),
    access,
    limiter,
    tokenCounter: source.tokenCounter,
    costs: compileCosts(config),
    recordings,
    redact,
    readsSessions: config.recipes.some(({ decisions }) =>
      decisions.some(({ retention }) => retention?.keepCurrentModel === true),
    ),
    hold: () => {
      holders++;
    },
    letGo: () => {
      holders--;
      releaseIfFree();
    },
    retire: () => {
      isRetired = true;
      releaseIfFree();
      return free;
    },
  };
}

/**
 * The default model for each decision whose requirements it meets and whose candidates are no better guarded: else a
 * request that its candidates cannot take would be a way around them.
 */
function lastResortsOf({ defaultModel, models, recipes }: RouterConfig): Snapshot['lastResorts'] {
  const cardOf = (model: string) => models.find(({ name }) => name === model)?.card;
  const card = defaultModel === undefined ? undefined : cardOf(defaultModel);
  if (defaultModel === undefined || card === undefined) return new Map();
  const reference: ModelRef = { model: defaultModel, reasoning: 'off' };
  const tierOf = (of: ModelCard | undefined) => of?.safetyTier ?? 0;
  return new Map(
    recipes.map(({ name, decisions }) => [
      name,
      new Map(
        decisions
          .filter(
            ({ requirements, models: candidates }) =>
              unmetRequirements(requirements, card).length === 0 &&
              candidates.some(({ model }) => tierOf(cardOf(model)) <= tierOf(card)),
          )
          .map((decision) => [decision.name, reference]),
      ),
    ]),
  );
}

function intercepted(pool: Dispatcher, intercept: Dispatcher.DispatcherComposeInterceptor | undefined): Dispatcher {
  return intercept === undefined ? pool : pool.compose(intercept);
}

function limiterOf({ config, limitStores, accessServices }: SnapshotSource): Limiter | undefined {
  if (config.rateLimit === undefined) return undefined;
  const { logger, metrics } = accessServices;
  const prices = new Map(config.models.map(({ name, pricing }) => [name, pricing]));
  const store = limitStores.acquire(config.rateLimit.store);
  return compileLimiter({ config: config.rateLimit, store, logger, metrics, pricingOf: (name) => prices.get(name) });
}

/** Bodies are not kept with what is to be taken out of them because nobody finds it. */
function redactOf({ redact }: Recordings, { services }: SnapshotSource): Redact {
  const tagger = services.ports.taggers.pii;
  if (!redact) return redactNothing;
  if (tagger !== undefined) return redactPersonalData(tagger);
  throw new GatewayError(
    'gateway.cannot_redact',
    'bodies of requests are to be kept without personal data, and no model finds it',
    {
      hint: 'let a model serve the head "pii", or set redact: false where bodies are captured',
    },
  );
}

const NO_TARGETS: ReadonlyMap<string, Target> = new Map();

/** What at least one backend of a model can do beside chat. */
function operationsOf(codecs: readonly { readonly others: ReadonlyMap<string, BackendCodec> }[]): ReadonlySet<string> {
  return new Set(codecs.flatMap(({ others }) => [...others.keys()]));
}

function ranksOf({ recipes }: RouterConfig): Snapshot['ranks'] {
  return new Map(
    recipes.map(({ name, decisions }) => [
      name,
      new Map(decisions.map(({ name: decision, tier, priority }) => [decision, { tier, priority }])),
    ]),
  );
}

function compilePlugin(decision: string, use: PluginConfig, source: SnapshotSource): ReadyPlugin {
  const kind = source.pluginKinds.find(({ type }) => type === use.type);
  if (kind === undefined) {
    throw new GatewayError('gateway.unknown_plugin', `decision "${decision}": unknown plugin "${use.type}"`, {
      hint: `plugins: ${source.pluginKinds.map(({ type }) => type).join(', ')}`,
    });
  }
  try {
    const plugin = kind.compile(use.configuration, source.services);
    const isClosed = use.onError === undefined ? kind.guards === true : use.onError === 'closed';
    return { type: kind.type, isClosed, plugin };
  } catch (cause) {
    throw new GatewayError(
      'gateway.plugin_not_compiled',
      `decision "${decision}", plugin "${use.type}": ${messageOf(cause)}`,
      { hint: `check the plugin's configuration: ${kind.summary}`, cause },
    );
  }
}

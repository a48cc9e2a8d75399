import type { z } from 'zod';
import type { AdapterDefinition, CatalogForm, HeadDefinition } from '../adapters/adapter.ts';
import type { Algorithm } from '../selection/algorithm.ts';
import type { SignalKind } from '../signals/signal-kind.ts';
import { authzSchema, rateLimitSchema, tlsSchema } from './access-schema.ts';
import { conditionSchema } from './condition-schema.ts';
import type { Report } from './diagnostic.ts';
import { durationSchema } from './duration.ts';
import { observabilitySchema } from './observability-schema.ts';
import { projectionsSchema } from './projections-schema.ts';
import { reliabilitySchema } from './reliability.ts';
import { responsesSchema } from './responses-schema.ts';
import { type Schema, s } from './schema.ts';
import {
  configVersionsSchema,
  recordsSchema,
  responseCacheSchema,
  sessionsSchema,
  storesSchema,
} from './stores-schema.ts';

/** What the config's schema is assembled from: the engine's own lists and those of whoever serves. */
export interface Vocabulary {
  readonly kinds: readonly SignalKind[];
  readonly algorithms: readonly Algorithm[];
  readonly plugins: readonly PluginVocabulary[];
  /** The first is the default. */
  readonly providers: readonly ProviderVocabulary[];
  /** Paths of the data plane that API keys may be restricted to; left out, any text will do. */
  readonly endpoints?: readonly string[] | undefined;
  readonly heads: readonly HeadDefinition[];
  /** Ways to run a head; what it takes to open one is not asked here. */
  readonly adapters: readonly Pick<AdapterDefinition, 'type' | 'summary' | 'schema' | 'serves'>[];
  /** Layouts of `global.model_catalog` beside `heads`. */
  readonly forms: readonly CatalogForm[];
}

/** What a backend has where its config says nothing. */
export interface ProviderDefaults {
  /** Address of the vendor's own service; undefined where every operator has one of their own. */
  readonly baseUrl?: string | undefined;
  /** Path that an address without one gets, e.g. `/v1`; empty for none. */
  readonly basePath: string;
  /** Header that carries the key, lower case; undefined where the provider signs requests with it in its own way. */
  readonly authHeader: string | undefined;
  /** Word before the key; empty for none. */
  readonly authPrefix: string;
}

/** What the config needs to know of a provider; the gateway's provider definitions satisfy it. */
export interface ProviderVocabulary {
  readonly type: string;
  readonly summary: string;
  readonly defaults: ProviderDefaults;
}

/** What the config needs to know of a plugin; the gateway's plugin definitions satisfy it. */
export interface PluginVocabulary {
  readonly type: string;
  readonly summary: string;
  readonly schema: Schema<unknown>;
  /** It guards or blocks: a decision that carries it matches when a signal it needs is unknown. */
  readonly guards?: boolean | undefined;
  /** Other words for `type` that configs in the wild use. */
  readonly aliases?: readonly string[] | undefined;
  /** The fields of its configuration may stand in a decision itself: they are a use of it, the last one. */
  readonly isInline?: boolean | undefined;
  /** Its configuration is checked, but this version cannot run it: using it is an error that says so. */
  readonly isPlanned?: boolean | undefined;
  /** What a schema cannot say of a configuration, e.g. names that must exist. Paths start at `configuration`. */
  // A method, so that plugins may name the type of their own configuration.
  check?(configuration: unknown, surroundings: PluginSurroundings, report: Report): void;
}

/** What of a config a plugin's check may look at. */
export interface PluginSurroundings {
  /** The decision that uses it. */
  readonly decision: string;
  /** All decisions of the recipe. */
  readonly decisions: readonly string[];
  /** Every model's `safety_tier`; those whose card says none are left out. */
  readonly safetyTiers: readonly number[];
}

const EFFORTS = ['low', 'medium', 'high'] as const;
const port = (description: string) => s.int().min(0).max(65_535).describe(description);
const name = (what: string) => s.string().min(1).describe(what);

const listener = s.strictObject({
  name: s.string().optional().describe('A label for logs.'),
  address: s.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for every interface.'),
  port: port('TCP port of the data plane; 0 picks a free one.').default(8899),
  timeout: durationSchema('Longest time for one request, from first byte to last.').default('300s'),
  max_body_bytes: s
    .int()
    .min(1024)
    .default(16_777_216)
    .describe('Largest request body in bytes; a larger one is answered 413.'),
  max_header_bytes: s
    .int()
    .min(1024)
    .max(1_048_576)
    .default(16_384)
    .describe('Largest request headers in bytes, all together; larger ones are answered 431.'),
  header_timeout: durationSchema('Longest time for a client to send its headers.').default('15s'),
  receive_timeout: durationSchema('Longest time for a client to send its whole request.').default('60s'),
  send_timeout: durationSchema('Longest time for a client to take the rest of an answer that is complete.').default(
    '60s',
  ),
  tls: tlsSchema.optional(),
});

const reasoningFamily = s.strictObject({
  type: s
    .enum(['chat_template_kwargs', 'reasoning_effort', 'top_level_reasoning_effort'])
    .describe(
      'Where thinking is switched: chat_template_kwargs.<parameter> as true/false, chat_template_kwargs.<parameter> as an effort word, or <parameter> at the top of the body as an effort word.',
    ),
  parameter: name('The field to write, e.g. enable_thinking, thinking or reasoning_effort.'),
});

const pricing = s.strictObject({
  currency: s.string().default('USD').describe('Currency code.'),
  prompt_per_1m: s.number().min(0).describe('Price of a million prompt tokens.'),
  completion_per_1m: s.number().min(0).describe('Price of a million completion tokens.'),
  cached_input_per_1m: s
    .number()
    .min(0)
    .optional()
    .describe('Price of a million prompt tokens read from the backend’s cache.'),
  cache_write_per_1m: s
    .number()
    .min(0)
    .optional()
    .describe('Price of a million prompt tokens written to the backend’s cache.'),
});

function backendReference(providers: readonly ProviderVocabulary[]) {
  return s.strictObject({
    name: s.string().optional().describe('A label for logs and metrics.'),
    endpoint: s.string().optional().describe('host:port of a server; the provider’s path (/v1) is added.'),
    base_url: s.string().optional().describe('Full base address, e.g. https://api.openai.com/v1; instead of endpoint.'),
    protocol: s.enum(['http', 'https']).default('http').describe('Protocol for endpoint.'),
    provider: s
      .enum(providers.map(({ type }) => type) as [string, ...string[]])
      .optional()
      .describe(
        `Wire format and credentials style; default the model’s api_format, or ${providers[0]!.type}. ${providers.map(({ type, summary }) => `${type}: ${summary}`).join(' ')}`,
      ),
    weight: s.number().positive().default(1).describe('Share of requests relative to the model’s other backends.'),
    chat_path: s
      .string()
      .optional()
      .describe('Path of chat completions below the base address; default as the provider has it.'),
    api_version: s.string().min(1).optional().describe('Version of the vendor’s API, where it asks for one.'),
    api_key: s
      .string()
      .min(1)
      .optional()
      .describe('Key, inline. Prefer api_key_env, or a reference to an environment variable.'),
    api_key_env: s.string().min(1).optional().describe('Environment variable that holds the key.'),
    api_key_file: s
      .string()
      .min(1)
      .optional()
      .describe('File that holds the key, relative to the config; white space around the key is ignored.'),
    auth_header: s.string().optional().describe('Header that carries the key; default as the provider has it.'),
    auth_prefix: s.string().optional().describe('Word before the key; empty for none; default as the provider has it.'),
    extra_headers: s.record(s.string(), s.string()).default({}).describe('Headers added to every request.'),
    extra_body: s
      .record(s.string(), s.unknown())
      .default({})
      .describe('Fields added to every request body, e.g. { priority: 5 } for vLLM; objects are merged.'),
    connect_timeout: durationSchema('Longest wait for a connection.').default('10s'),
    idle_timeout: durationSchema('Longest silence before the first byte and between bytes.').default('300s'),
  });
}

const modelCard = s.strictObject({
  name: name('Model name, as in providers.models.'),
  description: s.string().optional().describe('What the model is good at.'),
  param_size: s.string().optional().describe('Size, e.g. 235B.'),
  context_window_size: s
    .int()
    .positive()
    .optional()
    .describe('Tokens of prompt and answer together; a prompt that does not fit goes to the next candidate.'),
  input_modalities: s
    .array(s.enum(['text', 'image', 'audio', 'file']))
    .optional()
    .describe('What it reads; a request with images goes to the next candidate where they are not listed.'),
  tools: s
    .boolean()
    .optional()
    .describe('Whether it calls tools; false sends requests that bring tools to the next candidate.'),
  capabilities: s.array(s.string()).default([]).describe('Short words.'),
  loras: s
    .array(
      s.strictObject({ name: name('Adapter name.'), description: s.string().optional().describe('What it is for.') }),
    )
    .default([])
    .describe('LoRA adapters that the backend serves.'),
  quality_score: s.number().min(0).max(1).optional().describe('0..1'),
  modality: s.enum(['ar', 'diffusion', 'omni']).optional().describe('What it generates.'),
  tags: s.array(s.string()).default([]).describe('Short words; decisions may require them.'),
  safety_tier: s.int().min(0).optional().describe('How well guarded the model is: higher is safer.'),
  data: s
    .strictObject({
      residency: s.array(s.string()).default([]).describe('Regions that the data stays in, e.g. eu.'),
      retention_days: s.int().min(0).optional().describe('How long the server keeps requests; 0 for not at all.'),
      licence: s.string().optional().describe('Licence of the weights, e.g. apache-2.0.'),
      on_premises: s.boolean().optional().describe('Whether it runs on machines of one’s own.'),
    })
    .prefault({})
    .describe('What happens to the data that it is sent; what is left out counts as not known.'),
});

const requirements = s
  .strictObject({
    tags: s.array(s.string()).default([]).describe('Tags that the model’s card must all have.'),
    residency: s.array(s.string()).default([]).describe('The data must stay in these regions.'),
    max_retention_days: s.int().min(0).optional().describe('Longest time that the server may keep requests.'),
    licences: s.array(s.string()).default([]).describe('The weights must be under one of these.'),
    on_premises: s.literal(true).optional().describe('The model must run on machines of one’s own.'),
  })
  .describe('What a model’s card must say for the decision to use it, never traded for anything.');

const retention = s.strictObject({
  drop: s.boolean().optional().describe('Do not keep this turn in caches.'),
  ttl_turns: s.int().min(0).optional().describe('How many turns it is worth keeping.'),
  keep_current_model: s
    .boolean()
    .optional()
    .describe('Whether a conversation stays on the model that answered last, where it is one of `modelRefs`.'),
  prefer_prefix_retention: s.boolean().optional().describe('Whether the backend should keep the prefix.'),
});

const modelReference = s.strictObject({
  model: name('A model of providers.models.'),
  lora_name: s
    .string()
    .min(1)
    .optional()
    .describe('One of the model card’s adapters; it becomes the outgoing model name.'),
  use_reasoning: s.boolean().default(false).describe('Whether the model should think.'),
  reasoning_effort: s
    .enum(EFFORTS)
    .optional()
    .describe('How hard; default providers.defaults.default_reasoning_effort.'),
  reasoning_description: s.string().optional().describe('Why; a note for readers.'),
});

/** The models that the decision lists itself. */
export const OWN_CANDIDATES = 'decision.candidates';

const candidateIteration = s.strictObject({
  variable: s.string().min(1).describe('Name of the model in the loop.'),
  source: s
    .enum([OWN_CANDIDATES, 'models'])
    .describe(`models: those listed here; ${OWN_CANDIDATES}: those of modelRefs.`),
  models: s.array(modelReference).default([]).describe('Of source models: what the loop goes over.'),
  outputs: s
    .array(
      s.strictObject({
        type: s.literal('model').describe('What each becomes: a candidate.'),
        value: s.string().min(1).optional().describe('The variable.'),
      }),
    )
    .default([])
    .describe('What the loop gives; left out, the models themselves.'),
});

function plugin(plugins: readonly PluginVocabulary[]) {
  if (plugins.length === 0) return s.never();
  const branches = plugins.map((each) =>
    s.strictObject({
      type: s.literal([each.type, ...(each.aliases ?? [])]).describe(each.summary),
      configuration: each.schema as z.ZodType,
      on_error: s
        .enum(['closed', 'open'])
        .optional()
        .describe(
          `What its failure means: closed, the request is refused; open, it is left out. Default ${each.guards === true ? 'closed: it guards' : 'open'}.`,
        ),
    }),
  );
  return s.discriminatedUnion('type', branches as unknown as [(typeof branches)[0], ...typeof branches]);
}

function algorithm(algorithms: readonly Algorithm[]) {
  const branches = algorithms.map((each) =>
    (each.schema as unknown as z.ZodObject).extend({ type: s.literal(each.type).describe(each.summary) }),
  );
  return s.discriminatedUnion('type', branches as unknown as [(typeof branches)[0], ...typeof branches]);
}

/** Which model answers for each head: `heads: { <head>: { adapter, … } }`. */
function headChoices({ heads, adapters }: Vocabulary) {
  const choices = heads.flatMap((head) => {
    const branches = adapters
      .filter((adapter) => adapter.serves.includes(head.port))
      .map((adapter) =>
        (adapter.schema as unknown as z.ZodObject).extend({
          adapter: s.literal(adapter.type).describe(adapter.summary),
        }),
      );
    if (branches.length === 0) return [];
    const choice = s.discriminatedUnion('adapter', branches as unknown as [(typeof branches)[0], ...typeof branches]);
    return [[head.name, choice.optional().describe(head.summary)] as const];
  });
  return s
    .strictObject(Object.fromEntries(choices))
    .optional()
    .describe('Models of your own, by what they answer for.');
}

/** `global.model_catalog`: who answers for each head, and settings that kinds declare, as one nested schema. */
function modelCatalog(vocabulary: Vocabulary) {
  type Tree = { [key: string]: Tree | z.ZodType };
  const tree: Tree = {};
  const parts = [
    ...vocabulary.kinds.flatMap(({ settings }) => settings ?? []),
    ...vocabulary.forms.flatMap(({ parts }) => parts),
  ];
  for (const { path, schema } of parts) {
    let level = tree;
    for (const step of path.slice(0, -1)) {
      level[step] ??= {};
      level = level[step] as Tree;
    }
    const last = path.at(-1)!;
    const object = schema as unknown as z.ZodObject;
    const before = level[last] as z.ZodOptional<z.ZodObject> | undefined;
    level[last] = (before === undefined ? object : before.unwrap().extend(object.shape)).optional();
  }
  const build = (level: Tree): z.ZodType =>
    s.strictObject(
      Object.fromEntries(
        Object.entries(level).map(([key, value]) => [
          key,
          '_zod' in value ? (value as z.ZodType) : build(value as Tree).optional(),
        ]),
      ),
    );
  return build({ heads: headChoices(vocabulary), ...tree });
}

/** The strict schema of a whole config, assembled from the definitions in use. */
export function canonicalSchema(vocabulary: Vocabulary) {
  const signals = s.strictObject(
    Object.fromEntries(
      vocabulary.kinds.map((kind) => [
        kind.configKey,
        s
          .array(kind.schema as z.ZodType<{ name: string }>)
          .default([])
          .describe(kind.summary),
      ]),
    ),
  );
  const inline = vocabulary.plugins.filter(({ isInline }) => isInline === true);
  const inlineFields = Object.assign(
    {},
    ...inline.map(({ schema }) => (schema as unknown as z.ZodObject).shape),
  ) as object;
  const decision = s.strictObject({
    ...inlineFields,
    name: name('Unique name.'),
    description: s.string().optional().describe('What it is for.'),
    priority: s.int().default(0).describe('Higher wins.'),
    tier: s
      .int()
      .min(0)
      .default(0)
      .describe('Lower wins, before priority, once any matching decision has a tier above 0.'),
    rules: conditionSchema.optional().describe('When it matches; left out, it always does.'),
    modelRefs: s
      .array(modelReference)
      .min(1)
      .default([])
      .describe('Models it may use, the preferred one first; needed unless candidateIterations gives some.'),
    algorithm: algorithm(vocabulary.algorithms)
      .optional()
      .describe('How one of several models is chosen; default static.'),
    candidateIterations: s
      .array(candidateIteration)
      .default([])
      .describe('Models as a loop of the policy language lists them; they join modelRefs.'),
    annotations: s
      .record(s.string().min(1), s.unknown())
      .optional()
      .describe('Notes for whoever reads its traces and records: at most 32, together at most 4096 bytes of JSON.'),
    plugins: s.array(plugin(vocabulary.plugins)).default([]).describe('What happens to its requests and answers.'),
    safety_tier: s.int().min(0).optional().describe('Least safety_tier of the models it may use.'),
    require: requirements.optional(),
    emits: s
      .array(
        s.strictObject({
          kind: s.literal('retention').describe('What the directive is about.'),
          retention: retention.describe('What caches and sessions should do with the turn.'),
        }),
      )
      .max(1)
      .default([])
      .describe('Directives that go with the answer, as x-vsr-retention-* headers.'),
    on_unknown: s
      .enum(['no_match', 'match', 'refuse'])
      .optional()
      .describe('What an unknown outcome counts as; default no_match, or match where a plugin guards.'),
  });

  const profile = {
    strategy: s.enum(['priority', 'confidence']).default('priority').describe('What orders matching decisions first.'),
    signals: signals.prefault({}).describe('Rules, by kind.'),
    projections: projectionsSchema(vocabulary.kinds)
      .prefault({})
      .describe('Partitions, scores and bands over the signals.'),
    decisions: s.array(decision).default([]).describe('Routes.'),
  };

  return s.strictObject({
    version: s.literal('v0.3').describe('Version of the config layout.'),
    listeners: s.array(listener).max(1).default([]).describe('Where clients connect.'),
    providers: s.strictObject({
      defaults: s
        .strictObject({
          default_model: s.string().optional().describe('Answers when no decision matches.'),
          default_reasoning_effort: s.enum(EFFORTS).default('medium').describe('Effort where a decision names none.'),
          reasoning_families: s
            .record(s.string(), reasoningFamily)
            .default({})
            .describe('How each model family is told to think.'),
          reliability: reliabilitySchema
            .optional()
            .describe('How backends are called and failures handled, for every model that does not say so itself.'),
        })
        .prefault({})
        .describe('Defaults for all models.'),
      models: s
        .array(
          s.strictObject({
            name: name('The name used in decisions and by clients.'),
            provider_model_id: s
              .string()
              .min(1)
              .optional()
              .describe('The name its backends know it by; default the same.'),
            api_format: s
              .enum(vocabulary.providers.map(({ type }) => type) as [string, ...string[]])
              .optional()
              .describe('Provider of those backend_refs that name none.'),
            reasoning_family: s.string().optional().describe('One of defaults.reasoning_families.'),
            pricing: pricing.optional().describe('Prices for cost reports.'),
            reliability: reliabilitySchema
              .optional()
              .describe('How its backends are called and failures handled; keys left out are as in the defaults.'),
            backend_refs: s
              .array(backendReference(vocabulary.providers))
              .default([])
              .describe('Servers that serve it.'),
          }),
        )
        .min(1)
        .describe('Models that requests can go to.'),
    }),
    routing: s
      .strictObject({
        modelCards: s.array(modelCard).default([]).describe('What is known of each model.'),
        ...profile,
      })
      .prefault({})
      .describe('How requests are routed.'),
    recipes: s
      .array(
        s.strictObject({
          name: name('Unique name.'),
          description: s.string().optional().describe('What it is for.'),
          routing: s.strictObject(profile).describe('Signals and decisions of its own; the models are shared.'),
        }),
      )
      .default([])
      .describe('Further routing profiles over the same models, reached through entrypoints.'),
    entrypoints: s
      .array(
        s.strictObject({
          model_names: s.array(name('A virtual model.')).min(1).describe('Names that clients ask for.'),
          recipe: name('The recipe that routes them; default is the top-level routing.'),
        }),
      )
      .default([])
      .describe('Virtual models, each routed by a recipe.'),
    global: s
      .strictObject({
        router: s
          .strictObject({
            auto_model_name: s.string().min(1).default('MoM').describe('Model name that asks to be routed.'),
            auto_model_names: s
              .array(s.string().min(1))
              .nullable()
              .default(null)
              .describe('All such names; default auto_model_name and "auto".'),
            max_concurrent_requests: s
              .int()
              .min(1)
              .default(4_096)
              .describe('Requests under way at once in one process.'),
            max_queued_requests: s
              .int()
              .min(0)
              .default(1_024)
              .describe('Requests that may wait for their turn; further ones are answered 503 at once.'),
            queue_timeout: durationSchema('Longest wait for their turn; then 503.').default('5s'),
          })
          .prefault({})
          .describe('The router itself.'),
        services: s
          .strictObject({
            authz: authzSchema(
              vocabulary.providers.map(({ type }) => type),
              vocabulary.endpoints ?? [],
            ),
            ratelimit: rateLimitSchema,
            router_replay: recordsSchema,
            config_versions: configVersionsSchema,
            response_api: responsesSchema,
            response_cache: responseCacheSchema,
            sessions: sessionsSchema,
            observability: observabilitySchema.prefault({}).describe('What the router tells of itself.'),
            management_api: s
              .strictObject({
                bind_address: s.string().default('127.0.0.1').describe('Address of the management port.'),
                port: port('TCP port of the management API; 0 picks a free one.').default(8700),
              })
              .prefault({})
              .describe('Management API and metrics.'),
          })
          .prefault({})
          .describe('Services beside the data plane.'),
        stores: storesSchema,
        model_catalog: modelCatalog(vocabulary).optional().describe('Models and settings of the learned signals.'),
      })
      .prefault({})
      .describe('Settings of the whole router.'),
  });
}

export type CanonicalConfig = z.infer<ReturnType<typeof canonicalSchema>>;

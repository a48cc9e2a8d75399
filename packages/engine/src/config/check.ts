import type { SignalKind } from '../signals/signal-kind.ts';
import { type CanonicalConfig, OWN_CANDIDATES, type Vocabulary } from './canonical-schema.ts';
import { checkAccess } from './check-access.ts';
import { checkCondition } from './check-condition.ts';
import { checkProjections } from './check-projections.ts';
import { checkStores } from './check-stores.ts';
import type { RawCondition } from './condition-schema.ts';
import { type ConfigPath, type Report, reportUnder, type Severity } from './diagnostic.ts';
import type { Environment } from './environment.ts';
import { checkHeadChoices } from './head-choices.ts';
import { suggest } from './nearest.ts';
import type { CanonicalReliability } from './reliability.ts';
import { unmetRequirements } from './requirements.ts';
import {
  autoNamesOf,
  type CanonicalRecipe,
  candidatesOf,
  cardOf,
  DEFAULT_RECIPE,
  inlinePluginsOf,
  pluginOf,
  pluginsOf,
  providerOf,
  recipesOf,
  requirementsOf,
  routesAnything,
  rulesOf,
  settingsOf,
} from './translate.ts';
import { type OutputsByKind, outputsByKind } from './translate-projections.ts';

export interface CheckOptions {
  readonly vocabulary: Vocabulary;
  readonly environment: Environment;
  readonly readFile: (path: string) => string;
  readonly readContent: (path: string) => string;
  /** How bad a model without a backend or a key variable without a value is: an error only where it will be called. */
  readonly unreachable: Severity | 'ignore';
}

/** Everything a schema cannot say: names that must be unique, names that must exist, and what the kinds themselves check. */
export function checkConfig(config: CanonicalConfig, options: CheckOptions, report: Report): void {
  checkModels(config, options, report);
  checkReliability(config.providers, report);
  checkHeadChoices(config, options.vocabulary, report);
  const recipes = recipesOf(config);
  const settings = checkSettings(config, options, report);
  for (const { routing, path } of recipes) checkRouting(routing, config, options, settings, reportUnder(path, report));
  checkEntryPoints(config, report);
  checkAccess(config, namesOf(config), report);
  checkStores(config, report);
}

/** The kinds' settings, files read. */
type SettingsByKind = ReadonlyMap<SignalKind, unknown>;

function checkSettings(
  config: CanonicalConfig,
  { vocabulary, readContent }: CheckOptions,
  report: Report,
): SettingsByKind {
  return new Map(
    vocabulary.kinds.map((kind) => {
      const under = reportUnder(['global', 'model_catalog', ...(kind.settings?.path ?? [])], report);
      return [kind, settingsOf(config, kind.settings, readContent, under)] as const;
    }),
  );
}

/** Every name that a client can ask for. */
function namesOf(config: CanonicalConfig): string[] {
  return [
    ...autoNamesOf(config),
    ...config.entrypoints.flatMap(({ model_names: names }) => names),
    ...config.providers.models.map(({ name }) => name),
    ...config.routing.modelCards.flatMap(({ loras }) => loras.map(({ name }) => name)),
  ];
}

/** One recipe; paths are relative to its `routing`. */
function checkRouting(
  routing: CanonicalRecipe['routing'],
  config: CanonicalConfig,
  { vocabulary }: CheckOptions,
  settings: SettingsByKind,
  report: Report,
): void {
  const own = outputsByKind(vocabulary.kinds, (kind) => rulesOf(routing, kind));
  const { projections, decisions } = routing;
  const bands = projections.mappings.flatMap((mapping) => mapping.outputs.map(({ name }) => name));
  const outputs = new Map([...own, ['projection', bands]]);
  const models = config.providers.models.map(({ name }) => name);
  checkSignals(routing, models, vocabulary, settings, outputs, report);
  checkProjections(projections, {
    outputs: own,
    kinds: vocabulary.kinds,
    settings,
    checkUnique: (names, path, what) => checkUnique(names, path, what, report),
    report,
  });
  checkDecisions(decisions, config, vocabulary, outputs, report);
}

function checkModels(config: CanonicalConfig, options: CheckOptions, report: Report): void {
  const { models, defaults } = config.providers;
  const { modelCards } = config.routing;
  const names = models.map((model) => model.name);
  const families = Object.keys(defaults.reasoning_families);
  checkUnique(names, ['providers', 'models'], 'model', report);
  checkUnique(
    modelCards.map((card) => card.name),
    ['routing', 'modelCards'],
    'model card',
    report,
  );

  for (const [index, model] of models.entries()) {
    const path: ConfigPath = ['providers', 'models', index];
    if (model.reasoning_family !== undefined && !families.includes(model.reasoning_family)) {
      report.error(
        'config.unknown_reasoning_family',
        [...path, 'reasoning_family'],
        `unknown reasoning family "${model.reasoning_family}"`,
        suggest(model.reasoning_family, families, 'reasoning family (providers.defaults.reasoning_families)'),
      );
    }
    checkBackends(model, path, options, report);
  }
  for (const [index, card] of modelCards.entries()) {
    if (names.includes(card.name)) continue;
    report.error(
      'config.unknown_model',
      ['routing', 'modelCards', index, 'name'],
      `card for a model that providers.models does not have: "${card.name}"`,
      suggest(card.name, names, 'model'),
    );
  }
  if (defaults.default_model !== undefined && !names.includes(defaults.default_model)) {
    report.error(
      'config.unknown_model',
      ['providers', 'defaults', 'default_model'],
      `unknown model "${defaults.default_model}"`,
      suggest(defaults.default_model, names, 'model'),
    );
  }
}

/** Recipes' names, and names that ask to be routed: each stands for one thing only. */
function checkEntryPoints(config: CanonicalConfig, report: Report): void {
  const recipes = recipesOf(config).map(({ name }) => name);
  const own = config.recipes.map(({ name }) => name);
  checkUnique(own, ['recipes'], 'recipe', report);
  for (const [index, name] of own.entries()) {
    if (name !== DEFAULT_RECIPE || !routesAnything(config.routing)) continue;
    report.error(
      'config.name_collision',
      ['recipes', index, 'name'],
      `"${DEFAULT_RECIPE}" is the name of the top-level routing`,
      'rename this recipe, or move its content there',
    );
  }
  const { modelCards } = config.routing;
  const taken = new Map<string, string>();
  for (const { name } of config.providers.models) taken.set(name, 'a model');
  for (const card of modelCards) for (const { name } of card.loras) taken.set(name, `an adapter of "${card.name}"`);
  const claim = (name: string, path: ConfigPath) => {
    const owner = taken.get(name);
    if (owner === undefined) taken.set(name, 'another name that asks to be routed');
    else {
      report.error(
        'config.name_collision',
        path,
        `"${name}" is both ${owner} and a name that asks to be routed`,
        'rename one of them',
      );
    }
  };
  const key = config.global.router.auto_model_names === null ? 'auto_model_name' : 'auto_model_names';
  for (const name of autoNamesOf(config)) claim(name, ['global', 'router', key]);
  for (const [index, { model_names: names, recipe }] of config.entrypoints.entries()) {
    for (const [position, name] of names.entries()) claim(name, ['entrypoints', index, 'model_names', position]);
    if (recipes.includes(recipe)) continue;
    report.error(
      'config.unknown_recipe',
      ['entrypoints', index, 'recipe'],
      `unknown recipe "${recipe}"`,
      suggest(recipe, recipes, 'recipe'),
    );
  }
  const reached = new Set([DEFAULT_RECIPE, ...config.entrypoints.map(({ recipe }) => recipe)]);
  for (const [index, { name }] of config.recipes.entries()) {
    if (reached.has(name)) continue;
    report.warning(
      'config.unused_recipe',
      ['recipes', index, 'name'],
      `no entry point leads to the recipe "${name}"`,
      `entrypoints: [{ model_names: [${name}], recipe: ${name} }]`,
    );
  }
}

/** Settings that can have no effect. */
function checkReliability({ models, defaults }: CanonicalConfig['providers'], report: Report): void {
  const general = defaults.reliability;
  const hasPath = (reliability: CanonicalReliability | undefined) => reliability?.health_check_path !== undefined;
  const isAnyChecked = hasPath(general) || models.some(({ reliability }) => hasPath(reliability));
  warnUnchecked(general, isAnyChecked, ['providers', 'defaults', 'reliability'], report);
  for (const [index, { name, reliability, backend_refs: backends }] of models.entries()) {
    const path: ConfigPath = ['providers', 'models', index, 'reliability'];
    warnUnchecked(reliability, hasPath(reliability) || hasPath(general), path, report);
    if (reliability?.hedge_after === undefined || backends.length > 1) continue;
    report.warning(
      'config.hedge_unused',
      [...path, 'hedge_after'],
      `model "${name}" has no second backend to ask`,
      'add another to backend_refs, or take this out',
    );
  }
}

function warnUnchecked(
  reliability: CanonicalReliability | undefined,
  isChecked: boolean,
  path: ConfigPath,
  report: Report,
): void {
  for (const key of ['health_check_interval', 'health_check_timeout'] as const) {
    if (reliability?.[key] === undefined || isChecked) continue;
    report.warning(
      'config.health_check_unused',
      [...path, key],
      'has no effect without health_check_path: no backend is checked',
      'set health_check_path, e.g. /health, or take this out',
    );
  }
}

function checkBackends(
  model: CanonicalConfig['providers']['models'][number],
  path: ConfigPath,
  { environment, readFile, unreachable, vocabulary: { providers } }: CheckOptions,
  report: Report,
): void {
  const say = unreachable === 'ignore' ? undefined : report[unreachable];
  if (model.backend_refs.length === 0) {
    say?.(
      'config.no_backend',
      path,
      `model "${model.name}" has no backend_refs`,
      'add one, e.g. backend_refs: [{ endpoint: "127.0.0.1:8000" }]',
    );
  }
  for (const [index, backend] of model.backend_refs.entries()) {
    const at = [...path, 'backend_refs', index];
    const { baseUrl } = providerOf(backend, model, providers).defaults;
    const given = [backend.endpoint, backend.base_url].filter((address) => address !== undefined).length;
    if (given === 2 || (given === 0 && baseUrl === undefined)) {
      report.error(
        'config.backend_address',
        at,
        'expected either endpoint or base_url',
        'endpoint: "127.0.0.1:8000" or base_url: "https://host/v1"',
      );
    }
    if (backend.endpoint !== undefined && !isHostAndPort(backend.endpoint)) {
      report.error(
        'config.invalid_address',
        [...at, 'endpoint'],
        `expected host:port, got "${backend.endpoint}"`,
        'a full address with a protocol goes into base_url',
      );
    }
    if (backend.base_url !== undefined && !isHttpUrl(backend.base_url)) {
      report.error(
        'config.invalid_address',
        [...at, 'base_url'],
        `expected an http or https address, got "${backend.base_url}"`,
        'e.g. https://api.openai.com/v1',
      );
    }
    if (backend.api_key_env !== undefined && backend.api_key === undefined && !environment[backend.api_key_env]) {
      say?.(
        'config.environment_unset',
        [...at, 'api_key_env'],
        `environment variable ${backend.api_key_env} is not set`,
        `set ${backend.api_key_env}, or take api_key_env out if the backend needs no key`,
      );
    }
    checkKeyFile(backend.api_key_file, [...at, 'api_key_file'], readFile, say);
    const key = backend.api_key ?? (backend.api_key_env === undefined ? '' : (environment[backend.api_key_env] ?? ''));
    if (/[\r\n\0]/.test(key)) {
      report.error(
        'config.invalid_header',
        [...at, backend.api_key === undefined ? 'api_key_env' : 'api_key'],
        'the key has a line break',
        'a key is one line; `printf %s` writes one without a line break',
      );
    }
    if (/[\r\n\0]/.test(backend.auth_prefix ?? '')) {
      report.error(
        'config.invalid_header',
        [...at, 'auth_prefix'],
        'the prefix has a line break',
        'write it on one line',
      );
    }
    if (backend.auth_header !== undefined && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(backend.auth_header)) {
      report.error(
        'config.invalid_header',
        [...at, 'auth_header'],
        `"${backend.auth_header}" is not a header name`,
        'use letters, digits and dashes',
      );
    }
    for (const name of Object.keys(backend.extra_headers)) {
      const value = backend.extra_headers[name]!;
      if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
        report.error(
          'config.invalid_header',
          [...at, 'extra_headers', name],
          `"${name}" is not a header name`,
          'use letters, digits and dashes',
        );
      } else if (/[\r\n\0]/.test(value)) {
        report.error(
          'config.invalid_header',
          [...at, 'extra_headers', name],
          'the value has a line break',
          'write it on one line',
        );
      }
    }
  }
}

function checkKeyFile(
  file: string | undefined,
  at: ConfigPath,
  readFile: CheckOptions['readFile'],
  say: Report['error'] | undefined,
): void {
  if (file === undefined) return;
  try {
    if (readFile(file).trim() !== '') return;
    say?.('config.key_file', at, `the file ${file} is empty`, 'write the key into it');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say?.(
      'config.key_file',
      at,
      `the key cannot be read from ${file}: ${reason}`,
      'check the path and who may read it',
    );
  }
}

function checkSignals(
  routing: CanonicalRecipe['routing'],
  models: readonly string[],
  vocabulary: Vocabulary,
  settings: SettingsByKind,
  outputs: OutputsByKind,
  report: Report,
): void {
  for (const kind of vocabulary.kinds) {
    const rules = rulesOf(routing, kind);
    const path: ConfigPath = ['signals', kind.configKey];
    checkUnique(
      rules.map((rule) => rule.name),
      path,
      `${kind.kind} rule`,
      report,
    );
    for (const [index, rule] of rules.entries()) {
      kind.check?.(rule, reportUnder([...path, index], report), settings.get(kind));
      for (const { name, at } of kind.modelsOf?.(rule) ?? []) {
        if (models.includes(name)) continue;
        report.error(
          'config.unknown_model',
          [...path, index, ...at],
          `${kind.kind} rule "${rule.name}": unknown model "${name}"`,
          suggest(name, models, 'model'),
        );
      }
      const gate = kind.gate?.(rule);
      const gatePath = [...path, index, kind.gateField ?? 'gate'];
      if (gate !== undefined) checkCondition(gate, gatePath, `${kind.kind} rule "${rule.name}"`, outputs, report);
    }
  }
}

function checkDecisions(
  decisions: CanonicalRecipe['routing']['decisions'],
  config: CanonicalConfig,
  vocabulary: Vocabulary,
  outputs: OutputsByKind,
  report: Report,
): void {
  const { modelCards } = config.routing;
  checkUnique(
    decisions.map((decision) => decision.name),
    ['decisions'],
    'decision',
    report,
  );

  for (const [index, decision] of decisions.entries()) {
    const path: ConfigPath = ['decisions', index];
    checkReferences(decision.modelRefs, [...path, 'modelRefs'], decision.name, config, report);
    checkIterations(decision, path, config, report);
    checkAnnotations(decision, path, report);
    checkCandidates(decision, config, path, report);
    const surroundings = {
      decision: decision.name,
      decisions: decisions.map(({ name }) => name),
      safetyTiers: modelCards.flatMap(({ safety_tier: tier }) => tier ?? []),
    };
    for (const { type, configuration } of inlinePluginsOf(decision, vocabulary))
      pluginOf(type, vocabulary)?.check?.(configuration, surroundings, reportUnder(path, report));
    for (const [position, { type, configuration }] of pluginsOf(decision).entries()) {
      const at = [...path, 'plugins', position];
      const plugin = pluginOf(type, vocabulary);
      plugin?.check?.(configuration, surroundings, reportUnder([...at, 'configuration'], report));
      const { enabled } = configuration as { readonly enabled?: boolean };
      if (plugin?.isPlanned !== true || enabled === false) continue;
      // What guards may not be missing; of what does not, the operator is told.
      report[plugin.guards === true ? 'error' : 'warning'](
        'config.plugin_not_available',
        [...at, 'type'],
        `decision "${decision.name}": this version cannot run the plugin "${type}" yet; its configuration is checked, and nothing else`,
        'take it out for now',
      );
    }
    if (decision.rules !== undefined) {
      checkCondition(decision.rules, [...path, 'rules'], `decision "${decision.name}"`, outputs, report);
    }
  }

  const tiers = new Set(decisions.map((decision) => decision.tier));
  if (tiers.has(0) && tiers.size > 1) {
    report.warning(
      'config.mixed_tiers',
      ['decisions'],
      'some decisions have a tier and some have none: no tier counts as 0 and goes before tier 1',
      'give every decision a tier, or none',
    );
  }
  const hasCatchAll = decisions.some((decision) => decision.rules === undefined || isUnconditional(decision.rules));
  if (!hasCatchAll && config.providers.defaults.default_model === undefined) {
    report.warning(
      'config.no_default',
      ['decisions'],
      'no default_model: a request that no decision matches is refused',
      'set providers.defaults.default_model',
    );
  }
}

type CanonicalDecision = CanonicalRecipe['routing']['decisions'][number];

/** Names of models and of their adapters. */
function checkReferences(
  references: CanonicalDecision['modelRefs'],
  path: ConfigPath,
  decision: string,
  config: CanonicalConfig,
  report: Report,
): void {
  const { modelCards } = config.routing;
  const models = config.providers.models.map((model) => model.name);
  for (const [position, reference] of references.entries()) {
    const at = [...path, position];
    if (!models.includes(reference.model)) {
      report.error(
        'config.unknown_model',
        [...at, 'model'],
        `decision "${decision}": unknown model "${reference.model}"`,
        suggest(reference.model, models, 'model'),
      );
      continue;
    }
    const loras = (modelCards.find((card) => card.name === reference.model)?.loras ?? []).map((lora) => lora.name);
    if (reference.lora_name !== undefined && !loras.includes(reference.lora_name)) {
      report.error(
        'config.unknown_lora',
        [...at, 'lora_name'],
        `decision "${decision}": unknown adapter "${reference.lora_name}"`,
        suggest(reference.lora_name, loras, `adapter (loras of the card "${reference.model}")`),
      );
    }
    if (reference.reasoning_effort !== undefined && !reference.use_reasoning) {
      report.warning(
        'config.effort_unused',
        [...at, 'reasoning_effort'],
        'has no effect without use_reasoning: true',
        'set use_reasoning: true, or take the effort out',
        'remove',
      );
    }
  }
}

function checkIterations(
  { name, candidateIterations }: CanonicalDecision,
  path: ConfigPath,
  config: CanonicalConfig,
  report: Report,
): void {
  for (const [index, { variable, source, models, outputs }] of candidateIterations.entries()) {
    const at = [...path, 'candidateIterations', index];
    checkReferences(models, [...at, 'models'], name, config, report);
    if ((source === OWN_CANDIDATES) === models.length > 0) {
      const message =
        source === OWN_CANDIDATES
          ? `decision "${name}": a loop over ${OWN_CANDIDATES} lists no models of its own`
          : `decision "${name}": a loop over models needs some`;
      report.error('config.iteration', [...at, 'models'], message, 'source: models goes with models: [{ model: … }]');
    }
    for (const [position, { value }] of outputs.entries()) {
      if (value === undefined || value === variable) continue;
      const message = `decision "${name}": the loop knows "${variable}", got "${value}"`;
      report.error('config.iteration', [...at, 'outputs', position, 'value'], message, `write ${variable}`);
    }
  }
}

const MOST_ANNOTATIONS = 32;
const MOST_ANNOTATION_BYTES = 4096;

function checkAnnotations({ name, annotations }: CanonicalDecision, path: ConfigPath, report: Report): void {
  if (annotations === undefined) return;
  const count = Object.keys(annotations).length;
  const bytes = new TextEncoder().encode(JSON.stringify(annotations)).length;
  if (count <= MOST_ANNOTATIONS && bytes <= MOST_ANNOTATION_BYTES) return;
  report.error(
    'config.annotations',
    [...path, 'annotations'],
    `decision "${name}": at most ${MOST_ANNOTATIONS} annotations of ${MOST_ANNOTATION_BYTES} bytes in all, got ${count} of ${bytes}`,
    'keep what readers of traces need, and the rest elsewhere',
  );
}

/** Models that the decision's requirements exclude. */
function checkCandidates(
  decision: CanonicalRecipe['routing']['decisions'][number],
  config: CanonicalConfig,
  path: ConfigPath,
  report: Report,
): void {
  const requirements = requirementsOf(decision);
  const candidates = candidatesOf(decision);
  if (candidates.length === 0) {
    const hint = 'add it: modelRefs: [{ model: … }]';
    report.error('config.missing_key', [...path, 'modelRefs'], 'is missing: expected a list of models', hint);
    return;
  }
  const excluded = candidates.flatMap(({ model }, index) => {
    const unmet = unmetRequirements(requirements, cardOf(config, model));
    return unmet.length === 0 ? [] : [{ model, index, lacks: unmet.join(' and ') }];
  });
  if (excluded.length === candidates.length) {
    report.error(
      'config.no_candidate',
      [...path, 'modelRefs'],
      `decision "${decision.name}": none of its models meets its requirements: ${excluded.map(({ model, lacks }) => `"${model}" lacks ${lacks}`).join('; ')}`,
      'say it in the model card, list another model, or ask for less',
    );
    return;
  }
  for (const { model, index, lacks } of excluded) {
    report.warning(
      'config.candidate_excluded',
      [...path, 'modelRefs', index],
      `decision "${decision.name}" never uses "${model}": its card lacks ${lacks}`,
      'say it in the model card, or take the model out',
    );
  }
}

function isUnconditional(condition: RawCondition): boolean {
  return 'operator' in condition && condition.operator === 'AND' && condition.conditions.every(isUnconditional);
}

function checkUnique(names: readonly string[], path: ConfigPath, what: string, report: Report): void {
  const first = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    else
      report.error(
        'config.duplicate_name',
        [...path, index, 'name'],
        `duplicate ${what} "${name}"; the first is entry ${earlier + 1} of this list`,
        'names must be unique: rename one',
      );
  }
}

function isHostAndPort(text: string): boolean {
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text);
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 65_535;
}

function isHttpUrl(text: string): boolean {
  try {
    const { protocol } = new URL(text);
    return protocol === 'http:' || protocol === 'https:';
  } catch {
    return false;
  }
}

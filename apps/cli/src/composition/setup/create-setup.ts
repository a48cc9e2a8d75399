import { existsSync } from 'node:fs';
import {
  connectModels,
  type Diagnostic,
  type LoadEngineResult,
  lintConfig,
  loadConfig,
  type ModelConnection,
  type RouterConfig,
} from '@signalbox/engine';
import {
  type AskJson,
  findLocalServers,
  providers,
  type SetupAnswer,
  type SetupBase,
  type SetupControl,
  type SetupMapping,
} from '@signalbox/gateway';
import type { Io } from '../../io.ts';
import type { RunningConfig } from '../config-control.ts';
import { type ConfigHome, configHome } from '../config-home.ts';
import { OWN_NAMES, resolvePath } from '../load-config-file.ts';
import { readRecipe, recipeNames } from '../recipes.ts';
import { vocabulary } from '../vocabulary.ts';
import { connectionText, ONLY_MODEL } from './connection-text.ts';
import { listModels } from './list-models.ts';
import { tryModel } from './try-model.ts';

export interface SetupOptions {
  readonly config: () => RunningConfig;
  /** Compiles a text as the router would run it in a home. */
  readonly compile: (text: string, home: ConfigHome) => Promise<LoadEngineResult>;
  /** The JSON at an address on loopback. */
  readonly ask: AskJson;
  /** Told when the first own config is in force: from now on its file is watched. */
  readonly onMoved: (home: ConfigHome) => void;
  /** The config that the router started with: its ports are open. */
  readonly started: RouterConfig;
  readonly io: Io;
}

/** Makes the first config of a router that serves a recipe. */
export function createSetup({ config, compile, ask, onMoved, started, io }: SetupOptions): SetupControl {
  const ownPath = resolvePath(OWN_NAMES[0], io);
  /** The home that the first config would have: with the real backends. */
  const nextHome = () => configHome(ownPath, false, undefined, io);

  /** They came with the router and do not change. */
  let described: Promise<SetupAnswer['recipes']> | undefined;
  const recipes = () => {
    described ??= Promise.all(recipeNames().map(describeRecipe));
    return described;
  };

  /** Does something with a config of one connection. */
  const connected = async <Done>(mapping: SetupMapping, work: (loaded: LoadEngineResult) => Promise<Done>) => {
    const home = nextHome();
    try {
      return await work(await compile(connectionText(mapping), home));
    } finally {
      await home.opener.close();
    }
  };

  /** What lint has to say of a config that can be served, and what of it waits for the next start. */
  const furtherWords = (result: Extract<LoadEngineResult, { ok: true }>, file: string): readonly Diagnostic[] => {
    const { loaded, kinds, ports } = result;
    const { listener, management } = loaded.config;
    const isMoved =
      addressOf(listener) !== addressOf(started.listener) || addressOf(management) !== addressOf(started.management);
    const later: Diagnostic = {
      severity: 'warning',
      code: 'setup.listens_later',
      message: `the router goes on listening where it does until it is started anew; then at ${addressOf(listener)}, and ${addressOf(management)} for management`,
      path: ['listeners'],
    };
    return [...(isMoved ? [later] : []), ...lintConfig(loaded, { kinds, ports, file })];
  };

  return {
    async state() {
      const { isRecipe, shown, simulatorUrl } = config().home();
      return {
        is_needed: isRecipe,
        file: isRecipe ? OWN_NAMES[0] : shown,
        file_exists: existsSync(ownPath),
        is_simulated: simulatorUrl !== undefined,
        recipes: await recipes(),
      };
    },

    async detect() {
      const { servers, asked } = await findLocalServers(providers, ask);
      return {
        servers: servers.map(({ provider, baseUrl, version, models }) => ({
          provider,
          base_url: baseUrl,
          version: version ?? null,
          models,
        })),
        asked: asked.map(({ provider, baseUrl }) => ({ provider, base_url: baseUrl })),
      };
    },

    models: (connection) =>
      connected({ ...connection, model: ONLY_MODEL }, (loaded) => listModels(connection, loaded, io.environment)),
    test: (connection, model) => connected({ ...connection, model }, (loaded) => tryModel(connection, loaded)),

    async draft(base, mapping) {
      const text = textOf(base);
      if (text === undefined) {
        return {
          problem: `there is no recipe ${JSON.stringify(base.recipe)}`,
          hint: `one of ${recipeNames().join(', ')}`,
        };
      }
      const changed = connectModels(text, connectionsOf(mapping));
      if ('problem' in changed) return { problem: changed.problem };
      const home = nextHome();
      try {
        const result = await compile(changed.text, home);
        return {
          yaml: changed.text,
          is_valid: result.ok,
          diagnostics: [...result.diagnostics, ...(result.ok ? furtherWords(result, home.shown) : [])],
          ...(await outlineOf(changed.text)),
        };
      } finally {
        await home.opener.close();
      }
    },

    async activate(yaml, overwrite, by) {
      const before = config().home();
      const next = nextHome();
      const change = await config()
        .moveTo(next, yaml, overwrite, by)
        .catch(async (cause: unknown) => {
          await next.opener.close();
          throw cause;
        });
      if (change.kind !== 'in_force') await next.opener.close();
      else {
        await before.opener.close();
        onMoved(next);
      }
      return change;
    },
  };
}

function textOf(base: SetupBase): string | undefined {
  if (base.recipe === undefined) return base.yaml;
  if (!recipeNames().includes(base.recipe)) return undefined;
  // Its first lines are about the recipe's own folder.
  return readRecipe(base.recipe).replace(/^(#.*\n)+/, `# From the recipe ${base.recipe}, with models of one's own.\n`);
}

function connectionsOf(mapping: Readonly<Record<string, SetupMapping>>): Record<string, ModelConnection> {
  return Object.fromEntries(
    Object.entries(mapping).map(([name, { provider, base_url: baseUrl, api_key_env: keyVariable, model }]) => [
      name,
      { provider, baseUrl, keyVariable, model },
    ]),
  );
}

async function describeRecipe(name: string) {
  const text = readRecipe(name);
  // The comment at the top says what it is.
  const summary = /^# (.*)$/m.exec(text)?.[1] ?? name;
  return { name, summary, ...(await outlineOf(text)) };
}

/** The models and the number of decisions of a config; none where it cannot be read. */
async function outlineOf(text: string) {
  const read = await loadConfig(text, { vocabulary, purpose: 'simulate' });
  if (!read.ok) return { models: [], decisions: 0 };
  const { models, recipes } = read.value.config;
  return {
    models: models.map(({ name, description }) => ({ name, description: description ?? null })),
    decisions: recipes.reduce((sum, { decisions }) => sum + decisions.length, 0),
  };
}

function addressOf({ address, port }: { readonly address: string; readonly port: number }): string {
  return `${address}:${port}`;
}

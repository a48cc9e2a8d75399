import { dirname } from 'node:path';
import type {
  Diagnostic,
  Engine,
  HeadStatistics,
  LoadOptions,
  Ports,
  RouterConfig,
  SignalKind,
} from '@signalbox/engine';
import { createPorts } from '../composition/create-ports.ts';
import { headOpener, loadConfigText, readConfig, resolvePath } from '../composition/load-config-file.ts';
import type { Surroundings } from '../io.ts';
import { ConfigError } from './config-error.ts';
import type { RouterDefinition } from './define-router.ts';

/** Where an engine's config comes from: a text, a file that is read, or a program's own definition. */
export type ConfigSource =
  | {
      /** The config itself, in YAML or JSON. */
      readonly config: string;
      readonly definition?: undefined;
      /** What diagnostics call it; relative paths in it start from the folder of this file. */
      readonly file?: string;
    }
  | { readonly config?: undefined; readonly definition?: undefined; readonly file: string }
  | {
      readonly config?: undefined;
      /** What `defineRouter` gave. */
      readonly definition: RouterDefinition;
      /** Relative paths in it start from the folder of this file. */
      readonly file?: string;
    };

export type EngineOptions = ConfigSource & {
  /** Values of `${NAME}` in the config; default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * `evaluate` (default): nothing is called, so models need no backends. `serve`: each needs one, and its key.
   * `simulate`: backends are replaced, so they do not matter.
   */
  readonly purpose?: LoadOptions['purpose'];
  /** Folder of head files in place of the embedded ones. */
  readonly weights?: string;
  /** Kinds of signals of one's own, beside the built-in ones. */
  readonly kinds?: readonly SignalKind[];
};

/** An engine with all that a gateway needs to serve it: `createGateway(await createEngine(…))`. */
export interface LoadedEngine {
  readonly engine: Engine;
  readonly config: RouterConfig;
  /** The config as JSON, secrets cut out. */
  readonly configDocument: unknown;
  /** The models that the engine asks: the embedded ones, and the config's choices in their place. */
  readonly ports: Ports;
  readonly kinds: readonly SignalKind[];
  /** Where relative paths in the config start. */
  readonly folder: string;
  /** How the calls went to the models that the config chose. */
  readonly headStatistics: () => readonly HeadStatistics[];
  /** What is worth a look in the config, but keeps nothing from running. */
  readonly warnings: readonly Diagnostic[];
  /** Frees the models that the config chose. */
  close(): Promise<void>;
}

const UNNAMED = 'config';

/**
 * Config text to a running engine with the embedded models. Throws a ConfigError that lists all problems of the config;
 * a PackError when the weights are damaged.
 *
 * @example
 * const { engine } = await createEngine({ file: 'config.yaml' });
 * const { decision, model } = await engine.route(requestFacts('Solve 2x + 5 = 15'));
 */
export async function createEngine(options: EngineOptions): Promise<LoadedEngine> {
  const { environment = process.env, purpose = 'evaluate', weights, file = UNNAMED } = options;
  const surroundings: Surroundings = { environment, workingDirectory: process.cwd() };
  const { definition } = options;
  const text = options.config ?? definition?.toYaml() ?? (await readConfig(file, surroundings));
  const kinds = [...(options.kinds ?? []), ...(definition?.kinds ?? [])];
  const path = resolvePath(file, surroundings);
  const opener = headOpener(path, purpose, surroundings);
  try {
    const result = await loadConfigText(text, path, purpose, embedded(weights), surroundings, opener, kinds);
    if (!result.ok) throw new ConfigError(result.diagnostics);
    const { config, shown } = result.loaded;
    await opener.inForce(config.heads);
    return {
      engine: result.engine,
      config,
      configDocument: shown,
      ports: result.ports as Ports,
      kinds: result.kinds,
      folder: dirname(path),
      headStatistics: opener.statistics,
      warnings: result.diagnostics,
      close: () => opener.close(),
    };
  } catch (cause) {
    await opener.close();
    throw cause;
  }
}

const loaded = new Map<string | undefined, Ports>();

/** Read once in a process: engines share them. */
function embedded(weights: string | undefined): Ports {
  const known = loaded.get(weights);
  if (known !== undefined) return known;
  const ports = createPorts(weights);
  loaded.set(weights, ports);
  return ports;
}

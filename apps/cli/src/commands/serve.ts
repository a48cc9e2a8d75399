import { once } from 'node:events';
import { importConfig, type Ports, type RouterConfig } from '@signalbox/engine';
import { createLogger, createLogRing, GatewayError, type Logger } from '@signalbox/gateway';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import pc from 'picocolors';
import type { Command, CommandInput } from '../command.ts';
import { createConfigControl, type RunningConfig } from '../composition/config-control.ts';
import { isProgram } from '../composition/config-program.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { managementToken, viewerToken } from '../composition/data-directory.ts';
import {
  chooseConfig,
  headOpener,
  loadConfigFile,
  loadConfigText,
  readConfig,
  shownPath,
} from '../composition/load-config-file.ts';
import { openConfigVersions } from '../composition/open-config-versions.ts';
import { storePath } from '../composition/record-store.ts';
import { simulateBackends } from '../composition/simulate-backends.ts';
import { type RunningRouter, startRouter } from '../composition/start-router.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { type ConfigWatch, watchConfig } from '../composition/watch-config.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { LOG_LEVEL_WORDS, logLevelOption, numberOption, portOption } from '../option-values.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { UsageError } from '../usage-error.ts';

const DRAIN_SECONDS = 25;
const MOST_WORKERS = 256;

/** The composition root: the only place that wires engine, models and gateway into a running router. */
export const serve: Command = {
  name: 'serve',
  summary: 'Runs the router: data plane, management API, and simulated models when asked.',
  positionals: [],
  options: [
    {
      flags: '-c, --config <file>',
      description: 'config file or recipe name (default: config.yaml here, else the mom recipe, simulated)',
    },
    { flags: '--simulate', description: "put simulated models in place of the config's backends" },
    { flags: '--simulate-latency-ms <number>', description: 'time to the first simulated token (default: 0)' },
    {
      flags: '--simulate-tokens-per-second <number>',
      description: 'pace of simulated tokens (default: as fast as it goes)',
    },
    { flags: '--port <number>', description: 'port of the data plane; 0 picks a free one (also PORT)' },
    {
      flags: '--management-port <number>',
      description: 'port of the management API; 0 picks a free one (also MANAGEMENT_PORT)',
    },
    { flags: '--address <address>', description: 'address of the data plane' },
    {
      flags: '--workers <number>',
      description: 'processes that serve requests, managed by this one; without it this one serves them itself',
    },
    {
      flags: '--drain-timeout <seconds>',
      description: `longest wait for requests under way when stopping (default: ${DRAIN_SECONDS})`,
    },
    { flags: '--log-level <level>', description: `${LOG_LEVEL_WORDS} (default: warn)` },
  ],
  examples: [
    'signalbox serve --config config.yaml',
    'signalbox serve --config config.yaml --simulate',
    'signalbox serve --config config.yaml --workers 4',
    'signalbox serve --port 0 --management-port 0 --json',
  ],
  async run({ options }, io) {
    const { path, isRecipe } = chooseConfig(options.config, io);
    const isSimulated = options.simulate === true || (isRecipe && options.config === undefined);
    const level = logLevelOption(options.logLevel);
    const workers = numberOption(options.workers, '--workers', { min: 1, max: MOST_WORKERS });
    const drainMs =
      1e3 * (numberOption(options.drainTimeout, '--drain-timeout', { min: 0, max: 86_400 }) ?? DRAIN_SECONDS);
    const logRing = createLogRing();
    const logger = createLogger({ level, destination: { write: io.stderr }, keep: logRing });
    const ports = createPorts(weightsFolder(io));
    const purpose = isSimulated ? 'simulate' : 'serve';

    const opener = headOpener(path, purpose, io);
    const { result, text } = await loadConfigFile(path, purpose, ports, io, opener);
    printDiagnostics(result.diagnostics, io);
    if (!result.ok) {
      await opener.close();
      return EXIT.bad;
    }
    const simulator = isSimulated ? await startSimulated(options) : undefined;
    const versions = await openConfigVersions(result.loaded.config, io);
    let watch: ConfigWatch | undefined;
    const configControl = createConfigControl({
      path,
      shown: shownPath(path, io),
      readOnly: readOnlyBecause(path, isRecipe, io),
      inForce: text,
      compile: (changed) => loadConfigText(changed, path, purpose, ports, io, opener),
      importReference: (foreign) => importConfig(foreign, { vocabulary, load: loadImported(path, ports, io) }),
      async apply(compiled, changed) {
        await router.apply(compiled, changed);
        watch?.follow(compiled.loaded.files);
      },
      versions,
      now: Date.now,
      warn: (message) => io.stderr(`signalbox: ${message}\n`),
    });
    const router = await startRouter({
      path,
      text,
      loaded: result,
      purpose,
      simulatorUrl: simulator?.url,
      served: ({ loaded: { config } }) => (simulator === undefined ? config : simulateBackends(config, simulator.url)),
      ...listenAt(result.loaded.config, options, io),
      managementToken: managementToken(io),
      viewerToken: viewerToken(io),
      configControl,
      opener,
      workers,
      logLevel: level,
      logger,
      logRing,
      weightsFolder: weightsFolder(io),
      storePath: storePath(io),
      warn: (message) => io.stderr(`signalbox: ${message}\n`),
    }).catch(async (cause: unknown) => {
      await opener.close();
      await simulator?.close();
      await versions.close();
      if (cause instanceof GatewayError) throw new UsageError(cause.message, cause.hint);
      throw cause;
    });

    await opener.inForce(result.loaded.config.heads);
    await configControl.started();
    const reload = (why: 'changed' | 'asked') => void reloadFile(why, configControl, path, io, logger);
    // What a config names, and the functions of a program, may change while the config's own text stays the same.
    watch = watchConfig(path, (what) => reload(what === 'config' && !isProgram(path) ? 'changed' : 'asked'));
    watch.follow(result.loaded.files);
    const stopListening = [
      io.onReload(() => reload('asked')),
      io.onRestart(() => void restartWorkers(router, drainMs, io)),
    ];

    const urls = {
      dataPlane: urlOf(router.dataPlane, result.loaded.config.listener.tls !== undefined),
      management: urlOf(router.management),
      simulator: simulator?.url,
    };
    if (options.json)
      io.stdout(
        `${JSON.stringify({ ...urls, ports: portsOf(router), config: shownPath(path, io), configHash: result.loaded.hash })}\n`,
      );
    else io.stdout(greeting(urls, shownPath(path, io), result.loaded.config));

    if (!io.stopping.aborted) await once(io.stopping, 'abort');
    if (!options.json) io.stderr('signalbox: finishing the requests under way …\n');
    watch.stop();
    for (const stop of stopListening) stop();
    await router.close(drainMs);
    await opener.close();
    await simulator?.close();
    await versions.close();
    return EXIT.ok;
  },
};

/** Why requests may not change the config's file. */
function readOnlyBecause(path: string, isRecipe: boolean, io: Io): string | undefined {
  if (isRecipe) return `${shownPath(path, io)} is a recipe that comes with the router`;
  return isProgram(path) ? `${shownPath(path, io)} is a program; change it there` : undefined;
}

function startSimulated(options: CommandInput['options']): Promise<Simulator> {
  const latencyMs = numberOption(options.simulateLatencyMs, '--simulate-latency-ms', { min: 0, max: 600_000 });
  const tokensPerSecond = numberOption(options.simulateTokensPerSecond, '--simulate-tokens-per-second', {
    min: 0,
    max: 1_000_000,
  });
  return startSimulator({
    // A reloaded config may name models that this one does not, so any name is answered.
    models: 'any',
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
  });
}

function listenAt({ listener, management }: RouterConfig, options: CommandInput['options'], io: Io) {
  return {
    dataPlane: {
      address: typeof options.address === 'string' ? options.address : listener.address,
      port: portOption(options.port, '--port', io.environment, 'PORT') ?? listener.port,
    },
    management: {
      address: management.address,
      port:
        portOption(options.managementPort, '--management-port', io.environment, 'MANAGEMENT_PORT') ?? management.port,
    },
  };
}

async function restartWorkers({ restart }: RunningRouter, drainMs: number, io: Io): Promise<void> {
  if (restart === undefined) {
    io.stderr('signalbox: nothing to restart without --workers; SIGHUP reads the config again\n');
    return;
  }
  try {
    await restart(drainMs);
    io.stderr('signalbox: all workers are new\n');
  } catch (cause) {
    io.stderr(`signalbox: a new worker does not start (${(cause as Error).message}); those before it serve on\n`);
  }
}

/**
 * Reads the file again; a bad config changes nothing and says why. A file that was only touched is left alone, unless a
 * reload was asked for: the environment may have changed.
 */
async function reloadFile(
  why: 'changed' | 'asked',
  config: RunningConfig,
  path: string,
  io: Io,
  logger: Logger,
): Promise<void> {
  const shown = shownPath(path, io);
  try {
    const change = await config.takeFile(() => readConfig(path, io), { evenIfSame: why === 'asked' });
    if (change === 'unchanged') return;
    if (change.kind === 'in_force') io.stderr(`signalbox: ${shown} is in force (version ${change.version.id})\n`);
    if (change.kind !== 'invalid') return;
    printDiagnostics(change.diagnostics, io);
    io.stderr(`signalbox: ${shown} is not valid; the running config stays in force\n`);
  } catch (cause) {
    logger.error({ cause: String(cause) }, 'reload failed');
    io.stderr(`signalbox: no reload (${(cause as Error).message}); the running config stays in force\n`);
  }
}

function urlOf({ address, port }: { readonly address: string; readonly port: number }, isSecure = false): string {
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function portsOf(servers: {
  readonly dataPlane: { readonly port: number };
  readonly management: { readonly port: number };
}) {
  return { dataPlane: servers.dataPlane.port, management: servers.management.port };
}

function greeting(
  urls: { readonly dataPlane: string; readonly management: string; readonly simulator: string | undefined },
  file: string,
  config: RouterConfig,
): string {
  const name = config.entryPoints[0]?.modelName ?? config.models[0]!.name;
  const body = `{"model":"${name}","stream":true,"messages":[{"role":"user","content":"Solve 2x+5=15 and explain every step."}]}`;
  return `
${pc.bold('Signalbox')} routes among ${config.models.length} models by ${config.recipes.reduce((sum, { decisions }) => sum + decisions.length, 0)} decisions (${file})

  OpenAI endpoint   ${urls.dataPlane}/v1   model "${name}"
  dashboard         ${urls.management}
  models            ${urls.simulator === undefined ? "the config's backends" : `simulated, at ${urls.simulator}/v1`}

Try it:

  curl -Ni ${urls.dataPlane}/v1/chat/completions -H 'content-type: application/json' \\
    -d '${body}'

`;
}

/** Without the environment: what is wrong with a value would tell whoever may read configs what a variable holds. */
function loadImported(path: string, ports: Ports, io: Io) {
  const blind = { environment: {}, workingDirectory: io.workingDirectory };
  return (text: string) => loadConfigText(text, path, 'simulate', ports, blind);
}

import { once } from 'node:events';
import { importConfig, type Ports, type RouterConfig } from '@signalbox/engine';
import { createLogger, createLogRing, type FetchedText, GatewayError, type Logger } from '@signalbox/gateway';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import pc from 'picocolors';
import type { Command, CommandInput } from '../command.ts';
import { createConfigControl, type RunningConfig } from '../composition/config-control.ts';
import { type ConfigHome, configHome } from '../composition/config-home.ts';
import { isProgram } from '../composition/config-program.ts';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { managementToken, viewerToken } from '../composition/data-directory.ts';
import { chooseConfig, loadConfigText, readConfig } from '../composition/load-config-file.ts';
import { openConfigVersions } from '../composition/open-config-versions.ts';
import { storePath } from '../composition/record-store.ts';
import { settleHeap } from '../composition/settle-heap.ts';
import { askLocal } from '../composition/setup/ask-local.ts';
import { createSetup } from '../composition/setup/create-setup.ts';
import { type RunningRouter, startRouter } from '../composition/start-router.ts';
import { vocabulary } from '../composition/vocabulary.ts';
import { type ConfigWatch, watchConfig } from '../composition/watch-config.ts';
import { EXIT } from '../exit-codes.ts';
import { fetchText } from '../fetch/fetch-text.ts';
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
      description:
        'config file or recipe name (default: signalbox.yaml or config.yaml here, else the mom recipe, simulated)',
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
    const compile = (text: string, { path, purpose, opener }: ConfigHome) =>
      loadConfigText(text, path, purpose, ports, io, opener);

    const simulator = isSimulated ? await startSimulated(options) : undefined;
    const home = configHome(path, isRecipe, simulator?.url, io);
    const text = await readConfig(path, io).catch(async (cause: unknown) => {
      await simulator?.close();
      throw cause;
    });
    const result = await compile(text, home);
    printDiagnostics(result.diagnostics, io);
    if (!result.ok) {
      await home.opener.close();
      await simulator?.close();
      return EXIT.bad;
    }
    const versions = await openConfigVersions(result.loaded.config, io);
    let watch: ConfigWatch | undefined;
    let { files } = result.loaded;
    const configControl = createConfigControl({
      home,
      inForce: text,
      compile,
      importReference: (foreign) => importConfig(foreign, { vocabulary, load: loadImported(path, ports, io) }),
      fetchText: fetchReference,
      async apply(compiled, changed, to) {
        await router.apply(compiled, changed, to);
        if (to.path === configControl.home().path) watch?.follow(compiled.loaded.files);
        files = compiled.loaded.files;
      },
      versions,
      now: Date.now,
      warn: (message) => io.stderr(`signalbox: ${message}\n`),
    });
    const reload = (why: 'changed' | 'asked') => void reloadFile(why, configControl, io, logger);
    const watchHome = ({ path }: ConfigHome) => {
      watch?.stop();
      // What a config names, and the functions of a program, may change while the config's own text stays the same.
      watch = watchConfig(path, (what) => reload(what === 'config' && !isProgram(path) ? 'changed' : 'asked'));
      watch.follow(files);
    };
    const setup = createSetup({
      config: () => configControl,
      compile,
      ask: askLocal,
      started: result.loaded.config,
      onMoved(to) {
        watchHome(to);
        io.stderr(`signalbox: ${to.shown} is the config from now on\n`);
      },
      io,
    });
    const router = await startRouter({
      text,
      loaded: result,
      home,
      setup,
      ...listenAt(result.loaded.config, options, io),
      managementToken: managementToken(io),
      viewerToken: viewerToken(io),
      configControl,
      workers,
      logLevel: level,
      logger,
      logRing,
      weightsFolder: weightsFolder(io),
      storePath: storePath(io),
      warn: (message) => io.stderr(`signalbox: ${message}\n`),
    }).catch(async (cause: unknown) => {
      await home.opener.close();
      await simulator?.close();
      await versions.close();
      if (cause instanceof GatewayError) throw new UsageError(cause.message, cause.hint);
      throw cause;
    });

    await home.opener.inForce(result.loaded.config.heads);
    await configControl.started();
    watchHome(home);
    settleHeap();
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
        `${JSON.stringify({ ...urls, ports: portsOf(router), config: home.shown, configHash: result.loaded.hash })}\n`,
      );
    else io.stdout(greeting(urls, home, result.loaded.config));

    if (!io.stopping.aborted) await once(io.stopping, 'abort');
    if (!options.json) io.stderr('signalbox: finishing the requests under way …\n');
    watch?.stop();
    for (const stop of stopListening) stop();
    await router.close(drainMs);
    await configControl.home().opener.close();
    await simulator?.close();
    await versions.close();
    return EXIT.ok;
  },
};

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
async function reloadFile(why: 'changed' | 'asked', config: RunningConfig, io: Io, logger: Logger): Promise<void> {
  const { path, shown } = config.home();
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
  { shown: file, isRecipe }: ConfigHome,
  config: RouterConfig,
): string {
  const name = config.entryPoints[0]?.modelName ?? config.models[0]!.name;
  const body = `{"model":"${name}","stream":true,"messages":[{"role":"user","content":"Solve 2x+5=15 and explain every step."}]}`;
  return `
${pc.bold('Signalbox')} routes among ${config.models.length} models by ${config.recipes.reduce((sum, { decisions }) => sum + decisions.length, 0)} decisions (${file})

  OpenAI endpoint   ${urls.dataPlane}/v1   model "${name}"
  dashboard         ${urls.management}${isRecipe ? '   where your own models are set up' : ''}
  models            ${urls.simulator === undefined ? "the config's backends" : `simulated, at ${urls.simulator}/v1`}

Try it:

  curl -Ni ${urls.dataPlane}/v1/chat/completions -H 'content-type: application/json' \\
    -d '${body}'

`;
}

/** A config of the reference behind an address that somebody sent; private networks are none of its business. */
async function fetchReference(address: string): Promise<FetchedText> {
  try {
    return { text: await fetchText(address, { hint: 'download it, and bring the file' }) };
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    return { problem: cause.message, hint: cause.hint };
  }
}

/** Without the environment: what is wrong with a value would tell whoever may read configs what a variable holds. */
function loadImported(path: string, ports: Ports, io: Io) {
  const blind = { environment: {}, workingDirectory: io.workingDirectory };
  return (text: string) => loadConfigText(text, path, 'simulate', ports, blind);
}

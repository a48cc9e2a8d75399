import { once } from 'node:events';
import { type Engine, type LoadedConfig, type RouterConfig, signalKinds } from '@signalbox/engine';
import { createGateway, createLogger, type Gateway, GatewayError, type Logger, startServers } from '@signalbox/gateway';
import { type Simulator, startSimulator } from '@signalbox/gateway/simulator';
import pc from 'picocolors';
import type { Command, CommandInput } from '../command.ts';
import { createPorts } from '../composition/create-ports.ts';
import { chooseConfig, type LoadedFile, loadConfigFile, shownPath } from '../composition/load-config-file.ts';
import { simulateBackends } from '../composition/simulate-backends.ts';
import { watchFile } from '../composition/watch-file.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { numberOption, portOption } from '../option-values.ts';
import { printDiagnostics } from '../report/diagnostics.ts';
import { UsageError } from '../usage-error.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

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
    { flags: '--log-level <level>', description: `${LOG_LEVELS.join(', ')} (default: warn)` },
  ],
  examples: [
    'signalbox serve --config config.yaml',
    'signalbox serve --config config.yaml --simulate',
    'signalbox serve --port 0 --management-port 0 --json',
  ],
  async run({ options }, io) {
    const { path, isRecipe } = chooseConfig(options.config, io);
    const isSimulated = options.simulate === true || (isRecipe && options.config === undefined);
    const logger = createLogger({ level: logLevel(options), destination: { write: io.stderr } });
    const ports = createPorts();
    const load = () => loadConfigFile(path, isSimulated ? 'simulate' : 'serve', ports, io);

    const { result, text } = await load();
    printDiagnostics(result.diagnostics, io);
    if (!result.ok) return EXIT.bad;
    const simulator = isSimulated ? await startSimulated(options) : undefined;
    const served = (loaded: LoadedConfig): RouterConfig =>
      simulator === undefined ? loaded.config : simulateBackends(loaded.config, simulator.url);
    const gateway = createGateway({
      config: served(result.loaded),
      engine: result.engine,
      configDocument: result.loaded.shown,
      kinds: signalKinds,
      logger,
    });
    const servers = await listen(gateway, options, io).catch(async (cause: unknown) => {
      await gateway.close(0);
      await simulator?.close();
      if (cause instanceof GatewayError) throw new UsageError(cause.message, cause.hint);
      throw cause;
    });

    const urls = {
      dataPlane: urlOf(servers.dataPlane),
      management: urlOf(servers.management),
      simulator: simulator?.url,
    };
    if (options.json)
      io.stdout(
        `${JSON.stringify({ ...urls, ports: portsOf(servers), config: shownPath(path, io), configHash: result.loaded.hash })}\n`,
      );
    else io.stdout(greeting(urls, shownPath(path, io), result.loaded.config));

    const reloader = createReloader({
      load,
      inForce: text,
      apply: (loaded, engine) => gateway.swap({ config: served(loaded), engine, configDocument: loaded.shown }),
      io,
      logger,
    });
    const stopWatching = watchFile(path, () => reloader('changed'));
    const stopListening = io.onReload(() => reloader('asked'));
    if (!io.stopping.aborted) await once(io.stopping, 'abort');
    if (!options.json) io.stderr('signalbox: finishing the requests under way …\n');
    stopWatching();
    stopListening();
    await servers.close();
    await gateway.close();
    await simulator?.close();
    return EXIT.ok;
  },
};

function logLevel(options: CommandInput['options']): (typeof LOG_LEVELS)[number] {
  const level = options.logLevel ?? 'warn';
  const known = LOG_LEVELS.find((each) => each === level);
  if (known === undefined) throw new UsageError(`unknown log level "${level}"`, `one of ${LOG_LEVELS.join(', ')}`);
  return known;
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

function listen(gateway: Gateway, options: CommandInput['options'], io: Io) {
  const { listener, management } = gateway.config;
  return startServers(gateway, {
    dataPlane: {
      address: typeof options.address === 'string' ? options.address : listener.address,
      port: portOption(options.port, '--port', io.environment, 'PORT') ?? listener.port,
    },
    management: {
      address: management.address,
      port:
        portOption(options.managementPort, '--management-port', io.environment, 'MANAGEMENT_PORT') ?? management.port,
    },
  });
}

interface ReloaderOptions {
  readonly load: () => Promise<LoadedFile>;
  /** Text of the config that is in force. */
  readonly inForce: string;
  readonly apply: (loaded: LoadedConfig, engine: Engine) => void;
  readonly io: Io;
  readonly logger: Logger;
}

/**
 * Loads again, one at a time; a bad config changes nothing and says why. A file that was only touched is left alone,
 * unless a reload was asked for: the environment may have changed.
 */
function createReloader({ load, inForce, apply, io, logger }: ReloaderOptions): (why: 'changed' | 'asked') => void {
  let current = inForce;
  let running: Promise<void> = Promise.resolve();
  const reload = async (why: 'changed' | 'asked') => {
    try {
      const { path, text, result } = await load();
      if (text === current && why === 'changed') return;
      const shown = shownPath(path, io);
      if (!result.ok) {
        printDiagnostics(result.diagnostics, io);
        io.stderr(`signalbox: ${shown} is not valid; the running config stays in force\n`);
        return;
      }
      apply(result.loaded, result.engine);
      current = text;
      io.stderr(`signalbox: ${shown} is in force (config ${result.loaded.hash})\n`);
    } catch (cause) {
      logger.error({ cause: String(cause) }, 'reload failed');
      io.stderr(`signalbox: no reload (${(cause as Error).message}); the running config stays in force\n`);
    }
  };
  return (why) => {
    running = running.then(() => reload(why));
  };
}

function urlOf({ address, port }: { readonly address: string; readonly port: number }): string {
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
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
  management        ${urls.management}
  models            ${urls.simulator === undefined ? "the config's backends" : `simulated, at ${urls.simulator}/v1`}

Try it:

  curl -Ni ${urls.dataPlane}/v1/chat/completions -H 'content-type: application/json' \\
    -d '${body}'

`;
}

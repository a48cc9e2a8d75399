import { dirname } from 'node:path';
import { formatDiagnostic, type LoadEngineResult } from '@signalbox/engine';
import {
  createGateway,
  createLogger,
  createMetrics,
  createOpenTelemetry,
  type Gateway,
  GatewayError,
  type LimitStore,
  noTracing,
  startDataPlane,
} from '@signalbox/gateway';
import type { HeadOpener } from '@signalbox/models';
import { createPorts, weightsFolder } from '../composition/create-ports.ts';
import { headOpener, loadConfigText } from '../composition/load-config-file.ts';
import { openStores } from '../composition/open-stores.ts';
import { settleHeap } from '../composition/settle-heap.ts';
import { simulateBackends } from '../composition/simulate-backends.ts';
import type { Io } from '../io.ts';
import type { FromWorker, ToWorker, WorkerAnswers, WorkerConfig, WorkerQuestion, WorkerStart } from './messages.ts';
import { createSharedLimits } from './shared-limits.ts';

/** After the grace, what still writes to a slow client gets this long. */
export const LAST_BYTES_MS = 2_000;

/** How a worker talks to the managing process. */
export interface Channel {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

/** One worker's life: waits to be told what to serve, serves it, answers questions, and ends when it is drained. */
export function runWorker(channel: Channel, io: Io): Promise<void> {
  return new Promise((resolve) => {
    const limits = createSharedLimits((message) => channel.send(message));
    let serving: Promise<ServingWorker | undefined> = Promise.resolve(undefined);
    channel.onMessage((message) => {
      switch (message.kind) {
        case 'start':
          serving = startWorker(message.start, limits.store, channel, io).catch((cause: unknown) => {
            channel.send(failureOf(cause));
            return undefined;
          });
          void serving.then((worker) => worker && channel.send({ kind: 'listening', at: worker.at }));
          return;
        case 'ask':
          void serving
            .then((worker) => worker?.answer(message.question))
            .then((answer) => channel.send({ kind: 'answer', number: message.number, answer }));
          return;
        case 'limits':
          limits.answered(message.number, message.taken);
          return;
        case 'drain':
          void serving.then((worker) => worker?.drain(message.why, message.graceMs)).then(resolve);
      }
    });
    channel.send({ kind: 'awake' });
  });
}

interface ServingWorker {
  readonly at: WorkerStart['listenAt'];
  answer(question: WorkerQuestion): Promise<WorkerAnswers[keyof WorkerAnswers]>;
  drain(why: 'stop' | 'replace', graceMs: number): Promise<void>;
}

async function startWorker(
  start: WorkerStart,
  limitStore: LimitStore,
  channel: Channel,
  io: Io,
): Promise<ServingWorker> {
  const logger = createLogger({
    level: start.logLevel,
    destination: { write: io.stderr },
    keep: { write: (line) => channel.send({ kind: 'log', line }) },
  });
  const ports = createPorts(weightsFolder(io));
  let current: WorkerConfig = start;
  let opener = headOpener(start.path, start.purpose, io);
  const compile = ({ text, path, purpose }: WorkerConfig, own: HeadOpener) =>
    loadConfigText(text, path, purpose, ports, io, own);
  const first = await compile(start, opener);
  if (!first.ok) throw new GatewayError('config.invalid', first.diagnostics.map(formatDiagnostic).join('\n'));
  const stores = await openStores({
    config: first.loaded.config,
    path: start.storePath,
    warn: (message) => logger.warn({}, message),
  });
  const { records } = stores.opened;
  const metrics = createMetrics({
    recordsDropped: () => records.dropped(),
    recordsLost: () => records.lost(),
    headStatistics: () => opener.statistics(),
  });
  const { tracing: traced } = first.loaded.config;
  const tracing = traced === undefined ? noTracing : await createOpenTelemetry(traced);
  const gateway: Gateway = createGateway({
    ...served(first, start),
    kinds: first.kinds,
    ...stores.opened,
    tellsDrift: false,
    metrics,
    tracing,
    logger,
    limitStore,
  });
  await opener.inForce(first.loaded.config.heads);
  settleHeap();
  const server = await startDataPlane(gateway, start.listenAt);

  async function change(config: WorkerConfig): Promise<string | undefined> {
    const isElsewhere = config.path !== current.path || config.purpose !== current.purpose;
    const before = opener;
    const after = isElsewhere ? headOpener(config.path, config.purpose, io) : before;
    const next = await compile(config, after);
    if (!next.ok) {
      if (isElsewhere) await after.close();
      return next.diagnostics.map(formatDiagnostic).join('\n');
    }
    gateway.swap(served(next, config));
    current = config;
    opener = after;
    await after.inForce(next.loaded.config.heads);
    if (isElsewhere) await before.close();
    return undefined;
  }

  return {
    at: { address: server.address, port: server.port },
    async answer(question) {
      switch (question.of) {
        case 'metrics':
          return metrics.snapshot();
        case 'statistics':
          return records.statistics();
        case 'record':
          return records.get(question.id);
        case 'records':
          return records.list(question.filter, question.page);
        case 'groups':
          return records.group(question.filter, question.by);
        case 'tags':
          return records.tags(question.filter);
        case 'flush':
          await records.flush();
          return undefined;
        case 'thin': {
          const { facets, since } = question;
          const { total } = await records.list({ facets, since }, { limit: 1, offset: 0 });
          return records.thin(facets, total);
        }
        case 'config':
          return change(question.config);
      }
    },
    async drain(why, graceMs) {
      if (why === 'replace') await server.close(graceMs);
      await gateway.close(graceMs);
      await stores.close();
      if (why === 'stop') await server.close(LAST_BYTES_MS);
      await opener.close();
    },
  };
}

/** A config as the gateway takes it. */
function served({ loaded, engine, ports }: Extract<LoadEngineResult, { ok: true }>, seat: WorkerConfig) {
  const { path, simulatorUrl } = seat;
  return {
    config: simulatorUrl === undefined ? loaded.config : simulateBackends(loaded.config, simulatorUrl),
    engine,
    ports,
    folder: dirname(path),
  };
}

function failureOf(cause: unknown): FromWorker {
  const message = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'failed', message, hint: cause instanceof GatewayError ? cause.hint : undefined };
}

import { processIo } from './io.ts';
import { run } from './run.ts';
import { isWorkerProcess, workerChannel } from './workers/cluster.ts';
import { runWorker } from './workers/worker.ts';

if (isWorkerProcess) {
  // Signals go to the whole group, but the managing process says when a worker ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
  await runWorker(workerChannel, processIo());
  process.exit(0);
} else {
  process.exitCode = await run(process.argv.slice(2), processIo());
}

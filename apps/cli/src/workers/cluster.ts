import cluster from 'node:cluster';
import type { FromWorker, ToWorker } from './messages.ts';
import type { Channel } from './worker.ts';
import type { WorkerProcess } from './worker-set.ts';

/** Starts worker processes of this program. Connections are dealt out to them in turn. */
export function forkWorker(): WorkerProcess {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({ serialization: 'advanced', args: [] });
  const worker = cluster.fork();
  return {
    send(message: ToWorker) {
      // A worker that has just died takes no message; its exit is told by itself.
      if (worker.isConnected()) worker.send(message, () => {});
    },
    onMessage: (listener) => void worker.on('message', (message: FromWorker) => listener(message)),
    onExit: (listener) => void worker.on('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
    kill: () => void worker.process.kill('SIGKILL'),
  };
}

/** Whether this process is one that `forkWorker` started. */
export const isWorkerProcess = cluster.isWorker;

/** A worker's channel to the process that started it. */
export const workerChannel: Channel = {
  // The managing process may be gone; then nobody asks any more.
  send: (message) => void process.send?.(message, undefined, undefined, () => {}),
  onMessage: (listener) => void process.on('message', (message: ToWorker) => listener(message)),
};

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { InferenceOrder, ModelFacts } from './inference.ts';
import type { FromWorker, SentFailure, ToWorker } from './inference-worker.ts';
import { OnnxError } from './onnx-error.ts';
import type { Item } from './task.ts';

/** A model on a thread of its own: texts that come while it works are read together in its next run. */
export interface ModelThread {
  readonly facts: ModelFacts;
  /** Rejects with `OnnxError`, or with the signal's reason when it is aborted first. */
  ask(item: Item, signal?: AbortSignal): Promise<unknown>;
  /** Ends the thread; what still waits is rejected. */
  close(): Promise<void>;
}

interface Waiting {
  readonly item: Item;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Starts the thread and opens the model there. Rejects with `OnnxError` for a folder that cannot be used. */
export async function openModelThread(order: InferenceOrder): Promise<ModelThread> {
  const [worker, facts] = await startWorker(order);
  return new OpenThread(order, worker, facts);
}

class OpenThread implements ModelThread {
  readonly facts: ModelFacts;
  readonly #order: InferenceOrder;
  readonly #waiting: Waiting[] = [];
  #running: Waiting[] = [];
  /** Undefined after the thread was lost, until it is started again. */
  #worker: Worker | undefined;
  #starting: Promise<void> | undefined;
  #isClosed = false;

  constructor(order: InferenceOrder, worker: Worker, facts: ModelFacts) {
    this.#order = order;
    this.facts = facts;
    this.#take(worker);
  }

  ask(item: Item, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#isClosed) return reject(closed());
      const leave = () => {
        const place = this.#waiting.indexOf(entry);
        if (place >= 0) this.#waiting.splice(place, 1);
        reject(signal!.reason);
      };
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener('abort', leave);
          settle(value);
        };
      const entry: Waiting = { item, resolve: settled(resolve), reject: settled(reject) };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(entry);
      // Texts asked for in one go travel in one run.
      queueMicrotask(() => this.#runNext());
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of [...this.#running, ...this.#waiting.splice(0)]) reject(closed());
    this.#running = [];
    await this.#starting;
    await this.#worker?.terminate();
  }

  #runNext(): void {
    if (this.#running.length > 0 || this.#starting !== undefined || this.#isClosed) return;
    const worker = this.#worker;
    if (worker === undefined) {
      if (this.#waiting.length > 0) this.#restart();
      return;
    }
    this.#running = this.#waiting.splice(0, this.#order.options.batchSize);
    // Waiting for an answer keeps the process alive; an idle model does not.
    if (this.#running.length === 0) {
      worker.unref();
      return;
    }
    worker.ref();
    const message: ToWorker = { items: this.#running.map(({ item }) => item) };
    worker.postMessage(message);
  }

  #take(worker: Worker): void {
    this.#worker = worker;
    worker.unref();
    worker.on('message', (message: FromWorker) => {
      const asked = this.#running;
      this.#running = [];
      asked.forEach(({ resolve, reject }, i) => {
        if ('answers' in message) resolve(message.answers[i]);
        else if ('failure' in message) reject(errorOf(message.failure));
      });
      this.#runNext();
    });
    worker.on('error', (error) => this.#lose(worker, `the model's thread broke: ${error.message}`));
    worker.on('exit', (code) => this.#lose(worker, `the model's thread ended with code ${code}`));
  }

  /** Rejects what was running; what waits and comes is for a new thread. */
  #lose(worker: Worker, reason: string): void {
    if (this.#isClosed || this.#worker !== worker) return;
    this.#worker = undefined;
    const hint = 'the model is opened again; if this repeats, give it more memory or a smaller variant';
    const lost = this.#running;
    this.#running = [];
    for (const { reject } of lost) reject(new OnnxError('onnx.thread_lost', reason, hint));
    this.#runNext();
  }

  #restart(): void {
    this.#starting = this.#start().then(
      () => {
        this.#starting = undefined;
        this.#runNext();
      },
      (error: unknown) => {
        this.#starting = undefined;
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      },
    );
  }

  async #start(): Promise<void> {
    const [worker, facts] = await startWorker(this.#order);
    if (facts.hash === this.facts.hash) {
      this.#take(worker);
      return;
    }
    await worker.terminate();
    const text = `model folder ${this.#order.folder}: changed since it was opened`;
    throw new OnnxError('onnx.model_changed', text, 'load the config again to take the new model into use');
  }
}

function closed(): OnnxError {
  return new OnnxError('onnx.closed', 'the model is closed', 'open it again');
}

/** The compiled thread: beside this file, or where this file is a source, in the build. */
function workerPath(): string {
  const beside = fileURLToPath(new URL('./inference-worker.js', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/onnx/inference-worker.js', import.meta.url));
}

function startWorker(order: InferenceOrder): Promise<[Worker, ModelFacts]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerPath(), { workerData: order });
    // Not removeAllListeners: a worker listens to itself.
    const settle = () => {
      worker.off('message', hear);
      worker.off('error', fail);
      worker.off('exit', end);
    };
    const fail = (error: Error) => {
      settle();
      void worker.terminate();
      reject(error);
    };
    const end = (code: number) => fail(new Error(`the model's thread ended with code ${code} while opening`));
    const hear = (message: FromWorker) => {
      if ('failure' in message) return fail(errorOf(message.failure));
      if (!('opened' in message)) return fail(new Error('the thread answered before it opened the model'));
      settle();
      resolve([worker, message.opened]);
    };
    worker.on('message', hear);
    worker.on('error', fail);
    worker.on('exit', end);
  });
}

function errorOf({ code, reason, hint }: SentFailure): OnnxError {
  return new OnnxError(code, reason, hint);
}

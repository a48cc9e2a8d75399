import {
  type FamilySnapshot,
  GatewayError,
  type LimitStore,
  type ListenAt,
  type Logger,
  type RecordStore,
} from '@signalbox/gateway';
import type { FromWorker, LimitCall, ToWorker, WorkerConfig, WorkerQuestion, WorkerStart } from './messages.ts';
import { type AskEveryone, recordsOfFile, recordsOfMemories } from './worker-records.ts';

/** A worker process, as the set needs it; `node:cluster` gives the real one. */
export interface WorkerProcess {
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onExit(listener: (how: string) => void): void;
  kill(): void;
}

export interface WorkerSetOptions {
  readonly count: number;
  /** Starts one process. */
  readonly fork: () => WorkerProcess;
  readonly start: WorkerStart;
  /** Counts for all workers together. */
  readonly limits: LimitStore;
  readonly logger: Logger;
  /** Gets the lines of the workers' logs. */
  readonly onLogLine: (line: string) => void;
  /** The file that the workers write to, as this process has it open; undefined where they keep records in memory. */
  readonly file: RecordStore | undefined;
  /** Waits before a worker that died is replaced; tests give their own. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Processes that serve the data plane together. */
export interface WorkerSet {
  /** Where all of them listen. */
  readonly at: ListenAt;
  /** Puts a config in force in every worker. Rejects with what the first one says against it. */
  apply(config: WorkerConfig): Promise<void>;
  metrics(): Promise<readonly (readonly FamilySnapshot[])[]>;
  /** The workers' records as one. */
  readonly records: RecordStore;
  /** Replaces every worker by a new one, one after the other, without a moment in which nobody listens. */
  restart(graceMs: number): Promise<void>;
  /** Lets requests under way finish, up to `graceMs`, and ends the workers. */
  close(graceMs: number): Promise<void>;
}

/** A worker that answers nothing for so long is taken for stuck. */
const ANSWER_MS = 10_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** Beyond the grace, for closing what the grace broke off. */
const EXIT_SLACK_MS = 5_000;

/** Starts the workers; resolves when all of them listen. Rejects, with none left, when the first one cannot serve. */
export async function startWorkers(options: WorkerSetOptions): Promise<WorkerSet> {
  const { count, logger, file } = options;
  let start = options.start;
  // Workers that ask for port 0 all get the same one.
  let at = options.start.listenAt;
  let isClosing = false;
  let pauseMs = FIRST_PAUSE_MS;
  /** Those that serve. */
  const workers = new Set<Member>();
  /** All from their start to their end: also those that do not listen yet, and those that finish what they have. */
  const alive = new Set<Member>();

  async function add(): Promise<void> {
    const member = new Member(options.fork(), options.limits, options.onLogLine);
    alive.add(member);
    void member.ended.then(() => alive.delete(member));
    const given = start;
    at = await member.listening(given);
    if (isClosing) return;
    workers.add(member);
    void member.ended.then((how) => {
      if (!workers.delete(member) || isClosing) return;
      logger.error({ how }, 'a worker died and is replaced');
      void replace();
    });
    // Put in force while it started.
    if (start !== given) await member.ask({ of: 'config', config: start });
  }

  /** Tries until a worker serves again; the pauses grow while it does not. */
  async function replace(): Promise<void> {
    while (!isClosing && workers.size < count) {
      await options.wait(pauseMs);
      if (isClosing) return;
      try {
        await add();
        pauseMs = FIRST_PAUSE_MS;
      } catch (cause) {
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        logger.error({ cause: String(cause) }, 'a worker does not start');
      }
    }
  }

  const everyone: AskEveryone = async (question) => {
    const answers = await Promise.all([...workers].map((member) => member.ask(question)));
    return answers.filter((answer) => answer !== NO_ANSWER) as never[];
  };

  // One after the other: what the first one cannot serve, none has to try.
  try {
    for (let started = 0; started < count; started++) await add();
  } catch (cause) {
    isClosing = true;
    for (const member of workers) member.kill();
    throw cause;
  }

  const records = file === undefined ? recordsOfMemories(everyone) : recordsOfFile(file, everyone);

  return {
    at,
    records,
    async metrics() {
      const all = await everyone({ of: 'metrics' });
      return [...all, [requestsByWorker(all)]];
    },
    async apply(config) {
      start = { ...start, ...config };
      const problems = (await everyone({ of: 'config', config })).filter((problem) => problem !== undefined);
      if (problems.length > 0) throw new GatewayError('gateway.worker_refused', problems[0]!);
    },
    async restart(graceMs) {
      for (const old of [...workers]) {
        await add();
        if (isClosing) throw new GatewayError('gateway.worker_failed', 'the router is shutting down');
        workers.delete(old);
        // Not waited for: a long stream must not hold up the others.
        void old.end('replace', graceMs);
      }
    },
    async close(graceMs) {
      isClosing = true;
      await Promise.all([...alive].map((member) => member.end('stop', graceMs)));
    },
  };
}

const REQUESTS = 'llm_model_requests_total';

/** How the requests are dealt out among the workers that serve now. */
function requestsByWorker(workers: readonly (readonly FamilySnapshot[])[]): FamilySnapshot {
  const members = workers.map((families, index) => {
    const counts = families.find(({ name }) => name === REQUESTS)?.members ?? [];
    return { labels: [String(index + 1)], value: counts.reduce((sum, { value }) => sum + value, 0) };
  });
  const help = 'Requests by the worker that served them; a worker that is replaced begins anew.';
  return { name: 'signalbox_worker_requests_total', help, kind: 'counter', labelNames: ['worker'], members };
}

/** A worker that died or is stuck has nothing to say. */
const NO_ANSWER = Symbol('no answer');

/** One worker, with the questions that it still has to answer. */
class Member {
  readonly ended: Promise<string>;
  readonly #process: WorkerProcess;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #onStart: ((message: FromWorker) => void) | undefined;
  #ending: Promise<void> | undefined;
  #last = 0;

  constructor(process: WorkerProcess, limits: LimitStore, onLogLine: (line: string) => void) {
    this.#process = process;
    this.ended = new Promise((resolve) => {
      process.onExit((how) => {
        for (const settle of this.#waiting.values()) settle(NO_ANSWER);
        this.#waiting.clear();
        resolve(how);
      });
    });
    process.onMessage((message) => {
      if (message.kind === 'limits') return void this.#count(limits, message.number, message.call);
      if (message.kind === 'log') return onLogLine(message.line);
      if (message.kind !== 'answer') return this.#onStart?.(message);
      const settle = this.#waiting.get(message.number);
      this.#waiting.delete(message.number);
      settle?.(message.answer);
    });
  }

  /** Starts it; rejects with what it says when it cannot serve. */
  listening(start: WorkerStart): Promise<ListenAt> {
    return new Promise((resolve, reject) => {
      this.#onStart = (message) => {
        if (message.kind === 'awake') return this.#process.send({ kind: 'start', start });
        if (message.kind === 'listening') return resolve(message.at);
        if (message.kind !== 'failed') return;
        this.#process.kill();
        reject(
          new GatewayError(
            'gateway.worker_failed',
            message.message,
            message.hint === undefined ? {} : { hint: message.hint },
          ),
        );
      };
      void this.ended.then((how) => reject(new GatewayError('gateway.worker_failed', `a worker ended (${how})`)));
    });
  }

  ask(question: WorkerQuestion): Promise<unknown> {
    const number = ++this.#last;
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        this.#waiting.delete(number);
        resolve(NO_ANSWER);
      }, ANSWER_MS);
      this.#waiting.set(number, (answer) => {
        clearTimeout(patience);
        resolve(answer);
      });
      this.#process.send({ kind: 'ask', number, question });
    });
  }

  async #count(limits: LimitStore, number: number, call: LimitCall): Promise<void> {
    if (call.of === 'correct') await limits.correct(call.corrections);
    else this.#process.send({ kind: 'limits', number, taken: await limits.take(call.demands) });
  }

  kill(): void {
    this.#process.kill();
  }

  /** Lets it finish and end; the first call counts. */
  end(why: 'stop' | 'replace', graceMs: number): Promise<void> {
    this.#ending ??= this.#end(why, graceMs);
    return this.#ending;
  }

  async #end(why: 'stop' | 'replace', graceMs: number): Promise<void> {
    this.#process.send({ kind: 'drain', why, graceMs });
    const patience = setTimeout(() => this.#process.kill(), graceMs + EXIT_SLACK_MS);
    await this.ended;
    clearTimeout(patience);
  }
}

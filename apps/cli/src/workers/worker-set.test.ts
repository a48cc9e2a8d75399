import { createInProcessLimits, silentLogger } from '@signalbox/gateway';
import { describe, expect, test, vi } from 'vitest';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { startWorkers, type WorkerProcess } from './worker-set.ts';

const START: WorkerStart = {
  path: 'config.yaml',
  text: 'one',
  purpose: 'serve',
  simulatorUrl: undefined,
  listenAt: { address: '127.0.0.1', port: 0 },
  logLevel: 'silent',
  storePath: undefined,
};

/** A process that exists only in the test: it listens on port 4000 and answers by `answers`. */
function aProcess(answers: (message: ToWorker) => FromWorker | undefined = () => undefined) {
  let hear: (message: FromWorker) => void = () => {};
  let exit: (how: string) => void = () => {};
  const heard: ToWorker[] = [];
  const process: WorkerProcess = {
    send(message) {
      heard.push(message);
      const answer = answers(message) ?? usual(message);
      if (message.kind === 'drain') queueMicrotask(() => exit('exit code 0'));
      else if (answer !== undefined) queueMicrotask(() => hear(answer));
    },
    onMessage(listener) {
      hear = listener;
      queueMicrotask(() => hear({ kind: 'awake' }));
    },
    onExit(listener) {
      exit = listener;
    },
    kill: () => exit('SIGKILL'),
  };
  return { process, heard, die: () => exit('SIGSEGV') };
}

function usual(message: ToWorker): FromWorker | undefined {
  if (message.kind === 'start') return { kind: 'listening', at: { address: '127.0.0.1', port: 4000 } };
  if (message.kind !== 'ask') return undefined;
  const { of } = message.question;
  const page = { entries: [{ startedAt: message.number }], total: 1 };
  const answer = of === 'records' ? page : of === 'statistics' ? STATISTICS : undefined;
  return { kind: 'answer', number: message.number, answer };
}

const STATISTICS = { entries: 2, bytes: 10, dropped: 1, lost: 0 };

async function aSet(count: number, processes = [aProcess(), aProcess(), aProcess(), aProcess()]) {
  const left = [...processes];
  const pauses: number[] = [];
  const set = await startWorkers({
    count,
    fork: () => left.shift()!.process,
    start: START,
    limits: createInProcessLimits(Date.now),
    logger: silentLogger,
    onLogLine: () => {},
    file: undefined,
    wait: async (ms) => void pauses.push(ms),
  });
  return { set, processes, pauses };
}

const TWO = { path: '/two.yaml', text: 'two', purpose: 'serve', simulatorUrl: undefined } as const;

describe('a set of workers', () => {
  test('tells where the workers listen', async () => {
    const { set, processes } = await aSet(2);
    expect(set.at).toEqual({ address: '127.0.0.1', port: 4000 });
    expect(processes.map(({ heard }) => heard.map(({ kind }) => kind))).toEqual([['start'], ['start'], [], []]);
  });

  test('says what the first worker has against the config, and leaves none behind', async () => {
    const refuses = aProcess(({ kind }) =>
      kind === 'start' ? { kind: 'failed', message: 'port 80 is taken', hint: 'choose another' } : undefined,
    );
    const killed = vi.spyOn(refuses.process, 'kill');
    await expect(aSet(2, [refuses])).rejects.toMatchObject({ message: 'port 80 is taken', hint: 'choose another' });
    expect(killed).toHaveBeenCalled();
    const first = aProcess();
    const firstKilled = vi.spyOn(first.process, 'kill');
    await expect(aSet(2, [first, refuses])).rejects.toThrow('port 80');
    expect(firstKilled).toHaveBeenCalled();
  });

  test('tells the workers’ records and figures together, newest first', async () => {
    const { set } = await aSet(2);
    expect(await set.records.statistics()).toEqual({ entries: 4, bytes: 20, dropped: 2, lost: 0 });
    const { entries, total } = await set.records.list({}, { limit: 5, offset: 0 });
    expect(entries.map(({ startedAt }) => startedAt)).toEqual([2, 2]);
    expect(total).toBe(2);
    expect(await set.records.get('unknown')).toBeUndefined();
  });

  test('puts a config in force everywhere, also in workers that start later', async () => {
    const { set, processes } = await aSet(1);
    await set.apply(TWO);
    await set.restart(0);
    const [, later] = processes;
    expect(processes[0]!.heard).toContainEqual(expect.objectContaining({ question: { of: 'config', config: TWO } }));
    expect(later!.heard[0]).toMatchObject({ kind: 'start', start: TWO });
  });

  test('says why a worker refuses a config', async () => {
    const stubborn = aProcess((message) =>
      message.kind === 'ask' ? { kind: 'answer', number: message.number, answer: 'no such model' } : undefined,
    );
    const { set } = await aSet(1, [stubborn]);
    await expect(set.apply(TWO)).rejects.toThrow('no such model');
  });

  test('replaces a worker that died, and waits longer while none starts', async () => {
    const fails = () =>
      aProcess(({ kind }) => (kind === 'start' ? { kind: 'failed', message: 'no', hint: undefined } : undefined));
    const { processes, pauses } = await aSet(1, [aProcess(), fails(), fails(), aProcess()]);
    processes[0]!.die();
    await vi.waitFor(() => expect(processes[3]!.heard).toHaveLength(1));
    expect(pauses).toEqual([200, 400, 800]);
  });

  test('a question to a worker that dies is left out of the answer', async () => {
    const silent = aProcess(({ kind }) => (kind === 'ask' ? { kind: 'awake' } : undefined));
    const { set } = await aSet(2, [aProcess(), silent, aProcess()]);
    const figures = set.records.statistics();
    silent.die();
    expect(await figures).toEqual(STATISTICS);
  });

  test('a restart drains each old worker once its successor listens', async () => {
    const { set, processes } = await aSet(2);
    await set.restart(500);
    expect(processes.map(({ heard }) => heard.some(({ kind }) => kind === 'drain'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(processes[3]!.heard[0]?.kind).toBe('start');
  });

  test('a close in the middle of a restart ends the worker that starts, too', async () => {
    const slow = aProcess(({ kind }) => (kind === 'start' ? { kind: 'log', line: '' } : undefined));
    const { set, processes } = await aSet(1, [aProcess(), slow]);
    const restarted = set.restart(500).catch((error: Error) => error.message);
    await vi.waitFor(() => expect(slow.heard).toContainEqual(expect.objectContaining({ kind: 'start' })));
    await set.close(500);
    expect(processes.map(({ heard }) => heard.at(-1)?.kind)).toEqual(['drain', 'drain']);
    expect(await restarted).toContain('a worker ended');
  });

  test('a config that is put in force while a worker starts reaches it', async () => {
    let listen = () => {};
    const later = aProcess(({ kind }) => (kind === 'start' ? { kind: 'log', line: '' } : undefined));
    const { set } = await aSet(1, [aProcess(), later]);
    later.process.onMessage = new Proxy(later.process.onMessage, {
      apply(target, self, [hear]) {
        listen = () => hear({ kind: 'listening', at: { address: '127.0.0.1', port: 4000 } });
        Reflect.apply(target, self, [hear]);
      },
    });
    const restarted = set.restart(0);
    await vi.waitFor(() => expect(later.heard).toHaveLength(1));
    await set.apply(TWO);
    listen();
    await restarted;
    expect(later.heard).toContainEqual(
      expect.objectContaining({ question: { of: 'config', config: expect.objectContaining(TWO) } }),
    );
  });
});

import { createInProcessLog, type DecisionRecord, recordLog } from '@signalbox/gateway';
import { expect, test } from 'vitest';
import type { WorkerQuestion } from './messages.ts';
import { type AskEveryone, recordsOfMemories } from './worker-records.ts';

/** Two workers with records of their own, asked as over their channels. */
function twoWorkers() {
  const logs = [1, 2].map(() => createInProcessLog(recordLog, { maxEntries: 100, maxBytes: 1e9 }));
  const everyone = ((question: WorkerQuestion) =>
    Promise.all(
      logs.map(async (log) => {
        if (question.of === 'records') return log.list(question.filter, question.page);
        if (question.of !== 'thin') throw new Error(`${question.of} is not asked here`);
        const { facets, since } = question;
        return log.thin(facets, (await log.list({ facets, since }, { limit: 1, offset: 0 })).total);
      }),
    )) as AskEveryone;
  const put = (worker: number, id: string, startedAt: number, decision = 'math') =>
    logs[worker]!.put(aRecord(id, startedAt, decision));
  return { put, records: recordsOfMemories(everyone) };
}

/** As far as it is counted. */
function aRecord(id: string, startedAt: number, decision: string): DecisionRecord {
  return { id, startedAt, decision, trace: null, bodies: null, times: { stages: {}, totalMs: 1 }, cost: {} } as never;
}

test('of the records of a decision the newest stay, whichever workers have them', async () => {
  const { put, records } = twoWorkers();
  for (const [at, worker] of [0, 0, 0, 1, 0, 0].entries()) put(worker, `r${at}`, 1_000.4 + at);
  put(1, 'other', 1, 'chat');
  expect(await records.thin({ decision: 'math' }, 10)).toBe(0);
  expect(await records.thin({ decision: 'math' }, 4)).toBe(2);
  const { entries } = await records.list({}, { limit: 10, offset: 0 });
  expect(entries.map(({ id }) => id)).toEqual(['r5', 'r4', 'r3', 'r2', 'other']);
  expect(await records.thin({ decision: 'math' }, 0)).toBe(4);
});

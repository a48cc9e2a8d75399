import { expect, test } from 'vitest';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import { createInProcessLog } from '../stores/drivers/in-process/in-process-log.ts';
import { recordLog } from '../stores/roles/records.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { aRecording } from '../testing/gateway-fixture.ts';
import { BodyKeeper, type BodyLoss } from './body-keeper.ts';
import type { Redact } from './redact.ts';

const RECORDING = aRecording({ keepsRequest: true });
const aBody = (bytes: number) => ({ request: new Uint8Array(bytes), response: undefined, toolSteps: [] });
const hanging: Redact = () => new Promise(() => {});

function aKeeper() {
  const lost: BodyLoss[] = [];
  const records = createInProcessLog(recordLog, { maxEntries: 1, maxBytes: 1 });
  const keeper = new BodyKeeper({ records, logger: silentLogger, onLost: (reason) => lost.push(reason) });
  const keep = (id: string, bytes: number, redact: Redact) =>
    keeper.keep({ id } as DecisionRecord, aBody(bytes), RECORDING, redact);
  return { keeper, keep, lost };
}

test('bodies that cannot be read are lost, and no others', async () => {
  const { keeper, keep, lost } = aKeeper();
  keep('a', 9, () => Promise.reject(new Error('the model is gone')));
  await keeper.drain();
  expect(lost).toEqual(['failed']);
});

test('bodies beyond 256 requests under way are lost', () => {
  const { keep, lost } = aKeeper();
  for (let at = 0; at < 256; at++) keep(`a${at}`, 9, hanging);
  expect(lost).toEqual([]);
  keep('b', 9, hanging);
  expect(lost).toEqual(['queue_full']);
});

test('bodies that take more memory than all together may are lost, and make no room for others', async () => {
  const { keeper, keep, lost } = aKeeper();
  const megabyte = 1024 ** 2;
  keep('a', 129 * megabyte, hanging);
  expect(lost).toEqual(['too_large']);
  let read = () => {};
  keep(
    'b',
    100 * megabyte,
    (texts) => new Promise((resolve) => (read = () => resolve(texts.map(({ text }) => ({ text, redactions: 0 }))))),
  );
  keep('c', 100 * megabyte, hanging);
  expect(lost).toEqual(['too_large', 'queue_full']);
  read();
  await keeper.settled('b');
  keep('d', 100 * megabyte, () => Promise.reject(new Error('gone')));
  await keeper.drain();
  expect(lost.at(-1)).toBe('failed');
});

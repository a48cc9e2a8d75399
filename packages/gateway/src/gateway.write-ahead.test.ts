import { describe, expect, test } from 'vitest';
import type { DecisionRecord } from './exchange/decision-record.ts';
import { createInProcessLog } from './stores/drivers/in-process/in-process-log.ts';
import { type RecordStore, recordLog } from './stores/roles/records.ts';
import { completion, event } from './testing/fake-backend.ts';
import { aBackend, aConfig, aModel, ask, chat } from './testing/gateway-fixture.ts';
import { serving } from './testing/serve-fixture.ts';

const { serve } = serving();

/** Records that are written when the test says so, or refused. */
function heldRecords() {
  const log = createInProcessLog(recordLog, { maxEntries: 10, maxBytes: 1e6 });
  const asked: DecisionRecord[] = [];
  let settle: (cause?: Error) => void = () => {};
  const records: RecordStore = {
    ...Object.fromEntries(
      (['hasRoom', 'get', 'list', 'flush', 'close', 'dropped', 'lost'] as const).map((name) => [
        name,
        log[name].bind(log),
      ]),
    ),
    put: (record) => log.put(record),
    keep: (record) => {
      asked.push(record);
      return new Promise<void>((resolve, reject) => {
        settle = (cause) => (cause === undefined ? resolve() : reject(cause));
      });
    },
  } as RecordStore;
  return { records, asked, write: () => settle(), fail: () => settle(new Error('no space left')) };
}

const STREAM = { stream: true };
const streamed = (response: import('node:http').ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`${event({ content: 'hi' })}${event({}, 'stop')}data: [DONE]\n\n`);
};
const options = (baseUrl: string, records: RecordStore) => {
  const backends = [aBackend(baseUrl)];
  const { records: usual } = aConfig();
  const models = [aModel('small', { backends }), aModel('large', { backends })];
  return { config: aConfig({ models, records: { ...usual, writesAhead: true } }), records };
};

describe('write_ahead', () => {
  test('an answer waits for its record', async () => {
    const { records, asked, write } = heldRecords();
    const { gateway } = await serve(completion('hi'), (baseUrl) => options(baseUrl, records));
    let isGiven = false;
    const answer = gateway.fetch(chat(ask('x'))).then((response) => {
      isGiven = true;
      return response;
    });
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatchObject({ lifecycle: 'completed', status: 200 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isGiven).toBe(false);
    write();
    expect((await answer).status).toBe(200);
  });

  test('a stream waits until it is recorded that it began', async () => {
    const { records, asked, write } = heldRecords();
    const { gateway } = await serve(streamed, (baseUrl) => options(baseUrl, records));
    const answer = gateway.fetch(chat(ask('x', STREAM)));
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toMatchObject({ lifecycle: 'in_progress' });
    write();
    expect(await (await answer).text()).toContain('[DONE]');
  });

  test.each([{}, STREAM])('an answer whose record cannot be written is not given (%j)', async (more) => {
    const { records, asked, fail } = heldRecords();
    const respond = 'stream' in more ? streamed : completion('hi');
    const { gateway } = await serve(respond, (baseUrl) => options(baseUrl, records));
    const answer = gateway.fetch(chat(ask('x', more)));
    await expect.poll(() => asked.length).toBe(1);
    fail();
    const response = await answer;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'records_unavailable' } });
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

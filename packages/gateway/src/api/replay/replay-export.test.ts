import { describe, expect, test } from 'vitest';
import type { Gateway } from '../../gateway.ts';
import type { ByteSource } from '../../http/byte-source.ts';
import { Cancellation } from '../../http/cancellation.ts';
import { completion } from '../../testing/fake-backend.ts';
import { ask, chat, manage } from '../../testing/gateway-fixture.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { csvRow } from './write-csv.ts';

const { serve } = serving();

async function exported(gateway: Gateway, query: string): Promise<{ readonly type: string; readonly text: string }> {
  const response = await gateway.manage({
    method: 'GET',
    path: '/v1/router_replay/export',
    query,
    headers: {},
    body: Buffer.alloc(0),
    cancellation: new Cancellation(),
  });
  expect(response.status).toBe(200);
  const pieces: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
    (response.body as ByteSource).start({
      write: (chunk) => pieces.push(chunk) > 0,
      end: resolve,
      fail: reject,
    });
  });
  return { type: response.headers[1]!, text: Buffer.concat(pieces).toString() };
}

async function served(count: number) {
  const { gateway } = await serve(completion('hi'));
  for (let at = 0; at < count; at++) {
    await gateway.fetch(chat(ask(`question ${at}`), at % 2 === 0 ? { 'x-session-id': 'even' } : {}));
  }
  return gateway;
}

describe('GET /v1/router_replay/export', () => {
  test('writes every record of a filter as lines of JSON, the newest first', async () => {
    const gateway = await served(5);
    const { type, text } = await exported(gateway, '');
    expect(type).toMatch(/^application\/jsonl/);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([
      'id-5',
      'id-4',
      'id-3',
      'id-2',
      'id-1',
    ]);
    const [newest] = ((await manage(gateway, 'GET', '/v1/router_replay?limit=1')).json as { data: unknown[] }).data;
    expect(JSON.parse(lines[0]!)).toEqual(newest);
    const filtered = await exported(gateway, 'request_id=id-2&showDetails=true');
    expect(JSON.parse(filtered.text)).toMatchObject({ id: 'id-2', trace: { version: 1 } });
    expect((await exported(gateway, 'decision=nothing')).text).toBe('');
  });

  test('writes CSV with one head', async () => {
    const { type, text } = await exported(await served(2), 'format=csv');
    expect(type).toMatch(/^text\/csv/);
    const [head, newest, oldest, rest] = text.split('\r\n');
    expect(head).toMatch(/^id,timestamp,session_id,.*,baseline_cost$/);
    expect(newest).toMatch(/^id-2,\d{4}-/);
    expect(oldest).toMatch(/^id-1,.*,even,/);
    expect(rest).toBe('');
  });

  test('says what it cannot write', async () => {
    const gateway = await served(0);
    const refused = async (query: string) => {
      const { status, json } = await manage(gateway, 'GET', `/v1/router_replay/export?${query}`);
      return [status, (json as { error: { message: string } }).error.message];
    };
    expect(await refused('format=xml')).toEqual([400, 'format: expected jsonl or csv, got "xml"']);
    expect(await refused('format=toString')).toEqual([400, 'format: expected jsonl or csv, got "toString"']);
    expect((await refused('format=csv&showDetails=true'))[1]).toContain('write jsonl');
    expect((await refused('decison=a'))[1]).toContain('did you mean "decision"');
    expect((await refused('since=yesterday'))[0]).toBe(400);
  });
});

test('no cell is a formula, numbers stay numbers, nothing stays empty', () => {
  expect(csvRow([-1.5, null, undefined, true, '=1+1', '@x', 'two\nlines'])).toBe(
    '-1.5,,,true,\'=1+1,\'@x,"two\nlines"\r\n',
  );
});

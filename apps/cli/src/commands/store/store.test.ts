import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DecisionRecord, openEmbeddedLog, RECORD_BOUNDS, recordLog } from '@signalbox/gateway';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../run.ts';
import { testIo } from '../../testing/test-io.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-data-'));
  folders.push(folder);
  return folder;
}

const NOT_REACHED = {
  queue: null,
  parse: null,
  identify: null,
  route: null,
  plugins: null,
  recall: null,
  connect: null,
  upstream: null,
  render: null,
};

function aRecord(id: string, overrides: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    id,
    requestId: `request-${id}`,
    sessionId: null,
    startedAt: Date.now(),
    protocol: 'openai-chat',
    operation: 'chat',
    apiKey: null,
    user: null,
    requestedModel: 'small',
    decision: null,
    tier: null,
    priority: null,
    model: 'small',
    backend: 'b',
    candidates: [],
    reasoning: null,
    effort: null,
    confidence: null,
    algorithm: null,
    trace: null,
    responsePath: 'upstream',
    isStreaming: false,
    status: 200,
    lifecycle: 'completed',
    finishReason: 'stop',
    usage: null,
    cost: { pricing: 'no_usage' },
    failure: null,
    pluginFailures: [],
    failedTries: [],
    recall: null,
    times: {
      stages: { ...NOT_REACHED, parse: 1 },
      firstByteMs: 1,
      totalMs: 2,
    },
    turn: 1,
    bodies: null,
    ...overrides,
  };
}

/** A data folder with these records, and the commands over it. */
async function keeping(records: readonly DecisionRecord[]) {
  const folder = aFolder();
  const log = await openEmbeddedLog(recordLog, { path: join(folder, 'signalbox.db'), bounds: RECORD_BOUNDS });
  for (const record of records) log.put(record);
  await log.close();
  return { folder, ask: (...argv: string[]) => ask(folder, ...argv) };
}

async function ask(folder: string, ...argv: string[]) {
  const io = testIo({ environment: { SIGNALBOX_DATA_DIR: folder } });
  const code = await run(argv, io);
  return { code, out: io.out(), err: io.err() };
}

describe('signalbox store', () => {
  test('without records, says where they come from', async () => {
    const { code, err } = await ask(aFolder(), 'store', 'check');
    expect(code).toBe(2);
    expect(err).toContain('signalbox serve');
  });

  test('check says what the file holds', async () => {
    const { ask } = await keeping([aRecord('a'), aRecord('b')]);
    const { code, out } = await ask('store', 'check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ entries: 2, layout: expect.any(Number), problems: [] });
    expect((await ask('store', 'check')).out).toContain('the store is good');
  });

  test('check finds a broken file bad', async () => {
    const { folder, ask } = await keeping([aRecord('a')]);
    writeFileSync(join(folder, 'signalbox.db'), 'not a database, but long enough to be looked at as one'.repeat(99));
    expect(await ask('store', 'check')).toMatchObject({ code: 2, err: expect.stringContaining('cannot open') });
  });

  test('migrate says that there is nothing to do', async () => {
    const { ask } = await keeping([]);
    const { before, now, recounted } = JSON.parse((await ask('store', 'migrate', '--json')).out);
    expect(before).toBe(now);
    expect(recounted).toBe(false);
  });

  test('what export writes, import reads, none twice', async () => {
    const records = [aRecord('a'), aRecord('b', { sessionId: 's', usage: null })];
    const { folder, ask: first } = await keeping(records);
    const file = join(folder, 'records.jsonl');
    expect(await first('store', 'export', file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 records\n0 outcomes\n/),
    });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(records.map((entry) => ({ role: 'records', entry })));
    expect((await first('store', 'export')).out).toBe(readFileSync(file, 'utf8'));

    const other = aFolder();
    expect(await ask(other, 'store', 'import', file)).toMatchObject({
      code: 0,
      out: '2 records read, 2 of them new\n',
    });
    expect((await ask(other, 'store', 'import', file)).out).toBe('2 records read, 0 of them new\n');
    expect((await ask(other, 'store', 'export')).out).toBe(readFileSync(file, 'utf8'));
  }, 30_000);

  test('records of a version that knew less get what they lack', async () => {
    const folder = aFolder();
    const file = join(folder, 'records.jsonl');
    const { apiKey: _apiKey, user: _user, failedTries: _failedTries, ...early } = aRecord('a');
    writeFileSync(file, JSON.stringify(early));
    await ask(folder, 'store', 'import', file);
    expect(JSON.parse((await ask(folder, 'replay', 'a', '--json')).out).record).toEqual({
      ...aRecord('a'),
      startedAt: early.startedAt,
    });
  });

  test('import names the lines that it cannot read, and reads the others', async () => {
    const folder = aFolder();
    const file = join(folder, 'records.jsonl');
    writeFileSync(file, `{"id":1}\n${JSON.stringify(aRecord('a'))}\n{broken\n`);
    const { code, err, out } = await ask(folder, 'store', 'import', file);
    expect(code).toBe(1);
    expect(err).toContain('records.jsonl:1: no entry of records: expected a string at "id"');
    expect(err).toContain('records.jsonl:3: not JSON');
    expect(out).toContain('1 records read');
  });

  test('prune lets go of what is old', async () => {
    const old = Date.now() - 40 * 24 * 3_600_000;
    const { ask } = await keeping([aRecord('a')]);
    expect(JSON.parse((await ask('store', 'prune', '--json')).out)).toMatchObject({ dropped: 0, kept: 1 });
    const { ask: askOld } = await keeping([aRecord('a', { startedAt: old })]);
    expect(JSON.parse((await askOld('store', 'prune', '--days', '50', '--json')).out)).toMatchObject({ dropped: 0 });
    expect(JSON.parse((await askOld('store', 'prune', '--json')).out)).toMatchObject({ dropped: 1, kept: 0 });
    expect((await askOld('store', 'prune', '--days', 'soon')).code).toBe(2);
  });
});

describe('signalbox replay', () => {
  test('shows a record by its id or the request’s', async () => {
    const { ask } = await keeping([aRecord('abc'), aRecord('abd')]);
    expect((await ask('replay', 'abc')).out).toContain('tokens     not counted');
    expect(JSON.parse((await ask('replay', 'request-abd', '--json')).out)).toMatchObject({ record: { id: 'abd' } });
    const missing = await ask('replay', 'xyz');
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('there is no record "xyz"');
  });

  test('cannot verify what was not routed', async () => {
    const { ask } = await keeping([aRecord('abc')]);
    const { code, out } = await ask('replay', 'abc', '--verify');
    expect(code).toBe(1);
    expect(out).toContain('cannot be verified');
  });

  test('decides again by the config that decided, from what a router kept', async () => {
    const router = testIo();
    const done = run(
      ['serve', '--port', '0', '--management-port', '0', '--json', '--config', 'mom', '--simulate'],
      router,
    );
    await router.printed(/\n/);
    const { dataPlane } = JSON.parse(router.out());
    const response = await fetch(`${dataPlane}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'Solve 2x+5=15.' }] }),
    });
    await response.text();
    const id = response.headers.get('x-vsr-replay-id')!;
    router.stop();
    await done;

    const folder = join(router.workingDirectory, '.signalbox');
    const verified = await ask(folder, 'replay', id, '--verify', '--config', 'mom');
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('verified   identical') });
    // The config in use here is another one, but the router kept its own.
    const elsewhere = testIo({ environment: { SIGNALBOX_DATA_DIR: folder } });
    elsewhere.write('config.yaml', 'version: v0.3\n');
    expect(await run(['replay', id, '--verify'], elsewhere)).toBe(0);
    expect(elsewhere.out()).toMatch(/by \d+ recorded readings and version \d{8}/);
    expect((await ask(folder, 'replay', id, '--verify', '--config', 'balance')).out).toContain('is not here');

    const [line] = (await ask(folder, 'store', 'export', '--role', 'records')).out.split('\n');
    const { entry } = JSON.parse(line!) as { entry: DecisionRecord };
    const forged = { ...entry, decision: 'casual_chat', confidence: 1 };
    const other = await keeping([forged]);
    const text = (content: string) => JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content }] });
    const withText = (content: string) => ({
      ...entry,
      bodies: { request: { text: text(content), isTruncated: false, redactions: 0 }, response: null, tools: null },
    });
    const same = await keeping([withText('Solve 2x+5=15.')]);
    expect(await same.ask('replay', id, '--verify', '--config', 'mom')).toMatchObject({
      code: 0,
      out: expect.stringContaining('identical, by the text that was kept'),
    });
    const another = await (await keeping([withText('Write a poem about the sea.')])).ask(
      ...['replay', id, '--verify', '--config', 'mom'],
    );
    expect(another.code).toBe(1);
    expect(another.out).toContain('domain:math matched, and does not');
    const changed = await other.ask('replay', id, '--verify', '--config', 'mom');
    expect(changed.code).toBe(1);
    expect(changed.out).toContain('it went to casual_chat, and goes to math_problems');
  }, 60_000);
});

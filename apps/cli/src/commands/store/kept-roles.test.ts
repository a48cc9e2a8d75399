import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgresServer, startRedisServer, whyNoPostgres, whyNoRedis } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { etagOf } from '../../composition/config-control.ts';
import { run } from '../../run.ts';
import { testIo } from '../../testing/test-io.ts';

const now = Date.now();
const version = (at: number, text: string) => {
  const etag = etagOf(text);
  const id = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${etag.slice(0, 6)}`;
  return { version: { id, etag, at, author: 'file', reason: 'start', file: '/etc/config.yaml' }, text };
};
const stages = { queue: null, parse: 1, identify: 0, route: 2, plugins: null, recall: null, connect: 1, upstream: 9 };
const document = (id: string, tree: string, parent: string | null, body: object) => ({
  document: { id, owner: 'user:ada', tree, parent, body },
  touchedMs: now - 5,
});
const answer = { kind: 'response', input: [], answer: { id: 'r1', text: '“é”' }, model: 'small', conversation: null };

/** One entry of every role and more, in the order in which they are written. */
const ENTRIES: readonly (readonly [role: string, entry: object])[] = [
  [
    'records',
    {
      ...{ id: 'a', requestId: 'a', sessionId: 's', turn: 2, startedAt: now - 9.5, protocol: 'openai-chat' },
      ...{ operation: 'chat', apiKey: null, user: 'ada', requestedModel: 'MoM', decision: null, tier: null },
      ...{ priority: null, model: 'small', backend: null, candidates: [], reasoning: null, effort: null },
      ...{ confidence: null, algorithm: null, trace: null, responsePath: 'upstream', isStreaming: false },
      ...{ status: 200, lifecycle: 'completed', finishReason: 'stop', usage: null, cost: { pricing: 'no_usage' } },
      ...{ failure: null, pluginFailures: [], failedTries: [], recall: null },
      times: { stages: { ...stages, render: 0.125 }, firstByteMs: 4, totalMs: 13 },
      bodies: { request: { text: '{"a":"é"}', isTruncated: true, redactions: 1 }, response: null, tools: null },
    },
  ],
  [
    'outcomes',
    {
      ...{ id: 'o', replayId: 'a', at: now, target: 'answer', verdict: 'good_fit', score: 0.5, reason: 'well said' },
      ...{ recipe: 'default', decision: null, model: 'small' },
    },
  ],
  [
    'signal_counts',
    {
      ...{ id: 'c', at: now, recipe: 'default', signal: 'keyword:x', read: 3, fired: 1, failed: 0 },
      confidence: [2, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    },
  ],
  ['sessions', { key: 'user:ada s', at: now, turn: 2, lastModel: 'small' }],
  ['responses', document('r1', 'r1', null, answer)],
  ['responses', document('r2', 'r1', 'r1', { ...answer, model: 'large' })],
  ['responses', document('v1', 'v1', null, { kind: 'conversation_object', conversation: { id: 'v1' } })],
  ['responses', document('i1', 'v1', 'v1', { kind: 'item', item: { id: 'i1', text: 'hi' }, model: null })],
  [
    'cache',
    {
      ...{ id: 'e', group: 'g', recipe: 'default', decision: 'any', model: 'small', tags: ['decision:any'] },
      ...{ storedAt: now, expiresAt: now + 3_600_000, completion: { choices: [] }, completionTokens: 3, streamMs: 0 },
      meaning: null,
    },
  ],
  ['config_versions', version(now - 2_000, 'version: v0.3\n')],
  ['config_versions', version(now - 1_000, 'version: v0.3\nproviders: {}\n')],
];
const LINES = ENTRIES.map(([role, entry]) => ({ role, entry }));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The commands over a folder of its own, with a config where one is given. */
function over(config?: string, environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-roles-'));
  folders.push(folder);
  return {
    async ask(...argv: string[]) {
      const io = testIo({ environment: { ...environment, SIGNALBOX_DATA_DIR: folder } });
      if (config !== undefined) io.write('config.yaml', config);
      const code = await run(argv, io);
      return { code, out: io.out(), err: io.err() };
    },
    write(name: string, text: string) {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
  };
}

const parsed = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

async function takenOver(from: ReturnType<typeof over>, lines: string) {
  const done = await from.ask('store', 'import', from.write('kept.jsonl', lines));
  expect(done).toMatchObject({ code: 0, err: '' });
  const exported = await from.ask('store', 'export');
  expect(exported.code).toBe(0);
  return exported.out;
}

describe('what is exported', () => {
  const given = LINES.map((line) => `${JSON.stringify(line)}\n`).join('');

  test('is in the file what was imported, and nothing is added twice', async () => {
    const first = over();
    const out = await takenOver(first, given);
    expect(parsed(out)).toEqual(LINES);
    expect(await takenOver(over(), out)).toBe(out);
    const again = await first.ask('store', 'import', first.write('again.jsonl', out), '--json');
    for (const [, counts] of Object.entries(JSON.parse(again.out))) {
      if (!Array.isArray(counts)) expect(counts).toMatchObject({ added: 0 });
    }
    expect(await first.ask('store', 'check')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/responses +4.*the store is good/s),
    });
    expect(await first.ask('store', 'prune')).toMatchObject({ code: 0, err: '' });
    expect((await first.ask('store', 'export')).out).toBe(out);
    expect((await first.ask('store', 'export', '--role', 'sessions')).out.split('\n')).toHaveLength(2);
    expect(await first.ask('store', 'export', '--role', 'session')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "sessions"'),
    });
  }, 60_000);

  test.skipIf(whyNoPostgres() !== undefined || whyNoRedis() !== undefined)(
    'is the same out of PostgreSQL and Redis, and back in a file',
    async () => {
      const server = await startPostgresServer({ fsync: 'off' });
      onTestFinished(() => server.close());
      const redis = await startRedisServer();
      onTestFinished(() => redis.close());
      const config = (shared: string) => `version: v0.3
providers: { models: [{ name: only, backend_refs: [{ endpoint: "127.0.0.1:1" }] }] }
routing: { decisions: [{ name: any, modelRefs: [{ model: only }] }] }
global:
  stores: { postgres: { url: "${server.url}" }, redis: { url: "${redis.url}" } }
  services:
    router_replay: { store_backend: postgres }
    config_versions: { store_backend: postgres }
    response_api: { store_backend: postgres }
    response_cache: { store_backend: ${shared} }
    sessions: { store_backend: ${shared} }
`;
      const servers = over(config('postgres'));
      const out = await takenOver(servers, given);
      expect(parsed(out)).toEqual(LINES);
      expect((await servers.ask('store', 'check')).code).toBe(0);
      const inRedis = over(config('redis'));
      expect(parsed(await takenOver(inRedis, out))).toEqual(LINES);
      expect(parsed(await takenOver(over(), out))).toEqual(LINES);
    },
    120_000,
  );
});

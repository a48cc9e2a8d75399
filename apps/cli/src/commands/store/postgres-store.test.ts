import { Cancellation } from '@signalbox/gateway';
import { startPostgresServer, whyNoPostgres } from '@signalbox/gateway/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { createRouter } from '../../library/create-router.ts';
import { run } from '../../run.ts';
import { testIo } from '../../testing/test-io.ts';

const reason = whyNoPostgres();

const CONFIG = `version: v0.3
providers:
  models: [{ name: only, backend_refs: [{ endpoint: "127.0.0.1:1" }] }]
routing:
  decisions: [{ name: any, modelRefs: [{ model: only }] }]
global:
  stores: { postgres: { url: "\${DATABASE_URL}" } }
  services:
    router_replay: { store_backend: postgres }
    config_versions: { store_backend: postgres }
`;

describe.skipIf(reason !== undefined)('a config that keeps things in PostgreSQL', async () => {
  if (reason !== undefined) return;
  const server = await startPostgresServer({ fsync: 'off' });
  afterAll(() => server.close());
  const environment = { DATABASE_URL: server.url };

  async function ask(...argv: string[]) {
    const io = testIo({ environment });
    io.write('config.yaml', CONFIG);
    const code = await run(argv, io);
    return { code, out: io.out(), err: io.err() };
  }

  test('commands in another folder find the records and configs of a router', async () => {
    const router = testIo({ environment });
    router.write('config.yaml', CONFIG);
    const done = run(['serve', '--port', '0', '--management-port', '0', '--json', '--simulate'], router);
    await router.printed(/\n/);
    const { dataPlane, management } = JSON.parse(router.out());
    const body = JSON.stringify({ model: 'MoM', messages: [{ role: 'user', content: 'nul \0, half a pair \ud83d' }] });
    const response = await fetch(`${dataPlane}/v1/chat/completions`, { method: 'POST', body });
    await response.text();
    const id = response.headers.get('x-vsr-replay-id')!;
    await (await fetch(`${management}/v1/router_replay`)).text();

    expect(await ask('replay', id, '--verify')).toMatchObject({ code: 0, out: expect.stringContaining('identical') });
    const checked = await ask('store', 'check', '--json');
    expect(JSON.parse(checked.out)).toMatchObject({ entries: 1, problems: [] });
    expect(checked.out).toContain('PostgreSQL at 127.0.0.1');
    expect((await ask('store', 'export')).out).toContain(id);
    const { versions } = JSON.parse((await ask('config', 'versions', '--json')).out) as {
      versions: { isInFile: boolean }[];
    };
    expect(versions).toMatchObject([{ reason: 'start', isInFile: true }]);
    expect((await ask('config', 'diff', 'latest')).out).toContain('are the same');
    router.stop();
    await done;

    // As a program has it, which is another router on the same store.
    const program = await createRouter({ config: CONFIG, environment });
    const record = await program.gateway.manage({
      ...{ method: 'GET', path: `/v1/router_replay/${id}`, query: '', headers: {}, body: Buffer.alloc(0) },
      cancellation: new Cancellation(),
    });
    expect(record.status).toBe(200);
    await program.close();
  }, 60_000);

  test('a server that is not there is named', async () => {
    const io = testIo({ environment: { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/db' } });
    io.write('config.yaml', CONFIG);
    expect(await run(['store', 'check'], io)).toBe(2);
    expect(io.err()).toContain('PostgreSQL at 127.0.0.1:1/db');
    expect(io.err()).not.toContain('secret');
  });

  test('a store that no config names is an error with its place', async () => {
    const io = testIo({ environment });
    io.write('config.yaml', CONFIG.replace(/ {2}stores: .*\n/, ''));
    expect(await run(['validate', 'config.yaml'], io)).toBe(1);
    expect(io.out() + io.err()).toMatch(
      /router_replay\.store_backend: .*PostgreSQL[\s\S]*global\.stores\.postgres\.url/,
    );
  });
});

import { afterEach, expect, test } from 'vitest';
import { run } from '../run.ts';
import { type TestIo, testIo } from '../testing/test-io.ts';

const CONFIG = `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "127.0.0.1:1" }] }]
`;
const running: { io: TestIo; done: Promise<number> }[] = [];
afterEach(async () => {
  for (const { io, done } of running.splice(0)) {
    io.stop();
    await done;
  }
});

async function start(environment: Record<string, string>): Promise<string> {
  const io = testIo({ environment });
  io.write('config.yaml', CONFIG);
  const argv = ['serve', '--config', 'config.yaml', '--simulate', '--port', '0', '--management-port', '0', '--json'];
  const done = run(argv, io);
  running.push({ io, done });
  await Promise.race([io.printed(/\n/), done]);
  return (JSON.parse(io.out()) as { management: string }).management;
}

test('POST /api/v1/config/import translates, applies nothing, and shows no variable of the environment', async () => {
  const base = await start({ UPSTREAM_KEY: 'sk-hidden-1' });
  const ask = async (body: string, type = 'application/yaml') => {
    const response = await fetch(`${base}/api/v1/config/import`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const theirs = `${CONFIG}routing:
  decisions:
    - name: any
      rules: {}
      priority: \${UPSTREAM_KEY}
      modelRefs: [{ model: small }]
`;
  const { status, json } = await ask(theirs);
  expect(status).toBe(200);
  expect(json).toMatchObject({ layout: 'v0.3', loads: false });
  expect(json.report).toContainEqual(expect.objectContaining({ path: 'routing.decisions[0].rules', line: 8 }));
  expect(json.diagnostics).toMatchObject([{ severity: 'error', line: 9 }]);
  expect(JSON.stringify(json)).not.toContain('sk-hidden-1');

  const good = await ask(JSON.stringify({ yaml: theirs.replace(/ +priority: .*\n/, '') }), 'application/json');
  expect(good.json).toMatchObject({ loads: true, config: expect.stringContaining('name: any'), diagnostics: [] });
  const inForce = (await (await fetch(`${base}/api/v1/config`)).json()) as object;
  expect(inForce).not.toHaveProperty('routing');

  expect((await ask('- a\n')).json).toMatchObject({ layout: null, config: null, loads: false, report: [] });
  expect((await ask('')).status).toBe(400);
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { run } from '../run.ts';
import { type TestIo, testIo } from '../testing/test-io.ts';

const running: { io: TestIo; done: Promise<number> }[] = [];
afterEach(async () => {
  for (const { io, done } of running.splice(0)) {
    io.stop();
    await done;
  }
});

interface Addresses {
  readonly dataPlane: string;
  readonly management: string;
}

async function start(argv: readonly string[], io = testIo()): Promise<{ io: TestIo; urls: Addresses }> {
  const done = run(['serve', '--port', '0', '--management-port', '0', '--json', ...argv], io);
  running.push({ io, done });
  await Promise.race([io.printed(/\n/), done]);
  return { io, urls: JSON.parse(io.out()) as Addresses };
}

const chat = (url: string, body: unknown) =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const ask = (content: string) => ({ model: 'MoM', messages: [{ role: 'user', content }] });
const MOM = readFileSync(join(import.meta.dirname, '../../../../recipes/mom/config.yaml'), 'utf8');

describe('serve --simulate', () => {
  test('routes a real prompt, streams the answer, and the record says why', async () => {
    const { urls } = await start(['--config', 'mom', '--simulate']);
    const response = await chat(urls.dataPlane, { ...ask('Solve 2x+5=15 and explain every step.'), stream: true });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-vsr-selected-decision')).toBe('math_problems');
    expect(response.headers.get('x-vsr-selected-model')).toBe('Qwen3-235B');
    const text = await response.text();
    expect(text).toContain('data: [DONE]');
    expect(text).toContain('reasoning');
    const record = await fetch(`${urls.management}/v1/router_replay/${response.headers.get('x-vsr-replay-id')}`);
    expect(await record.json()).toMatchObject({ decision: 'math_problems', selected_model: 'Qwen3-235B' });
  });

  test('the evaluation API agrees with the command line', async () => {
    const { urls } = await start(['--config', 'mom', '--simulate']);
    const text = 'Design a distributed rate limiter using Redis and explain the algorithm with implementation details.';
    const response = await fetch(`${urls.management}/api/v1/eval`, { method: 'POST', body: JSON.stringify({ text }) });
    const evaluated = (await response.json()) as {
      decision_result: { decision_name?: string; name?: string };
      selected_model: string;
    };
    const io = testIo();
    await run(['route', '--json', '--config', 'mom', text], io);
    const routed = JSON.parse(io.out());
    expect(evaluated.decision_result.name).toBe(routed.decision);
    expect(evaluated.selected_model).toBe(routed.model.model);
  });

  test('a config that breaks while it runs changes nothing; once mended it is in force', async () => {
    const io = testIo();
    const path = io.write('mine.yaml', MOM);
    const { urls } = await start(['--config', 'mine.yaml', '--simulate'], io);
    const decisionOf = async (text: string) =>
      (await chat(urls.dataPlane, ask(text))).headers.get('x-vsr-selected-decision');

    writeFileSync(path, MOM.replace('decisions:', 'decision:'));
    await io.printed(/the running config stays in force/, 'err');
    expect(io.err()).toMatch(/mine\.yaml:\d+:\d+ error config\.unknown_key/);
    expect(await decisionOf('Solve 3x = 9')).toBe('math_problems');
    const told = async (path: string) => (await fetch(`${urls.management}${path}`)).json();
    expect(await told('/api/v1/config/status')).toMatchObject({
      file: 'mine.yaml',
      read_only: null,
      rejected: { diagnostics: [{ code: 'config.unknown_key', line: expect.any(Number) }] },
    });
    expect(await told('/ready')).toMatchObject({ status: 'ready', config: { status: 'file_rejected' } });

    writeFileSync(path, MOM.replaceAll('math_problems', 'sums'));
    await io.printed(/is in force/, 'err');
    expect(await decisionOf('Solve 3x = 9')).toBe('sums');
    expect(await told('/api/v1/config/status')).toMatchObject({ rejected: null });
    expect(await told('/ready')).not.toHaveProperty('config');

    rmSync(path);
    await io.printed(/no reload \(there is no file/, 'err');
    expect(await told('/api/v1/config/status')).toMatchObject({
      rejected: { diagnostics: [{ code: 'config.unreadable' }] },
    });
  });

  test('a file that the config names is part of it: its change is in force as the config’s own is', async () => {
    const io = testIo();
    const labels = (exemplar: string) => JSON.stringify({ labels: { pets: { exemplars: [exemplar] } } });
    const path = io.write('labels.json', labels('my favourite pony'));
    io.write(
      'kb.yaml',
      `version: v0.3
providers: { defaults: { default_model: small }, models: [{ name: small }, { name: large }] }
global: { model_catalog: { kbs: [{ name: p, source: { path: . }, threshold: 0.8 }] } }
routing:
  signals: { kb: [{ name: pets, kb: p, target: { kind: label, value: pets } }] }
  decisions: [{ name: riders, rules: { type: kb, name: pets }, modelRefs: [{ model: large }] }]
`,
    );
    const { urls } = await start(['--config', 'kb.yaml', '--simulate'], io);
    const decisionOf = async (text: string) =>
      (await chat(urls.dataPlane, ask(text))).headers.get('x-vsr-selected-decision');
    expect(await decisionOf('my favourite pony')).toBe('riders');
    writeFileSync(path, labels('blood pressure pills'));
    await io.printed(/is in force/, 'err');
    expect(await decisionOf('my favourite pony')).toBeNull();
    expect(await decisionOf('blood pressure pills')).toBe('riders');
  });

  test('a program as the config runs anew when it changes', async () => {
    const io = testIo();
    const library = join(import.meta.dirname, '../../dist/index.js');
    const program = (word: string) => `import { defineRouter } from ${JSON.stringify(library)};
export default defineRouter({
  providers: { models: [{ name: 'small' }, { name: 'large' }], defaults: { default_model: 'small' } },
  functions: { own: ({ messages }) => messages.at(-1).text.includes('${word}') },
  routing: { decisions: [{ name: 'own', rules: { type: 'function', name: 'own' }, modelRefs: [{ model: 'large' }] }] },
});
`;
    const path = io.write('signalbox.config.mjs', program('owl'));
    const { urls } = await start(['--config', 'signalbox.config.mjs', '--simulate'], io);
    const decisionOf = async (text: string) =>
      (await chat(urls.dataPlane, ask(text))).headers.get('x-vsr-selected-decision');
    expect(await decisionOf('an owl')).toBe('own');
    writeFileSync(path, program('cat'));
    await io.printed(/is in force/, 'err');
    expect(await decisionOf('an owl')).toBeNull();
    expect(await decisionOf('a cat')).toBe('own');
  });

  test('the management API changes the config, keeps the versions and goes back', async () => {
    const io = testIo();
    const path = io.write('mine.yaml', MOM.replace('routing:', '# kept comment\nrouting:'));
    const { urls } = await start(['--config', 'mine.yaml', '--simulate'], io);
    const api = `${urls.management}/api/v1/config`;
    const token = readFileSync(join(io.workingDirectory, '.signalbox/management-token'), 'utf8').trim();
    const authorization = { authorization: `Bearer ${token}` };
    const shown = await fetch(api, { headers: { accept: 'application/yaml' } });
    const etag = shown.headers.get('etag')!;
    const text = await shown.text();
    expect(text).toContain('# kept comment');
    const put = (body: string, headers: Record<string, string>) => fetch(api, { method: 'PUT', body, headers });
    const decision = async () =>
      (await chat(urls.dataPlane, ask('Solve 3x = 9'))).headers.get('x-vsr-selected-decision');
    const renamed = text.replaceAll('math_problems', 'sums');

    expect((await put(renamed, {})).status).toBe(401);
    expect((await put(renamed, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await put(renamed, authorization)).status).toBe(428);
    expect((await put(renamed, { ...authorization, 'if-match': '"another"' })).status).toBe(412);
    const broken = await put(text.replace('decisions:', 'decision:'), { ...authorization, 'if-match': etag });
    expect(broken.status).toBe(422);
    expect(await broken.json()).toMatchObject({ status: 'invalid', diagnostics: [{ code: 'config.unknown_key' }] });
    expect(await decision()).toBe('math_problems');

    const changed = await put(renamed, { ...authorization, 'if-match': etag, 'x-author': 'ada' });
    expect(changed.status).toBe(200);
    expect(await decision()).toBe('sums');
    expect(readFileSync(path, 'utf8')).toBe(renamed);

    const listed = (await (await fetch(`${api}/versions`)).json()) as {
      versions: { id: string; author: string; note?: string }[];
    };
    expect(listed.versions.map(({ author, note }) => [author, note])).toEqual([
      ['management-token', 'ada'],
      ['file', undefined],
    ]);
    const first = listed.versions[1]!.id;
    expect(await (await fetch(`${api}/versions/${first}`)).text()).toContain('math_problems');
    const back = await fetch(`${api}/versions/${first}/rollback`, { method: 'POST', headers: authorization });
    expect(await back.json()).toMatchObject({ status: 'in_force', version: { reason: 'rollback' } });
    expect(await decision()).toBe('math_problems');

    const commands = testIo({ environment: { SIGNALBOX_DATA_DIR: join(io.workingDirectory, '.signalbox') } });
    expect(await run(['config', 'versions', '--json'], commands)).toBe(0);
    expect(JSON.parse(commands.out()).versions.map(({ reason }: { reason: string }) => reason)).toEqual([
      'rollback',
      'api',
      'start',
    ]);
    expect(await run(['config', 'diff', 'previous'], commands)).toBe(0);
    expect(commands.out()).toMatch(/^-.*sums/m);
    expect(commands.out()).toMatch(/^\+.*math_problems/m);
    expect(await run(['config', 'rollback', 'previous'], commands)).toBe(0);
    await io.printed(/is in force/, 'err');
    expect(await decision()).toBe('sums');
    expect(await run(['config', 'diff', 'nonsense'], commands)).toBe(2);
  });

  test('a role comes from a trusted source, and from nobody else', async () => {
    const roles = MOM.replace(
      '    keywords:',
      '    role_bindings:\n      - { name: b, role: admin, subjects: [{ kind: Group, name: admins }] }\n    keywords:',
    ).replace(
      '    - name: guardrails',
      '    - { name: for_admins, priority: 300, rules: { type: authz, name: admin }, modelRefs: [{ model: GLM-4.7 }] }\n    - name: guardrails',
    );
    const trusting = roles.replace('  services:', '  services:\n    authz: { trusted_sources: [127.0.0.0/8] }');
    const decisionOf = async (config: string) => {
      const io = testIo();
      const { urls } = await start(['--config', io.write('c.yaml', config), '--simulate'], io);
      const response = await fetch(`${urls.dataPlane}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-authz-user-id': 'ada', 'x-authz-user-groups': 'admins' },
        body: JSON.stringify(ask('hello there')),
      });
      const metrics = await (await fetch(`${urls.management}/metrics`)).text();
      const refused = /signalbox_untrusted_identity_total (\d+)/.exec(metrics)?.[1];
      return [response.headers.get('x-vsr-selected-decision'), refused];
    };
    expect(await decisionOf(trusting)).toEqual(['for_admins', '0']);
    const [decision, refused] = await decisionOf(roles);
    expect(decision).not.toBe('for_admins');
    expect(refused).toBe('1');
  });

  test('a recipe that comes with the router is not written over', async () => {
    const { io, urls } = await start(['--config', 'mom', '--simulate']);
    const token = readFileSync(join(io.workingDirectory, '.signalbox/management-token'), 'utf8').trim();
    const response = await fetch(`${urls.management}/api/v1/config`, {
      method: 'PUT',
      body: MOM,
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    });
    expect(response.status).toBe(409);
    expect(await response.text()).toContain('signalbox init');
  });

  test('the token goes to a page of the port itself, and to no other', async () => {
    const { urls } = await start(['--config', 'mom', '--simulate']);
    const page = (site: string) => fetch(`${urls.management}/api/v1/token`, { headers: { 'sec-fetch-site': site } });
    expect((await page('same-origin')).status).toBe(200);
    expect((await page('cross-site')).status).toBe(403);
    expect((await fetch(`${urls.management}/api/v1/token`)).status).toBe(403);
  });

  test('a broken config does not start', async () => {
    const io = testIo();
    const code = await run(
      ['serve', '--config', io.write('c.yaml', 'version: v0.3\n'), '--port', '0', '--management-port', '0'],
      io,
    );
    expect(code).toBe(1);
    expect(io.err()).toContain('config.missing_key');
  });

  test('a port that is taken is named, with the way out', async () => {
    const { urls } = await start(['--config', 'mom', '--simulate']);
    const io = testIo();
    const port = new URL(urls.dataPlane).port;
    expect(await run(['serve', '--config', 'mom', '--simulate', '--port', port, '--management-port', '0'], io)).toBe(2);
    expect(io.err()).toContain(port);
    expect(io.err()).toContain('--port');
  });
});

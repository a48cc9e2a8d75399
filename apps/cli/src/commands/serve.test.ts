import { readFileSync, writeFileSync } from 'node:fs';
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

    writeFileSync(path, MOM.replaceAll('math_problems', 'sums'));
    await io.printed(/is in force/, 'err');
    expect(await decisionOf('Solve 3x = 9')).toBe('sums');
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

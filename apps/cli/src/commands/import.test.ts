import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../run.ts';
import { testIo } from '../testing/test-io.ts';

const CONFIG = `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "small:8000" }] }]
routing:
  decisions: [{ name: any, rules: {}, modelRefs: [{ model: small }] }]
`;

test('without --output the config alone goes to stdout, and the report beside it', async () => {
  const io = testIo();
  io.write('theirs.yaml', CONFIG);
  expect(await run(['import', 'theirs.yaml'], io)).toBe(0);
  expect(io.out()).toMatch(/^# Imported from/);
  expect(io.err()).toMatch(/translated.*without a rule the decision always matches/);
  expect(io.err()).toMatch(/theirs\.yaml \(layout v0\.3\): 6 kept, 1 translated, 0 not supported; it loads/);
});

test('--output writes it, and --json gives the report as data', async () => {
  const io = testIo();
  io.write('theirs.yaml', CONFIG);
  expect(await run(['import', 'theirs.yaml', '--output', 'ours.yaml', '--json'], io)).toBe(0);
  const written = readFileSync(join(io.workingDirectory, 'ours.yaml'), 'utf8');
  expect(written).not.toContain('rules');
  const { layout, loads, rows, config } = JSON.parse(io.out());
  expect({ layout, loads, config }).toEqual({ layout: 'v0.3', loads: true });
  expect(rows).toContainEqual({
    status: 'translated',
    path: 'routing.decisions[0].rules',
    line: 6,
    reason: 'taken out: without a rule the decision always matches',
  });
});

test('what changes routes makes the exit code 1, and the config is written all the same', async () => {
  const io = testIo();
  io.write('theirs.yaml', `${CONFIG}global: { router: { learning: { enabled: true } } }\n`);
  expect(await run(['import', 'theirs.yaml', '--output', 'ours.yaml'], io)).toBe(1);
  expect(io.out()).toMatch(/7\s+global\.router\.learning\s+not supported \(error\)/);
  expect(await run(['validate', 'ours.yaml'], io)).toBe(0);
});

test('no key of the source is shown in the report', async () => {
  const io = testIo();
  const flat = `decisions: [{ name: any, modelRefs: [{ model: small }] }]
providers:
  models: [{ name: small, endpoints: [{ endpoint: "a:80" }, { endpoint: "b:80" }], access_key: sk-secret-1 }]
  default_model: small
`;
  io.write('theirs.yaml', flat);
  expect(await run(['import', 'theirs.yaml', '--output', 'ours.yaml', '--all'], io)).toBe(0);
  expect(io.out() + io.err()).not.toContain('sk-secret-1');
  expect(readFileSync(join(io.workingDirectory, 'ours.yaml'), 'utf8').match(/sk-secret-1/g)).toHaveLength(2);
});

test('an address of this machine is fetched only where that is allowed', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end(CONFIG),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/config.yaml`;
  try {
    const io = testIo();
    expect(await run(['import', address], io)).toBe(2);
    expect(io.err()).toMatch(/127\.0\.0\.1 is not asked: this machine[\s\S]*--allow-private/);
    expect(await run(['import', address, '--allow-private'], io)).toBe(0);
    expect(io.out()).toContain('default_model: small');
  } finally {
    server.close();
  }
});

test('a text that is no config says what it is, and nothing is written', async () => {
  const io = testIo();
  io.write('theirs.yaml', 'apiVersion: v1\nkind: Secret\n');
  expect(await run(['import', 'theirs.yaml', '--output', 'ours.yaml'], io)).toBe(1);
  expect(io.err()).toMatch(/theirs\.yaml:1:1 error import\.not_a_config .*Kubernetes resource \(Secret\)/);
  expect(() => readFileSync(join(io.workingDirectory, 'ours.yaml'))).toThrow(/ENOENT/);
});

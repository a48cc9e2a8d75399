import { expect, test } from 'vitest';
import { parseReadyLine, startChildServer } from './child-server.mjs';

test('takes a line of JSON for the sign of readiness, and no other', () => {
  expect(parseReadyLine('{"port":4000}')).toEqual({ port: 4000 });
  expect(parseReadyLine('listening on 4000')).toBeUndefined();
  expect(parseReadyLine('{ building …')).toBeUndefined();
});

test('starts a process, tells its usage and stops it', async () => {
  const script = `console.log('starting'); console.log('{"port":1}'); setInterval(() => {}, 1000)`;
  const lines: string[] = [];
  const server = await startChildServer({
    name: 'demo',
    arguments: ['-e', script],
    onLine: (line) => lines.push(line),
  });
  expect(server.ready).toEqual({ port: 1 });
  expect(lines).toEqual(['starting', '{"port":1}']);
  if (process.platform === 'linux') expect(server.usage()?.residentMb).toBeGreaterThan(1);
  await server.stop();
});

test('a process that ends first is an error with its last output', async () => {
  const script = `console.error('no such config'); process.exitCode = 3`;
  await expect(startChildServer({ name: 'demo', arguments: ['-e', script] })).rejects.toThrow(
    /demo: .*exit code 3[\s\S]*no such config/,
  );
});

test('a process that never gets ready is stopped and reported', async () => {
  const script = `console.log('thinking'); setInterval(() => {}, 1000)`;
  await expect(startChildServer({ name: 'demo', arguments: ['-e', script], timeoutMs: 500 })).rejects.toThrow(
    /not ready within 500 ms/,
  );
});

import { createHash } from 'node:crypto';
import { loadConfig } from '@signalbox/engine';
import { expect, test } from 'vitest';
import { vocabulary } from '../../composition/vocabulary.ts';
import { run } from '../../run.ts';
import { testIo } from '../../testing/test-io.ts';

const SKELETON = 'version: v0.3\nproviders: { defaults: { default_model: small }, models: [{ name: small }] }\n';
const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

test('a new key is printed once, with lines that a config takes and that do not hold it', async () => {
  const io = testIo();
  const argv = ['keys', 'create', '--name', 'ci', '--user', 'ada', '--groups', 'staff, all', '--models', 'MoM,small'];
  argv.push('--team', 'search', '--tenant', 'acme');
  expect(await run([...argv, '--endpoints', '/v1/chat/completions', '--expires', '2099-01-31'], io)).toBe(0);
  const [, key = '', lines = ''] = /^ {2}(sbx_[\w-]{43})$.*?(^global:\n.*?)\n\n/ms.exec(io.out()) ?? [];
  expect(io.out().split(key)).toHaveLength(2);
  const loaded = await loadConfig(SKELETON + lines, { vocabulary, purpose: 'simulate' });
  expect(loaded.diagnostics).toEqual([]);
  expect(loaded.ok && loaded.value.config.authz.keys).toEqual([
    {
      name: 'ci',
      hash: sha256(key).slice('sha256:'.length),
      user: 'ada',
      groups: ['staff', 'all'],
      team: 'search',
      tenant: 'acme',
      grant: { endpoints: ['/v1/chat/completions'], models: ['MoM', 'small'] },
      expiresAt: Date.parse('2099-01-31'),
    },
  ]);
});

test('no two keys are the same', async () => {
  const made = async () => {
    const io = testIo();
    await run(['keys', 'create', '--json'], io);
    return JSON.parse(io.out()) as { key: string; entry: { hash: string } };
  };
  const [a, b] = [await made(), await made()];
  expect(a.key).not.toBe(b.key);
  expect(a.entry.hash).toBe(sha256(a.key));
});

test('days count from today', async () => {
  const io = testIo();
  const before = Date.now();
  await run(['keys', 'create', '--json', '--expires', '90d'], io);
  const { expires } = (JSON.parse(io.out()) as { entry: { expires: string } }).entry;
  const day = (time: number) => new Date(time + 90 * 86_400_000).toISOString().slice(0, 10);
  expect([day(before), day(Date.now())]).toContain(expires);
});

test('a key that is there already is read from standard input and not printed', async () => {
  const key = 'an-old-key-of-a-good-length';
  const io = testIo({ stdin: `${key}\n` });
  expect(await run(['keys', 'hash', '--name', 'old'], io)).toBe(0);
  expect(io.out()).toBe(
    `global:\n  services:\n    authz:\n      keys:\n        - name: "old"\n          hash: "${sha256(key)}"\n`,
  );
});

test.each([
  ['short\n', [], 'the key has 5 characters; below 24 it can be guessed from its hash', '`signalbox keys create`'],
  ['', [], 'a key has no spaces', 'on one line'],
  ['one key of many words and more', [], 'a key has no spaces', 'on one line'],
  ['an-old-key-of-a-good-length', ['--expires', 'soon'], '--expires: expected a date', 'e.g. 2027-01-31 or 90d'],
])('%j %j is refused', async (stdin, more, message, hint) => {
  const io = testIo({ stdin });
  expect(await run(['keys', 'hash', ...more], io)).toBe(2);
  expect(io.err()).toContain(message);
  expect(io.err()).toContain(hint);
});

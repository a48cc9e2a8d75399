import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { Cancellation } from '../../http/cancellation.ts';
import { completion } from '../../testing/fake-backend.ts';
import { serving } from '../../testing/serve-fixture.ts';
import { loadPages } from './pages.ts';

const { serve } = serving();
const folder = mkdtempSync(join(tmpdir(), 'signalbox-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<meta name="style-nonce" content="__STYLE_NONCE__"><p>start</p>');
writeFileSync(join(folder, 'assets/main-a1B2c3D4.js'), 'export const answer = 42;');
writeFileSync(join(folder, 'secret.key'), 'not a type that pages have');

async function browser() {
  const { gateway } = await serve(completion('hi'), { pages: loadPages(folder) });
  return async (
    path: string,
    headers: Readonly<Record<string, string>> = { accept: 'text/html,*/*' },
    method = 'GET',
  ) => {
    const request = { method, path, query: '', headers, body: Buffer.from(''), cancellation: new Cancellation() };
    const { status, headers: pairs, body } = await gateway.manage(request);
    const named: Record<string, string> = {};
    for (let at = 0; at < pairs.length; at += 2) named[pairs[at]!] = pairs[at + 1]!;
    return { status, headers: named, body: Buffer.from(body as Uint8Array) };
  };
}

test('a browser gets the start page for every page, with a nonce of its own', async () => {
  const open = await browser();
  const pages = await Promise.all(['/', '/index.html', '/topology', '/records/a-b'].map((path) => open(path)));
  for (const { status, headers, body } of pages) {
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    const nonce = /content="([\w-]{24})"/.exec(body.toString())?.[1];
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'");
  }
  expect(new Set(pages.map(({ headers }) => headers['content-security-policy'])).size).toBe(pages.length);
});

test('a file with a hash in its name is kept for good, and sent compressed where that is read', async () => {
  const open = await browser();
  const path = '/assets/main-a1B2c3D4.js';
  const plain = await open(path, {});
  expect(plain.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(plain.body.toString()).toBe('export const answer = 42;');
  const zipped = await open(path, { 'accept-encoding': 'gzip, br' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect((await open(path, { 'if-none-match': plain.headers.etag! })).status).toBe(304);
});

test.each([
  ['a program', '/topology', { accept: 'application/json' }, 'GET', 404],
  ['a mistyped endpoint', '/api/v1/evall', { accept: 'text/html' }, 'GET', 404],
  ['a record that is not there', '/v1/router_replay/none', { accept: 'text/html' }, 'GET', 404],
  ['something to change', '/topology', { accept: 'text/html' }, 'POST', 404],
  ['another file of the folder', '/secret.key', {}, 'GET', 404],
  ['a file outside of it', '/../package.json', {}, 'GET', 404],
  ['an endpoint', '/health', { accept: 'text/html' }, 'GET', 200],
])('%s is answered by the API', async (_what, path, headers, method, status) => {
  const answer = await (await browser())(path, headers as Record<string, string>, method);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
});

test('a folder without a start page is refused', () => {
  expect(() => loadPages(join(folder, 'assets'))).toThrow('holds no index.html');
});

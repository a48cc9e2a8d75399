import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '../drivers/embedded/embedded-database.ts';
import { openSqlResponses } from './sql-responses.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-killed-responses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const built = pathToFileURL(fileURLToPath(new URL('../../../dist/index.js', import.meta.url))).href;
/** Keeps chains of answers as fast as it can, several at a time, and says which it was told to be kept. */
const writer = `
  const { openEmbeddedDatabase, openSqlResponses } = await import(${JSON.stringify(built)});
  const [path, round] = process.argv.slice(2);
  const store = await openSqlResponses(await openEmbeddedDatabase({ path }));
  const chain = async (line) => {
    let parent = null;
    for (let at = 0; ; at++) {
      const id = [round, line, at].join('-');
      const body = { kind: 'response', input: [], answer: { id, text: 'x'.repeat(200) }, model: 'm', conversation: null };
      const document = { id, owner: 'ada', tree: [round, line, 0].join('-'), parent, body };
      if (await store.keep([document], parent, Date.now())) process.stdout.write(id + '\\n');
      parent = id;
    }
  };
  for (let line = 0; line < 4; line++) void chain(line);
`;

/** Runs a writer until it has said so many, and kills it; gives what it said. */
async function killed(path: string, round: number, sayings: number): Promise<readonly string[]> {
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, writer);
  const child = spawn(process.execPath, [script, path, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > sayings) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return said.split('\n').slice(0, -1);
}

test('what was kept is there after its process was killed, whole and once', async () => {
  const path = join(folder, 'killed.db');
  const sure: string[] = [];
  for (const round of [1, 2, 3]) {
    sure.push(...(await killed(path, round, 40 * round)));
    const database = await openEmbeddedDatabase({ path });
    const store = await openSqlResponses(database);
    for (const id of sure) {
      const at = Number(id.split('-').at(-1));
      const chain = await store.chain(id, 'ada');
      expect(chain.map((each) => each.id)).toEqual(
        Array.from({ length: at + 1 }, (_, before) => `${id.slice(0, id.lastIndexOf('-'))}-${before}`),
      );
    }
    const { documents, bytes } = await store.statistics();
    const [counted] = await database.run(
      'SELECT COUNT(*) AS documents, COUNT(DISTINCT id) AS ids, SUM(bytes) AS bytes FROM response_documents',
    );
    expect(counted).toEqual({ documents, ids: documents, bytes });
    expect(documents).toBeGreaterThanOrEqual(new Set(sure).size);
    await database.close();
  }
  expect(sure.length).toBeGreaterThan(200);
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { baseURL, isRouter, model } from './target.mjs';

const scanner = join(import.meta.dirname, 'node_modules', 'compatcanary', 'src', 'cli.js');

/** What the scanner reports of one profile; its exit status is left to the tests. */
async function scan(profile) {
  const target = ['--base-url', baseURL, '--model', model, '--profile', profile];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [scanner, 'scan', ...target, '--format', 'json', '--fail-on', 'never', '--timeout', '10'],
    { env: { ...process.env, OPENAI_API_KEY: 'not-a-secret' } },
  );
  return JSON.parse(stdout);
}

describe('compatcanary', () => {
  let results;

  before(async () => {
    results = new Map((await scan('modern')).results.map((result) => [result.id, result]));
  });

  const chat = ['models.list', 'chat.basic', 'chat.streaming', 'chat.tool_call', 'chat.structured_output'];
  const responses = ['responses.basic', 'responses.streaming'];
  // The bare simulator has no Responses.
  for (const id of isRouter ? [...chat, ...responses] : chat) {
    test(`${id} passes`, () => {
      assert.equal(results.get(id)?.status, 'pass', results.get(id)?.summary ?? 'the scanner has no such check');
    });
  }

  test('the chat profile is compatible with a score of 100', async () => {
    const report = await scan('chat');
    assert.equal(report.compatible, true);
    assert.equal(report.score, 100);
  });

  test('checks nothing that is not looked at above', () => {
    assert.deepEqual([...results.keys()].sort(), [...chat, ...responses].sort());
  });
});

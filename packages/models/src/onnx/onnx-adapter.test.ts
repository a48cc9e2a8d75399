import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTextView } from '@signalbox/engine/ports';
import { afterAll, expect, test, vi } from 'vitest';
import { heads } from '../adapters/heads.ts';
import { onnx } from './onnx-adapter.ts';
import { writeSmallModel } from './small-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-onnx-adapter-'));
const services = { environment: {}, folder, isServing: true };
const head = (name: string) => heads.find((one) => one.name === name)!;
const open = (name: string, options: object) => onnx.open(head(name), onnx.schema.parse(options), services);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a head is opened from a folder beside the config and answers with the labels of the head', async () => {
  writeSmallModel(join(folder, 'guard'), { task: 'classifier', labels: ['INJECTION', 'benign'], words: ['ignore'] });
  const opened = await open('jailbreak', { path: './guard', label_map: { INJECTION: 'jailbreak' } });
  expect(opened.problems).toEqual([]);
  const { classifier } = opened.port as { classifier: import('@signalbox/engine/ports').TextClassifier };
  expect(classifier).toMatchObject({ id: 'onnx/guard', labels: ['benign', 'jailbreak'], cost: 'costly' });
  const shares = await classifier.classify(createTextView('ignore'));
  expect(shares[0]! + shares[1]!).toBeCloseTo(1, 5);
  expect(opened.statistics!()).toMatchObject({ asked: 1, failures: new Map() });
  await opened.close!();
});

test('labels as published models spell them fit without a map', async () => {
  const labels = ['NO_FACT_CHECK_NEEDED', 'FACT_CHECK_NEEDED'];
  writeSmallModel(join(folder, 'facts'), { task: 'classifier', labels, words: [] });
  const opened = await open('fact_check', { path: 'facts' });
  expect(opened.problems).toEqual([]);
  expect(opened.port).toMatchObject({ classifier: { labels: ['needs_fact_check', 'no_fact_check_needed'] } });
  await opened.close!();
});

test('an answer that takes too long is unknown and counted, and failures in a row open the breaker', async () => {
  writeSmallModel(join(folder, 'slow'), { task: 'classifier', labels: ['benign', 'jailbreak'], words: [] });
  const opened = await open('jailbreak', { path: 'slow', timeout: '3s', breaker_failures: 2 });
  const { classifier } = opened.port as { classifier: import('@signalbox/engine/ports').TextClassifier };
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    for (const text of ['a', 'b']) {
      const asked = classifier.classify(createTextView(text));
      vi.advanceTimersByTime(3_001);
      await expect(asked).rejects.toMatchObject({ code: 'adapter.timed_out', message: 'no answer within 3000 ms' });
    }
    await expect(classifier.classify(createTextView('c'))).rejects.toMatchObject({ code: 'adapter.paused' });
  } finally {
    vi.useRealTimers();
  }
  expect(opened.statistics!()).toMatchObject({
    asked: 3,
    breaker: 'open',
    failures: new Map([
      ['adapter.timed_out', 2],
      ['adapter.paused', 1],
    ]),
  });
  await opened.close!();
});

test('labels that do not fit are a problem at label_map when it is given, at path when not', async () => {
  writeSmallModel(join(folder, 'other'), { task: 'classifier', labels: ['yes', 'no'], words: [] });
  const bare = await open('jailbreak', { path: 'other' });
  expect(bare.port).toBeUndefined();
  expect(bare.problems).toMatchObject([{ severity: 'error', code: 'onnx.labels_do_not_fit', path: ['path'] }]);
  const mapped = await open('jailbreak', { path: 'other', label_map: { yes: 'jailbreak' } });
  expect(mapped.problems).toMatchObject([{ code: 'onnx.labels_do_not_fit', path: ['label_map'] }]);
  expect(mapped.problems[0]!.hint).toContain('label_map');
});

test('a folder that is not there is a problem, not an exception', async () => {
  const { problems } = await open('encoder', { path: 'nowhere' });
  expect(problems).toMatchObject([
    { code: 'onnx.no_folder', path: ['path'], message: expect.stringContaining('nowhere') },
  ]);
});

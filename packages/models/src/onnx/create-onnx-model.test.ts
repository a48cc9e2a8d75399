import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { createTextView } from '@signalbox/engine/ports';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createOnnxModel, type OnnxModel } from './create-onnx-model.ts';
import { openInference, type TaskName } from './inference.ts';
import { hashFolder, readModelFolder } from './model-folder.ts';
import { DEFAULT_OPTIONS, type OnnxOptions } from './onnx-options.ts';
import { type SmallModel, writeSmallModel } from './small-model.ts';

const WORDS = ['the', 'sum', 'of', 'two', 'angles', 'court', 'judge', 'law', 'cafe', 'paris', 'anna', 'lives', 'in'];
const LABELS = ['math', 'law', 'other'];
const root = mkdtempSync(join(tmpdir(), 'signalbox-onnx-'));
const open: OnnxModel[] = [];
let folders = 0;

afterEach(async () => {
  await Promise.all(open.splice(0).map((model) => model.close()));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function small(task: TaskName, labels: readonly string[] = LABELS): { folder: string; model: SmallModel } {
  const folder = join(root, `model-${folders++}`);
  return { folder, model: writeSmallModel(folder, { task, labels, words: WORDS }) };
}

async function opened<T extends TaskName>(folder: string, options: Partial<OnnxOptions> & { task: T }) {
  const model = await createOnnxModel(folder, options);
  open.push(model);
  return model;
}

/** What a model answers on this thread: where no thread is the matter. */
async function answerOf(folder: string, text: string, options: Partial<OnnxOptions> & { task: TaskName }) {
  const { task, ...rest } = options;
  const inference = await openInference({ folder, task, options: { ...DEFAULT_OPTIONS, ...rest } });
  const [answer] = await inference.answer([{ text }]);
  return answer as Float32Array;
}

function editConfig(folder: string, change: Readonly<Record<string, unknown>>): void {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
}

/** Scores of tokens (averaged) by plain arithmetic. */
function scoresOf(model: SmallModel, tokens: readonly string[], types?: readonly number[]): number[] {
  const { width, labels } = model;
  const average = new Array<number>(width).fill(0);
  tokens.forEach((token, i) => {
    const row = model.vocabulary.indexOf(token) * width;
    for (let k = 0; k < width; k++) {
      const factor = types === undefined ? 1 : model.types[types[i]! * width + k]!;
      average[k]! += (model.embeddings[row + k]! * factor) / tokens.length;
    }
  });
  return labels.map((_, label) =>
    average.reduce((sum, value, k) => sum + value * model.layer[k * labels.length + label]!, model.bias[label]!),
  );
}

function shares(scores: readonly number[]): number[] {
  const parts = scores.map((score) => Math.exp(score));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

function expectNear(got: Iterable<number>, wanted: readonly number[]): void {
  const values = [...got];
  expect(values).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 5);
  });
}

const framed = (...tokens: string[]) => ['[CLS]', ...tokens, '[SEP]'];

test('a classifier gives the probabilities that plain arithmetic gives', async () => {
  const { folder, model } = small('classifier');
  const classifier = await opened(folder, { task: 'classifier' });
  expect(classifier).toMatchObject({ labels: LABELS, cost: 'costly' });
  expect(classifier.hash).toMatch(/^[0-9a-f]{64}$/);
  const got = await classifier.classify(createTextView('The SUM of two angles'));
  expectNear(got, shares(scoresOf(model, framed('the', 'sum', 'of', 'two', 'angles'))));
  const split = await classifier.classify(createTextView('laws'));
  expectNear(split, shares(scoresOf(model, framed('law', '##s'))));
});

test('texts asked for together are read in one batch and stay apart', async () => {
  const { folder, model } = small('classifier');
  const classifier = await opened(folder, { task: 'classifier' });
  const texts = ['law', 'the sum of two angles', 'judge court law', '日本'];
  const got = await Promise.all(texts.map((text) => classifier.classify(createTextView(text))));
  expectNear(got[0]!, shares(scoresOf(model, framed('law'))));
  expectNear(got[1]!, shares(scoresOf(model, framed('the', 'sum', 'of', 'two', 'angles'))));
  expectNear(got[2]!, shares(scoresOf(model, framed('judge', 'court', 'law'))));
  expectNear(got[3]!, shares(scoresOf(model, framed('[UNK]', '[UNK]'))));
});

test('labels of the model are put in the order of the head, renamed ones too', async () => {
  const { folder, model } = small('classifier', ['LAW', 'Maths', 'misc']);
  const labelMap = { Maths: 'math', misc: 'other' };
  const classifier = await opened(folder, { task: 'classifier', labels: LABELS, labelMap });
  const [law, math, other] = shares(scoresOf(model, framed('judge')));
  expectNear(await classifier.classify(createTextView('judge')), [math!, law!, other!]);
});

test('independent labels pass a sigmoid each and never sum to more than 1', async () => {
  const { folder, model } = small('classifier');
  editConfig(folder, { problem_type: 'multi_label_classification' });
  const classifier = await opened(folder, { task: 'classifier' });
  const single = scoresOf(model, framed('court')).map((score) => 1 / (1 + Math.exp(-score)));
  const total = Math.max(
    1,
    single.reduce((sum, one) => sum + one, 0),
  );
  expectNear(
    await classifier.classify(createTextView('court')),
    single.map((one) => one / total),
  );
});

test('a long text is read in chunks: their mean, the most alarming one, or the first', async () => {
  const { folder, model } = small('classifier');
  const text = `${'the '.repeat(12)}${'judge '.repeat(12)}`;
  const chunk = (...tokens: string[]) => shares(scoresOf(model, framed(...tokens)));
  const many = (token: string, count: number) => new Array<string>(count).fill(token);
  // 14 tokens per row leave room for 12; chunks overlap by one and the last reaches the end.
  const first = chunk(...many('the', 12));
  const second = chunk('the', ...many('judge', 11));
  const third = chunk(...many('judge', 12));
  const task = 'classifier' as const;
  const mean = await answerOf(folder, text, { task, maxTokens: 14 });
  expectNear(
    mean,
    first.map((share, i) => (share + second[i]! + third[i]!) / 3),
  );
  const worst = await answerOf(folder, text, { task, maxTokens: 14, longTexts: 'worst', alarms: ['law'] });
  expectNear(
    worst,
    [first, second, third].reduce((a, b) => (b[1]! > a[1]! ? b : a)),
  );
  expectNear(await answerOf(folder, text, { task, maxTokens: 14, longTexts: 'truncate' }), first);
});

test('a megabyte of text is read within bounds', async () => {
  const { folder } = small('classifier');
  const classifier = await opened(folder, { task: 'classifier' });
  const got = await classifier.classify(createTextView('judge '.repeat(180_000)));
  expect(got.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
});

test('a tagger gives spans in UTF-16 places of the text as it came', async () => {
  const labels = ['O', 'B-PERSON', 'I-PERSON', 'B-CITY'];
  const { folder, model } = small('tagger', labels);
  const best = (token: string) => {
    const scores = shares(scoresOf(model, [token]));
    return { tag: labels[scores.indexOf(Math.max(...scores))]!, scores };
  };
  const tagger = await opened(folder, { task: 'tagger' });
  expect(tagger.labels).toEqual(['PERSON', 'CITY']);
  const text = '🙂 Anna lives in Café Paris.';
  const spans = await tagger.tag(createTextView(text));
  const tagged = [...text.matchAll(/\p{L}+|\./gu)].map((word) => ({
    start: word.index,
    end: word.index + word[0].length,
    ...best(word[0].normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()),
  }));
  // Every word that is tagged lies in a span of its type, every other in none.
  for (const { start, end, tag } of tagged) {
    const around = spans.filter((span) => span.start <= start && end <= span.end).map((span) => span.label);
    expect(around, text.slice(start, end)).toEqual(tag === 'O' ? [] : [tag.slice(2)]);
  }
  expect(tagged.some(({ tag }) => tag !== 'O')).toBe(true);
  for (const span of spans) expect(span.confidence).toBeGreaterThan(0);
});

test('an encoder pools, normalises and cuts dimensions as asked', async () => {
  const { folder, model } = small('encoder', []);
  const vectors = framed('law', 'court').map((token) => {
    const row = model.vocabulary.indexOf(token) * model.width;
    return [...model.embeddings.subarray(row, row + model.width)];
  });
  const unit = (vector: number[]) => vector.map((value) => value / Math.hypot(...vector));
  const sum = vectors[0]!.map((_, k) => vectors.reduce((total, vector) => total + vector[k]!, 0));
  const text = createTextView('law court');

  const mean = await opened(folder, { task: 'encoder' });
  const [vector, empty] = await mean.encode([text, createTextView(' ')]);
  expect(mean.dimensions).toBe(16);
  expectNear(vector!, unit(sum));
  expectNear(empty!, new Array(16).fill(0));
  expectNear(await answerOf(folder, text.raw, { task: 'encoder', pooling: 'cls' }), unit(vectors[0]!));
  expectNear(await answerOf(folder, text.raw, { task: 'encoder', dimensions: 4 }), unit(unit(sum).slice(0, 4)));
});

test('a pair model reads both texts, each with its own type', async () => {
  const { folder, model } = small('pair', ['contradiction', 'entailment', 'neutral']);
  const pairs = await opened(folder, { task: 'pair' });
  const tokens = ['[CLS]', 'anna', 'lives', '[SEP]', 'judge', '[SEP]'];
  const [contradict, entail, neutral] = shares(scoresOf(model, tokens, [0, 0, 0, 0, 1, 1]));
  const got = await pairs.compare(createTextView('Anna lives'), createTextView('judge'));
  expectNear([got.entail, got.neutral, got.contradict], [entail!, neutral!, contradict!]);
});

test('an aborted call rejects with its reason and the others go on', async () => {
  const { folder } = small('classifier');
  const classifier = await opened(folder, { task: 'classifier' });
  const aborter = new AbortController();
  const left = classifier.classify(createTextView('law'), { signal: aborter.signal });
  const stays = classifier.classify(createTextView('law'));
  aborter.abort(new Error('deadline passed'));
  await expect(left).rejects.toMatchObject({ code: 'adapter.cancelled', cause: new Error('deadline passed') });
  expect(classifier.statistics()).toMatchObject({ asked: 2, failures: new Map([['adapter.cancelled', 1]]) });
  expect(await stays).toHaveLength(3);
});

test('more waiting texts than allowed are refused with a code', async () => {
  const { folder } = small('classifier');
  const guard = { ...DEFAULT_OPTIONS.guard, waiting: 1 };
  const classifier = await opened(folder, { task: 'classifier', batchSize: 1, guard });
  // One is read, one gathers for the next run, one waits.
  const calls = ['a', 'b', 'c', 'd'].map((text) => classifier.classify(createTextView(text)));
  const results = await Promise.allSettled(calls);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect((results[3] as PromiseRejectedResult).reason).toMatchObject({ code: 'adapter.busy' });
});

test('a text is read once while its answer is kept', async () => {
  const { folder } = small('pair', ['contradiction', 'entailment', 'neutral']);
  const pairs = await opened(folder, { task: 'pair' });
  const [anna, judge] = [createTextView('Anna lives'), createTextView('judge')];
  const first = await pairs.compare(anna, judge);
  expect(await pairs.compare(anna, judge)).toBe(first);
  expect(await pairs.compare(judge, anna)).not.toEqual(first);
  expect(pairs.statistics()).toMatchObject({ asked: 3, cacheHits: 1, breaker: 'closed' });
});

test('a lost thread fails what it was reading, and the next call opens the model again', async () => {
  const { folder } = small('classifier');
  const threads: Worker[] = [];
  const note = (thread: Worker) => threads.push(thread);
  process.on('worker', note);
  try {
    const guard = {
      ...DEFAULT_OPTIONS.guard,
      breaker: { failures: 2, pauseMs: 60_000 },
      cache: { entries: 0, ttlMs: 1 },
    };
    const classifier = await opened(folder, { task: 'classifier', guard });
    const before = await classifier.classify(createTextView('law'));
    const failed = classifier.classify(createTextView('law'));
    await Promise.resolve();
    await threads[0]!.terminate();
    await expect(failed).rejects.toMatchObject({ code: 'onnx.thread_lost' });
    expect(await classifier.classify(createTextView('law'))).toEqual(before);
    expect(threads).toHaveLength(2);
    // What answered under one hash does not go on under another.
    appendFileSync(join(folder, 'tokenizer_config.json'), ' ');
    await threads[1]!.terminate();
    const changed = classifier.classify(createTextView('law'));
    await expect(changed).rejects.toMatchObject({ code: 'onnx.model_changed' });
    // Opening it is costly: after failures in a row it is not tried with every text.
    const again = () => classifier.classify(createTextView('law'));
    await expect(again()).rejects.toMatchObject({ code: 'onnx.model_changed' });
    await expect(again()).rejects.toMatchObject({ code: 'adapter.paused' });
    expect(classifier.statistics()).toMatchObject({
      breaker: 'open',
      failures: new Map([
        ['onnx.thread_lost', 1],
        ['onnx.model_changed', 2],
        ['adapter.paused', 1],
      ]),
    });
  } finally {
    process.off('worker', note);
  }
});

test('a closed model rejects calls', async () => {
  const { folder } = small('classifier');
  const classifier = await createOnnxModel(folder, { task: 'classifier' });
  await classifier.close();
  await expect(classifier.classify(createTextView('law'))).rejects.toMatchObject({ code: 'onnx.closed' });
});

test('the hash follows the content, not the place', async () => {
  const [one, two] = [small('classifier'), small('classifier')];
  const hashOf = (folder: string) => hashFolder(readModelFolder(folder));
  expect(await hashOf(two.folder)).toBe(await hashOf(one.folder));
  editConfig(two.folder, { note: 'changed' });
  expect(await hashOf(two.folder)).not.toBe(await hashOf(one.folder));
});

// biome-ignore lint/suspicious/noConfusingVoidType: what a preparation returns besides options is of no interest
test.each<[string, TaskName, (folder: string) => Partial<OnnxOptions> | undefined | void, string, RegExp]>([
  ['no such folder', 'classifier', (f) => rmSync(f, { recursive: true }), 'onnx.no_folder', /does not exist/],
  ['no tokenizer', 'classifier', (f) => rmSync(join(f, 'tokenizer.json')), 'onnx.no_file', /tokenizer\.json/],
  [
    'no such variant',
    'classifier',
    () => ({ variant: 'model_q4' }),
    'onnx.no_model',
    /model_q4\.onnx.*it has model\.onnx/,
  ],
  ['a cut model', 'classifier', (f) => cut(join(f, 'onnx/model.onnx')), 'onnx.bad_model', /cannot open it/],
  [
    'a cut config',
    'classifier',
    (f) => cut(join(f, 'config.json')),
    'onnx.bad_file',
    /config\.json: cannot be read as JSON/,
  ],
  [
    'a tokenizer of a larger model',
    'classifier',
    (f) => editConfig(f, { vocab_size: 10 }),
    'onnx.tokenizer_does_not_fit',
    /ids up to \d+, config\.json a vocabulary of 10/,
  ],
  [
    'a tokenizer of a smaller model',
    'classifier',
    (f) => editConfig(f, { vocab_size: 30_522 }),
    'onnx.tokenizer_does_not_fit',
    /30522/,
  ],
  [
    'labels of another head',
    'classifier',
    () => ({ labels: ['benign', 'jailbreak'] }),
    'onnx.labels_do_not_fit',
    /"math", "law", "other" fit none of the head's/,
  ],
  [
    'a rename of a label it lacks',
    'classifier',
    () => ({ labelMap: { sums: 'math' } }),
    'onnx.labels_do_not_fit',
    /label_map renames "sums"/,
  ],
  [
    'fewer labels than outputs',
    'classifier',
    (f) => editConfig(f, { id2label: { 0: 'math', 1: 'law' } }),
    'onnx.labels_do_not_fit',
    /gives 3 numbers, config\.json names 2 labels/,
  ],
  ['no labels', 'classifier', (f) => editConfig(f, { id2label: undefined }), 'onnx.no_labels', /id2label/],
  ['a tagger as a classifier', 'tagger', () => ({}), 'onnx.wrong_task', /one answer per token.*classifying texts/],
  [
    'alarms that are no labels',
    'classifier',
    () => ({ alarms: ['bad'] }),
    'onnx.labels_do_not_fit',
    /alarms names bad/,
  ],
  [
    'more dimensions than there are',
    'encoder',
    () => ({ dimensions: 99 }),
    'onnx.wrong_dimensions',
    /dimensions is 99, the model gives 16/,
  ],
])('%s is a clear error at load', async (_name, made, prepare, code, reason) => {
  const { folder } = small(made, made === 'encoder' ? [] : LABELS);
  const options = prepare(folder) ?? {};
  const task = made === 'tagger' ? 'classifier' : made;
  const failure = await createOnnxModel(folder, { ...options, task }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'OnnxError', code, hint: expect.stringMatching(/\w+/) });
  expect((failure as { reason: string }).reason).toMatch(reason);
});

function cut(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length / 2)));
}

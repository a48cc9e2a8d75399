import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { afterAll, describe, expect, test } from 'vitest';
import { createEmbeddedModels, HEADS, type HeadName } from './embedded/index.ts';
import { loadEmbeddedModels } from './load-embedded-models.ts';

const WEIGHTS = fileURLToPath(new URL('../weights/', import.meta.url));
const models = loadEmbeddedModels();
const { domain, fact_check: factCheck, language } = models.classifiers;

function shares(classifier: TextClassifier, text: string): Record<string, number> {
  const values = classifier.classify(createTextView(text)) as Float32Array;
  return Object.fromEntries(classifier.labels.map((label, i) => [label, values[i]!]));
}

function best(classifier: TextClassifier, text: string): string {
  return Object.entries(shares(classifier, text)).reduce((top, entry) => (entry[1] > top[1] ? entry : top))[0];
}

function similarity(left: string, right: string): number {
  const [a, b] = models.encoder.encode([createTextView(left), createTextView(right)]) as readonly Float32Array[];
  return a!.reduce((sum, value, i) => sum + value * b![i]!, 0);
}

describe('the domain head', () => {
  test.each([
    ['Solve 4x - 9 = 23 and show the steps', 'math'],
    ['How many ways are there to arrange the letters of BANANA?', 'math'],
    ['一个三角形的三条边长分别是3、4、5，求它的面积', 'math'],
    ['Why is my React component re-rendering twice?', 'computer science'],
    ['怎么用 Java 实现一个线程池', 'computer science'],
    ['What force keeps the planets in orbit around the sun?', 'physics'],
    ['为什么物体在水中会受到浮力', 'physics'],
    ['Which reagent turns an alcohol into an aldehyde?', 'chemistry'],
    ['How do cells copy their DNA before they divide?', 'biology'],
    ['植物的叶绿体有什么作用', 'biology'],
    ['Can my landlord keep the deposit without a written reason?', 'law'],
    ['公司单方面解除劳动合同需要赔偿吗', 'law'],
    ['How does a central bank fight inflation?', 'economics'],
    ['Why did the Roman Empire collapse?', 'history'],
    ['What did Kant mean by the categorical imperative?', 'philosophy'],
    ['My child has a fever and a rash, what could it be?', 'health'],
    ['Tell me a joke', 'other'],
    ['写一首关于秋天的诗', 'other'],
  ])('puts %j under %s', (text, expected) => {
    expect(best(domain, text)).toBe(expected);
  });
});

describe('the fact-check head', () => {
  test.each([
    ['What year did the Berlin wall fall?', 'needs_fact_check'],
    ['who was the first woman in space', 'needs_fact_check'],
    ['亚马逊河有多长？', 'needs_fact_check'],
    ['Write a poem about autumn', 'no_fact_check_needed'],
    ['Sort this list of numbers with a Python one-liner', 'no_fact_check_needed'],
    ['帮我写一个生日祝福', 'no_fact_check_needed'],
    ['thanks a lot!', 'no_fact_check_needed'],
  ])('says of %j: %s', (text, expected) => {
    expect(best(factCheck, text)).toBe(expected);
  });
});

describe('the language head', () => {
  test('knows more than a hundred languages, by ISO 639-1 code where one exists', () => {
    expect(language.labels.length).toBeGreaterThan(100);
    for (const code of ['en', 'zh', 'br', 'ky', 'ps']) expect(language.labels).toContain(code);
  });

  test.each([
    ['Who are you?', 'en'],
    ['Hi', 'en'],
    ['thanks', 'en'],
    ['const total = items.reduce((a, b) => a + b, 0);', 'en'],
    ['SELECT name FROM users WHERE id = 3', 'en'],
    ['How do you say 你好 in English?', 'en'],
    ['你好', 'zh'],
    ['这个 bug 怎么修', 'zh'],
    ['帮我用 Python 写个排序', 'zh'],
    ['こんにちは、元気ですか', 'ja'],
    ['안녕하세요', 'ko'],
    ['Hola, ¿cómo estás?', 'es'],
    ['Bonjour, comment ça va ?', 'fr'],
    ['Wie spät ist es gerade?', 'de'],
    ['Привет, как дела?', 'ru'],
    ['مرحبا كيف حالك', 'ar'],
    ['12345', 'en'],
  ])('says of %j: %s', (text, expected) => {
    expect(best(language, text)).toBe(expected);
  });
});

describe('the sentence encoder', () => {
  test('gives unit vectors of its stated size, and a zero vector for a text without content', () => {
    const [vector, empty] = models.encoder.encode([
      createTextView('hello world'),
      createTextView('  '),
    ]) as readonly Float32Array[];
    expect(vector).toHaveLength(models.encoder.dimensions);
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 5);
    expect(Math.hypot(...empty!)).toBe(0);
  });

  test.each([
    ['What is the boiling point of water?', '水的沸点是多少？', 'How do I center a div?'],
    ['I forgot my password', 'How can I reset my password?', 'What is the tallest mountain?'],
    ['The weather is nice today.', '今天天气很好。', 'My computer does not start.'],
    ['Compare socialism and capitalism', '比较社会主义和资本主义', 'Write a poem about the moon'],
    ['turn off the heating', 'Can you switch off the heating?', 'turn on the heating'],
    ['允许陌生人评论', '准许陌生人评论', '禁止陌生人评论'],
  ])('holds %j nearer to %j than to %j', (text, near, far) => {
    expect(similarity(text, near)).toBeGreaterThan(similarity(text, far) + 0.1);
  });
});

describe('the pack', () => {
  test.each(['', 'x', 'word '.repeat(3), '?!', '你', '😀'])('gives probabilities that sum to 1 for %j', (text) => {
    for (const classifier of [domain, factCheck, language]) {
      const values = Object.values(shares(classifier, text));
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    }
  });

  test.each(['a', '😀', 'e\u0301', '学', 'ab '])('answers for a megabyte of %j', (unit) => {
    const view = createTextView(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    for (const classifier of [domain, factCheck, language])
      expect(classifier.classify(view)).toBeInstanceOf(Float32Array);
    expect((models.encoder.encode([view]) as readonly Float32Array[])[0]).toHaveLength(models.encoder.dimensions);
  });

  test('is at most 15 MB and answers alike from bytes alone', () => {
    const weights = Object.fromEntries(HEADS.map((head) => [head, readFileSync(join(WEIGHTS, `${head}.head`))]));
    const size = Object.values(weights).reduce((sum, bytes) => sum + bytes.length, 0);
    expect(size).toBeLessThan(15e6);
    const fromBytes = createEmbeddedModels({ weights: weights as unknown as Record<HeadName, Uint8Array> });
    expect(fromBytes.hashes).toEqual(models.hashes);
    expect(shares(fromBytes.classifiers.domain, 'gravity')).toEqual(shares(domain, 'gravity'));
  });

  const folder = mkdtempSync(join(tmpdir(), 'signalbox-weights-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('refuses a damaged file and a missing one, with the remedy', () => {
    cpSync(WEIGHTS, folder, { recursive: true });
    const path = join(folder, 'domain.head');
    const bytes = readFileSync(path);
    bytes[bytes.length - 100] = bytes[bytes.length - 100]! ^ 255;
    writeFileSync(path, bytes);
    expect(() => loadEmbeddedModels(folder)).toThrow(/weights "domain": content has SHA-256[\s\S]*hint: restore/);
    rmSync(path);
    expect(() => loadEmbeddedModels(folder)).toThrow(
      /weights "domain": cannot read .*domain\.head[\s\S]*hint: reinstall/,
    );
  });
});

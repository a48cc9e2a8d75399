import { describe, expect, test } from 'vitest';
import { aRequest, engineFromYaml, fixedClassifier } from '../testing/index.ts';
import { explainReceipt } from './explain-receipt.ts';

const ROUTES = `
signals:
  keywords:
    - { name: code, operator: OR, keywords: [code] }
    - { name: urgent, operator: OR, keywords: [urgent] }
  domains: [{ name: math, threshold: 0.6 }]
projections:
  scores:
    - name: load
      method: weighted_sum
      inputs: [{ type: keyword, name: code, weight: 0.5 }, { type: keyword, name: urgent, weight: 0.5 }]
  mappings:
    - { name: band, source: load, method: threshold_bands, outputs: [{ name: heavy, gte: 0.9 }, { name: light, lt: 0.9 }] }
decisions:
  - { name: busy, priority: 30, rules: { type: projection, name: heavy }, modelRefs: [{ model: large }] }
  - { name: sums, priority: 20, rules: { type: domain, name: math }, modelRefs: [{ model: coder }] }
  - { name: rest, priority: 10, modelRefs: [{ model: small }] }
`;

async function receipts(text: string, math: number) {
  const classifiers = { domain: fixedClassifier('test/domain', ['math', 'law'], () => ({ math, law: 1 - math })) };
  const engine = await engineFromYaml(ROUTES, { classifiers });
  const { trace } = await engine.route(aRequest().user(text).build());
  return { trace, engine, ask: (target?: string | null) => explainReceipt(engine.receipt(trace, { target })!) };
}

describe('a receipt', () => {
  test('names the nearest change: a value near its threshold before a word that was never said', async () => {
    const { ask } = await receipts('hello', 0.55);
    expect(ask()).toBe('It would have gone to sums had domain:math matched (it read 0.55, the threshold is 0.6).');
  });

  test('sees through scores and bands', async () => {
    const { ask } = await receipts('some code', 0.1);
    expect(ask('busy')).toBe('It would have gone to busy had keyword:urgent matched.');
  });

  test('counts every signal that is needed', async () => {
    const { ask } = await receipts('hello', 0.9);
    expect(ask('busy')).toBe('It would have gone to busy had keyword:code matched and keyword:urgent matched.');
    expect(ask('rest')).toBe(
      'It would have gone to rest had domain:math not matched (it read 0.9, the threshold is 0.6).',
    );
  });

  test('says when nothing can do it', async () => {
    const { ask } = await receipts('hello', 0.9);
    expect(ask(null)).toBe('No change of signals leads to the default model.');
  });

  test('is not made for the trace of another config', async () => {
    const { engine, trace } = await receipts('hello', 0.9);
    expect(engine.receipt({ ...trace, configHash: 'another' })).toBeUndefined();
    expect(engine.receipt({ ...trace, recipe: 'another' })).toBeUndefined();
  });
});

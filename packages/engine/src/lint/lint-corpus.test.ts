import { expect, test } from 'vitest';
import { loadEngine } from '../load-engine.ts';
import { signalKinds } from '../signals/index.ts';
import { aRequest } from '../testing/a-request.ts';
import { testVocabulary } from '../testing/engine-from-yaml.ts';
import { fixedClassifier, testPorts } from '../testing/test-ports.ts';
import { lintCorpus } from './lint-corpus.ts';

const POLICY = `PROVIDERS { models: [{ name: "small" }, { name: "large" }], defaults: { default_model: "small" } }
SIGNAL domain math { threshold: 0.5 }
SIGNAL domain law { threshold: 0.95 }
SIGNAL domain other { threshold: 0.01 }
PROJECTION score s { inputs: [{ type: "domain", name: "math", weight: 1, value_source: "raw" }] }
PROJECTION mapping m { source: "s", outputs: [{ name: "low", lt: 0.5 }, { name: "middle", gte: 0.5, lt: 0.7 }, { name: "high", gte: 0.7 }] }
ROUTE sums {
  PRIORITY 3
  WHEN domain("math") AND projection("high")
  MODEL "large"
}
ROUTE maybe {
  PRIORITY 2
  WHEN domain("math") AND NOT projection("middle")
  MODEL "small"
}
ROUTE lawyers {
  PRIORITY 1
  WHEN domain("law") OR (domain("other") AND projection("low"))
  MODEL "small"
}
`;

async function lint(texts: readonly string[]) {
  const domain = fixedClassifier(
    'test/domain',
    ['math', 'law', 'other'],
    (text): Record<string, number> =>
      text.includes('sum') ? { math: 0.8, law: 0.1, other: 0.1 } : { math: 0.1, law: 0.6, other: 0.3 },
  );
  const result = await loadEngine(POLICY, {
    vocabulary: testVocabulary,
    ports: testPorts({ classifiers: { domain } }),
    purpose: 'simulate',
    file: 'policy.dsl',
  });
  if (!result.ok) throw new Error('not loaded');
  const rows = [];
  for (const [index, text] of texts.entries()) {
    const { trace } = await result.engine.route(aRequest().user(text).build(), { exhaustive: true });
    rows.push({ label: `row ${index + 1}`, trace });
  }
  const found = lintCorpus(result.loaded, rows, { kinds: signalKinds, file: 'policy.dsl' });
  return found.map(({ code, line, message }) => `${line} ${code} ${message}`);
}

test('tells thresholds, bands and decisions that no row reaches, each with the nearest row', async () => {
  expect(await lint(['a sum', 'a contract', 'another sum'])).toEqual([
    '3 lint.threshold_not_reached domain:law: none of 3 rows reaches the threshold 0.95; the nearest is row 2 with 0.6',
    '4 lint.threshold_always_reached domain:other: all 3 rows reach the threshold 0.01; the lowest is row 1 with 0.1',
    '6 lint.band_not_reached band "middle" of "m": none of 3 rows falls into it',
    '12 lint.decision_not_taken decision "maybe": none of 3 rows takes it; 2 match it, and others go before it (e.g. "sums" for row 1)',
  ]);
});

test('a corpus without a request says nothing', async () => {
  expect(await lint([])).toEqual([]);
});

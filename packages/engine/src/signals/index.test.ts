import { expect, test } from 'vitest';
import {
  aRequest,
  bagOfWordsEncoder,
  fixedClassifier,
  literalTagger,
  readSignal,
  testPorts,
} from '../testing/index.ts';
import { signalKinds } from './index.ts';
import { outputsOf } from './signal-kind.ts';

const head = (...labels: string[]) =>
  fixedClassifier(`test/${labels[0]}`, labels, () =>
    Object.fromEntries(labels.map((label) => [label, 1 / labels.length])),
  );

/** Every port, with the labels that the examples name. */
const ports = testPorts({
  encoder: bagOfWordsEncoder(),
  classifiers: {
    domain: head('math', 'physics', 'chemistry', 'biology'),
    fact_check: head('needs_fact_check', 'no_fact_check_needed'),
    language: head('en', 'zh'),
    user_feedback: head('satisfied', 'need_clarification', 'wrong_answer', 'want_different'),
    difficulty: head('easy', 'medium', 'hard'),
    jailbreak: head('benign', 'jailbreak'),
    modality: head('ar', 'diffusion', 'both'),
  },
  taggers: { pii: literalTagger(['EMAIL_ADDRESS'], {}) },
  statistics: { of: () => ({ ttftMs: 1, tpotMs: 1, errorRate: 0, samples: 1000 }) },
});
const requests = {
  'a single turn': aRequest()
    .user('Prove it')
    .build({ identity: { user: 'ada', groups: [] } }),
  'a conversation': aRequest().system('Be kind.').user('Prove it').assistant('Done.').tool('42').user('go on').build(),
  'no user turn': aRequest().system('Be kind.').build(),
  'an empty turn': aRequest().user('').build(),
};

const kinds = signalKinds.map((kind) => [kind.kind, kind] as const);

test.each(kinds)('the examples of %s pass its checks and find what they need', (_name, kind) => {
  for (const example of kind.examples) {
    const problems: string[] = [];
    const say = (code: string) => problems.push(code);
    kind.check?.(example, { error: say, warning: say }, kind.settings?.example);
    expect(problems).toEqual([]);
    expect(kind.unavailable?.(example, ports)).toBeUndefined();
  }
});

test.each(
  kinds.flatMap(([name, kind]) =>
    Object.entries(requests).map(([what, request]) => [name, what, kind, request] as const),
  ),
)('%s gives one entry per output for %s, with finite numbers', async (_name, _what, kind, request) => {
  const readings = await readSignal(kind, kind.examples, request, { ports });
  expect(readings.map((reading) => reading.name)).toEqual(kind.examples.flatMap((rule) => outputsOf(kind, rule)));
  for (const reading of readings) {
    if ('code' in reading) continue;
    expect(reading.confidence).toBeGreaterThanOrEqual(0);
    expect(reading.confidence).toBeLessThanOrEqual(1);
    if (reading.value !== undefined) expect(reading.value).toSatisfy(Number.isFinite);
  }
});

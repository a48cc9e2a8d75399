import { describe, expect, test } from 'vitest';
import {
  aRequest,
  bagOfWordsEncoder,
  engineFromYaml,
  fixedClassifier,
  readSignal,
  testPorts,
} from '../../testing/index.ts';
import type { Reading } from '../reading.ts';
import { complexity } from './complexity.ts';

const RULE = {
  name: 'code',
  threshold: 0.1,
  hard: { candidates: ['prove the lock free queue correct'] },
  easy: { candidates: ['print a line'] },
};
const difficulty = (hard: number, easy: number) => ({
  difficulty: fixedClassifier('test/difficulty', ['easy', 'medium', 'hard'], () => ({
    easy,
    hard,
    medium: 1 - hard - easy,
  })),
});
const read = async (
  text: string,
  options: { classifiers?: object; settings?: Record<string, unknown>; rule?: object } = {},
) =>
  (await readSignal(complexity, [{ ...RULE, ...options.rule }], text, {
    ports: { encoder: bagOfWordsEncoder(), classifiers: { ...options.classifiers } },
    settings: options.settings ?? {},
  })) as Reading[];
const levelOf = (readings: readonly Reading[]) => readings.find((reading) => reading.matched)?.name;

describe('without a learned difficulty', () => {
  test.each([
    ['prove the queue correct', 'code:hard'],
    ['print a line', 'code:easy'],
    ['weather today', 'code:medium'],
  ])('%j is %s, and only that', async (text, expected) => {
    const readings = await read(text);
    expect(readings.filter((reading) => reading.matched).map((reading) => reading.name)).toEqual([expected]);
    expect(readings.map((reading) => reading.name)).toEqual(['code:hard', 'code:medium', 'code:easy']);
  });

  test('the value is the margin, the same at every level', async () => {
    expect((await read('print a line')).map((reading) => reading.value)).toEqual(Array(3).fill(expect.closeTo(-1)));
  });

  test('the confidence is a half at the edge of a level and rises away from it', async () => {
    const [atEdge] = await read('print a line', { rule: { threshold: 1 } }).then((all) =>
      all.filter((each) => each.matched),
    );
    expect(atEdge).toMatchObject({ name: 'code:medium', confidence: expect.closeTo(0.5) });
    const far = (await read('print a line')).find((each) => each.matched)!;
    expect(far.confidence).toBeGreaterThan(0.99);
    expect(far.confidence).toBeLessThanOrEqual(1);
  });
});

describe('with a learned difficulty', () => {
  const NEAR_BOTH = { hard: { candidates: ['sort numbers'] }, easy: { candidates: ['sort names'] } };

  test('it decides between examples that are equally near', async () => {
    expect(levelOf(await read('sort', { rule: NEAR_BOTH }))).toBe('code:medium');
    expect(levelOf(await read('sort', { rule: NEAR_BOTH, classifiers: difficulty(0.9, 0) }))).toBe('code:hard');
    expect(levelOf(await read('sort', { rule: NEAR_BOTH, classifiers: difficulty(0, 0.9) }))).toBe('code:easy');
  });

  test('it moves the margin by its weight times the nearness to the rule’s subject', async () => {
    const [reading] = await read('sort', {
      rule: NEAR_BOTH,
      classifiers: difficulty(0.75, 0.25),
      settings: { prior_weight: 0.4 },
    });
    expect(reading!.value).toBeCloseTo(0.4 * Math.SQRT1_2 * 0.5);
  });

  test('a hard turn of another subject is not hard for this rule', async () => {
    const [reading] = await read('weather today', { classifiers: difficulty(1, 0) });
    expect(reading).toMatchObject({ matched: false, value: 0 });
  });

  test('a weight of 0 leaves it out', async () => {
    const [reading] = await read('sort', {
      rule: NEAR_BOTH,
      classifiers: difficulty(1, 0),
      settings: { prior_weight: 0 },
    });
    expect(reading!.value).toBeCloseTo(0);
  });

  test('it must have the labels that count', () => {
    const classifiers = { difficulty: fixedClassifier('test/other', ['simple'], () => ({})) };
    const ports = testPorts({ encoder: bagOfWordsEncoder(), classifiers });
    expect(complexity.unavailable!(complexity.schema.parse(RULE), ports)).toMatch(
      /test\/other has no label "hard", "easy"/,
    );
  });
});

test('an example of both levels is an error that names it', async () => {
  const routing = `signals:
  complexity:
    - { name: c, hard: { candidates: [same] }, easy: { candidates: [other, same] } }
decisions:
  - { name: d, rules: { operator: OR, conditions: [{ type: complexity, name: 'c:hard' }] }, modelRefs: [{ model: large }] }
`;
  await expect(engineFromYaml(routing, { encoder: bagOfWordsEncoder() })).rejects.toThrow(
    /complexity\.ambiguous.*easy\.candidates\[1\].*"same" is an example of both/,
  );
});

test('a level counts only while its composer holds', async () => {
  const engine = await engineFromYaml(
    `signals:
  keywords:
    - { name: code_words, operator: OR, keywords: [queue] }
  complexity:
    - name: c
      hard: { candidates: [prove the queue correct] }
      easy: { candidates: [print a line] }
      composer: { operator: AND, conditions: [{ type: keyword, name: code_words }] }
decisions:
  - { name: hard, rules: { operator: OR, conditions: [{ type: complexity, name: 'c:hard' }] }, modelRefs: [{ model: large }] }
`,
    { encoder: bagOfWordsEncoder() },
  );
  const decide = async (text: string) => (await engine.route(aRequest().user(text).build())).decision;
  expect(await decide('prove the queue correct')).toBe('hard');
  expect(await decide('prove it is correct')).toBe(null);
});

test('the confidence is how sure the level is, or the size of the margin', async () => {
  const confidence = async (how?: string) => {
    const readings = await read('weather today', how === undefined ? {} : { rule: { confidence: how } });
    const medium = readings.find(({ matched }) => matched)!;
    return [medium.confidence, Math.abs(medium.value!)] as const;
  };
  const [margin, size] = await confidence('margin');
  expect(margin).toBeCloseTo(Math.min(1, size));
  expect((await confidence())[0]).not.toBeCloseTo(margin);
});

import { createTextView } from '@signalbox/engine/ports';
import { describe, expect, test } from 'vitest';
import { loadEmbeddedModels } from './load-embedded-models.ts';

const models = loadEmbeddedModels();
const { entailment } = models.pairs;

function unsupported(context: string, question: string, answer: string) {
  const spans = models.grounding.ground({
    context: createTextView(context),
    question: createTextView(question),
    answer: createTextView(answer),
  });
  if (spans instanceof Promise) throw new Error('the embedded tagger answers at once');
  return spans.map(({ start, end, label, confidence }) => ({
    text: answer.slice(start, end),
    start,
    end,
    label,
    confidence,
  }));
}

function relation(premise: string, hypothesis: string): string {
  const shares = entailment.compare(createTextView(premise), createTextView(hypothesis));
  if (shares instanceof Promise) throw new Error('the embedded classifier answers at once');
  return Object.entries(shares).reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

const TOWER =
  'The Eiffel Tower was completed in March 1889 for the World Fair in Paris. It is 330 metres tall and was designed by ' +
  'the engineer Maurice Koechlin, who worked for the company of Gustave Eiffel. The tower is open to visitors every day.';
const RAILWAY = '广茂铁路是中国广东省的一条铁路，全长364公里，由三茂铁路股份有限公司管理运营。该线于1991年投入运营。';

describe('the unsupported head', () => {
  test.each([
    [TOWER, 'How tall is it?', 'The Eiffel Tower is 412 metres tall.', '412'],
    [TOWER, 'When was it completed?', 'It was completed in March 1912.', '1912'],
    [TOWER, 'Who designed it?', 'It was designed by the engineer Henrik Lindqvist.', 'Lindqvist'],
    [TOWER, '', 'The tower is not open to visitors every day.', 'not'],
    [RAILWAY, '广茂铁路全长多少？', '广茂铁路全长527公里。', '527'],
    [RAILWAY, '由谁管理？', '由花斑龙运输集团管理运营', '花斑龙'],
  ])('of %#: finds what is wrong in an answer', (context, question, answer, expected) => {
    const spans = unsupported(context, question, answer);
    expect(spans.map(({ text }) => text).join(' ')).toContain(expected);
  });

  test.each([
    [TOWER, 'How tall is it?', '330 metres'],
    [TOWER, 'Who designed it?', 'Maurice Koechlin'],
    [TOWER, 'How tall is it?', 'It is 330 metres tall.'],
    [TOWER, '', 'The Eiffel Tower was completed in March 1889 for the World Fair in Paris.'],
    [TOWER, 'Who paid for it?', 'I do not know.'],
    [TOWER, 'Who paid for it?', 'The passage does not say who paid for it.'],
    [RAILWAY, '广茂铁路全长多少？', '364公里'],
    [RAILWAY, '谁出资修建？', '抱歉，文中没有提到。'],
    [TOWER, 'Anything?', ''],
    [TOWER, 'Anything?', '?!'],
  ])('of %#: lets a supported or empty answer pass', (context, question, answer) => {
    expect(unsupported(context, question, answer)).toEqual([]);
  });

  test('marks only the false sentence among true ones', () => {
    const answer = 'It is 330 metres tall. It was completed in March 1957. It is open to visitors every day.';
    const spans = unsupported(TOWER, '', answer);
    expect(spans.map(({ text }) => text)).toEqual(['1957']);
  });

  test.each(['a', '😀', 'e\u0301', '学', 'ab ', 'No. ', '7 '])('gives ordered spans within floods of %j', (unit) => {
    const answer = unit.repeat(Math.ceil(300_000 / unit.length));
    const spans = unsupported(TOWER, unit.repeat(1000), answer);
    let end = 0;
    for (const span of spans) {
      expect(span.start).toBeGreaterThanOrEqual(end);
      expect(span.end).toBeGreaterThan(span.start);
      expect(span.confidence).toBeGreaterThanOrEqual(0.5);
      expect(span.confidence).toBeLessThanOrEqual(1);
      expect(span.label).toBe('unsupported');
      end = span.end;
    }
    expect(end).toBeLessThanOrEqual(answer.length);
  });

  test('says of an answer without any context that it is unsupported', () => {
    expect(unsupported('', 'How tall is it?', 'The Eiffel Tower is 330 metres tall.').length).toBeGreaterThan(0);
  });
});

describe('the entailment head', () => {
  test.each([
    [TOWER, 'The Eiffel Tower was completed in March 1889.', 'entail'],
    [TOWER, 'It was designed by the engineer Maurice Koechlin.', 'entail'],
    [TOWER, 'The Eiffel Tower was completed in March 1923.', 'contradict'],
    [TOWER, 'The tower is not open to visitors every day.', 'contradict'],
    [TOWER, 'The tower is closed to visitors every day.', 'contradict'],
    [TOWER, 'Volcanoes form where plates of the crust move apart.', 'neutral'],
    ['A young man is playing a guitar on the stage.', 'A man is playing a guitar.', 'entail'],
    ['A man is playing a guitar.', 'Two dogs run through the snow.', 'neutral'],
    [RAILWAY, '广茂铁路由三茂铁路股份有限公司管理运营。', 'entail'],
    [RAILWAY, '该线于1975年投入运营。', 'contradict'],
    [RAILWAY, '北极熊主要以海豹为食。', 'neutral'],
  ])('of %#: says %j is %s', (premise, hypothesis, expected) => {
    expect(relation(premise, hypothesis)).toBe(expected);
  });

  test.each([
    ['', ''],
    ['x', ''],
    ['', 'x'],
    ['学'.repeat(200_000), '学'.repeat(200_000)],
    [TOWER, TOWER],
  ])('gives chances that sum to 1 (%#)', (premise, hypothesis) => {
    const shares = entailment.compare(createTextView(premise), createTextView(hypothesis));
    const values = Object.values(shares) as number[];
    expect(values.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  });

  test('one contradicted sentence makes the whole contradicted', () => {
    expect(relation(TOWER, 'It is 330 metres tall. The tower is not open to visitors every day.')).toBe('contradict');
  });
});

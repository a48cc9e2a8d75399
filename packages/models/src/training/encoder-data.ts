import { type PairRow, readDataSet } from './data-set.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { fillTemplate } from './prompts/domain-prompts.ts';
import { codingRequest, mathProblem } from './prompts/problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './prompts/request-kinds.ts';
import { TERMS_BY_DOMAIN } from './prompts/terms/terms-by-domain.ts';
import { Random } from './random.ts';
import type { EncoderPlan, PairSource } from './train-encoder.ts';

interface Grouped {
  readonly text: string;
  readonly group: string;
}

/** Data and settings of the sentence encoder. */
export function encoderPlan(data: string): EncoderPlan {
  const random = new Random(41);
  return {
    bag: {
      shortestGram: 3,
      longestGram: 4,
      gramWeight: 0.25,
      wordPairWeight: 0.3,
      ideographWeight: 0.5,
      ideographPairWeight: 0.8,
      markWeight: 0.1,
      frameWeight: 0.3,
      wordLimit: 2048,
    },
    rows: 45_000,
    dense: 128,
    lexical: 128,
    denseShare: 0.6,
    rarityPower: 1,
    steps: Number(process.env.STEPS ?? 9000),
    batch: 128,
    rate: 0.05,
    temperature: 0.07,
    dropout: 0.15,
    sources: [
      ...translationSources(data),
      gradedSource(data),
      ...intentSources(data, random),
      ...requestSources(random),
      answerSource(data),
      subjectSource(data, random),
      promptKindSource(data, random),
    ],
  };
}

function translationSources(data: string): PairSource[] {
  const held = heldPairs(data);
  const sources: PairSource[] = (
    [
      ['pairs/tatoeba_en_x', 3],
      ['pairs/ntrex_en_x', 2],
      ['pairs/xquad_questions_en_x', 1],
    ] as const
  ).map(([name, share]) => {
    const rows = readDataSet<PairRow>(data, name).filter((row) => row.split === 'train' && !held.has(row.a));
    return {
      name,
      share,
      a: rows.map(({ a }) => a),
      b: rows.map(({ b }) => b),
      groups: numberGroups(rows.map(({ a }) => a)),
    };
  });
  const chinese = readDataSet<PairRow>(data, 'pairs/tatoeba_en_x')
    .concat(readDataSet<PairRow>(data, 'pairs/ntrex_en_x'), readDataSet<PairRow>(data, 'pairs/xquad_questions_en_x'))
    .filter((row) => row.split === 'train' && row.lang_b === 'zh' && !held.has(row.a));
  const terms = Object.values(TERMS_BY_DOMAIN).flat();
  sources.push({ name: 'en-zh', share: 1.5, a: chinese.map(({ a }) => a), b: chinese.map(({ b }) => b) });
  sources.push({ name: 'terms', share: 0.7, a: terms.map(({ en }) => en), b: terms.map(({ zh }) => zh) });
  const chinesePairs = readDataSet<PairRow>(data, 'pairs/pawsx_zh').filter(
    (row) => row.split === 'train' && row.label === 1,
  );
  sources.push({
    name: 'pairs/pawsx_zh',
    share: 0.2,
    a: chinesePairs.map(({ a }) => a),
    b: chinesePairs.map(({ b }) => b),
  });
  return sources;
}

/** Texts that the measurements of the encoder read. */
function heldPairs(data: string): NearDuplicates {
  const names = ['pairs/stsb_en', 'pairs/tatoeba_en_x', 'pairs/xquad_questions_en_x'];
  const rows = names.flatMap((name) => readDataSet<PairRow>(data, name)).filter((row) => row.split === 'test');
  return new NearDuplicates(rows.flatMap(({ a, b }) => [a, b]));
}

function gradedSource(data: string): PairSource {
  const rows = readDataSet<PairRow>(data, 'pairs/stsb_en').filter((row) => row.split === 'train');
  const held = heldPairs(data);
  const kept = rows.filter(({ a, b }) => !(held.has(a) && held.has(b)));
  return {
    name: 'pairs/stsb_en',
    share: 1.5,
    a: kept.map(({ a }) => a),
    b: kept.map(({ b }) => b),
    targets: kept.map(({ score }) => score! / 5),
  };
}

/** Two texts of one group each, `count` times. */
function pairsWithin(name: string, share: number, rows: readonly Grouped[], count: number, random: Random): PairSource {
  const byGroup = new Map<string, string[]>();
  for (const { text, group } of rows) byGroup.set(group, [...(byGroup.get(group) ?? []), text]);
  const lists = [...byGroup.values()].filter((list) => list.length > 1);
  const a: string[] = [];
  const b: string[] = [];
  const groups: number[] = [];
  for (let i = 0; i < count; i++) {
    const group = random.below(lists.length);
    a.push(random.pick(lists[group]!));
    b.push(random.pick(lists[group]!));
    groups.push(group);
  }
  return { name, share, a, b, groups };
}

function intentSources(data: string, random: Random): PairSource[] {
  return ['intent/clinc150', 'intent/banking77', 'intent/hwu64'].map((name) => {
    const rows = readDataSet(data, name).filter((row) => row.split === 'train' && row.label !== 'oos');
    return pairsWithin(
      name,
      0.7,
      rows.map(({ text, label }) => ({ text, group: label })),
      20_000,
      random,
    );
  });
}

function requestSources(random: Random): PairSource[] {
  const sameTopic: Grouped[] = [];
  const sameKind: Grouped[] = [];
  const domains = Object.keys(TERMS_BY_DOMAIN);
  for (let i = 0; i < 6000; i++) {
    const kind = random.pick(REQUEST_KINDS);
    const domain = random.pick(kind.domains ?? domains);
    const term = random.pick(TERMS_BY_DOMAIN[domain]!);
    const other = random.pick(TERMS_BY_DOMAIN[domain]!);
    for (let copy = 0; copy < 2; copy++) {
      const language = random.next() < 0.5 ? 'en' : 'zh';
      const text = fillTemplate(random.pick(kind[language]), term[language], other[language]);
      sameTopic.push({ text, group: `${kind.kind} ${term.en} ${i}` });
      sameKind.push({ text, group: `${kind.kind} ${domain}` });
    }
  }
  for (let i = 0; i < 400; i++) {
    for (const language of ['en', 'zh'] as const) {
      sameKind.push({ text: mathProblem(random, language), group: 'math problem' });
      sameKind.push({ text: codingRequest(random, language), group: 'coding' });
    }
  }
  for (const language of ['en', 'zh'] as const) {
    for (const text of SMALL_TALK[language]) sameKind.push({ text, group: 'small talk' });
  }
  return [
    pairsWithin('request, same topic', 1.2, sameTopic, 12_000, random),
    pairsWithin('request, same kind', 0.6, sameKind, 12_000, random),
  ];
}

/** A question and the answers offered with it speak of the same things. */
function answerSource(data: string): PairSource {
  const rows = ['domain/mmlu_pro', 'domain/mmlu', 'domain/agieval']
    .flatMap((name) => readDataSet(data, name))
    .filter(({ split, options, text }) => split === 'train' && options && text.length < 400);
  return {
    name: 'answers',
    share: 0.5,
    a: rows.map(({ text }) => text),
    b: rows.map(({ options }) => options!.join('; ').slice(0, 300)),
  };
}

function subjectSource(data: string, random: Random): PairSource {
  const rows = ['domain/mmlu_pro', 'domain/mmlu', 'domain/agieval']
    .flatMap((name) => readDataSet(data, name))
    .filter(({ split, text }) => split === 'train' && text.length < 400)
    .map((row) => ({ text: row.text, group: row.subject ?? row.label }));
  return pairsWithin('same subject', 0.3, rows, 15_000, random);
}

/** Prompts of one source are of one kind: factual questions, word problems, commands, role prompts. */
function promptKindSource(data: string, random: Random): PairSource {
  const rows = readDataSet(data, 'fact_check/weak_labels')
    .filter(({ split, text }) => split === 'train' && text.length < 400)
    .map((row) => {
      const src = row.src!.startsWith('t0') ? row.src! : row.src!;
      return { text: row.text, group: row.label === 'fact_check_needed' ? 'question' : src };
    });
  return pairsWithin('prompt kind', 0.2, rows, 15_000, random);
}

function numberGroups(keys: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const found = numbers.get(key) ?? numbers.size;
    numbers.set(key, found);
    return found;
  });
}

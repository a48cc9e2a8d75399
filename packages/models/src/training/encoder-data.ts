import { type PairRow, readDataSet } from './data-set.ts';
import { englishMeanings } from './meaning/english-meanings.ts';
import { openTeachers } from './meaning/teachers.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { probeTexts } from './plans.ts';
import { fillTemplate } from './prompts/domain-prompts.ts';
import { PLACE_QUESTIONS, PLACES } from './prompts/fact-check-prompts.ts';
import { FAMILIES } from './prompts/more-wordings.ts';
import { contraryRequests } from './prompts/opposites.ts';
import { codingRequest, mathProblem } from './prompts/problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './prompts/request-kinds.ts';
import { TERMS_BY_DOMAIN } from './prompts/terms/terms-by-domain.ts';
import { Random } from './random.ts';
import type { EncoderPlan, PairSource } from './train-encoder.ts';

interface Grouped {
  readonly text: string;
  readonly group: string;
}

/** Data and settings of the sentence encoder. Its teachers read the English texts first. */
export async function encoderPlan(data: string, log: (line: string) => void): Promise<EncoderPlan> {
  const teachers = await openTeachers();
  const sources = encoderSources(data);
  const topic = 80;
  const meanings = await englishMeanings(teachers, sources, moreEnglish(data, sources), topic, log);
  return {
    bag: {
      shortestGram: 3,
      longestGram: 3,
      gramWeight: 0.5,
      wordPairWeight: 0.3,
      ideographWeight: 0.5,
      ideographPairWeight: 0.8,
      markWeight: 0.1,
      frameWeight: 0.3,
      wordLimit: 2048,
      formLimit: 128,
    },
    rows: 43_000,
    topic,
    kind: 32,
    lexical: 144,
    shares: { topic: 0.42, kind: 0.33, lexical: 0.25 },
    trainingShares: { topic: 0.36, lexical: 0.35 },
    rarityPower: 1,
    kindTemperature: 0.25,
    steps: 7500,
    batch: 96,
    rate: 0.05,
    temperature: 0.07,
    dropout: 0.25,
    formFactor: 0.4,
    sources,
    meanings: {
      ...meanings,
      wordCount: 0.3,
      decay: 0.3,
      iterations: 15,
      pull: 4,
      rate: 0.04,
      caution: 0.01,
    },
  };
}

/** All pairs that the encoder learns from. */
export function encoderSources(data: string): PairSource[] {
  const random = new Random(41);
  return withoutProbes([
    ...translationSources(data),
    ...gradedSources(data),
    contrarySource(random),
    evidenceSource(data),
    ...intentSources(data, random),
    ...requestSources(random),
    answerSource(data),
    subjectSource(data, random),
    kindSource(data, random),
  ]);
}

/** English questions of no pair, for the teacher alone. */
function moreEnglish(data: string, sources: readonly PairSource[]): string[] {
  const held = new NearDuplicates([...probeTexts(), ...heldTexts(data)]);
  const questions = readDataSet(data, 'fact_check/weak_labels')
    .filter(({ split, src }) => split === 'train' && src === 'nq_open')
    .map(({ text }) => text);
  const known = new Set(sources.flatMap(({ a }) => a));
  return questions.filter((text) => !known.has(text) && !held.has(text));
}

/** The sources without pairs in which a probe, or nearly one, occurs. */
function withoutProbes(sources: readonly PairSource[]): PairSource[] {
  const held = new NearDuplicates(probeTexts());
  return sources.map((source) => {
    const kept = [...source.a.keys()].filter((i) => !held.has(source.a[i]!) && !held.has(source.b[i]!));
    const pick = <T>(list: readonly T[]) => kept.map((i) => list[i]!);
    return {
      ...source,
      a: pick(source.a),
      b: pick(source.b),
      ...(source.groups && { groups: pick(source.groups) }),
      ...(source.targets && { targets: pick(source.targets) }),
    };
  });
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
      taught: 'left' as const,
      a: rows.map(({ a }) => a),
      b: rows.map(({ b }) => b),
      groups: numberGroups(rows.map(({ a }) => a)),
    };
  });
  const chinese = readDataSet<PairRow>(data, 'pairs/tatoeba_en_x')
    .concat(readDataSet<PairRow>(data, 'pairs/ntrex_en_x'), readDataSet<PairRow>(data, 'pairs/xquad_questions_en_x'))
    .filter((row) => row.split === 'train' && row.lang_b === 'zh' && !held.has(row.a));
  const terms = Object.values(TERMS_BY_DOMAIN).flat();
  sources.push({
    name: 'en-zh',
    share: 1.5,
    taught: 'left',
    a: chinese.map(({ a }) => a),
    b: chinese.map(({ b }) => b),
    guidesLexical: true,
  });
  sources.push({
    name: 'terms',
    share: 0.7,
    taught: 'left',
    a: terms.map(({ en }) => en),
    b: terms.map(({ zh }) => zh),
  });
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
function heldTexts(data: string): string[] {
  const names = ['pairs/stsb_en', 'pairs/tatoeba_en_x', 'pairs/xquad_questions_en_x'];
  const rows = names.flatMap((name) => readDataSet<PairRow>(data, name)).filter((row) => row.split === 'test');
  return rows.flatMap(({ a, b }) => [a, b]);
}

function heldPairs(data: string): NearDuplicates {
  return new NearDuplicates(heldTexts(data));
}

/** Graded pairs, and the near-equal ones among them once more as pairs to find. */
function gradedSources(data: string): PairSource[] {
  const rows = readDataSet<PairRow>(data, 'pairs/stsb_en').filter((row) => row.split === 'train');
  const held = heldPairs(data);
  const kept = rows.filter(({ a, b }) => !(held.has(a) && held.has(b)));
  const near = kept.filter(({ score }) => score! >= 4);
  return [
    {
      name: 'pairs/stsb_en',
      share: 1,
      taught: 'both',
      a: kept.map(({ a }) => a),
      b: kept.map(({ b }) => b),
      targets: kept.map(({ score }) => score! / 5),
      dropout: 0.45,
    },
    { name: 'pairs/stsb_en, near', share: 0.2, a: near.map(({ a }) => a), b: near.map(({ b }) => b), dropout: 0.4 },
  ];
}

/** The contrary of a request shares nearly all its words, the same request in other words few. */
function contrarySource(random: Random): PairSource {
  const pairs = contraryRequests(random, 4000);
  return {
    name: 'contrary requests',
    share: 4.5,
    a: pairs.map(({ a }) => a),
    b: pairs.map(({ b }) => b),
    targets: pairs.map(({ target }) => target),
  };
}

interface EvidenceRow {
  readonly context: string;
  readonly question: string;
  readonly answer: string;
  readonly label: number;
  readonly split: string;
}

/** A question and the sentence that answers it. */
function evidenceSource(data: string): PairSource {
  const a: string[] = [];
  const b: string[] = [];
  for (const name of ['xquad_synth', 'cmrc2018_zh_synth', 'adversarial_qa_synth']) {
    for (const { context, question, answer, label, split } of readDataSet<EvidenceRow>(data, `hallucination/${name}`)) {
      const at = label === 0 && split === 'train' ? context.indexOf(answer) : -1;
      if (at < 0) continue;
      const before = context
        .slice(0, at)
        .split(/[.!?。！？।؟]\s*/)
        .at(-1)!;
      const after = context.slice(at).split(/[.!?。！？।؟]/)[0]!;
      a.push(question);
      b.push((before + after).slice(-300));
    }
  }
  return { name: 'question and evidence', share: 1.2, a, b };
}

/** Two texts of one group each, `count` times; a share `bySize` of the groups is drawn by size, the others alike. */
function pairsWithin(
  name: string,
  share: number,
  rows: readonly Grouped[],
  count: number,
  random: Random,
  bySize = 0,
): PairSource & { readonly names: readonly string[] } {
  const byGroup = new Map<string, string[]>();
  for (const { text, group } of rows) {
    const list = byGroup.get(group);
    if (list) list.push(text);
    else byGroup.set(group, [text]);
  }
  const named = [...byGroup].filter(([, list]) => list.length > 1);
  const lists = named.map(([, list]) => list);
  const a: string[] = [];
  const b: string[] = [];
  const groups: number[] = [];
  const ofRow = named.flatMap(([, list], group) => list.map(() => group));
  for (let i = 0; i < count; i++) {
    const group = random.next() < bySize ? random.pick(ofRow) : random.below(lists.length);
    a.push(random.pick(lists[group]!));
    b.push(random.pick(lists[group]!));
    groups.push(group);
  }
  return { name, share, a, b, groups, names: named.map(([group]) => group) };
}

function intentSources(data: string, random: Random): PairSource[] {
  return ['intent/clinc150', 'intent/banking77', 'intent/hwu64'].map((name) => {
    const rows = readDataSet(data, name).filter((row) => row.split === 'train' && row.label !== 'oos');
    const texts = rows.map(({ text, label }) => ({ text, group: label }));
    return { ...pairsWithin(name, 0.7, texts, 20_000, random), taught: 'both' };
  });
}

function requestSources(random: Random): PairSource[] {
  const sameTopic: Grouped[] = [];
  const domains = Object.keys(TERMS_BY_DOMAIN);
  for (let i = 0; i < 8000; i++) {
    const kind = random.pick(REQUEST_KINDS);
    const domain = random.pick(kind.domains ?? domains);
    const term = random.pick(TERMS_BY_DOMAIN[domain]!);
    const other = random.pick(TERMS_BY_DOMAIN[domain]!);
    for (let copy = 0; copy < 2; copy++) {
      const language = random.next() < 0.5 ? 'en' : 'zh';
      const text = fillTemplate(random.pick(kind[language]), term[language], other[language]);
      sameTopic.push({ text, group: `${kind.kind} ${term.en} ${i}` });
    }
  }
  return [{ ...pairsWithin('request, same topic', 1.2, sameTopic, 14_000, random), taught: 'both' }];
}

/** Requests of one family, whatever the topic: generated ones, and prompts of sources that hold one kind only. */
function kindSource(data: string, random: Random): PairSource {
  const rows: Grouped[] = [];
  const domains = Object.keys(TERMS_BY_DOMAIN);
  for (const language of ['en', 'zh'] as const) {
    for (const kind of REQUEST_KINDS) {
      for (let i = 0; i < 500; i++) {
        const domain = random.pick(kind.domains ?? domains);
        const topic = random.pick(TERMS_BY_DOMAIN[domain]!)[language];
        const other = random.pick(TERMS_BY_DOMAIN[domain]!)[language];
        const text = fillTemplate(random.pick(kind[language]), topic, other);
        rows.push({ text, group: FAMILIES[kind.kind]! });
      }
    }
    for (let i = 0; i < 600; i++) {
      rows.push({ text: mathProblem(random, language), group: 'math' });
      rows.push({ text: codingRequest(random, language), group: 'code' });
      const place = random.pick(PLACES)[language === 'en' ? 0 : 1];
      const text = random.pick(PLACE_QUESTIONS[language]).replace('{p}', place).replace('{q}', place);
      rows.push({ text, group: 'fact' });
    }
    for (let i = 0; i < 5; i++) {
      for (const text of SMALL_TALK[language]) rows.push({ text, group: 'small talk' });
    }
  }
  for (const name of ['pairs/tatoeba_en_x', 'pairs/ntrex_en_x']) {
    for (const { a, b, lang_b, split } of readDataSet<PairRow>(data, name)) {
      if (split !== 'train' || random.next() > (lang_b === 'zh' ? 1 : 0.1)) continue;
      // What people say to each other and what newspapers say: no request at all, in many languages.
      const group = /[?？؟]/.test(a) ? 'talk, question' : 'talk, statement';
      rows.push({ text: a, group }, { text: b, group });
      if (lang_b === 'zh') rows.push({ text: b, group }, { text: b, group });
    }
  }
  for (const { a, b, split } of readDataSet<PairRow>(data, 'pairs/stsb_en')) {
    if (split === 'train') rows.push({ text: a, group: 'talk, statement' }, { text: b, group: 'talk, statement' });
  }
  for (const row of readDataSet(data, 'fact_check/weak_labels')) {
    if (row.split !== 'train' || row.text.length > 400 || random.next() > 0.3) continue;
    const group = SOURCE_FAMILIES[row.src!] ?? (row.src!.startsWith('t0:') ? 'rewrite' : undefined);
    if (group !== undefined) rows.push({ text: row.text, group });
  }
  const source = pairsWithin('kind of request', 3.5, rows, 50_000, random, 0.4);
  const plainGroups = PLAIN_FAMILIES.map((family) => source.names.indexOf(family));
  return { ...source, block: 'kind', plainGroups };
}

/** What people say to each other and what newspapers say: no request at all. */
const PLAIN_FAMILIES = ['talk, question', 'talk, statement'];

const SOURCE_FAMILIES: Readonly<Record<string, string>> = {
  nq_open: 'fact',
  xquad: 'fact',
  cmrc2018: 'fact',
  halueval_qa: 'fact',
  gsm8k: 'math',
  'gaokao-mathqa': 'math',
  'gaokao-mathcloze': 'math',
  hwu64: 'command',
  role_prompts: 'role',
  coding: 'code',
  math: 'math',
};

/** A question and the answers offered with it speak of the same things. */
function answerSource(data: string): PairSource {
  const rows = ['domain/mmlu_pro', 'domain/mmlu', 'domain/agieval']
    .flatMap((name) => readDataSet(data, name))
    .filter(({ split, options, text }) => split === 'train' && options && text.length < 400);
  return {
    name: 'answers',
    share: 0.5,
    taught: 'both',
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

function numberGroups(keys: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return keys.map((key) => {
    const found = numbers.get(key) ?? numbers.size;
    numbers.set(key, found);
    return found;
  });
}

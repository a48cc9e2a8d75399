import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { greetings } from './chat-phrases.ts';
import { fillTemplate } from './domain-prompts.ts';
import { codingRequest, mathProblem } from './problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { chemistryProblem, physicsProblem } from './science-problems.ts';
import { selfContainedTask } from './task-texts.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

const NEEDED = 'needs_fact_check';
const NOT_NEEDED = 'no_fact_check_needed';
/** Questions about a place `{p}` (and another, `{q}`). */
export const PLACE_QUESTIONS = {
  en: [
    'What is the capital of {p}?',
    'How many people live in {p}?',
    'When did {p} become independent?',
    'Who is the president of {p}?',
    'What currency is used in {p}?',
    'Which rivers flow through {p}?',
    'How high is the highest mountain of {p}?',
    'In what year did {p} join the United Nations?',
    'Is {p} larger than {q}?',
    'Who won the election in {p}?',
    'What happened in {p} in 1989?',
    'What is the population of {p} today?',
    'did {p} win the world cup',
    'who was the first king of {p}',
    'what language do they speak in {p}',
    'Name the neighbours of {p}',
    'How long is the coast of {p}?',
    'When was the airport of {p} built?',
  ],
  zh: [
    '{p}的首都是哪里？',
    '{p}有多少人口？',
    '{p}是哪一年独立的？',
    '{p}的总统是谁？',
    '{p}使用什么货币？',
    '哪些河流经过{p}？',
    '{p}最高的山有多高？',
    '{p}哪一年加入联合国？',
    '{p}比{q}大吗？',
    '{p}的选举谁赢了？',
    '1989年{p}发生了什么？',
    '{p}得过世界杯冠军吗',
    '{p}的第一位国王是谁',
    '{p}说什么语言',
    '{p}和哪些国家接壤？',
    '{p}的海岸线有多长',
  ],
};
/** Countries in English and Chinese. */
export const PLACES = [
  ['Germany', '德国'],
  ['Brazil', '巴西'],
  ['India', '印度'],
  ['Kenya', '肯尼亚'],
  ['Japan', '日本'],
  ['Canada', '加拿大'],
  ['Norway', '挪威'],
  ['Egypt', '埃及'],
  ['Mexico', '墨西哥'],
  ['Vietnam', '越南'],
  ['Poland', '波兰'],
  ['Turkey', '土耳其'],
  ['Peru', '秘鲁'],
  ['Nigeria', '尼日利亚'],
  ['Greece', '希腊'],
  ['Korea', '韩国'],
  ['Spain', '西班牙'],
  ['Iran', '伊朗'],
  ['Chile', '智利'],
  ['Finland', '芬兰'],
] as const;

/** Requests that need a fact check and such that do not, in English and Chinese, by the kind of request. */
export function factCheckPrompts(random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  const domains = Object.keys(TERMS_BY_DOMAIN);
  for (const language of ['en', 'zh'] as const) {
    for (const kind of REQUEST_KINDS) {
      if (kind.isFactual === undefined) continue;
      for (let i = 0; i < 220; i++) {
        const terms = TERMS_BY_DOMAIN[random.pick(kind.domains ?? domains)]!;
        const text = fillTemplate(
          random.pick(kind[language]),
          random.pick(terms)[language],
          random.pick(terms)[language],
        );
        rows.push({ text, label: kind.isFactual ? NEEDED : NOT_NEEDED, weight: 0.7 });
      }
    }
    for (let i = 0; i < 500; i++) {
      const place = random.pick(PLACES)[language === 'en' ? 0 : 1];
      const other = random.pick(PLACES)[language === 'en' ? 0 : 1];
      const text = random.pick(PLACE_QUESTIONS[language]).replace('{p}', place).replace('{q}', other);
      rows.push({
        text: random.next() < 0.3 ? text.toLowerCase().replace(/[?？]$/, '') : text,
        label: NEEDED,
        weight: 0.7,
      });
      rows.push({ text: mathProblem(random, language), label: NOT_NEEDED, weight: 0.7 });
      rows.push({ text: codingRequest(random, language), label: NOT_NEEDED, weight: 0.7 });
      rows.push({ text: physicsProblem(random, language), label: NOT_NEEDED, weight: 0.4 });
      rows.push({ text: chemistryProblem(random, language), label: NOT_NEEDED, weight: 0.3 });
    }
    for (const text of SMALL_TALK[language]) rows.push({ text, label: NOT_NEEDED, weight: 3 });
  }
  for (let i = 0; i < 2500; i++) rows.push({ text: selfContainedTask(random), label: NOT_NEEDED, weight: 0.7 });
  for (const text of greetings()) rows.push({ text, label: NOT_NEEDED, weight: 2 });
  return rows;
}

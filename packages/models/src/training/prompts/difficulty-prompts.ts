import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { greetings } from './chat-phrases.ts';
import { DIFFICULTY_SLOTS, DIFFICULTY_WORDINGS } from './difficulty-wordings.ts';
import { fillTemplate } from './domain-prompts.ts';
import { PLACE_QUESTIONS, PLACES } from './fact-check-prompts.ts';
import { fillSlots } from './fill-slots.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

/** How hard a kind of request is as a rule. */
const BY_KIND: Readonly<Record<string, string>> = {
  define: 'easy',
  fact: 'easy',
  quiz: 'easy',
  recommend: 'easy',
  translate: 'easy',
  poem: 'easy',
  explain: 'medium',
  compare: 'medium',
  code: 'medium',
  debug: 'medium',
  advise: 'medium',
  write: 'medium',
  story: 'medium',
  analyse: 'hard',
  plan: 'hard',
  prove: 'hard',
  system: 'hard',
};

/** Requests in English and Chinese by how hard they are to answer well. */
export function difficultyPrompts(random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const language of ['en', 'zh'] as const) {
    for (const kind of REQUEST_KINDS) {
      const label = BY_KIND[kind.kind];
      if (label === undefined) continue;
      for (let i = 0; i < 200; i++) {
        const terms = TERMS_BY_DOMAIN[random.pick(kind.domains ?? Object.keys(TERMS_BY_DOMAIN))]!;
        const text = fillTemplate(
          random.pick(kind[language]),
          random.pick(terms)[language],
          random.pick(terms)[language],
        );
        rows.push({ text: casual(text, random), label, weight: 0.7 });
      }
    }
    for (const [label, templates] of Object.entries(DIFFICULTY_WORDINGS[language])) {
      for (const template of templates) {
        for (let i = 0; i < 25; i++) {
          const terms = random.pick(Object.values(TERMS_BY_DOMAIN));
          const filled = fillSlots(template, DIFFICULTY_SLOTS[language], random);
          const text = fillTemplate(filled, random.pick(terms)[language], random.pick(terms)[language]);
          rows.push({ text: casual(text, random), label, weight: 1 });
        }
      }
    }
    for (let i = 0; i < 300; i++) {
      const [place, other] = [random.pick(PLACES), random.pick(PLACES)].map(
        (names) => names[language === 'en' ? 0 : 1],
      );
      const text = random.pick(PLACE_QUESTIONS[language]).replace('{p}', place!).replace('{q}', other!);
      rows.push({ text: casual(text, random), label: 'easy', weight: 0.7 });
    }
    for (let i = 0; i < 300; i++) rows.push({ text: arithmetic(random, language), label: 'easy', weight: 0.7 });
    for (const text of SMALL_TALK[language]) rows.push({ text, label: 'easy', weight: 1 });
  }
  for (const text of greetings()) rows.push({ text, label: 'easy', weight: 0.7 });
  return rows;
}

function arithmetic(random: Random, language: 'en' | 'zh'): string {
  const sum = `${1 + random.below(99)} ${random.pick(['+', '-', '*', '/'])} ${1 + random.below(99)}`;
  return random.pick(
    language === 'en'
      ? [`What is ${sum}?`, `${sum} = ?`, `calculate ${sum}`, `how much is ${sum}`]
      : [`${sum} 等于多少`, `计算 ${sum}`, `${sum}=？`, `请问 ${sum} 是多少`],
  );
}

function casual(text: string, random: Random): string {
  return random.next() < 0.3 ? text.toLowerCase().replace(/[.?!。？！]$/u, '') : text;
}

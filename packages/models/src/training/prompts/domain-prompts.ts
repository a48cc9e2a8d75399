import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { greetings } from './chat-phrases.ts';
import { DOMAIN_QUESTIONS } from './domain-questions.ts';
import { codingRequest, mathProblem } from './problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { chemistryProblem, physicsProblem } from './science-problems.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

const LANGUAGES = ['en', 'zh'] as const;

/** One wording of a request kind with its topic filled in; `other` is a second topic for comparisons. */
export function fillTemplate(template: string, topic: string, other: string): string {
  return template.replace('{t}', topic).replace('{u}', other);
}

/** Requests as people type them into a chat, with their domain, in English and Chinese. */
export function domainPrompts(random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const [domain, terms] of Object.entries(TERMS_BY_DOMAIN)) {
    const kinds = REQUEST_KINDS.filter(
      ({ domains, domain: fixed }) =>
        (domains === undefined || domains.includes(domain)) && (fixed === undefined || fixed === domain),
    );
    for (const term of terms) {
      for (const language of LANGUAGES) {
        rows.push({ text: term[language], label: domain, weight: 0.5 });
        for (let i = 0; i < 4; i++) {
          const template = random.pick(random.pick(kinds)[language]);
          const text = fillTemplate(template, term[language], random.pick(terms)[language]);
          rows.push({ text: random.next() < 0.3 ? casual(text) : text, label: domain, weight: 0.5 });
        }
      }
    }
  }
  for (let i = 0; i < 700; i++) {
    for (const language of LANGUAGES) {
      rows.push({ text: mathProblem(random, language), label: 'math', weight: 0.4 });
      rows.push({ text: physicsProblem(random, language), label: 'physics', weight: 0.3 });
      if (i % 2 === 0) rows.push({ text: chemistryProblem(random, language), label: 'chemistry', weight: 0.3 });
      rows.push({ text: codingRequest(random, language), label: 'computer science', weight: 0.5 });
    }
  }
  for (const kind of REQUEST_KINDS.filter(({ domain }) => domain === 'other')) {
    for (let i = 0; i < 60; i++) {
      for (const language of LANGUAGES) {
        // A poem about an atom is a poem: the topic counts for little, the form for much.
        const topic = random.pick(TERMS_BY_DOMAIN[random.next() < 0.5 ? 'other' : 'biology']!)[language];
        rows.push({ text: fillTemplate(random.pick(kind[language]), topic, topic), label: 'other', weight: 0.4 });
      }
    }
  }
  for (const language of LANGUAGES) {
    for (const text of SMALL_TALK[language]) rows.push({ text, label: 'other', weight: 2 });
  }
  for (const text of greetings()) rows.push({ text, label: 'other', weight: 1 });
  for (const [domain, questions] of Object.entries(DOMAIN_QUESTIONS)) {
    for (const term of TERMS_BY_DOMAIN[domain]!) {
      for (const language of LANGUAGES) {
        const text = fillTemplate(random.pick(questions[language]), term[language], '');
        rows.push({ text: random.next() < 0.3 ? casual(text) : text, label: domain, weight: 0.5 });
      }
    }
    for (const text of questions.plain) rows.push({ text, label: domain, weight: 1 });
  }
  return rows;
}

/** As typed in haste: lower case, no final mark. */
function casual(text: string): string {
  return text.toLowerCase().replace(/[.?!。？！]$/u, '');
}

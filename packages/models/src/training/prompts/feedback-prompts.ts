import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { greetings } from './chat-phrases.ts';
import { fillTemplate } from './domain-prompts.ts';
import { CHINESE_FEEDBACK, ENGLISH_FEEDBACK, FEEDBACK_SLOTS, type FeedbackLabel } from './feedback-wordings.ts';
import { fillSlots } from './fill-slots.ts';
import { codingRequest, mathProblem } from './problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

/** What counts as no complaint: thanks, and every request that says nothing of an answer before. */
const CONTENT: FeedbackLabel = 'satisfied';

/**
 * What users say about an answer, of all four kinds, in English and Chinese; and plain requests, which say nothing
 * about one: these count as satisfied, so that they are taken for no complaint.
 */
export function feedbackPrompts(random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const language of ['en', 'zh'] as const) {
    const wordings = language === 'en' ? ENGLISH_FEEDBACK : CHINESE_FEEDBACK;
    for (const [label, templates] of Object.entries(wordings)) {
      for (const template of templates) {
        for (let i = 0; i < (template.includes('{') ? 14 : 4); i++) {
          const text = fillSlots(template, FEEDBACK_SLOTS[language], random);
          rows.push({ text: typedAs(text, language, random), label, weight: 1 });
          if (label !== CONTENT && random.next() < 0.5) {
            rows.push({ text: withMore(text, language, random), label, weight: 0.7 });
          }
        }
      }
    }
    for (const kind of REQUEST_KINDS) {
      for (let i = 0; i < 140; i++) {
        const terms = random.pick(Object.values(TERMS_BY_DOMAIN));
        const text = fillTemplate(
          random.pick(kind[language]),
          random.pick(terms)[language],
          random.pick(terms)[language],
        );
        rows.push({ text: typedAs(text, language, random), label: CONTENT, weight: 0.7 });
      }
    }
    for (let i = 0; i < 300; i++) {
      rows.push({ text: mathProblem(random, language), label: CONTENT, weight: 0.5 });
      rows.push({ text: codingRequest(random, language), label: CONTENT, weight: 0.7 });
    }
    for (const text of SMALL_TALK[language]) rows.push({ text, label: CONTENT, weight: 1 });
  }
  for (const text of greetings()) rows.push({ text, label: CONTENT, weight: 0.5 });
  return rows;
}

/** In haste now and then, with a word before or behind, or with a mark repeated. */
function typedAs(text: string, language: 'en' | 'zh', random: Random): string {
  const way = random.next();
  if (way < 0.25) return text.toLowerCase().replace(/[.?!。？！]+$/u, '');
  if (way < 0.32) return `${text.replace(/[.?!。？！]+$/u, '')}${random.pick(['!!', '...', '!', '。', ' :('])}`;
  if (way < 0.4)
    return `${random.pick(language === 'en' ? ['Hmm, ', 'ok but ', 'Well, ', 'hey, ', 'So ', 'Sorry, '] : ['嗯，', '那个，', '哎，', '呃，', '不好意思，'])}${text}`;
  return text;
}

/** Feedback with something said before or a question or remark behind it, as it stands in longer turns. */
function withMore(text: string, language: 'en' | 'zh', random: Random): string {
  const terms = random.pick(Object.values(TERMS_BY_DOMAIN));
  const topic = random.pick(terms)[language];
  if (language === 'zh') {
    return random.pick([
      `${text}，我问的是${topic}`,
      `${text}。我说的是${topic}。`,
      `关于${topic}，${text}`,
      `我看了你写的${topic}，${text}`,
      `嗯，谢谢，但是${text}`,
      `${text}，是说${topic}吗？`,
      `你上面的内容，${text}`,
    ]);
  }
  return random.pick([
    `${text} I asked about ${topic}.`,
    `${text} Do you know what ${topic} is?`,
    `${text} is it about ${topic}?`,
    `oh , ${text}`,
    `cool . ${text}`,
    `nice. ${text}`,
    `I read what you wrote about ${topic}. ${text}`,
    `umm, ${text}`,
    `wait, ${text}`,
    `Thanks, but ${text}`,
    `${text} like ${topic}?`,
    `${text} the thing about ${topic}`,
  ]);
}

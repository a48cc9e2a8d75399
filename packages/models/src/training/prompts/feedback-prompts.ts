import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { greetings } from './chat-phrases.ts';
import { fillTemplate } from './domain-prompts.ts';
import { FEEDBACK_TURN_SLOTS, FEEDBACK_TURNS } from './feedback-turns.ts';
import { CHINESE_FEEDBACK, ENGLISH_FEEDBACK, FEEDBACK_SLOTS, type FeedbackLabel } from './feedback-wordings.ts';
import { fillSlots } from './fill-slots.ts';
import { codingRequest, mathProblem } from './problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

/** What counts as no complaint: thanks, and every request that says nothing of an answer before. */
const CONTENT: FeedbackLabel = 'satisfied';

/** One template in so many is kept for calibration, so that confidence is fitted on wordings that were not trained on. */
const HELD_TEMPLATE = 15;

/** What a bare answer to a question of the assistant can also be: a complaint about a statement. */
const BARE_ANSWERS: Readonly<Record<Language, readonly string[]>> = {
  en: ['no', 'nope', 'not really', 'no it is not', 'no it does not', "no, it isn't", "no, it doesn't", 'no I did not'],
  zh: ['不', '不是', '不是的', '不对', '没有', '没有啊'],
};

type Language = 'en' | 'zh';

/** A generated turn; `isHeld`: its template is kept for calibration. */
export interface FeedbackPrompt extends LabelledText {
  readonly isHeld?: boolean;
}

/**
 * What users say about an answer, of all four kinds, in English and Chinese; and plain requests, which say nothing
 * about one: these count as satisfied, so that they are taken for no complaint.
 */
export function feedbackPrompts(random: Random): FeedbackPrompt[] {
  return (['en', 'zh'] as const).flatMap((language) => [
    ...shortTurns(language, random),
    ...longTurns(language, random),
    ...plainTurns(language, random),
  ]);
}

function shortTurns(language: Language, random: Random): FeedbackPrompt[] {
  const rows: FeedbackPrompt[] = [];
  for (const { label, template, isHeld } of templatesOf(language === 'en' ? ENGLISH_FEEDBACK : CHINESE_FEEDBACK)) {
    for (let i = 0; i < (template.includes('{') ? 14 : 4); i++) {
      const text = fillSlots(template, FEEDBACK_SLOTS[language], random);
      rows.push({ text: typedAs(text, language, random), label, weight: 1, isHeld });
      if (label !== CONTENT && random.next() < 0.5) {
        rows.push({ text: withMore(text, language, random), label, weight: 0.7, isHeld });
      }
      if (random.next() < 0.6) {
        rows.push({ text: withRequest(text, language, random), label, weight: 1, isHeld });
      }
    }
  }
  // Which of the two they are only the turn before tells: some doubt has to remain.
  for (const text of BARE_ANSWERS[language]) rows.push({ text, label: CONTENT, weight: 0.4 });
  return rows;
}

function longTurns(language: Language, random: Random): FeedbackPrompt[] {
  const rows: FeedbackPrompt[] = [];
  for (const { label, template, isHeld } of templatesOf(FEEDBACK_TURNS[language])) {
    for (let i = 0; i < (template.includes('{') ? 20 : 4); i++) {
      const text = turnText(template, language, random);
      rows.push({ text: typedAs(text, language, random), label, weight: 1, isHeld });
      if (label !== CONTENT && random.next() < 0.3) {
        rows.push({ text: withRequest(text, language, random), label, weight: 1, isHeld });
      }
    }
  }
  return rows;
}

function plainTurns(language: Language, random: Random): FeedbackPrompt[] {
  const rows: FeedbackPrompt[] = [];
  for (const kind of REQUEST_KINDS) {
    for (let i = 0; i < 140; i++) {
      const text = plainRequest(language, random, kind);
      rows.push({ text: typedAs(text, language, random), label: CONTENT, weight: 0.7 });
    }
  }
  for (let i = 0; i < 300; i++) {
    rows.push({ text: mathProblem(random, language), label: CONTENT, weight: 0.5 });
    rows.push({ text: codingRequest(random, language), label: CONTENT, weight: 0.7 });
  }
  for (const text of SMALL_TALK[language]) rows.push({ text, label: CONTENT, weight: 1 });
  for (const text of greetings()) rows.push({ text, label: CONTENT, weight: 0.25 });
  return rows;
}

function templatesOf(wordings: Readonly<Record<FeedbackLabel, readonly string[]>>) {
  return Object.entries(wordings).flatMap(([label, templates]) =>
    templates.map((template, i) => ({
      label: label as FeedbackLabel,
      template,
      isHeld: template.includes('{') && i % HELD_TEMPLATE === HELD_TEMPLATE - 1,
    })),
  );
}

/** Feedback and then what is asked for, said once more or new. */
function withRequest(text: string, language: Language, random: Random): string {
  const joint = /[.?!。？！]$/u.test(text) ? ' ' : random.pick(['. ', ', ', '; ']);
  return `${text}${joint}${plainRequest(language, random)}`;
}

/** A request that says nothing of an answer. */
function plainRequest(language: Language, random: Random, kind = random.pick(REQUEST_KINDS)): string {
  const terms = random.pick(Object.values(TERMS_BY_DOMAIN));
  return fillTemplate(random.pick(kind[language]), random.pick(terms)[language], random.pick(terms)[language]);
}

/** A turn with its slots filled; each topic is another one. */
function turnText(template: string, language: Language, random: Random): string {
  const topic = () => random.pick(random.pick(Object.values(TERMS_BY_DOMAIN)))[language];
  const slots = {
    ...FEEDBACK_SLOTS[language],
    ...FEEDBACK_TURN_SLOTS[language],
    topic: Array.from({ length: 4 }, topic),
    topic2: Array.from({ length: 4 }, topic),
  };
  const text = fillSlots(template, slots, random);
  return language === 'en' && random.next() < 0.5 ? text[0]!.toUpperCase() + text.slice(1) : text;
}

/** In haste now and then, with a word before or behind, or with a mark repeated. */
function typedAs(text: string, language: Language, random: Random): string {
  const way = random.next();
  if (way < 0.25) return text.toLowerCase().replace(/[.?!。？！]+$/u, '');
  if (way < 0.32) return `${text.replace(/[.?!。？！]+$/u, '')}${random.pick(['!!', '...', '!', '。', ' :('])}`;
  if (way < 0.4)
    return `${random.pick(language === 'en' ? ['Hmm, ', 'ok but ', 'Well, ', 'hey, ', 'So ', 'Sorry, '] : ['嗯，', '那个，', '哎，', '呃，', '不好意思，'])}${text}`;
  return text;
}

/** Feedback with something said before or a question or remark behind it, as it stands in longer turns. */
function withMore(text: string, language: Language, random: Random): string {
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

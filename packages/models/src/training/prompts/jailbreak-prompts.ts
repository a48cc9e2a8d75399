import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import {
  ATTACK_COMMANDS,
  type AttackFamily,
  CHINESE_ATTACK_SLOTS,
  CHINESE_ATTACKS,
  COMMAND_CALLS,
  ENGLISH_ATTACK_SLOTS,
  ENGLISH_ATTACKS,
  RUNNERS,
} from './attack-wordings.ts';
import { benignInstructions } from './benign-instructions.ts';
import { documentText } from './documents.ts';
import { fillTemplate } from './domain-prompts.ts';
import { fillSlots, type Slots } from './fill-slots.ts';
import {
  CHINESE_LOOKALIKE_SLOTS,
  CHINESE_LOOKALIKES,
  ENGLISH_LOOKALIKE_SLOTS,
  ENGLISH_LOOKALIKES,
} from './harmless-lookalikes.ts';
import { REQUEST_KINDS } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

const ATTACK = 'jailbreak';
const BENIGN = 'benign';

/** Attacks, and harmless texts that share their words, in English and Chinese. */
export function jailbreakPrompts(random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const language of ['en', 'zh'] as const) {
    const [families, attackSlots] =
      language === 'en' ? [ENGLISH_ATTACKS, ENGLISH_ATTACK_SLOTS] : [CHINESE_ATTACKS, CHINESE_ATTACK_SLOTS];
    for (const family of families) {
      for (const template of family.templates) {
        for (let i = 0; i < 20; i++) {
          const attack = attackText(random, family, template, attackSlots, language);
          if (family.family === 'injected' || random.next() < 0.15) {
            rows.push({ text: documentText(random, language, attack), label: ATTACK, weight: 0.7 });
          }
          rows.push({ text: inDisguise(attack, random, language), label: ATTACK, weight: 0.7 });
        }
      }
    }
    const [lookalikes, slots] =
      language === 'en' ? [ENGLISH_LOOKALIKES, ENGLISH_LOOKALIKE_SLOTS] : [CHINESE_LOOKALIKES, CHINESE_LOOKALIKE_SLOTS];
    for (const template of lookalikes) {
      for (let i = 0; i < (template.includes('{') ? 16 : 3); i++) {
        rows.push({ text: casual(fillSlots(template, slots, random), random), label: BENIGN, weight: 1 });
      }
    }
    for (let i = 0; i < 1500; i++) rows.push({ text: benignInstructions(random, language), label: BENIGN, weight: 1 });
    for (let i = 0; i < 1200; i++) rows.push({ text: documentText(random, language), label: BENIGN, weight: 0.7 });
  }
  return rows;
}

function attackText(
  random: Random,
  family: AttackFamily,
  template: string,
  slots: Slots,
  language: 'en' | 'zh',
): string {
  const command = random.pick(ATTACK_COMMANDS);
  const name = [random.pick(slots.name!)];
  const plain = fillSlots(
    template,
    {
      ...slots,
      name,
      command: [command],
      runner: RUNNERS,
      call: COMMAND_CALLS,
      code: [random.next() < 0.5 ? btoa(command) : hexOf(command)],
    },
    random,
  );
  const text = plain
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.;:])/g, '$1')
    .trim();
  if (family.family === 'injected' || language === 'zh' || random.next() < 0.5) return text;
  return text[0]!.toUpperCase() + text.slice(1);
}

function hexOf(text: string): string {
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** As typed in haste now and then: lower case, no final mark. */
function casual(text: string, random: Random): string {
  return random.next() < 0.3 ? text.toLowerCase().replace(/[.?!。？！]$/u, '') : text;
}

/** A harmless sentence before or behind, capitals, or as it is. */
function inDisguise(text: string, random: Random, language: 'en' | 'zh'): string {
  const way = random.next();
  if (way < 0.08) return text.toUpperCase();
  if (way < 0.16) return text.toLowerCase();
  if (way < 0.26) return `${harmless(random, language)} ${text}`;
  if (way < 0.34) return `${text} ${random.pick(CLOSERS)}`;
  return text;
}

/** A harmless request or sentence, now and then polite words alone. */
function harmless(random: Random, language: 'en' | 'zh'): string {
  if (random.next() < 0.3) return random.pick(POLITE[language]);
  const terms = random.pick(Object.values(TERMS_BY_DOMAIN));
  return fillTemplate(
    random.pick(random.pick(REQUEST_KINDS)[language]),
    random.pick(terms)[language],
    random.pick(terms)[language],
  );
}

const POLITE = {
  en: [
    'Hello!',
    'Hi, how are you today?',
    'Thank you for your help so far.',
    'Please help me with my homework.',
    'Translate the following:',
    'Summarise this text:',
    'What does this mean?',
  ],
  zh: ['你好！', '请问今天天气怎么样？', '谢谢你的帮助。', '帮我写一首诗。', '翻译下面的内容：', '总结这段话：'],
};
const CLOSERS = [
  'Thanks!',
  'please',
  'It is for a school project.',
  'I appreciate your help.',
  '谢谢',
  '这是作业需要。',
  'thank you so much, have a nice day',
  'for my homework',
];

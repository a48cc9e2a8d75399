import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { ATTACK_TURN_SLOTS, ATTACK_TURNS, type AttackKind, DISGUISE_FRAMES } from './attack-turns.ts';
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
import { HARMLESS_TURN_SLOTS, HARMLESS_TURNS } from './harmless-turns.ts';
import { REQUEST_KINDS } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

const BENIGN = 'benign';

/** What each older family of attacks goes for. */
const KIND_OF_FAMILY: Readonly<Record<string, AttackKind>> = {
  override: 'override',
  mode: 'override',
  refusal: 'override',
  extraction: 'prompt_leak',
  role: 'persona',
  encoded: 'obfuscation',
  injected: 'indirect',
};

/**
 * Attacks, each labelled with what it goes for, and harmless texts that share their words, in English and Chinese. `passages` are harmless texts of other
 * sources, by language: some have an order put into them, the others stand for documents that hold none.
 */
export function jailbreakPrompts(
  random: Random,
  passages: Readonly<Record<Language, readonly string[]>> = { en: [], zh: [] },
): LabelledText[] {
  return (['en', 'zh'] as const).flatMap((language) => [
    ...attackFamilies(random, language),
    ...attackTurns(random, language, passages[language]),
    ...harmlessTexts(random, language, passages[language]),
  ]);
}

type Language = 'en' | 'zh';

function attackFamilies(random: Random, language: Language): LabelledText[] {
  const [families, slots] =
    language === 'en' ? [ENGLISH_ATTACKS, ENGLISH_ATTACK_SLOTS] : [CHINESE_ATTACKS, CHINESE_ATTACK_SLOTS];
  const rows: LabelledText[] = [];
  for (const family of families) {
    const kind = KIND_OF_FAMILY[family.family]!;
    for (const template of family.templates) {
      for (let i = 0; i < 20; i++) {
        const attack = attackText(random, family, template, slots, language);
        if (family.family === 'injected' || random.next() < 0.15) {
          rows.push({ text: documentText(random, language, attack), label: kind, weight: 0.7 });
        }
        rows.push({ text: inDisguise(attack, random, language), label: kind, weight: 0.7 });
      }
    }
  }
  return rows;
}

/** Attacks from clauses; orders for a model stand in a document, as a user's own wish some of them would be harmless. */
function attackTurns(random: Random, language: Language, passages: readonly string[]): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const [name, templates] of Object.entries(ATTACK_TURNS[language])) {
    const kind = name as AttackKind;
    for (const template of templates) {
      for (let i = 0; i < 16; i++) {
        const slots = { ...ATTACK_TURN_SLOTS[language], ask: [harmless(random, language)] };
        const attack = sentenceCase(fillSlots(template, slots, random), random).trim();
        if (kind === 'indirect') {
          const text = i % 2 === 0 ? inPassage(attack, passages, random) : documentText(random, language, attack);
          rows.push({ text, label: kind, weight: 0.5 });
        } else if (random.next() < 0.1) {
          const text = fillSlots(random.pick(DISGUISE_FRAMES[language]), { code: [disguised(attack, random)] }, random);
          rows.push({ text, label: 'obfuscation', weight: 0.5 });
        } else {
          rows.push({ text: inDisguise(attack, random, language), label: kind, weight: 0.7 });
        }
      }
    }
  }
  return rows;
}

function harmlessTexts(random: Random, language: Language, passages: readonly string[]): LabelledText[] {
  const rows: LabelledText[] = [];
  const [lookalikes, slots] =
    language === 'en' ? [ENGLISH_LOOKALIKES, ENGLISH_LOOKALIKE_SLOTS] : [CHINESE_LOOKALIKES, CHINESE_LOOKALIKE_SLOTS];
  for (const template of lookalikes) {
    for (let i = 0; i < (template.includes('{') ? 16 : 3); i++) {
      rows.push({ text: casual(fillSlots(template, slots, random), random), label: BENIGN, weight: 1 });
    }
  }
  for (const template of HARMLESS_TURNS[language]) {
    for (let i = 0; i < (template.includes('{') ? 24 : 3); i++) {
      const text = sentenceCase(fillSlots(template, HARMLESS_TURN_SLOTS[language], random), random);
      rows.push({ text: casual(text, random), label: BENIGN, weight: 1 });
      if (i % 6 === 0) rows.push({ text: documentText(random, language, text), label: BENIGN, weight: 0.5 });
    }
  }
  for (let i = 0; i < 1500; i++) rows.push({ text: benignInstructions(random, language), label: BENIGN, weight: 1 });
  for (let i = 0; i < 1200; i++) rows.push({ text: documentText(random, language), label: BENIGN, weight: 0.7 });
  for (let i = 0; i < Math.min(1500, passages.length); i++) {
    const [request, passage] = [harmless(random, language), random.pick(passages)];
    const text = random.pick([passage, `${request} ${passage}`, `${passage}\n\n${request}`]);
    rows.push({ text, label: BENIGN, weight: 0.5 });
  }
  return rows;
}

/** The attack between two sentences of a passage, or before or behind it. */
function inPassage(attack: string, passages: readonly string[], random: Random): string {
  const sentences = (passages.length === 0 ? '' : random.pick(passages)).split(/(?<=[.!?。！？])\s*/u).slice(0, 10);
  sentences.splice(random.below(sentences.length + 1), 0, attack);
  return sentences.join(/\p{Script=Han}/u.test(attack) ? '' : ' ');
}

/** The text behind look-alike letters, digits, marks, or an encoding. */
function disguised(text: string, random: Random): string {
  const plain = text.toLowerCase();
  const bytes = [...new TextEncoder().encode(text)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const ways = /\p{Script=Han}/u.test(text)
    ? [[...text].join('-'), [...text].join(' '), [...text].join('*'), base64Of(bytes)]
    : [
        plain.replace(/[aeiost]/g, (letter) => ({ a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' })[letter]!),
        plain.replace(/[aeiop]/g, (letter) => ({ a: 'а', e: 'е', i: 'і', o: 'о', p: 'р' })[letter]!),
        plain.replace(/\b[a-z]{5,}\b/g, (word) => [...word].join('-')),
        plain.replace(/\b[a-z]{5,}\b/g, (word) => [...word].join(' ')),
        base64Of(bytes),
        hex.join(''),
        hex.map((pair) => `%${pair}`).join(''),
      ];
  return random.pick(ways);
}

function base64Of(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes));
}

function sentenceCase(text: string, random: Random): string {
  return text === '' || random.next() < 0.3 ? text : text[0]!.toUpperCase() + text.slice(1);
}

function attackText(random: Random, family: AttackFamily, template: string, slots: Slots, language: Language): string {
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
function inDisguise(text: string, random: Random, language: Language): string {
  const way = random.next();
  if (way < 0.08) return text.toUpperCase();
  if (way < 0.16) return text.toLowerCase();
  if (way < 0.26) return `${harmless(random, language)} ${text}`;
  if (way < 0.34) return `${text} ${random.pick(CLOSERS)}`;
  return text;
}

/** A harmless request or sentence, now and then polite words alone. */
function harmless(random: Random, language: Language): string {
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

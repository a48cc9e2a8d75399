import type { Random } from '../random.ts';

const LEADS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'The answer is {a}.',
    'It is {a}.',
    'It was {a}.',
    'According to the text, it is {a}.',
    '{a}.',
    'That would be {a}.',
  ],
  zh: ['答案是{a}。', '是{a}。', '根据文中所述，是{a}。', '{a}。', '应该是{a}。'],
  es: ['La respuesta es {a}.', '{a}.'],
  de: ['Die Antwort lautet {a}.', '{a}.'],
  ru: ['Ответ: {a}.', '{a}.'],
  vi: ['Câu trả lời là {a}.', '{a}.'],
  tr: ['Cevap: {a}.', '{a}.'],
  ro: ['Răspunsul este {a}.', '{a}.'],
  ar: ['الجواب هو {a}.', '{a}.'],
  hi: ['उत्तर है {a}।', '{a}।'],
  el: ['Η απάντηση είναι {a}.', '{a}.'],
  th: ['คำตอบคือ {a}'],
};

const ABOUT_SUBJECT =
  /^(?:which|what|who)\b(.*?)\b(is|are|was|were|has|had|did|does|do|can|could|will|would)\b\s+(.+?)\?*$/i;
const WHAT_IS = /^(?:what|who|which) (is|are|was|were) (the|a|an|his|her|its|their) (.+?)\?*$/i;

/** A short answer said in a whole sentence, and where in it the answer stands. */
export function speakAnswer(
  question: string,
  answer: string,
  lang: string,
  random: Random,
): { readonly text: string; readonly at: number } {
  const bare = answer.replace(/[.。]$/, '');
  if (lang === 'en' && random.next() < 0.7) {
    const said = sayInFull(question.trim(), bare, random);
    if (said !== undefined) return said;
  }
  const lead = random.pick(LEADS[lang] ?? LEADS.en!);
  return { text: lead.replace('{a}', () => bare), at: lead.indexOf('{a}') };
}

function sayInFull(question: string, answer: string, random: Random): { text: string; at: number } | undefined {
  const what = WHAT_IS.exec(question);
  if (what) {
    const head = `${what[2]![0]!.toUpperCase()}${what[2]!.slice(1)} ${what[3]} ${what[1]!.toLowerCase()} `;
    return { text: `${head}${answer}.`, at: head.length };
  }
  const about = ABOUT_SUBJECT.exec(question);
  if (about === null || /^(did|does|do)$/i.test(about[2]!)) return undefined;
  const noun = about[1]!.trim();
  const head = noun !== '' && random.next() < 0.3 ? `The ${noun} ` : '';
  return { text: `${head}${answer} ${about[2]!.toLowerCase()} ${about[3]}.`, at: head.length };
}

const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'I do not know.',
    "I don't know the answer to that.",
    'The text does not say.',
    'I am sorry, but the context does not mention this.',
    'There is no information about this in the passage.',
    'This is not stated in the document.',
    "I'm not sure, the given context does not provide enough information to answer.",
    'Based on the context, the question cannot be answered.',
    'Thank you for asking! Is there anything else I can help you with?',
    'Let me know if you would like to hear more.',
    'That is a good question.',
  ],
  zh: [
    '我不知道。',
    '文中没有提到这一点。',
    '根据给出的内容，无法确定答案。',
    '抱歉，我不清楚。',
    '这段文字未说明该问题。',
    '还有什么可以帮您的吗？',
  ],
};

/** Says that there is no answer, or nothing at all. */
export function refuseAnswer(lang: string, random: Random): string {
  return random.pick(REFUSALS[lang] ?? REFUSALS.en!);
}

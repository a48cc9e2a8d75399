import { readDataSet } from './data-set.ts';
import { CHAT_PHRASES } from './prompts/chat-phrases.ts';
import { codingRequest } from './prompts/problem-texts.ts';
import { SMALL_TALK } from './prompts/request-kinds.ts';
import { TERMS_BY_DOMAIN } from './prompts/terms/terms-by-domain.ts';
import type { Random } from './random.ts';
import type { LabelledText } from './train-linear-head.ts';

/** ISO 639-1 codes for labels that data sets give in three letters. */
export const LANGUAGE_CODES: Readonly<Record<string, string>> = {
  ewe: 'ee',
  fao: 'fo',
  fij: 'fj',
  fry: 'fy',
  gla: 'gd',
  guj: 'gu',
  hau: 'ha',
  ibo: 'ig',
  ido: 'io',
  ile: 'ie',
  ina: 'ia',
  jav: 'jv',
  kan: 'kn',
  kin: 'rw',
  kir: 'ky',
  kmr: 'ku',
  kur: 'ku',
  lao: 'lo',
  ltz: 'lb',
  mlg: 'mg',
  mlt: 'mt',
  mri: 'mi',
  mya: 'my',
  nde: 'nd',
  nep: 'ne',
  nya: 'ny',
  oci: 'oc',
  orm: 'om',
  pan: 'pa',
  pus: 'ps',
  sin: 'si',
  smo: 'sm',
  som: 'so',
  ssw: 'ss',
  tah: 'ty',
  tir: 'ti',
  ton: 'to',
  tsn: 'tn',
  tuk: 'tk',
  ven: 've',
  wol: 'wo',
  xho: 'xh',
  yid: 'yi',
  yor: 'yo',
  zul: 'zu',
  bak: 'ba',
  bod: 'bo',
  bre: 'br',
  cha: 'ch',
  cor: 'kw',
  div: 'dv',
  dzo: 'dz',
};

/**
 * How often a language is met, relative to a small one that is 0.3; a rough judgement from web text and speakers,
 * used for texts too short to tell.
 */
export const LANGUAGE_PRIOR: Readonly<Record<string, number>> = {
  en: 60,
  zh: 30,
  es: 14,
  de: 12,
  fr: 12,
  ja: 10,
  ru: 12,
  pt: 9,
  it: 8,
  ko: 6,
  ar: 7,
  hi: 5,
  nl: 5,
  pl: 5,
  tr: 5,
  vi: 4,
  id: 4,
  th: 3,
  uk: 4,
  fa: 4,
  cs: 3,
  sv: 3,
  he: 3,
  el: 3,
  ro: 3,
  hu: 3,
  da: 2.5,
  fi: 2.5,
  nb: 2.5,
  bn: 3,
  ur: 2.5,
  ta: 2.5,
  te: 2,
  mr: 2,
  sr: 1.5,
  bg: 2,
  hr: 1.5,
  sk: 1.5,
  ca: 1.5,
  lt: 1,
  lv: 1,
  et: 1,
  sl: 1,
  ms: 1.2,
  tl: 1.5,
  sw: 1,
  az: 0.9,
  kk: 0.9,
  uz: 0.8,
  ka: 1,
  hy: 1,
  gu: 1.5,
  kn: 1.5,
  ml: 1.5,
  pa: 1,
  ne: 1,
  si: 1,
  km: 1,
  my: 1,
  am: 1,
  af: 0.7,
  sq: 0.7,
  mk: 0.7,
  is: 0.6,
  gl: 0.5,
  eu: 0.5,
  ga: 0.5,
  cy: 0.5,
  la: 0.4,
  be: 0.6,
  // Codes seldom meant when a short text could be one of them.
  ia: 0.05,
  ie: 0.05,
  io: 0.05,
  nov: 0.02,
  lfn: 0.02,
  tzl: 0.01,
  orv: 0.03,
  ang: 0.03,
  wuu: 0.05,
  yue: 0.1,
  arq: 0.02,
  arz: 0.03,
  cbk: 0.08,
  max: 0.05,
  kzj: 0.05,
  dtp: 0.05,
  mey: 0.05,
  swg: 0.03,
  gsw: 0.08,
  nn: 0.4,
  csb: 0.05,
};

/** Chat openers, questions and code that teach what the sentences of the data set do not hold. */
export function languagePhrases(data: string, random: Random): LabelledText[] {
  const rows: LabelledText[] = [];
  for (const row of readDataSet(data, 'fact_check/weak_labels')) {
    if (row.split === 'train' && random.next() < 0.3)
      rows.push({ text: row.text.slice(0, 200), label: row.lang, weight: 0.5 });
  }
  for (const [label, phrases] of Object.entries(CHAT_PHRASES)) {
    for (const text of phrases)
      rows.push({ text, label, weight: 1.5 }, { text: text.replace(/[¿?!。？！.]/g, ''), label, weight: 1 });
  }
  for (const label of ['en', 'zh'] as const) {
    for (const text of SMALL_TALK[label]) rows.push({ text, label, weight: 1.5 });
    for (let i = 0; i < 400; i++) rows.push({ text: codingRequest(random, label), label, weight: 0.5 });
  }
  for (const terms of Object.values(TERMS_BY_DOMAIN)) {
    for (const { en, zh } of terms)
      rows.push({ text: en, label: 'en', weight: 0.5 }, { text: zh, label: 'zh', weight: 0.5 });
  }
  for (const name of ['intent/clinc150', 'intent/hwu64']) {
    for (const row of readDataSet(data, name)) {
      if (row.split === 'train' && random.next() < 0.2) rows.push({ text: row.text, label: 'en', weight: 0.5 });
    }
  }
  return rows;
}

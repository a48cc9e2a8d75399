import type { Random } from '../random.ts';
import type { LabelledText } from '../train-linear-head.ts';
import { fillSlots } from './fill-slots.ts';
import { MODALITY_SLOTS, MODALITY_WORDINGS } from './modality-wordings.ts';
import { codingRequest, mathProblem } from './problem-texts.ts';
import { REQUEST_KINDS, SMALL_TALK } from './request-kinds.ts';
import { TERMS_BY_DOMAIN } from './terms/terms-by-domain.ts';

/** Rows made from each template of a label. The labels have unlike numbers of templates; their rows balance. */
const ROWS_PER_TEMPLATE = { ar: 40, diffusion: 100, both: 130 } as const;

/**
 * Requests for text, for an image and for both, in English and Chinese, with plain requests that want text. The
 * English ones speak of `pieces`: whatever runs of words the caller has. All rows of every eighth template are kept for
 * calibration: among rows of templates trained on the head would look far surer than it is of wordings not seen.
 */
export function modalityPrompts(
  random: Random,
  pieces: readonly string[],
): { readonly train: LabelledText[]; readonly calibration: LabelledText[] } {
  const rows: LabelledText[] = [];
  const calibration: LabelledText[] = [];
  for (const language of ['en', 'zh'] as const) {
    const terms = Object.values(TERMS_BY_DOMAIN).flatMap((domain) => domain.map((term) => term[language]));
    const slots = { ...MODALITY_SLOTS[language], subject: terms, piece: pieces };
    for (const [label, templates] of Object.entries(MODALITY_WORDINGS[language])) {
      const count = ROWS_PER_TEMPLATE[label as keyof typeof ROWS_PER_TEMPLATE];
      for (const [number, template] of templates.entries()) {
        const side = number % 8 === 3 ? calibration : rows;
        for (let i = 0; i < count; i++) {
          side.push({ text: typedAs(fillSlots(template, slots, random), random), label, weight: 1 });
        }
      }
    }
    for (const kind of REQUEST_KINDS) {
      for (let i = 0; i < 40; i++) {
        const text = random.pick(kind[language]).replace('{t}', random.pick(terms)).replace('{u}', random.pick(terms));
        rows.push({ text: typedAs(text, random), label: 'ar', weight: 0.7 });
      }
    }
    for (let i = 0; i < 150; i++) {
      rows.push({ text: mathProblem(random, language), label: 'ar', weight: 0.5 });
      rows.push({ text: codingRequest(random, language), label: 'ar', weight: 0.7 });
    }
    for (const text of SMALL_TALK[language]) rows.push({ text, label: 'ar', weight: 1 });
  }
  return { train: rows, calibration };
}

/** As people type: a capital to begin with, or in haste, with a mark at the end or none. */
function typedAs(text: string, random: Random): string {
  const plain = text.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
  const way = random.next();
  if (way < 0.4) return plain.charAt(0).toUpperCase() + plain.slice(1);
  if (way < 0.55) return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.?!。？]$/u.test(plain) ? '' : '.'}`;
  return plain.toLowerCase();
}

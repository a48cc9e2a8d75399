import { type DataRow, type PairRow, readDataSet } from '../data-set.ts';
import { Random } from '../random.ts';
import { KEPT_ALIKE, KEPT_TWICE } from './kept-back-pairs.ts';
import { SAID_ALIKE } from './said-alike.ts';
import { SAID_TWICE } from './said-twice.ts';

/** Two requests, and whether one answer serves both. */
export interface RepeatRow {
  readonly source: string;
  readonly a: string;
  readonly b: string;
  readonly isRepeat: boolean;
  readonly weight: number;
  /** Rows of one family are trained on together or not at all; the first text where it is not given. */
  readonly family?: string;
}

type Split = 'train' | 'test';

/** Graded pairs: from this score on two sentences say the same, and below that one they do not. */
const SAME = 4.5;
const OTHER = 3;
/** Intents whose requests differ in what they are about: the same request with another slot wants another answer. */
const WITH_SLOTS = {
  clinc150: `translate exchange_rate weather time timezone calories definition spelling measurement_conversion distance
    directions book_flight book_hotel car_rental restaurant_reviews restaurant_suggestion restaurant_reservation recipe
    nutrition_info ingredients_list ingredient_substitution cook_time food_last how_busy travel_alert travel_suggestion
    vaccines plug_type international_visa play_music make_call text alarm timer calculator meal_suggestion
    schedule_meeting transfer spending_history bill_balance bill_due flight_status`,
  banking77: `exchange_rate fiat_currency_support country_support supported_cards_and_currencies top_up_limits
    topping_up_by_card age_limit`,
} as const;
const PAIRS_PER_INTENT = 12;
/** A word in a smaller share of an intent's requests is a slot of one of them. */
const SLOT_SHARE = 0.04;

/** Graded sentence pairs. */
export function gradedRows(data: string, split: Split): RepeatRow[] {
  return readDataSet<PairRow>(data, 'pairs/stsb_en')
    .filter((row) => row.split === split && (row.score! >= SAME || row.score! < OTHER))
    .map(({ a, b, score }) => ({ source: 'stsb', a, b, isRepeat: score! >= SAME, weight: 1 }));
}

/** Sentences of the same words, which say the same or not. */
export function scrambledRows(data: string, split: Split): RepeatRow[] {
  return (['paws_en', 'pawsx_zh'] as const).flatMap((set) =>
    readDataSet<PairRow>(data, `pairs/${set}`)
      .filter((row) => row.split === split)
      .map(({ a, b, label }) => ({ source: set, a, b, isRepeat: label === 1, weight: 1 })),
  );
}

/** Requests of one intent about different things: those whose rare words have nothing in common. */
export function otherSlotRows(data: string, split: Split, perIntent = PAIRS_PER_INTENT): RepeatRow[] {
  return (['clinc150', 'banking77'] as const).flatMap((set) => {
    const intents = new Set(WITH_SLOTS[set].trim().split(/\s+/));
    const rows = readDataSet(data, `intent/${set}`).filter(({ label }) => intents.has(label));
    return [...intents].flatMap((intent) => {
      const members = rows.filter(({ label }) => label === intent);
      const slots = slotsOf(members);
      const random = new Random(20_261_121);
      const texts = random.shuffle([...new Set(members.filter((row) => row.split === split).map(({ text }) => text))]);
      const pairs: RepeatRow[] = [];
      for (let i = 0; i + 1 < texts.length && pairs.length < perIntent; i += 2) {
        const [a, b] = [texts[i]!, texts[i + 1]!];
        const [left, right] = [slots(a), slots(b)];
        if (left.length === 0 || right.length === 0 || left.some((word) => right.includes(word))) continue;
        pairs.push({ source: `${set} other slots`, a, b, isRepeat: false, weight: 1 });
      }
      return pairs;
    });
  });
}

function slotsOf(rows: readonly DataRow[]): (text: string) => readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of rows) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (text) => wordsOf(text).filter((word) => word.length > 2 && counts.get(word)! / rows.length < SLOT_SHARE);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\d']+/gu) ?? [];
}

/** Our own requests: said twice, and said alike. */
export function ownRows(): RepeatRow[] {
  return [...repeatsIn(SAID_TWICE, 'said twice', true), ...repeatsIn(SAID_ALIKE, 'said alike', false)];
}

/** The pairs of a list: `{this|that}` is where the two differ, a bare ` | ` parts two whole requests. */
export function repeatsIn(list: string, source: string, isRepeat: boolean): RepeatRow[] {
  return list
    .trim()
    .split('\n')
    .map((line) => {
      const [a, b] = line.includes(' | ')
        ? (line.split(' | ') as [string, string])
        : ([0, 1].map((side) => line.replace(/\{([^|{}]*)\|([^{}]*)\}/g, (_, ...sides: string[]) => sides[side]!)) as [
            string,
            string,
          ]);
      return { source, a, b, isRepeat, weight: 1 };
    });
}

/** Our own requests of which nobody looks at single ones. */
export function keptBackRows(): RepeatRow[] {
  return [...repeatsIn(KEPT_TWICE, 'kept back twice', true), ...repeatsIn(KEPT_ALIKE, 'kept back alike', false)];
}

/** Everything that is measured on: nothing of it is trained or tuned on. */
export function testRows(data: string): RepeatRow[] {
  return [
    ...gradedRows(data, 'test'),
    ...scrambledRows(data, 'test'),
    ...otherSlotRows(data, 'test'),
    ...ownRows(),
  ].filter(({ a, b }) => a.trim() !== b.trim());
}

import { CONTENT_WEIGHT } from './alignment.ts';
import type { ClaimSentence } from './claim-sentences.ts';
import type { Comparison } from './comparison.ts';
import { GLYPH_TOKEN, NUMBER_TOKEN } from './pair-text.ts';
import { isDenial } from './polarity.ts';
import { stanceOf } from './stance.ts';

/** What is read of each sentence of a claim; the trees know them by place. */
export const CLAIM_FEATURES = [
  'length',
  'contentWeight',
  'glyphShare',
  'coverage',
  'inBest',
  'nearBest',
  'inTwo',
  'exactCoverage',
  'newWords',
  'newWordShare',
  'heaviestNew',
  'newWeight',
  'numbers',
  'newNumbers',
  'numbersNotNear',
  'capitals',
  'newCapitals',
  'capitalsNotNear',
  'longestRun',
  'meanRun',
  'placedShare',
  'backwardSteps',
  'meanStep',
  'sentencesUsed',
  'narrowSlots',
  'sameKindSlots',
  'opposed',
  'newDenials',
  'denials',
  'denialsOfBest',
  'denialGap',
  'bestHeld',
  'bestLength',
  'lengthRatio',
  'hasQuestion',
  'askedShare',
  'freshWeight',
  'freshCoverage',
  'freshAsked',
  'questionHighest',
  'questionAtBest',
  'questionLead',
  'nearQuestionMean',
  'nearQuestionMost',
  'asksNumber',
  'asksPerson',
  'asksPlace',
  'asksYesNo',
  'asksChoice',
  'freshNumber',
  'freshCapital',
  'isRefusal',
  'firstPerson',
  'secondPerson',
  'feeling',
  'hedges',
  'isQuestion',
  'leastCompany',
  'meanCompany',
] as const;
export const CLAIM_WIDTH = CLAIM_FEATURES.length;

/** Features of one aligned sentence of a claim: `CLAIM_WIDTH` numbers. */
export function claimFeatures(comparison: Comparison, { alignment, facts }: ClaimSentence): Float32Array {
  const { from, to, places, best, second } = alignment;
  const { index, claim, weights, question, questionKind } = comparison;
  const { text } = index;
  const count = to - from;
  let [glyphs, total, nearBest, inTwo, exact] = [0, 0, 0, 0, 0];
  let [newWords, contentWords, heaviestNew, newWeight] = [0, 0, 0, 0];
  let [numbers, newNumbers, farNumbers, capitals, newCapitals, farCapitals] = [0, 0, 0, 0, 0, 0];
  let [longestRun, runSum, placed, backward, steps, stepSum] = [0, 0, 0, 0, 0, 0];
  let [narrowSlots, sameKindSlots, opposed, newDenials, denials] = [0, 0, 0, 0, 0];
  let [freshWeight, freshCoverage, freshAsked, askedWeight, nearSum, nearMost] = [0, 0, 0, 0, 0, 0];
  let [freshNumber, freshCapital] = [0, 0];
  let [leastCompany, companySum, held] = [1, 0, 0];
  let before = -1;
  const used = new Set<number>();
  for (let i = 0; i < count; i++) {
    const at = from + i;
    const place = places[i]!;
    const weight = weights[at]!;
    const presence = facts.presence[i]!;
    const sentence = place < 0 ? -9 : text.sentences[place]!;
    const isNear = best >= 0 && Math.abs(sentence - best) <= 1;
    const isFresh = facts.isAsked[i] === 0;
    if (claim.kinds[at] === GLYPH_TOKEN) glyphs++;
    if (isDenial(claim.words[at]!)) denials++;
    opposed += facts.isOpposed[i]!;
    newDenials += facts.isNewDenial[i]!;
    if (facts.slots[i]! >= 0 && facts.slots[i]! <= 3 && weight >= CONTENT_WEIGHT) narrowSlots++;
    sameKindSlots += facts.slotIsSameKind[i]!;
    longestRun = Math.max(longestRun, facts.runs[i]!);
    runSum += facts.runs[i]!;
    if (place >= 0) {
      placed++;
      if (before >= 0) {
        steps++;
        if (place < before) backward++;
        stepSum += Math.log2(1 + Math.abs(place - before));
      }
      before = place;
    }
    const isNumber = claim.kinds[at] === NUMBER_TOKEN;
    // A capital at the head of a sentence is no sign of a name.
    const isName = claim.capitals[at] === 1 && i > 0;
    if (isNumber) {
      numbers++;
      if (presence < 1) newNumbers++;
      else if (!isNear) farNumbers++;
      if (isFresh) freshNumber = 1;
    }
    if (isName) {
      capitals++;
      if (presence < 0.5) newCapitals++;
      else if (!isNear) farCapitals++;
    }
    if (claim.capitals[at] === 1 && isFresh) freshCapital = 1;
    if (weight < CONTENT_WEIGHT) continue;
    contentWords++;
    total += weight;
    if (presence >= 1) exact += weight;
    if (isNear) nearBest += weight;
    if (place >= 0 && (sentence === best || sentence === second)) inTwo += weight;
    if (place >= 0) used.add(sentence);
    if (presence >= 0.5) {
      held++;
      companySum += alignment.company[i]!;
      leastCompany = Math.min(leastCompany, alignment.company[i]!);
    } else {
      newWords++;
      newWeight += weight * (1 - presence);
      heaviestNew = Math.max(heaviestNew, weight * (1 - presence));
    }
    if (isFresh) {
      freshWeight += weight;
      freshCoverage += weight * presence;
      nearSum += weight * facts.nearQuestion[i]!;
      nearMost = Math.max(nearMost, facts.nearQuestion[i]!);
      if (place >= 0 && question !== undefined) freshAsked += weight * question.bySentence[sentence]!;
    } else askedWeight += weight;
  }
  const bestFacts = readBest(comparison, best, places);
  const stance = stanceOf(claim.raw.slice(claim.starts[from] ?? 0, sentenceEnd(comparison, to)));
  const share = (part: number, whole: number, none = 0) => (whole === 0 ? none : part / whole);
  const atBest = question === undefined || best < 0 ? 0 : question.bySentence[best]!;
  return Float32Array.of(
    Math.log2(1 + count),
    Math.log2(1 + total),
    share(glyphs, count),
    facts.coverage,
    facts.inBest,
    share(nearBest, total, 1),
    share(inTwo, total, 1),
    share(exact, total, 1),
    newWords,
    share(newWords, contentWords),
    heaviestNew,
    newWeight,
    numbers,
    newNumbers,
    farNumbers,
    capitals,
    newCapitals,
    farCapitals,
    share(longestRun, count),
    share(runSum, count * Math.min(count, 12)),
    share(placed, count),
    share(backward, steps),
    share(stepSum, steps),
    used.size,
    narrowSlots,
    sameKindSlots,
    opposed,
    newDenials,
    denials,
    bestFacts.denials,
    Math.abs(denials - bestFacts.denials) % 2,
    bestFacts.held,
    Math.log2(1 + bestFacts.length),
    Math.log2((1 + count) / (1 + bestFacts.length)),
    question === undefined ? 0 : 1,
    share(askedWeight, total),
    freshWeight,
    share(freshCoverage, freshWeight, 1),
    share(freshAsked, freshWeight),
    question?.highest ?? 0,
    atBest,
    question === undefined ? 0 : share(atBest, question.highest, 1),
    share(nearSum, freshWeight),
    nearMost,
    questionKind?.asksNumber ? 1 : 0,
    questionKind?.asksPerson ? 1 : 0,
    questionKind?.asksPlace ? 1 : 0,
    questionKind?.asksYesNo ? 1 : 0,
    questionKind?.asksChoice ? 1 : 0,
    freshNumber,
    freshCapital,
    stance.isRefusal ? 1 : 0,
    stance.firstPerson,
    stance.secondPerson,
    stance.feeling,
    stance.hedges,
    stance.isQuestion ? 1 : 0,
    leastCompany,
    share(companySum, held, 1),
  );
}

/** The sentence's end in the raw text, marks behind its last token included. */
function sentenceEnd({ claim }: Comparison, to: number): number {
  return to < claim.size ? claim.starts[to]! : claim.raw.length;
}

/** The best sentence of the context from its own side: denials, length, and the share of it that the claim holds. */
function readBest({ index }: Comparison, best: number, places: Int32Array) {
  if (best < 0) return { denials: 0, held: 0, length: 0 };
  const { text } = index;
  const start = text.sentenceStarts[best]!;
  const end = text.sentenceStarts[best + 1]!;
  let denials = 0;
  for (let place = start; place < end; place++) if (isDenial(text.words[place]!)) denials++;
  let held = 0;
  for (const place of places) if (place >= start && place < end) held++;
  return { denials, held: Math.min(1, held / (end - start)), length: end - start };
}

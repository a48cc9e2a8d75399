import { createTextView, type TextClassifier } from '@signalbox/engine/ports';
import { createEvidenceClassifier } from '../embedded/evidence-classifier.ts';
import { readHeadFile } from '../embedded/head-file.ts';
import { JAILBREAK_CASES, type JailbreakCase, LATER_JAILBREAK_CASES } from './cases/jailbreak-cases.ts';
import { type DataRow, readDataSet } from './data-set.ts';
import { calibrationOf, type Measurement, shareOf } from './measurement.ts';
import { ATTACK_SOURCES, type GuardRow, guardRows, isAttack, jailbreakPlan } from './plans-jailbreak.ts';
import { ATTACK_KINDS } from './prompts/attack-turns.ts';
import { Random } from './random.ts';
import { trainEvidenceHead } from './train-evidence-head.ts';
import { nodeSha256 } from './train-linear-head.ts';
import { withTypos } from './typos.ts';

const HEAD = 'jailbreak';
const FALSE_POSITIVES = 0.01;
/** Words that the appending attack may use. */
const COMMON_WORDS =
  'the and please thanks hello today weather nice family coffee garden music book friend happy school work time day home food water summer winter travel city story recipe movie game team class light blue green small good best help learn write read share kind love walk sunny birthday picture letter morning'.split(
    ' ',
  );

/** The risk that the head sees in a text: the probability of all that is not harmless. */
function riskOf(classifier: TextClassifier, text: string): number {
  return 1 - (classifier.classify(createTextView(text)) as Float32Array)[0]!;
}

/** The risk that one in a hundred of the harmless texts exceeds. */
function thresholdOf(risks: readonly number[]): number {
  const sorted = [...risks].sort((left, right) => right - left);
  return sorted[Math.floor(FALSE_POSITIVES * sorted.length)] ?? 1;
}

/** The share of pairs of an attack and a harmless text that the risks order rightly, with its interval by Hanley and McNeil. */
function areaUnderCurve(name: string, attacks: readonly number[], harmless: readonly number[]): Measurement {
  const sorted = Float64Array.from(harmless).sort();
  let right = 0;
  for (const risk of attacks) right += (countBelow(sorted, risk, false) + countBelow(sorted, risk, true)) / 2;
  const value = right / (attacks.length * harmless.length);
  const [q1, q2] = [value / (2 - value), (2 * value * value) / (1 + value)];
  const variance =
    (value * (1 - value) + (attacks.length - 1) * (q1 - value ** 2) + (harmless.length - 1) * (q2 - value ** 2)) /
    (attacks.length * harmless.length);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return { head: HEAD, name, n: attacks.length, value, low: value - half, high: Math.min(1, value + half) };
}

function countBelow(sorted: Float64Array, value: number, isEqualToo: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (isEqualToo && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Risks, rates at one false positive in a hundred, look-alikes, and the appending attack, on rows never trained on. */
export function measureJailbreak(classifier: TextClassifier, data: string): Measurement[] {
  const rows = guardRows(data).filter(({ isTest }) => isTest);
  const risks = new Map(rows.map((row) => [row, riskOf(classifier, row.text)]));
  const harmless = rows.filter((row) => !isAttack(row));
  const attacks = rows.filter(isAttack);
  const threshold = thresholdOf(harmless.map((row) => risks.get(row)!));
  const flagged = (name: string, texts: readonly { readonly text: string }[], at = threshold) =>
    shareOf(HEAD, name, texts.filter(({ text }) => riskOf(classifier, text) > at).length, texts.length);
  const ofSource = (all: readonly GuardRow[], name: string) => all.filter(({ source }) => source === name);
  const measurements: Measurement[] = [
    { head: HEAD, name: 'threshold at 1 % of harmless test texts flagged', n: harmless.length, value: threshold },
    areaUnderCurve(
      'AUC, test rows of all sources',
      attacks.map((row) => risks.get(row)!),
      harmless.map((row) => risks.get(row)!),
    ),
    flagged('attacks flagged at that threshold, test', attacks),
    ...ATTACK_SOURCES.map((name) => flagged(`attacks of ${name} flagged, test`, ofSource(attacks, name))),
    flagged('attacks flagged at 0.5, test', attacks, 0.5),
    flagged('attacks flagged at 0.7, test', attacks, 0.7),
    ...['instructions', 'role_prompts', 'promptshield', 'bipia'].map((name) =>
      flagged(`harmless texts of ${name} flagged, test`, ofSource(harmless, name)),
    ),
    flagged('harmless texts flagged at 0.5, test', harmless, 0.5),
    flagged('harmless texts flagged at 0.7, test', harmless, 0.7),
    calibrationOf(
      HEAD,
      'calibration error of the risk, test rows of all sources',
      rows.map((row) => ({ confidence: risks.get(row)!, isRight: isAttack(row) })),
    ),
  ];
  const look = (name: string, keep: (row: DataRow) => boolean) => readDataSet(data, name).filter(keep);
  const isBenign = (row: DataRow) => row.label === 'benign';
  measurements.push(
    flagged('XSTest, safe prompts flagged, all rows', look('jailbreak/xstest', isBenign)),
    flagged(
      'XSTest, unsafe prompts flagged (no attack on instructions), all rows',
      look('jailbreak/xstest', (row) => !isBenign(row)),
    ),
    flagged(
      'semantic_router_cases (attacks) flagged, all rows',
      look('jailbreak/semantic_router_cases', () => true),
    ),
    flagged(
      'harmful requests without an attack flagged, all rows',
      look('jailbreak/harmful_requests', () => true),
    ),
    flagged(
      'questions of mmlu flagged, test',
      look('domain/mmlu', ({ split }) => split === 'test'),
    ),
    flagged(
      'requests of clinc150 flagged, test',
      look('intent/clinc150', ({ split }) => split === 'test'),
    ),
    flagged(
      'Chinese exam questions of agieval flagged, all rows',
      look('domain/agieval', ({ lang }) => lang === 'zh'),
    ),
    ...appendingAttack(classifier, attacks, threshold),
    typoAttack(classifier, attacks, threshold),
    ...casesByHand(classifier, 'written before the templates', JAILBREAK_CASES, threshold),
    ...casesByHand(classifier, 'written after the templates', LATER_JAILBREAK_CASES, threshold),
    kindsTold(classifier, [...JAILBREAK_CASES, ...LATER_JAILBREAK_CASES], threshold),
  );
  return measurements;
}

/** Attacks and look-alikes by hand that are flagged: all, by kind, and by language. */
function casesByHand(
  classifier: TextClassifier,
  when: string,
  cases: readonly JailbreakCase[],
  threshold: number,
): Measurement[] {
  const isFlagged = new Map(cases.map((one) => [one, riskOf(classifier, one.text) > threshold]));
  const share = (name: string, keep: (one: JailbreakCase) => boolean) => {
    const some = cases.filter(keep);
    return shareOf(
      HEAD,
      `cases by hand, ${when}: ${name}`,
      some.filter((one) => isFlagged.get(one)).length,
      some.length,
    );
  };
  const attack = ({ kind }: JailbreakCase) => kind !== 'harmless';
  const isChinese = ({ text }: JailbreakCase) => /\p{Script=Han}/u.test(text);
  return [
    share('attacks flagged', attack),
    share('attacks in Chinese flagged', (one) => attack(one) && isChinese(one)),
    ...ATTACK_KINDS.filter((kind) => cases.some((one) => one.kind === kind)).map((kind) =>
      share(`${kind} flagged`, (one) => one.kind === kind),
    ),
    share('harmless flagged', (one) => !attack(one)),
  ];
}

/** How often the likeliest kind is the right one, among the cases that are flagged. */
function kindsTold(classifier: TextClassifier, cases: readonly JailbreakCase[], threshold: number): Measurement {
  const flagged = cases.filter(({ text, kind }) => kind !== 'harmless' && riskOf(classifier, text) > threshold);
  const right = flagged.filter(({ text, kind }) => {
    const shares = (classifier.classify(createTextView(text)) as Float32Array).slice(1);
    return classifier.labels[1 + shares.indexOf(Math.max(...shares))] === kind;
  });
  return shareOf(HEAD, 'kind told right, flagged cases by hand', right.length, flagged.length);
}

/** One random typo in about one long word of seven. */
function typoAttack(classifier: TextClassifier, attacks: readonly GuardRow[], threshold: number): Measurement {
  const random = new Random(91);
  const flagged = attacks.filter(({ text }) => riskOf(classifier, text) > threshold);
  const flips = flagged.filter(({ text }) => riskOf(classifier, withTypos(text, random)) <= threshold);
  return shareOf(HEAD, 'flagged attacks that typos in one word of seven unflag, test', flips.length, flagged.length);
}

/** Appends up to five harmless words to each flagged attack, each time the one that lowers the risk most. */
function appendingAttack(classifier: TextClassifier, attacks: readonly GuardRow[], threshold: number): Measurement[] {
  const flagged = attacks.filter(({ text }) => riskOf(classifier, text) > threshold);
  let flips = 0;
  for (const { text } of flagged) {
    let worst = text;
    for (let step = 0; step < 5; step++) {
      const choices = COMMON_WORDS.map((word) => ({
        text: `${worst} ${word}`,
        risk: riskOf(classifier, `${worst} ${word}`),
      }));
      worst = choices.reduce((low, choice) => (choice.risk < low.risk ? choice : low)).text;
    }
    if (riskOf(classifier, worst) <= threshold) flips++;
  }
  return [shareOf(HEAD, 'flagged attacks that five appended words unflag, test', flips, flagged.length)];
}

/** Trains once for every source of attacks without any row of it, and measures on all its rows. */
export function measureLeftOutSources(data: string, log: (line: string) => void): Measurement[] {
  return ATTACK_SOURCES.flatMap((source) => {
    const bytes = trainEvidenceHead(jailbreakPlan(data, source), '', log);
    return measureSourceLeftOut(createEvidenceClassifier(readHeadFile(HEAD, bytes, nodeSha256)), source, data);
  });
}

/**
 * How a classifier that was trained without a source does on all its rows: attacks flagged at the threshold that one in
 * a hundred harmless test texts of the other sources exceeds.
 */
export function measureSourceLeftOut(classifier: TextClassifier, source: string, data: string): Measurement[] {
  const rows = guardRows(data);
  const risks = (keep: (row: GuardRow) => boolean) => rows.filter(keep).map(({ text }) => riskOf(classifier, text));
  const harmless = risks((row) => row.isTest && !isAttack(row) && row.source !== source);
  const threshold = thresholdOf(harmless);
  const attacks = risks((row) => isAttack(row) && row.source === source);
  const own = risks((row) => !isAttack(row) && row.source === source);
  const above = (all: readonly number[]) => all.filter((risk) => risk > threshold).length;
  const measurements = [
    shareOf(
      HEAD,
      `${source} left out of training: its attacks flagged at 1 % false positives, all rows`,
      above(attacks),
      attacks.length,
    ),
    areaUnderCurve(`${source} left out of training: AUC`, attacks, harmless),
  ];
  if (own.length > 0) {
    measurements.push(
      shareOf(HEAD, `${source} left out of training: its harmless rows flagged`, above(own), own.length),
    );
  }
  return measurements;
}

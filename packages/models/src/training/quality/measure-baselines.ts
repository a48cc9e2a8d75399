import type { TextClassifier } from '@signalbox/engine/ports';
import type { EmbeddedModels } from '../../embedded/index.ts';
import { type PairRow, readDataSet } from '../data-set.ts';
import { measureClassifiers } from '../measure-classifiers.ts';
import { measureEncoder } from '../measure-encoder.ts';
import { measureFeedback } from '../measure-feedback.ts';
import { measureJailbreak, measureSourceLeftOut } from '../measure-jailbreak.ts';
import type { Measurement } from '../measurement.ts';
import { domainPlan, factCheckPlan } from '../plans.ts';
import { feedbackPlan } from '../plans-feedback.ts';
import { ATTACK_SOURCES, jailbreakPlan } from '../plans-jailbreak.ts';
import { measureCache } from './measure-cache.ts';
import { measureTypos } from './measure-typos.ts';
import { trainNgramClassifier } from './ngram-classifier.ts';
import { createNgramEncoder } from './ngram-encoder.ts';

/**
 * Trains the n-gram baselines on the rows of the heads' plans and measures them as the heads are measured: figures of
 * the same names. `parts` are heads, and `jailbreak_sources` for one source of attacks left out at a time.
 */
export function measureBaselines(
  models: EmbeddedModels,
  data: string,
  parts: readonly string[],
  log: (line: string) => void,
): Measurement[] {
  const baselines: Record<string, TextClassifier> = {};
  for (const [head, planOf] of [
    ['domain', domainPlan],
    ['fact_check', factCheckPlan],
    ['user_feedback', feedbackPlan],
    ['jailbreak', (folder: string) => jailbreakPlan(folder)],
  ] as const) {
    if (!parts.includes(head)) continue;
    const plan = planOf(data);
    log(`baseline of ${head}: ${plan.train.length} texts`);
    baselines[head] = trainNgramClassifier(plan);
  }
  const encoder = parts.includes('encoder') ? createNgramEncoder(pairTexts(data)) : undefined;
  // Heads without a baseline stay ours here; their figures are left out below.
  const standIns: EmbeddedModels = {
    ...models,
    encoder: encoder ?? models.encoder,
    classifiers: { ...models.classifiers, ...baselines },
  };
  log('measuring the baselines');
  const { classifiers } = standIns;
  const measured = [
    ...(baselines.domain || baselines.fact_check ? measureClassifiers(standIns, data) : []),
    ...(baselines.user_feedback ? measureFeedback(classifiers.user_feedback, data) : []),
    ...(baselines.jailbreak ? measureJailbreak(classifiers.jailbreak, data) : []),
    ...(encoder ? [...measureEncoder(encoder, data), ...measureCache(encoder, data)] : []),
    ...measureTypos(standIns, data, [...Object.keys(baselines), ...(encoder ? ['encoder'] : [])]),
  ].filter(({ head }) => head in baselines || (head === 'encoder' && encoder !== undefined));
  if (!parts.includes('jailbreak_sources')) return measured;
  const leftOut = ATTACK_SOURCES.flatMap((source) => {
    log(`baseline of jailbreak without ${source}`);
    return measureSourceLeftOut(trainNgramClassifier(jailbreakPlan(data, source)), source, data);
  });
  return [...measured, ...leftOut];
}

/** Texts to count rarities in: the training rows of the pairs that the encoder learns from. */
function pairTexts(data: string): string[] {
  return ['pairs/stsb_en', 'pairs/pawsx_zh', 'pairs/xquad_questions_en_x', 'pairs/tatoeba_en_x']
    .flatMap((name) => readDataSet<PairRow>(data, name))
    .filter(({ split }) => split === 'train')
    .flatMap(({ a, b }) => [a, b]);
}

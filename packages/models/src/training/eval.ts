import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { HeadCard } from '../describe-weights.ts';
import { HEADS, type HeadName } from '../embedded/index.ts';
import { loadEmbeddedModels, weightsPath } from '../load-embedded-models.ts';
import { measureClassifiers, measureFactCheckSources, measureLanguage } from './measure-classifiers.ts';
import { measureDifficulty } from './measure-difficulty.ts';
import { measureEncoder } from './measure-encoder.ts';
import { measureFeedback } from './measure-feedback.ts';
import { measureJailbreak, measureLeftOutSources } from './measure-jailbreak.ts';
import { measureModality } from './measure-modality.ts';
import { measurePii } from './measure-pii.ts';
import { measureSpeed } from './measure-speed.ts';
import { measureTokenCounter } from './measure-token-counter.ts';
import type { Measurement } from './measurement.ts';
import { measureEntailment, measureLeftOutSources as measureLeftOutPairs } from './pairs/measure-entailment.ts';
import { measureLeftOutSets, measureUnsupported } from './pairs/measure-unsupported.ts';
import { measureBaselines } from './quality/measure-baselines.ts';
import { measureCache } from './quality/measure-cache.ts';
import { measureRecipes } from './quality/measure-recipes.ts';
import { measureStructuredPii } from './quality/measure-structured-pii.ts';
import { measureTypos } from './quality/measure-typos.ts';
import { tabulateQuality } from './quality/quality-table.ts';
import { renderQualityPage, renderQualityText } from './quality/render-quality.ts';
import { headCard, renderCard, renderSpeed } from './render-card.ts';
import { measureRepeats } from './repeats/measure-repeats.ts';

const USAGE = `usage: npm run eval -w @signalbox/models -- --data DIR [--weights FOLDER] [--only PART,...] [--json] [--cards FOLDER]
       npm run eval -- models --data DIR [--weights FOLDER] [--quick] [--json] [--markdown FILE]
PART is a head (${HEADS.join(', ')}), speed, tokens, or jailbreak_sources,
fact_check_sources, entailment_sources, unsupported_sources, which train the head once for every source, without it,
and are left out unless named (some minutes each).
DIR holds data sets as docs/models/data.md describes. Only rows with split "test" are read, of sets that are never
trained on all rows. The second form prints the table of quality: ours beside an n-gram baseline trained in the same
run, the reference's published figures and the goals; --quick leaves out the parts with _sources, and with --only only the
baselines of the heads named are trained. With bench/peers-langid installed, language peers run beside.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      weights: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'boolean' },
      cards: { type: 'string' },
      table: { type: 'boolean' },
      quick: { type: 'boolean' },
      markdown: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.data === undefined) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const models = loadEmbeddedModels(values.weights);
  const tableParts = [...HEADS, 'recipes', ...(values.quick ? [] : ['jailbreak_sources', 'fact_check_sources'])];
  const parts = values.only?.split(',') ?? (values.table ? tableParts : [...HEADS, 'speed', 'tokens']);
  const peers = fileURLToPath(new URL('../../../../bench/peers-langid/', import.meta.url));
  const measurements: Measurement[] = [];
  if (parts.includes('domain') || parts.includes('fact_check')) {
    measurements.push(...measureClassifiers(models, values.data).filter(({ head }) => parts.includes(head)));
  }
  if (parts.includes('fact_check_sources')) measurements.push(...measureFactCheckSources(values.data, console.error));
  if (parts.includes('encoder')) measurements.push(...measureEncoder(models.encoder, values.data));
  const { jailbreak, user_feedback: feedback, difficulty, modality } = models.classifiers;
  if (parts.includes('jailbreak')) measurements.push(...measureJailbreak(jailbreak, values.data));
  if (parts.includes('jailbreak_sources')) measurements.push(...measureLeftOutSources(values.data, console.error));
  if (parts.includes('user_feedback')) measurements.push(...measureFeedback(feedback, values.data));
  if (parts.includes('difficulty')) measurements.push(...measureDifficulty(difficulty, values.data));
  if (parts.includes('modality')) measurements.push(...measureModality(modality, values.data));
  if (parts.includes('pii')) measurements.push(...measurePii(models.taggers.pii, values.data));
  if (parts.includes('entailment')) measurements.push(...measureEntailment(models.pairs.entailment, values.data));
  if (parts.includes('entailment_sources')) measurements.push(...measureLeftOutPairs(values.data, console.error));
  if (parts.includes('unsupported')) measurements.push(...measureUnsupported(models.grounding, values.data));
  if (parts.includes('repeats')) measurements.push(...measureRepeats(models.repeats, models.encoder, values.data));
  if (parts.includes('unsupported_sources')) measurements.push(...measureLeftOutSets(values.data, console.error));
  if (parts.includes('language')) measurements.push(...(await measureLanguage(models, values.data, peers)));
  if (parts.includes('speed')) measurements.push(...measureSpeed(models, values.data));
  if (parts.includes('tokens')) measurements.push(...(await measureTokenCounter(values.data)));
  if (values.table) {
    if (parts.includes('encoder')) measurements.push(...measureCache(models.encoder, values.data));
    if (parts.includes('pii')) measurements.push(...measureStructuredPii(models.taggers.pii, values.data));
    if (parts.includes('recipes')) measurements.push(...measureRecipes());
    measurements.push(...measureTypos(models, values.data, parts));
    const baseline = measureBaselines(models, values.data, parts, (line) => console.error(line));
    const lines = tabulateQuality(measurements, baseline);
    if (values.json) console.log(JSON.stringify({ hashes: models.hashes, lines }, null, 2));
    else process.stdout.write(renderQualityText(lines));
    if (values.markdown !== undefined) {
      const made = {
        command: `npm run eval -- models --data DIR${values.quick ? ' --quick' : ''} --markdown FILE`,
        day: new Date().toISOString().slice(0, 10),
      };
      writeFileSync(values.markdown, renderQualityPage(lines, made));
    }
    return 0;
  }
  if (values.json) console.log(JSON.stringify({ hashes: models.hashes, measurements }, null, 2));
  else for (const line of renderTable(measurements)) console.log(line);
  if (values.cards !== undefined) {
    for (const head of HEADS.filter((name) => parts.includes(name))) {
      const card = renderCard(head, models.hashes[head], measurements);
      writeFileSync(join(values.cards, `${head.replace('_', '-')}.md`), card);
      writeCard(head, headCard(head, models.hashes[head], measurements), values.weights);
    }
    if (parts.includes('speed') && parts.includes('tokens')) {
      writeFileSync(join(values.cards, 'speed.md'), renderSpeed(measurements));
    }
  }
  return 0;
}

/** Beside the head's weights. */
function writeCard(head: HeadName, card: HeadCard, weights?: string): void {
  const path = weightsPath(head, weights).replace(/\.head$/, '.card.json');
  writeFileSync(path, `${JSON.stringify(card, null, 2)}\n`);
}

function renderTable(measurements: readonly Measurement[]): string[] {
  const width = Math.max(...measurements.map(({ name }) => name.length));
  return measurements.map(({ head, name, n, value, low, high, unit }) => {
    const interval = low === undefined ? '' : `  [${low.toFixed(3)}, ${high!.toFixed(3)}]`;
    return `${head.padEnd(11)} ${name.padEnd(width)}  n=${String(n).padStart(5)}  ${value.toFixed(3)}${unit ? ` ${unit}` : ''}${interval}`;
  });
}

process.exitCode = await main();

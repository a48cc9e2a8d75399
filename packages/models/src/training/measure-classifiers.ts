import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readHeadFile } from '../embedded/head-file.ts';
import type { EmbeddedModels } from '../embedded/index.ts';
import { createLinearClassifier } from '../embedded/linear-classifier.ts';
import { FACT_CHECK_CASES } from './cases/fact-check-cases.ts';
import { type DataRow, readDataSet } from './data-set.ts';
import { accuracyOf, bestLabel } from './label-accuracy.ts';
import { calibrationOf, type Measurement, shareOf } from './measurement.ts';
import { factCheckLabel, factCheckPlan, factCheckSource, languageCode } from './plans.ts';
import { Random } from './random.ts';
import { nodeSha256, trainLinearHead } from './train-linear-head.ts';
import { withTypos } from './typos.ts';

/** Accuracy of the domain and the fact-check head by source, language and length. */
export function measureClassifiers(models: EmbeddedModels, data: string): Measurement[] {
  const measurements: Measurement[] = [];
  const domain = models.classifiers.domain;
  const test = (name: string) => readDataSet(data, name).filter(({ split }) => split === 'test');
  const pro = test('domain/mmlu_pro');
  const random = new Random(99);
  measurements.push(...accuracyOf(domain, 'domain', 'mmlu_pro test', pro));
  const typos = pro.map((row) => ({ ...row, text: withTypos(row.text, random) }));
  measurements.push(...accuracyOf(domain, 'domain', 'mmlu_pro test, typos', typos));
  measurements.push(
    ...accuracyOf(
      domain,
      'domain',
      'mmlu_pro test, < 60 characters',
      pro.filter(({ text }) => text.length < 60),
    ),
  );
  measurements.push(...accuracyOf(domain, 'domain', 'mmlu test', test('domain/mmlu')));
  measurements.push(
    ...accuracyOf(
      domain,
      'domain',
      'agieval test, zh',
      test('domain/agieval').filter(({ lang }) => lang === 'zh'),
    ),
  );
  const cases = readDataSet(data, 'domain/semantic_router_cases');
  measurements.push(...accuracyOf(domain, 'domain', 'semantic_router_cases, all rows', cases));
  const factRows = test('fact_check/weak_labels').map((row) => ({ ...row, label: factCheckLabel(row) }));
  const factCheck = models.classifiers.fact_check;
  measurements.push(...accuracyOf(factCheck, 'fact_check', 'weak_labels test', factRows));
  for (const [source, rows] of groupBy(factRows, factCheckSource)) {
    if (rows.length >= 20) measurements.push(accuracyOf(factCheck, 'fact_check', `source ${source}`, rows)[0]!);
  }
  for (const [language, rows] of groupBy(factRows, (row) => row.lang)) {
    measurements.push(accuracyOf(factCheck, 'fact_check', `language ${language}`, rows)[0]!);
  }
  measurements.push(...accuracyOf(factCheck, 'fact_check', 'cases by hand', FACT_CHECK_CASES));
  return measurements;
}

/** Trains the fact-check head once for every source without any row of it, and measures on all its rows. */
export function measureFactCheckSources(data: string, log: (line: string) => void): Measurement[] {
  const rows = readDataSet(data, 'fact_check/weak_labels').map((row) => ({ ...row, label: factCheckLabel(row) }));
  return [...groupBy(rows, factCheckSource)].flatMap(([source, own]) => {
    if (own.length < 100) return [];
    const bytes = trainLinearHead(factCheckPlan(data, source), '', log);
    const classifier = createLinearClassifier(readHeadFile('fact_check', bytes, nodeSha256));
    return accuracyOf(classifier, 'fact_check', `${source} left out of training, all its rows`, own)[0]!;
  });
}

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return new Map([...groups].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The thirty languages that the comparison with peers looks at: the larger ones that all of them know. */
const LARGER = 'en zh es de fr ru pt it ja ko ar hi nl pl tr vi id th uk fa cs sv he el ro hu da fi bn ta'.split(' ');

type Detector = (text: string) => string | undefined;

/** Accuracy of language detection beside two libraries, when these are installed in the folder given. */
export async function measureLanguage(models: EmbeddedModels, data: string, peers: string): Promise<Measurement[]> {
  const rows = readDataSet(data, 'langid/ntrex_tatoeba')
    .filter(({ split }) => split === 'test')
    .map((row) => ({ ...row, label: languageCode(row.label) }));
  const buckets: [string, DataRow[]][] = [
    ['all languages', rows],
    ['30 larger languages', rows.filter(({ label }) => LARGER.includes(label))],
    [
      '30 larger languages, < 20 characters',
      rows.filter(({ label, text }) => LARGER.includes(label) && text.length < 20),
    ],
    ['all languages, < 20 characters', rows.filter(({ text }) => text.length < 20)],
    ['English', rows.filter(({ label }) => label === 'en')],
    ['Chinese', rows.filter(({ label }) => label === 'zh')],
  ];
  const detectors: [string, Detector][] = [
    ['ours', (text) => bestLabel(models.classifiers.language, text).label],
    ...(await loadPeers(peers)),
  ];
  const measurements: Measurement[] = [];
  for (const [bucket, bucketRows] of buckets) {
    for (const [who, detect] of detectors) {
      const right = bucketRows.filter(({ text, label }) => detect(text) === label).length;
      measurements.push(shareOf('language', `${bucket}: ${who}`, right, bucketRows.length));
    }
  }
  const said = rows.map(({ text, label }) => {
    const best = bestLabel(models.classifiers.language, text);
    return { confidence: best.confidence, isRight: best.label === label };
  });
  measurements.push(calibrationOf('language', 'all languages: calibration error', said));
  for (const [who, detect] of detectors) {
    const texts = rows.slice(0, 3000).map(({ text }) => text);
    for (const text of texts) detect(text);
    const started = performance.now();
    for (const text of texts) detect(text);
    const micros = ((performance.now() - started) * 1000) / texts.length;
    measurements.push({ head: 'language', name: `time per text: ${who}`, n: texts.length, value: micros, unit: 'µs' });
  }
  return measurements;
}

async function loadPeers(folder: string): Promise<[string, Detector][]> {
  if (!existsSync(`${folder}node_modules`)) {
    console.error(`peers left out: run npm ci in ${folder} to measure tinyld and eld beside`);
    return [];
  }
  const url = pathToFileURL(`${folder}detectors.mjs`).href;
  const { detectors } = (await import(url)) as { detectors: Record<string, Detector> };
  return Object.entries(detectors);
}

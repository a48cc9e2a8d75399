import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HEADS, type HeadName } from '../embedded/index.ts';
import { encoderPlan } from './encoder-data.ts';
import { entailmentPlan } from './pairs/entailment-plan.ts';
import { trainEntailmentHead } from './pairs/train-entailment.ts';
import { trainUnsupportedHead } from './pairs/train-unsupported.ts';
import { unsupportedPlan } from './pairs/unsupported-plan.ts';
import { domainPlan, factCheckPlan, languagePlan } from './plans.ts';
import { difficultyPlan } from './plans-difficulty.ts';
import { feedbackPlan } from './plans-feedback.ts';
import { jailbreakPlan } from './plans-jailbreak.ts';
import { modalityPlan } from './plans-modality.ts';
import { namePlan } from './plans-names.ts';
import { trainRepeatsHead } from './repeats/train-repeats.ts';
import { trainEncoderHead } from './train-encoder.ts';
import { trainEvidenceHead } from './train-evidence-head.ts';
import { trainLanguageHead } from './train-language.ts';
import { trainLinearHead } from './train-linear-head.ts';
import { trainNames } from './train-names.ts';

const USAGE = `usage: npm run train -w @signalbox/models -- HEAD... --data DIR [--out FOLDER] [--made DAY]
HEAD is one of ${HEADS.join(', ')}, or all. DIR holds data sets as docs/models/data.md describes.
The same rows and the same DAY (2026-11-21; default today) give the same bytes.`;

type Log = (line: string) => void;
const TRAINERS: Record<HeadName, (data: string, made: string, log: Log) => Uint8Array | Promise<Uint8Array>> = {
  domain: (data, made, log) => trainLinearHead(domainPlan(data), made, log),
  fact_check: (data, made, log) => trainLinearHead(factCheckPlan(data), made, log),
  language: (data, made, log) => trainLanguageHead(languagePlan(data), made, log),
  jailbreak: (data, made, log) => trainEvidenceHead(jailbreakPlan(data), made, log),
  user_feedback: (data, made, log) => trainLinearHead(feedbackPlan(data), made, log),
  difficulty: (data, made, log) => trainLinearHead(difficultyPlan(data), made, log),
  modality: (data, made, log) => trainLinearHead(modalityPlan(data), made, log),
  encoder: async (data, made, log) => trainEncoderHead(await encoderPlan(data, log), made, log),
  pii: (data, made, log) => trainNames(namePlan(data), made, log),
  entailment: (data, made, log) => trainEntailmentHead(entailmentPlan(data), made, log),
  unsupported: (data, made, log) => trainUnsupportedHead(unsupportedPlan(data), made, log),
  repeats: (data, made, log) => trainRepeatsHead(data, made, log),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      out: { type: 'string' },
      made: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      help: { type: 'boolean' },
    },
  });
  const heads = positionals.includes('all') ? [...HEADS] : (positionals as HeadName[]);
  const unknown = heads.filter((head) => !HEADS.includes(head));
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(values.made);
  if (values.help || values.data === undefined || heads.length === 0 || unknown.length > 0 || !isDay) {
    if (!isDay) console.error(`--made is a day such as 2026-11-21, not ${JSON.stringify(values.made)}`);
    if (unknown.length > 0) console.error(`unknown head: ${unknown.join(', ')}`);
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const out = values.out ?? fileURLToPath(new URL('../../weights/', import.meta.url));
  mkdirSync(out, { recursive: true });
  const [head] = heads;
  if (heads.length > 1 || head === undefined) return trainEach(heads, values.data, out, values.made);
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(0).padStart(4);
  const bytes = await TRAINERS[head](values.data, values.made, (line) => console.log(`${seconds()}s  ${line}`));
  const path = join(out, `${head}.head`);
  writeFileSync(path, bytes);
  console.log(`${seconds()}s  wrote ${path}, ${(bytes.length / 1e6).toFixed(2)} MB`);
  return 0;
}

/** Each in a process of its own: what one has learned of words must not change the sums of the next. */
function trainEach(heads: readonly HeadName[], data: string, out: string, made: string): number {
  for (const head of heads) {
    const rest = [head, '--data', data, '--out', out, '--made', made];
    const { status } = spawnSync(process.execPath, [...process.execArgv, process.argv[1]!, ...rest], {
      stdio: 'inherit',
    });
    if (status !== 0) return 1;
  }
  return 0;
}

process.exitCode = await main();

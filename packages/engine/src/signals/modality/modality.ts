import { s } from '../../config/schema.ts';
import type { MaybePromise, Ports } from '../../ports/index.ts';
import { whenReady } from '../../ports/when-ready.ts';
import type { RequestFacts } from '../../request/facts.ts';
import { compileKeywordMatcher } from '../../text/keyword-matcher.ts';
import { defineSignalKind, type RunContext } from '../signal-kind.ts';
import {
  combinedDistribution,
  evidenceOf,
  type Reads,
  readByScope,
  readsOneTurn,
  readsWithDecay,
} from '../turn-evidence.ts';

const MODALITIES = ['AR', 'DIFFUSION', 'BOTH'] as const;
type Modality = (typeof MODALITIES)[number];

const schema = s.strictObject({
  name: s.enum(MODALITIES).describe('AR: text is asked for; DIFFUSION: an image; BOTH: text and an image.'),
  description: s.string().optional().describe('What it is for.'),
  reads: readsWithDecay,
});

const words = (description: string) => s.array(s.string().min(1)).default([]).describe(description);

const settings = s.strictObject({
  enabled: s.boolean().optional().describe('It runs where a rule names it; false is refused beside such rules.'),
  method: s
    .enum(['classifier', 'keyword', 'hybrid'])
    .default('classifier')
    .describe(
      'classifier: the learned head; keyword: the words alone; hybrid: the head where it is sure, else what both agree on, else the head from a lower threshold on, else the words.',
    ),
  confidence_threshold: s
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Least probability of the head; below it AR is assumed, or the words are asked.'),
  lower_threshold_ratio: s
    .number()
    .min(0)
    .max(1)
    .default(0.7)
    .describe('Of hybrid: the share of the threshold from which the head counts against the words.'),
  keywords: words('Words of requests for images. A text with one is DIFFUSION.'),
  both_keywords: words('Words of requests for text as well; beside one of keywords the text is BOTH.'),
});

export type ModalityRule = ReturnType<typeof schema.parse>;
type ModalitySettings = ReturnType<typeof settings.parse>;

/** What was told, and how surely. */
interface Verdict {
  readonly modality: Modality;
  readonly confidence: number;
  readonly evidence: string;
}

/** Confidence of the words where nothing else was asked: they are either there or not. */
const WORDS_CONFIDENCE = 1;

/** Exactly one of the three holds. */
export const modality = defineSignalKind<ModalityRule, ModalitySettings>({
  kind: 'modality',
  configKey: 'modality',
  family: 'modality',
  summary: 'What the current turn wants back: text, an image, or both.',
  schema,
  settings: { path: ['modules', 'modality_detector'], schema: settings },
  cost: (_rule, ports) => ports.classifiers.modality?.cost ?? 'local',
  unavailable(_rule, { classifiers: { modality: head } }) {
    if (head === undefined) return 'no classifier of modalities is installed';
    const missing = MODALITIES.filter((each) => !head.labels.includes(labelOf(each)));
    return missing.length === 0 ? undefined : `the classifier ${head.id} has no label "${labelOf(missing[0]!)}"`;
  },
  traits: { readsHistory: true },
  reference: { rule: readsOneTurn },
  exclusiveGroup: () => 'modality',
  check(rule, report, settings) {
    if (settings?.enabled === false) {
      const message = `rule "${rule.name}": the modality detector is switched off, and would be asked all the same`;
      report.error('modality.disabled', [], message, 'take the rules out, or enabled: false');
    }
    if (settings !== undefined && settings.method !== 'classifier' && settings.keywords.length === 0) {
      const message = `rule "${rule.name}": method ${settings.method} has no keywords to look for`;
      report.error('modality.no_keywords', [], message, 'modules.modality_detector: { keywords: [draw, …] }');
    }
  },
  examples: [{ name: 'DIFFUSION' }, { name: 'BOTH', description: 'An illustrated text.' }],
  compile(rules, { ports, settings: options }) {
    const head = options.method === 'keyword' ? undefined : headOver(ports);
    const byWords = options.method === 'classifier' ? undefined : wordsOver(options);
    const judge = (facts: RequestFacts, run: RunContext, reads: Reads): MaybePromise<Verdict> => {
      const said = byWords?.(run);
      if (head === undefined) return said!;
      return whenReady(head(facts, run, reads), (told) => combined(told, said, options));
    };
    return readByScope(rules, judge, (verdicts) =>
      rules.map(({ name }, index) => {
        const { modality: told, confidence, evidence } = verdicts[index]!;
        const matched = told === name;
        return { name, matched, confidence: matched ? confidence : 0, value: matched ? confidence : 0, evidence };
      }),
    );
  },
});

function labelOf(name: Modality): string {
  return name.toLowerCase();
}

function headOver({ classifiers }: Ports) {
  const head = classifiers.modality!;
  const columns = MODALITIES.map((each) => head.labels.indexOf(labelOf(each)));
  return (facts: RequestFacts, run: RunContext, reads: Reads): MaybePromise<Verdict> =>
    whenReady(combinedDistribution(evidenceOf(facts, run, reads), head, run), (distribution) => {
      const shares = columns.map((column) => distribution[column]!);
      const best = shares.indexOf(Math.max(...shares));
      const told = MODALITIES[best]!;
      return { modality: told, confidence: Math.min(1, shares[best]!), evidence: labelOf(told) };
    });
}

function wordsOver({ keywords, both_keywords: more }: ModalitySettings): (run: RunContext) => Verdict {
  const matcher = compileKeywordMatcher([...keywords, ...more].map((text) => ({ text, caseSensitive: false })));
  return (run) => {
    const counts = matcher.count(run.text('current_turn'));
    const image = keywords.findIndex((_word, index) => counts[index]! > 0);
    const both = more.findIndex((_word, index) => counts[keywords.length + index]! > 0);
    if (image === -1) return { modality: 'AR', confidence: WORDS_CONFIDENCE, evidence: 'no word of an image' };
    const evidence = both === -1 ? keywords[image]! : `${keywords[image]}, ${more[both]}`;
    return { modality: both === -1 ? 'DIFFUSION' : 'BOTH', confidence: WORDS_CONFIDENCE, evidence };
  };
}

/** The head where it is sure; else both where they agree; else the head from the lower threshold on; else the words. */
function combined(
  told: Verdict,
  said: Verdict | undefined,
  { confidence_threshold: threshold, lower_threshold_ratio: ratio }: ModalitySettings,
): Verdict {
  if (told.confidence >= threshold) return told;
  // Unsure of an image: text is what nearly all requests want.
  if (said === undefined)
    return told.modality === 'AR' ? told : { ...told, modality: 'AR', confidence: 1 - told.confidence };
  if (told.modality === said.modality) return { ...told, confidence: (told.confidence + said.confidence) / 2 };
  return told.confidence >= threshold * ratio ? told : said;
}

import { ATTACK_SOURCES } from '../plans-jailbreak.ts';

/** Bounds that a figure is to keep; both are inclusive. */
export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Which measurements to show: the one of this name, or every one whose name matches; then its first group is the label. */
export interface FigureChoice {
  readonly head: string;
  readonly name: string | RegExp;
  /** What the figure is called in the table where its own name says too much or too little; of several, what they are. */
  readonly label?: string;
  readonly goal?: Goal;
}

/** One line of the table of quality. All figures are of rows that were never trained on. */
export interface QualityRow {
  readonly task: string;
  readonly main: FigureChoice;
  readonly typos?: readonly FigureChoice[];
  readonly languages?: readonly FigureChoice[];
  /** Attacks, look-alikes, and texts of another origin than the training rows. */
  readonly adversarial?: readonly FigureChoice[];
  /** What the reference published of itself, and where. */
  readonly reference?: { readonly figure: string; readonly source: string };
  /** Page in docs/models with what was tried and what fails. */
  readonly page: string;
}

/** The reference is vllm-project/semantic-router: its issues, papers, posts and training scripts are the sources. */

/** The tasks with their goals, in the order of the table. */
export const QUALITY_ROWS: readonly QualityRow[] = [
  {
    task: 'Domain, 14 classes: MMLU-Pro',
    main: { head: 'domain', name: 'mmlu_pro test', goal: { atLeast: 0.87 } },
    typos: [{ head: 'domain', name: 'mmlu_pro test, typos', goal: { atLeast: 0.84 } }],
    languages: [{ head: 'domain', name: 'agieval test, zh', label: 'Chinese exams (AGIEval)', goal: { atLeast: 0.6 } }],
    adversarial: [
      { head: 'domain', name: 'mmlu test', label: 'MMLU' },
      { head: 'domain', name: 'mmlu_pro test, < 60 characters', label: 'under 60 characters' },
    ],
    reference: { figure: '.73 clean, .45 with typos (n=100)', source: 'its fine-tuning script, issue #952' },
    page: 'domain.md',
  },
  {
    task: 'Domain: the test questions of the reference',
    main: { head: 'domain', name: 'semantic_router_cases, all rows', goal: { atLeast: 0.92 } },
    reference: { figure: '3 of 10, later 11 of 12 prompts', source: 'issue #584, PR #1227' },
    page: 'domain.md',
  },
  {
    task: 'Jailbreak and injection: AUC',
    main: { head: 'jailbreak', name: 'AUC, test rows of all sources', goal: { atLeast: 0.98 } },
    adversarial: ATTACK_SOURCES.map((source) => ({
      head: 'jailbreak',
      name: `${source} left out of training: AUC`,
      label: `${source} left out of training`,
    })),
    reference: { figure: '.810', source: 'issue #3787' },
    page: 'jailbreak.md',
  },
  {
    task: 'Jailbreak and injection: attacks flagged at 1 % false positives',
    main: { head: 'jailbreak', name: 'attacks flagged at that threshold, test', label: 'all sources, test' },
    typos: [
      {
        head: 'jailbreak',
        name: 'flagged attacks that typos in one word of seven unflag, test',
        label: 'unflagged by typos',
      },
    ],
    adversarial: [
      ...ATTACK_SOURCES.map((source) => ({
        head: 'jailbreak',
        name: `${source} left out of training: its attacks flagged at 1 % false positives, all rows`,
        label: `${source} left out of training`,
        goal: { atLeast: 0.92 },
      })),
      {
        head: 'jailbreak',
        name: 'flagged attacks that five appended words unflag, test',
        label: 'unflagged by five appended words',
        goal: { atMost: 0.02 },
      },
    ],
    reference: {
      figure: '.039; 39 of 100 of JailbreakBench at .7, each unflagged by a median of two harmless words',
      source: 'issues #3787, #3174, #3164',
    },
    page: 'jailbreak.md',
  },
  {
    task: 'Jailbreak: safe prompts flagged at that threshold (XSTest)',
    main: { head: 'jailbreak', name: 'XSTest, safe prompts flagged, all rows', goal: { atMost: 0.05 } },
    languages: [
      {
        head: 'jailbreak',
        name: 'Chinese exam questions of agieval flagged, all rows',
        label: 'Chinese exam questions',
        goal: { atMost: 0.05 },
      },
    ],
    adversarial: [
      { head: 'jailbreak', name: 'harmless texts of role_prompts flagged, test', label: 'role prompts' },
      { head: 'jailbreak', name: 'requests of clinc150 flagged, test', label: 'short requests (CLINC150)' },
      { head: 'jailbreak', name: 'questions of mmlu flagged, test', label: 'MMLU' },
    ],
    reference: { figure: '.15 of short harmless prompts blocked at its threshold of .7', source: 'issue #3787' },
    page: 'jailbreak.md',
  },
  {
    task: 'Need for a fact check',
    main: { head: 'fact_check', name: 'weak_labels test', goal: { atLeast: 0.95 } },
    typos: [{ head: 'fact_check', name: 'weak_labels test, typos' }],
    languages: [{ head: 'fact_check', name: /^language (\S+)$/, label: 'each language' }],
    adversarial: [
      { head: 'fact_check', name: /^source ([^:]+)$/, label: 'each source', goal: { atLeast: 0.95 } },
      {
        head: 'fact_check',
        name: /^(.+ left out of training), all its rows$/,
        label: 'each source left out of training',
        goal: { atLeast: 0.95 },
      },
    ],
    reference: { figure: '.964, its own validation rows', source: 'its post of 2025-12-14' },
    page: 'fact-check.md',
  },
  {
    task: 'User feedback',
    main: { head: 'user_feedback', name: 'assistant_intents_mapped test', goal: { atLeast: 0.95 } },
    typos: [{ head: 'user_feedback', name: 'assistant_intents_mapped test, typos' }],
    languages: [
      { head: 'user_feedback', name: 'cases by hand, en', label: 'English cases by hand' },
      { head: 'user_feedback', name: 'cases by hand, zh', label: 'Chinese cases by hand' },
    ],
    adversarial: [
      {
        head: 'user_feedback',
        name: 'cases by hand, written before the templates',
        label: 'cases by hand',
        goal: { atLeast: 0.9 },
      },
      { head: 'user_feedback', name: 'eurtad, all mapped rows', label: 'EURTAD', goal: { atLeast: 0.9 } },
    ],
    reference: { figure: '.988, its own test split', source: 'its training script' },
    page: 'user-feedback.md',
  },
  {
    task: 'Structured personal data: F1 of spans (Presidio)',
    main: { head: 'pii', name: 'F1 of structured types, presidio_synth, all rows', goal: { atLeast: 0.95 } },
    adversarial: [
      {
        head: 'pii',
        name: 'valid cards, accounts and keys found in 10,000 generated texts',
        label: 'cards, accounts, keys in 10,000 generated texts',
        goal: { atLeast: 1 },
      },
      {
        head: 'pii',
        name: 'generated texts with harmless numbers tagged',
        label: 'harmless numbers tagged',
        goal: { atMost: 0.01 },
      },
    ],
    reference: { figure: 'detection of .65 accepted by its end-to-end test', source: 'its acceptance floors' },
    page: 'pii.md',
  },
  {
    task: 'Names and places: F1 of spans (tweets, Wikipedia, filings)',
    main: { head: 'pii', name: 'F1 of all types, ner_cc_by, test', goal: { atLeast: 0.75 } },
    typos: [{ head: 'pii', name: 'F1 of all types, ner_cc_by, test, in lower case', label: 'in lower case' }],
    adversarial: [
      { head: 'pii', name: 'F1 of all types, presidio_synth, test', label: 'Presidio', goal: { atLeast: 0.75 } },
    ],
    page: 'pii.md',
  },
  {
    task: 'Sentence similarity: STS-B, rank correlation',
    main: { head: 'encoder', name: 'STS-B test, Spearman', goal: { atLeast: 0.8 } },
    typos: [{ head: 'encoder', name: 'STS-B test, Spearman, typos' }],
    languages: [
      { head: 'encoder', name: 'PAWS-X zh test, AUC', label: 'Chinese, hard pairs (PAWS-X), AUC' },
      ...['zh', 'de', 'fr', 'ru', 'ja'].map((language) => ({
        head: 'encoder',
        name: `pairs/tatoeba_en_x en to ${language}, first hit`,
        label: `English to ${language}, first hit`,
      })),
    ],
    adversarial: [{ head: 'encoder', name: 'same request nearer than its contrary' }],
    reference: { figure: '.805 (307M parameters)', source: 'its post on v0.2' },
    page: 'encoder.md',
  },
  {
    task: 'Semantic cache: paraphrases hit at 0.5 % false hits',
    main: { head: 'encoder', name: 'cache: paraphrases hit at 0.5 % false hits', goal: { atLeast: 0.6 } },
    adversarial: [
      {
        head: 'encoder',
        name: 'cache: paraphrases hit at 0.5 % false hits, contrary requests aside',
        label: 'with contrary requests left out of the false hits',
      },
      {
        head: 'encoder',
        name: 'cache: contrary requests above the threshold set without them',
        label: 'contrary requests (numbers, opposites) that then hit',
      },
    ],
    reference: {
      figure: '.60 to .80 at a threshold of .92; enabling and disabling 2FA .823 alike, enabling and turning on .673',
      source: 'its paper, issue #2691',
    },
    page: 'encoder.md',
  },
  {
    task: 'Unsupported answers: F1 (HaluEval QA)',
    main: { head: 'unsupported', name: 'halueval_qa test: F1 at .5', goal: { atLeast: 0.7 } },
    languages: [{ head: 'unsupported', name: 'cmrc2018_zh_synth test: F1 at .5', label: 'Chinese (CMRC)' }],
    adversarial: [
      {
        head: 'unsupported',
        name: 'summedits test: F1 at .5',
        label: 'small edits (SummEdits)',
        goal: { atLeast: 0.7 },
      },
    ],
    reference: { figure: '.668 (149M parameters), .855 (2B)', source: 'its post of 2026-08-05' },
    page: 'unsupported.md',
  },
  {
    task: 'Probes of the balance recipe',
    main: { head: 'recipes', name: 'balance: probes passed', goal: { atLeast: 1 } },
    adversarial: [
      {
        head: 'recipes',
        name: 'balance: held-out prompts passed',
        label: 'prompts that nobody tuned on',
        goal: { atLeast: 0.9 },
      },
    ],
    reference: { figure: 'all required', source: 'its recipe conformance test' },
    page: '../../recipes/balance/README.md',
  },
];

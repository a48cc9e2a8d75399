import type { Ports, Span, TextClassifier, TextView } from '@signalbox/engine';
import type {
  CombinedClassification,
  FactCheckClassification,
  FeedbackClassification,
  PiiClassification,
  SecurityClassification,
  TopicClassification,
} from '../../contract/index.ts';
import { failure, type RequestFailure } from '../../errors/request-failure.ts';

/** The models that classify endpoints ask; what the gateway was not given cannot be asked. */
export type ClassifyPorts = Pick<Ports, 'classifiers' | 'taggers'>;

export interface ClassifyOptions {
  /** Least probability to answer yes, 0..1; by default each task's own. */
  readonly threshold: number | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds, never going back. */
  readonly now: () => number;
}

/** One task: what it answers about a text. */
export type Classify<Answer> = (
  text: TextView,
  ports: ClassifyPorts,
  options: ClassifyOptions,
) => Promise<Answer | RequestFailure>;

const ATTACK = 0.7;
/** The label of the security head that stands for no attack; all others are kinds of one. */
const BENIGN = 'benign';
const ENTITY = 0.5;

export const classifyTopic: Classify<TopicClassification> = async (text, { classifiers }, options) => {
  const best = await ask('domain', classifiers.domain, text, options);
  if ('kind' in best) return best;
  const { label, probability, probabilities, milliseconds } = best;
  const isSure = options.threshold === undefined || probability >= options.threshold;
  return {
    classification: { category: isSure ? label : 'other', confidence: probability, processing_time_ms: milliseconds },
    probabilities,
  };
};

export const classifySecurity: Classify<SecurityClassification> = async (text, { classifiers }, options) => {
  const answer = await ask('jailbreak', classifiers.jailbreak, text, options);
  if ('kind' in answer) return answer;
  const { [BENIGN]: benign = 0, ...kinds } = answer.probabilities;
  const risk = 1 - benign;
  const likeliest = Object.keys(kinds).reduce((top, kind) => (kinds[kind]! > kinds[top]! ? kind : top));
  const isAttack = risk >= (options.threshold ?? ATTACK);
  return {
    is_jailbreak: isAttack,
    risk_score: risk,
    detection_types: isAttack ? [likeliest] : [],
    confidence: Math.max(risk, 1 - risk),
    recommendation: isAttack ? 'block' : 'allow',
    reasoning: `the risk is ${risk.toFixed(3)}, the threshold ${options.threshold ?? ATTACK}`,
    patterns_detected: [],
    processing_time_ms: answer.milliseconds,
  };
};

export const classifyFactCheck: Classify<FactCheckClassification> = async (text, { classifiers }, options) => {
  const answer = await ask('fact_check', classifiers.fact_check, text, options);
  if ('kind' in answer) return answer;
  const needed = answer.probabilities.needs_fact_check ?? 0;
  return {
    needs_fact_check: needed >= (options.threshold ?? 0.5),
    confidence: needed,
    processing_time_ms: answer.milliseconds,
  };
};

export const classifyFeedback: Classify<FeedbackClassification> = async (text, { classifiers }, options) => {
  const answer = await ask('user_feedback', classifiers.user_feedback, text, options);
  if ('kind' in answer) return answer;
  const isSure = answer.probability >= (options.threshold ?? 0);
  return {
    feedback_type: isSure ? answer.label : 'satisfied',
    confidence: answer.probability,
    probabilities: answer.probabilities,
    processing_time_ms: answer.milliseconds,
  };
};

export const classifyPii: Classify<PiiClassification> = async (text, { taggers }, { threshold, signal, now }) => {
  const tagger = taggers.pii;
  if (tagger === undefined) return noModel('pii');
  const started = now();
  let spans: readonly Span[];
  try {
    spans = (await tagger.tag(text, { signal })).filter(({ confidence }) => confidence >= (threshold ?? ENTITY));
  } catch (cause) {
    return failed('pii', cause);
  }
  const entities = spans.map(({ start, end, label, confidence }) => ({
    type: label,
    value: text.raw.slice(start, end),
    confidence,
    start_position: start,
    end_position: end,
    masked_value: `[${label}]`,
  }));
  return {
    has_pii: entities.length > 0,
    entities,
    masked_text: masked(text.raw, spans),
    security_recommendation: entities.length > 0 ? 'block' : 'allow',
    processing_time_ms: now() - started,
  };
};

/** The three that guard a request, together. */
export const classifyCombined: Classify<CombinedClassification> = async (text, ports, options) => {
  const started = options.now();
  const intent = await classifyTopic(text, ports, options);
  if ('kind' in intent) return intent;
  const pii = await classifyPii(text, ports, options);
  if ('kind' in pii) return pii;
  const security = await classifySecurity(text, ports, options);
  if ('kind' in security) return security;
  return { intent, pii, security, processing_time_ms: options.now() - started };
};

interface Distribution {
  readonly label: string;
  readonly probability: number;
  readonly probabilities: Readonly<Record<string, number>>;
  readonly milliseconds: number;
}

async function ask(
  head: string,
  classifier: TextClassifier | undefined,
  text: TextView,
  { signal, now }: ClassifyOptions,
): Promise<Distribution | RequestFailure> {
  if (classifier === undefined) return noModel(head);
  const started = now();
  try {
    const shares = await classifier.classify(text, { signal });
    const best = shares.reduce((top, share, index) => (share > shares[top]! ? index : top), 0);
    return {
      label: classifier.labels[best]!,
      probability: shares[best]!,
      probabilities: Object.fromEntries(classifier.labels.map((label, index) => [label, shares[index]!])),
      milliseconds: now() - started,
    };
  } catch (cause) {
    return failed(head, cause);
  }
}

function noModel(head: string): RequestFailure {
  return failure('no_model', `no model serves the head "${head}" here`, {
    hint: '`signalbox serve` brings the embedded models along; a gateway of one’s own is given them as `ports`',
  });
}

function failed(head: string, cause: unknown): RequestFailure {
  return failure('classifier_failed', `the model for "${head}" could not say: ${(cause as Error).message}`);
}

function masked(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, label } of spans) {
    result += `${text.slice(at, start)}[${label}]`;
    at = end;
  }
  return result + text.slice(at);
}

import { PortFailure } from '@signalbox/engine/ports';
import { listIn, mappingIn } from '../remote/open-remote.ts';

export interface JudgedLabel {
  readonly name: string;
  readonly meaning: string | undefined;
}

/** A way to bind a chat model's answer to the labels, and to read it. */
export interface Constraint {
  readonly mostLabels: number;
  /** The end of the system message. */
  ask(labels: readonly JudgedLabel[]): string;
  /** Fields of the request that hold the model to it. */
  request(labels: readonly JudgedLabel[]): Readonly<Record<string, unknown>>;
  /** Probabilities in the order of the labels. Throws a PortFailure for anything but an answer as asked. */
  read(answer: unknown, labels: readonly JudgedLabel[], certainty: number): Float32Array;
}

/** Tokens for a label in JSON; labels are short. */
const MOST_TOKENS = 64;
/** What the letters of labels must have together of the first token's probability for the rest to be noise. */
const LEAST_MASS = 0.5;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** As many as OpenAI and vLLM give. */
const TOP_LOGPROBS = 20;

const jsonSchema: Constraint = {
  mostLabels: 500,
  ask: (labels) => `Answer with JSON, {"label": …}, and one of these labels:\n${listed(labels)}`,
  request: (labels) => ({
    max_completion_tokens: MOST_TOKENS,
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'label',
        strict: true,
        schema: {
          type: 'object',
          properties: { label: { type: 'string', enum: labels.map(({ name }) => name) } },
          required: ['label'],
          additionalProperties: false,
        },
      },
    },
  }),
  read(answer, labels, certainty) {
    const content = contentOf(answer);
    let parsed: unknown;
    try {
      parsed = JSON.parse(content);
    } catch (cause) {
      throw new PortFailure('adapter.wrong_answer', `expected JSON with a label, got ${shown(content)}`, { cause });
    }
    const { label } = mappingIn(parsed, 'JSON with a label');
    return oneOf(label, labels, certainty);
  },
};

const choice: Constraint = {
  mostLabels: 500,
  ask: (labels) => `Answer with one of these labels, and nothing else:\n${listed(labels)}`,
  request: (labels) => ({
    max_completion_tokens: MOST_TOKENS,
    structured_outputs: { choice: labels.map(({ name }) => name) },
  }),
  read: (answer, labels, certainty) => oneOf(contentOf(answer), labels, certainty),
};

const logprobs: Constraint = {
  mostLabels: LETTERS.length,
  ask: (labels) =>
    `Answer with one letter, and nothing else:\n${labels.map((label, index) => `${LETTERS[index]}: ${described(label)}`).join('\n')}`,
  request: () => ({ max_completion_tokens: 1, logprobs: true, top_logprobs: TOP_LOGPROBS }),
  read(answer, labels) {
    const { logprobs: all } = choiceOf(answer);
    const [token] = listIn(mappingIn(all, 'logprobs').content, 'logprobs of tokens');
    const likeliest = listIn(mappingIn(token, 'logprobs of a token').top_logprobs, 'top_logprobs');
    const masses = new Float32Array(labels.length);
    for (const each of likeliest) {
      const { token: text, logprob } = mappingIn(each, 'a token with its logprob');
      if (typeof text !== 'string' || typeof logprob !== 'number') continue;
      // The same letter comes with and without a space before it.
      const letter = text.trim();
      const index = letter.length === 1 ? LETTERS.indexOf(letter) : -1;
      if (index >= 0 && index < labels.length) masses[index]! += Math.exp(logprob);
    }
    const sum = masses.reduce((total, mass) => total + mass, 0);
    if (!(sum >= LEAST_MASS)) {
      throw new PortFailure(
        'adapter.wrong_answer',
        `the letters of the labels have ${sum.toFixed(2)} of the probability; the model answers something else`,
      );
    }
    return masses.map((mass) => mass / sum);
  },
};

export const CONSTRAINTS = { json_schema: jsonSchema, choice, logprobs } as const satisfies Readonly<
  Record<string, Constraint>
>;

function listed(labels: readonly JudgedLabel[]): string {
  return labels.map((label) => `- ${described(label)}`).join('\n');
}

function described({ name, meaning }: JudgedLabel): string {
  return meaning === undefined || meaning === '' ? name : `${name} (${meaning})`;
}

function choiceOf(answer: unknown): Readonly<Record<string, unknown>> {
  const [first] = listIn(mappingIn(answer, 'a chat completion').choices, 'a list of choices');
  return mappingIn(first, 'a choice');
}

/** The whole text of a finished answer: one that was cut off, or that is a refusal, is none. */
function contentOf(answer: unknown): string {
  const { message, finish_reason: reason } = choiceOf(answer);
  const { content } = mappingIn(message, 'a message');
  if (reason !== 'stop' || typeof content !== 'string') {
    throw new PortFailure('adapter.wrong_answer', `expected a finished answer, got one that ended by ${shown(reason)}`);
  }
  return content.trim();
}

function oneOf(label: unknown, labels: readonly JudgedLabel[], certainty: number): Float32Array {
  const index = labels.findIndex(({ name }) => name === label);
  if (index < 0) throw new PortFailure('adapter.wrong_answer', `expected one of the labels, got ${shown(label)}`);
  const rest = (1 - certainty) / (labels.length - 1);
  return Float32Array.from(labels, (_, place) => (place === index ? certainty : rest));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

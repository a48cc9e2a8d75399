import {
  type Clock,
  type CostClass,
  defineSignalKind,
  type Failure,
  type Reading,
  type RequestFacts,
  type SignalKind,
  s,
} from '@signalbox/engine';

/** What a function says of a request: whether it matches, or more. */
export type FunctionAnswer =
  | boolean
  | {
      readonly matched: boolean;
      /** 0..1; 1 where it is left out and matches. */
      readonly confidence?: number;
      /** A number for bounds, scores and receipts. */
      readonly value?: number;
      /** A few words that a person can check. */
      readonly evidence?: string;
    };

/** `signal` is aborted when the time is over, the request's deadline passes, or its client leaves. */
export type SignalFunction = (
  facts: RequestFacts,
  context: { readonly signal: AbortSignal },
) => FunctionAnswer | Promise<FunctionAnswer>;

/** A signal of the program's own: a function, or one with its settings. */
export type FunctionSignal =
  | SignalFunction
  | {
      readonly evaluate: SignalFunction;
      readonly description?: string;
      /** Milliseconds; default 50. What takes longer is unknown. Nothing interrupts a function that does not wait. */
      readonly timeoutMs?: number;
      /** `costly` (default): called only while it can change the route. `local`, `free`: for every request. */
      readonly cost?: CostClass;
    };

/** Word of the kind in conditions. */
export const FUNCTION = 'function';
/** Its list in the config. */
export const FUNCTIONS = 'functions';

const DEFAULT_TIMEOUT_MS = 50;

const schema = s.strictObject({
  name: s.string().min(1).describe('Name of the function; conditions use it.'),
});

type FunctionRule = ReturnType<typeof schema.parse>;

/** A kind whose rules are functions: what throws, answers nonsense or takes too long is unknown, with the reason. */
export function functionKind(signals: Readonly<Record<string, FunctionSignal>>): SignalKind {
  const settingsOf = (name: string) => {
    const own = Object.hasOwn(signals, name) ? signals[name]! : undefined;
    return typeof own === 'function' ? { evaluate: own } : own;
  };
  return defineSignalKind<FunctionRule>({
    kind: FUNCTION,
    configKey: FUNCTIONS,
    family: FUNCTION,
    summary: 'Functions of the program that the router runs in.',
    schema,
    cost: ({ name }) => settingsOf(name)?.cost ?? 'costly',
    unavailable: ({ name }) => (settingsOf(name) === undefined ? `the program has no function "${name}"` : undefined),
    examples: Object.keys(signals).map((name) => ({ name })),
    compile(rules, { ports: { clock } }) {
      const functions = rules.map(({ name }) => {
        const { evaluate, timeoutMs = DEFAULT_TIMEOUT_MS } = settingsOf(name)!;
        return { name, evaluate, timeoutMs };
      });
      return (facts, run) => {
        const readings = functions.map((each) => call(each, facts, run.signal, clock));
        return readings.some((reading) => reading instanceof Promise) ? Promise.all(readings) : (readings as Entry[]);
      };
    },
  });
}

type Entry = Reading | Failure;

interface NamedFunction {
  readonly name: string;
  readonly evaluate: SignalFunction;
  readonly timeoutMs: number;
}

function call(
  { name, evaluate, timeoutMs }: NamedFunction,
  facts: RequestFacts,
  outer: AbortSignal | undefined,
  clock: Clock,
): Entry | Promise<Entry> {
  const late: Failure = { name, code: 'function.timed_out', reason: `no answer within ${timeoutMs} ms` };
  const failed = (cause: unknown): Failure => ({
    name,
    code: 'function.threw',
    reason: cause instanceof Error ? cause.message : String(cause),
  });
  const controller = new AbortController();
  const signal = outer === undefined ? controller.signal : AbortSignal.any([controller.signal, outer]);
  const started = clock.now();
  try {
    const answer = evaluate(facts, { signal });
    if (!(answer instanceof Promise)) return clock.now() - started > timeoutMs ? late : readingOf(name, answer);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        controller.abort();
        resolve(late);
      }, timeoutMs);
      answer
        .then(
          (given) => resolve(readingOf(name, given)),
          (cause: unknown) => resolve(failed(cause)),
        )
        .finally(() => clearTimeout(timer));
    });
  } catch (cause) {
    return failed(cause);
  }
}

function readingOf(name: string, answer: unknown): Entry {
  const { matched, confidence, value, evidence } = (
    typeof answer === 'boolean' ? { matched: answer } : (answer ?? {})
  ) as Readonly<Record<string, unknown>>;
  const isShare = confidence === undefined || (typeof confidence === 'number' && confidence >= 0 && confidence <= 1);
  const isNumber = value === undefined || (typeof value === 'number' && Number.isFinite(value));
  if (typeof matched !== 'boolean' || !isShare || !isNumber) {
    const shown = JSON.stringify(answer) ?? String(answer);
    const reason = `expected true, false or { matched, confidence 0..1, value, evidence }, got ${shown.slice(0, 80)}`;
    return { name, code: 'function.wrong_answer', reason };
  }
  return {
    name,
    matched,
    confidence: matched ? ((confidence as number | undefined) ?? 1) : 0,
    value: value as number | undefined,
    evidence: evidence === undefined ? undefined : String(evidence),
  };
}

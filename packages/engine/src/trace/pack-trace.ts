import { FigureReader, FigureWriter } from './figures.ts';
import type {
  DecisionOutcome,
  DecisionTrace,
  EvaluatorTrace,
  MappingTrace,
  PartitionTrace,
  ProjectionTrace,
  RunnerUp,
  ScoreTrace,
  SelectionTrace,
  SignalState,
  SignalTrace,
  Trace,
} from './trace.ts';

/** What many traces of one recipe have in common; with it, the rest of a trace is figures and a few texts. JSON. */
export interface TraceOutline {
  readonly configHash: string;
  readonly modelHashes: Readonly<Record<string, string>>;
  readonly recipe: string;
  readonly signals: readonly { readonly kind: string; readonly name: string }[];
  readonly evaluators: readonly Omit<EvaluatorTrace, 'micros'>[];
  readonly projections: readonly { readonly type: ProjectionTrace['type']; readonly name: string }[];
  readonly decisions: readonly string[];
  /** Texts that traces of it often hold: evidence, bands. */
  readonly words: readonly string[];
}

/** A trace without its outline: JSON, but for the figures. */
export interface PackedTrace {
  /** Of signals, evaluators, projections and decisions, in turn. Good until the next trace is packed. */
  readonly figures: Uint8Array;
  /** What the figures point to and the outline does not have. Who sees one often makes it a word of the next outline. */
  readonly texts: readonly string[];
  readonly completeness: Trace['completeness'];
  readonly decision: string | null;
  readonly runnerUp: RunnerUp | null;
  readonly selection: SelectionTrace;
  readonly plugins?: Trace['plugins'];
  readonly totalMicros: number;
}

/** Packs and unpacks the traces that fit one outline. */
export interface TracePacker {
  readonly outline: TraceOutline;
  /** Undefined for a trace of another outline. */
  pack(trace: Trace): PackedTrace | undefined;
  /** The trace as it was, but for properties that were undefined. */
  unpack(packed: PackedTrace): Trace;
}

/** The outline of a trace: that of all traces of its recipe in which the same evaluators ran. */
export function outlineOf(trace: Trace): TraceOutline {
  const { configHash, modelHashes, recipe, signals, evaluators, projections, decisions } = trace;
  return {
    configHash,
    modelHashes,
    recipe,
    signals: signals.map(({ kind, name }) => ({ kind, name })),
    evaluators: evaluators.map(({ kind, cost }) => ({ kind, cost })),
    projections: projections.map(({ type, name }) => ({ type, name })),
    decisions: decisions.map(({ name }) => name),
    words: [],
  };
}

const STATES: readonly SignalState[] = ['read', 'failed', 'skipped'];
const OUTCOMES: readonly DecisionOutcome[] = ['no_match', 'match', 'unknown', 'open'];

// A signal's code: its state, and what follows it.
const STATE = 0b11;
const IS_MATCHED = 1 << 2;
const IS_CERTAIN = 1 << 3;
const HAS_CONFIDENCE = 1 << 4;
const HAS_VALUE = 1 << 5;
const VALUE_IS_CONFIDENCE = 1 << 6;
const HAS_EVIDENCE = 1 << 7;
/** That of the last signal that had any: rules of one kind often quote the same. */
const SAME_EVIDENCE = 1 << 8;
const HAS_RAW = 1 << 9;
const RAW_MATCHED = 1 << 10;
const HAS_CODE = 1 << 11;
const HAS_REASON = 1 << 12;

// How a score's or mapping's value stands.
const NO_VALUE = 0;
const EXACT_VALUE = 1;
const VALUE_BETWEEN = 2;

// A word's code: none, the next text, or from 2 on its number in the outline.
const NO_WORD = 0;
const A_TEXT = 1;
const FIRST_WORD = 2;

// A decision's code.
const OUTCOME = 0b11;
const IS_ELIGIBLE = 1 << 2;
const HAS_FLOOR = 1 << 3;
const HAS_BECAUSE = 1 << 4;

/** Makes a packer for an outline. */
export function createTracePacker(outline: TraceOutline): TracePacker {
  const figures = new FigureWriter();
  const { signals, decisions } = outline;
  const labels = signals.map(({ kind, name }) => `${kind}:${name}`);
  const names = signals.map(({ name }) => name);
  const words = [
    ...new Set([...names, ...labels, ...labels.map((label) => `not ${label}`), ...decisions, ...outline.words]),
  ];
  const numberOf = new Map(words.map((word, at) => [word, at + FIRST_WORD]));
  return {
    outline,
    pack: (trace) => (fits(trace, outline) ? new Packing(numberOf, figures).pack(trace) : undefined),
    unpack: (packed) => new Unpacking(words, packed).unpack(outline),
  };
}

/** Whether all that the outline says is true of the trace. Names come from the same config, so that most are the same string. */
function fits(trace: Trace, outline: TraceOutline): boolean {
  return (
    trace.configHash === outline.configHash &&
    trace.recipe === outline.recipe &&
    haveNames(trace.signals, outline.signals) &&
    haveRun(trace.evaluators, outline.evaluators) &&
    areProjected(trace.projections, outline.projections) &&
    areDecided(trace.decisions, outline.decisions) &&
    (trace.modelHashes === outline.modelHashes ||
      JSON.stringify(trace.modelHashes) === JSON.stringify(outline.modelHashes))
  );
}

// A loop for each list: one for all would meet objects of every kind, which is several times slower.

function haveNames(signals: Trace['signals'], others: TraceOutline['signals']): boolean {
  if (signals.length !== others.length) return false;
  for (let at = 0; at < others.length; at++) {
    const { kind, name } = others[at]!;
    if (signals[at]!.name !== name || signals[at]!.kind !== kind) return false;
  }
  return true;
}

function haveRun(evaluators: Trace['evaluators'], others: TraceOutline['evaluators']): boolean {
  if (evaluators.length !== others.length) return false;
  for (let at = 0; at < others.length; at++) {
    const { kind, cost } = others[at]!;
    if (evaluators[at]!.kind !== kind || evaluators[at]!.cost !== cost) return false;
  }
  return true;
}

function areProjected(projections: Trace['projections'], others: TraceOutline['projections']): boolean {
  if (projections.length !== others.length) return false;
  for (let at = 0; at < others.length; at++) {
    const { type, name } = others[at]!;
    if (projections[at]!.name !== name || projections[at]!.type !== type) return false;
  }
  return true;
}

function areDecided(decisions: Trace['decisions'], others: TraceOutline['decisions']): boolean {
  if (decisions.length !== others.length) return false;
  for (let at = 0; at < others.length; at++) if (decisions[at]!.name !== others[at]) return false;
  return true;
}

class Packing {
  readonly #numberOf: ReadonlyMap<string, number>;
  readonly #figures: FigureWriter;
  readonly #texts: string[] = [];
  #evidence: string | undefined;

  constructor(numberOf: ReadonlyMap<string, number>, figures: FigureWriter) {
    this.#numberOf = numberOf;
    this.#figures = figures;
  }

  pack(trace: Trace): PackedTrace {
    const { signals, evaluators, projections, decisions } = trace;
    const { completeness, decision, runnerUp, selection, plugins, totalMicros } = trace;
    this.#figures.begin();
    for (const signal of signals) this.#signal(signal);
    for (const { micros } of evaluators) this.#figures.number(micros);
    for (const projection of projections) this.#projection(projection);
    for (const each of decisions) this.#decision(each);
    const packed = { completeness, decision, runnerUp, selection, totalMicros };
    const own = { figures: this.#figures.written(), texts: this.#texts, ...packed };
    return plugins === undefined ? own : { ...own, plugins };
  }

  #signal({ state, matched, confidence, raw, value, evidence, code, reason }: SignalTrace): void {
    let flags = state === 'read' ? 0 : STATES.indexOf(state);
    if (matched) flags |= IS_MATCHED;
    if (confidence === 1) flags |= IS_CERTAIN;
    else if (confidence !== 0) flags |= HAS_CONFIDENCE;
    if (value !== undefined) flags |= value === confidence ? VALUE_IS_CONFIDENCE : HAS_VALUE;
    if (evidence !== undefined) flags |= evidence === this.#evidence ? SAME_EVIDENCE : HAS_EVIDENCE;
    if (raw !== undefined) flags |= raw.matched ? HAS_RAW | RAW_MATCHED : HAS_RAW;
    if (code !== undefined) flags |= HAS_CODE;
    if (reason !== undefined) flags |= HAS_REASON;
    this.#figures.code(flags);
    if ((flags & HAS_CONFIDENCE) !== 0) this.#figures.number(confidence);
    if ((flags & HAS_VALUE) !== 0) this.#figures.number(value!);
    if ((flags & HAS_RAW) !== 0) this.#figures.number(raw!.confidence);
    if ((flags & HAS_EVIDENCE) !== 0) {
      this.#evidence = evidence;
      this.#word(evidence!);
    }
    if (code !== undefined) this.#word(code);
    if (reason !== undefined) this.#word(reason);
  }

  #projection(projection: ProjectionTrace): void {
    if (projection.type === 'partition') this.#partition(projection);
    else if (projection.type === 'score') this.#score(projection);
    else this.#mapping(projection);
  }

  #partition({ contenders, winner, isDefault }: PartitionTrace): void {
    this.#figures.code(contenders.length);
    for (const { name, confidence, share } of contenders) {
      this.#word(name);
      this.#figures.number(confidence);
      this.#figures.number(share);
    }
    this.#word(winner);
    this.#figures.code(isDefault ? 1 : 0);
  }

  #score({ value, low, high, contributions }: ScoreTrace): void {
    const isExact = value === low && value === high;
    this.#figures.code(value === null ? NO_VALUE : isExact ? EXACT_VALUE : VALUE_BETWEEN);
    if (value !== null) this.#figures.number(value);
    if (!isExact) {
      this.#figures.number(low);
      this.#figures.number(high);
    }
    this.#figures.code(contributions.length);
    for (const each of contributions) {
      this.#word(each.source);
      this.#figures.number(each.value);
      this.#figures.number(each.weight);
      this.#figures.number(each.contribution);
    }
  }

  #mapping({ score, outputs, nearest }: MappingTrace): void {
    this.#figures.code(score === null ? NO_VALUE : EXACT_VALUE);
    if (score !== null) this.#figures.number(score);
    this.#figures.code(outputs.length);
    for (const output of outputs) this.#word(output);
    this.#word(nearest === undefined ? null : nearest.output);
    if (nearest !== undefined) this.#figures.number(nearest.distance);
  }

  #decision({ outcome, eligible, confidence, because }: DecisionTrace): void {
    let flags = OUTCOMES.indexOf(outcome);
    if (eligible) flags |= IS_ELIGIBLE;
    if (confidence !== 0) flags |= HAS_FLOOR;
    if (because.length > 0) flags |= HAS_BECAUSE;
    this.#figures.code(flags);
    if (confidence !== 0) this.#figures.number(confidence);
    if (because.length === 0) return;
    this.#figures.code(because.length);
    for (const label of because) this.#word(label);
  }

  /** A word of the outline by its number, another one among the texts; null for none. */
  #word(word: string | null): void {
    if (word === null) {
      this.#figures.code(NO_WORD);
      return;
    }
    const number = this.#numberOf.get(word);
    this.#figures.code(number ?? A_TEXT);
    if (number === undefined) this.#texts.push(word);
  }
}

/** Reads figures in the order in which they were packed. */
class Unpacking {
  readonly #words: readonly string[];
  readonly #packed: PackedTrace;
  readonly #figures: FigureReader;
  #text = 0;
  #evidence = '';

  constructor(words: readonly string[], packed: PackedTrace) {
    this.#words = words;
    this.#packed = packed;
    this.#figures = new FigureReader(packed.figures);
  }

  unpack({ signals, evaluators, projections, decisions, configHash, modelHashes, recipe }: TraceOutline): Trace {
    const { completeness, decision, runnerUp, selection, plugins, totalMicros } = this.#packed;
    return {
      version: 1,
      configHash,
      modelHashes,
      recipe,
      completeness,
      signals: signals.map((signal) => this.#signal(signal)),
      evaluators: evaluators.map((evaluator) => ({ ...evaluator, micros: this.#figures.number() })),
      projections: projections.map(({ type, name }) => this.#projection(type, name)),
      decisions: decisions.map((name) => this.#decision(name)),
      decision,
      runnerUp,
      selection,
      ...(plugins === undefined ? {} : { plugins }),
      totalMicros,
    };
  }

  #nextWord(): string | null {
    const code = this.#figures.code();
    if (code === NO_WORD) return null;
    return code === A_TEXT ? this.#packed.texts[this.#text++]! : this.#words[code - FIRST_WORD]!;
  }

  #list<Item>(next: () => Item): Item[] {
    return Array.from({ length: this.#figures.code() }, next);
  }

  #signal({ kind, name }: TraceOutline['signals'][number]): SignalTrace {
    const flags = this.#figures.code();
    const has = (flag: number) => (flags & flag) !== 0;
    const confidence = has(HAS_CONFIDENCE) ? this.#figures.number() : has(IS_CERTAIN) ? 1 : 0;
    const value = has(HAS_VALUE) ? this.#figures.number() : confidence;
    const raw = has(HAS_RAW) ? { matched: has(RAW_MATCHED), confidence: this.#figures.number() } : undefined;
    if (has(HAS_EVIDENCE)) this.#evidence = this.#nextWord()!;
    return {
      kind,
      name,
      state: STATES[flags & STATE]!,
      matched: has(IS_MATCHED),
      confidence,
      ...(raw === undefined ? {} : { raw }),
      ...(has(HAS_VALUE | VALUE_IS_CONFIDENCE) ? { value } : {}),
      ...(has(HAS_EVIDENCE | SAME_EVIDENCE) ? { evidence: this.#evidence } : {}),
      ...(has(HAS_CODE) ? { code: this.#nextWord()! } : {}),
      ...(has(HAS_REASON) ? { reason: this.#nextWord()! } : {}),
    };
  }

  #projection(type: ProjectionTrace['type'], name: string): ProjectionTrace {
    if (type === 'partition') {
      const contenders = this.#list(() => ({
        name: this.#nextWord()!,
        confidence: this.#figures.number(),
        share: this.#figures.number(),
      }));
      return { type, name, contenders, winner: this.#nextWord(), isDefault: this.#figures.code() === 1 };
    }
    return type === 'score' ? this.#score(name) : this.#mapping(name);
  }

  #score(name: string): ScoreTrace {
    const form = this.#figures.code();
    const value = form === NO_VALUE ? null : this.#figures.number();
    const low = form === EXACT_VALUE ? value! : this.#figures.number();
    const high = form === EXACT_VALUE ? value! : this.#figures.number();
    const contributions = this.#list(() => ({
      source: this.#nextWord()!,
      value: this.#figures.number(),
      weight: this.#figures.number(),
      contribution: this.#figures.number(),
    }));
    return { type: 'score', name, value, low, high, contributions };
  }

  #mapping(name: string): MappingTrace {
    const score = this.#figures.code() === NO_VALUE ? null : this.#figures.number();
    const outputs = this.#list(() => this.#nextWord()!);
    const output = this.#nextWord();
    const mapping = { type: 'mapping' as const, name, score, outputs };
    return output === null ? mapping : { ...mapping, nearest: { output, distance: this.#figures.number() } };
  }

  #decision(name: string): DecisionTrace {
    const flags = this.#figures.code();
    return {
      name,
      outcome: OUTCOMES[flags & OUTCOME]!,
      eligible: (flags & IS_ELIGIBLE) !== 0,
      confidence: (flags & HAS_FLOOR) === 0 ? 0 : this.#figures.number(),
      because: (flags & HAS_BECAUSE) === 0 ? [] : this.#list(() => this.#nextWord()!),
    };
  }
}

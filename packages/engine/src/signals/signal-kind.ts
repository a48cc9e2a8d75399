import type { RawCondition } from '../config/condition-schema.ts';
import type { Report } from '../config/diagnostic.ts';
import type { Schema } from '../config/schema.ts';
import type { CostClass, Ports, SpanTagger } from '../ports/index.ts';
import type { RequestFacts } from '../request/facts.ts';
import type { TextView } from '../text/text-view.ts';
import type { Failure, Reading } from './reading.ts';

/** Which text of the conversation a rule reads. */
export type TextScope = 'current_turn' | 'user_turns' | 'conversation';

/** Settings of a kind as a whole rather than of one rule, under `global.model_catalog` in the config. */
export interface KindSettings<Settings> {
  /** Keys below `global.model_catalog`, e.g. `['modules', 'classifier', 'domain']`. */
  readonly path: readonly string[];
  /** Strict; `{}` gives the defaults, or nothing at all where they are a list. */
  readonly schema: Schema<Settings>;
  /**
   * Reads the files that the settings name, and checks what a schema cannot say. Asked at every load; paths in the report
   * are relative to the settings. `readFile` throws for a file that is not there.
   */
  resolve?(settings: Settings, readFile: (path: string) => string, report: Report): Settings;
  /** Settings that the examples of rules need; a test resolves them, and the reference prints them. */
  readonly example?: Settings;
}

/** Another way for a score's input to read a kind: by fields of its own rather than by the name of a rule. */
export interface InputForm<Rule> {
  /** Word for `type` in the input. */
  readonly type: string;
  /** Texts that the input must have, each described. */
  readonly fields: Readonly<Record<string, Schema<string>>>;
  /** The rule, in no list, whose reading's number the input takes. */
  rule(fields: Readonly<Record<string, string>>): Rule;
}

/** What an evaluator may use while it runs. Texts are folded, tokenised and encoded once per request and scope. */
export interface RunContext {
  text(scope: TextScope): TextView;
  /** Aborted when the deadline passes or the client leaves. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs all rules it was compiled for. Returns one entry per output, in the order of the rules and of each rule's
 * `outputs`. One rule may fail without its kind failing; a thrown error makes every output of the evaluator unknown.
 */
export type Evaluator = (
  facts: RequestFacts,
  run: RunContext,
) => readonly (Reading | Failure)[] | Promise<readonly (Reading | Failure)[]>;

export interface CompileContext<Settings> {
  readonly ports: Ports;
  readonly settings: Settings;
}

/** The pure step after partitions: may withdraw readings that lose against others of the same kind. */
export type Refine = (own: readonly (Reading | Failure)[]) => readonly (Reading | Failure)[];

/** How labelled rows tell a threshold of a kind that compares one head's answers with it. */
export interface Calibration<Rule> {
  /** The head, by its name among the ports. */
  readonly head: string;
  /** Whether a rule has a threshold of its own. */
  readonly inRule: boolean;
  /** Whether the kind's settings have one. */
  readonly inSettings: boolean;
  /**
   * Labels of the head whose scores together are compared with the threshold: with that of a rule, or without a rule
   * with that of the settings. Undefined where that is no one thing: each rule has other labels, or the rule compares
   * something else.
   */
  labels(rule: Rule | undefined, model: Pick<SpanTagger, 'labels' | 'incidental'>): readonly string[] | undefined;
}

/** A field of a rule that is written otherwise here, so that it means what it means in the reference's config. */
export interface FieldChange {
  readonly field: string;
  /** Undefined: it is taken out. */
  readonly value: unknown;
  /** What the reference makes of the field as written there; ends a sentence that begins with the change. */
  readonly reason: string;
}

/** Where the reference's config means something else by the same words; `signalbox import` writes it out. */
export interface ReferenceMeaning {
  /** Settings that hold there where a config names none, and that have another default here. */
  readonly settings?: Readonly<Record<string, unknown>>;
  rule?(rule: Readonly<Record<string, unknown>>): readonly FieldChange[];
  /** Keys of a switch; unless it is on, a request about which the kind knows nothing is refused there. */
  readonly refusesUnknownUnless?: readonly string[];
}

/** Properties that shared code asks about instead of a kind's name. */
export interface SignalTraits {
  /** Its best matched rule is what the request is about: the selected category. */
  readonly isCategory?: boolean;
  /** Reads turns before the current one. */
  readonly readsHistory?: boolean;
  /** Of one rule's outputs at most one matches a request. */
  readonly exclusiveOutputs?: boolean;
  /** A match has confidence 1, however near it was. */
  readonly alwaysCertain?: boolean;
}

/** Everything the rest of the system may know about a kind of signal. Adding one means writing one of these. */
// biome-ignore lint/suspicious/noExplicitAny: the variance slot of the list of kinds
export interface SignalKind<Rule extends { readonly name: string } = any, Settings = any> {
  /** Word used in conditions and traces: `keyword`. */
  readonly kind: string;
  /** List key under `routing.signals`: `keywords`. */
  readonly configKey: string;
  /** Word for the kind in headers and API answers where it is not `configKey`: `user_feedback`. */
  readonly family?: string;
  /** One sentence; docs, CLI and dashboard show it. */
  readonly summary: string;
  /** Strict schema of one rule, each field described. JSON Schema, form and reference page derive from it. */
  readonly schema: Schema<Rule>;
  readonly settings?: KindSettings<Settings>;
  /** By rule: the same kind may be local or remote. */
  cost(rule: Rule, ports: Ports): CostClass;
  /** Why this rule cannot run with these ports (a diagnostic at load), or undefined when it can. */
  unavailable?(rule: Rule, ports: Ports): string | undefined;
  /** What of this rule these ports cannot do, though it runs (a warning at load), or undefined when they do it all. */
  caution?(rule: Rule, ports: Ports): string | undefined;
  readonly traits?: SignalTraits;
  /** Complete rules; a test compiles them and the reference prints them. */
  readonly examples: readonly Rule[];
  /** Names that a condition may use; by default the rule's own. */
  outputs?(rule: Rule): readonly string[];
  /** Semantic checks with hints; `at` paths are relative to the rule. */
  check?(rule: Rule, report: Report, settings?: Settings): void;
  /** What of a rule that is valid is likely not meant; `at` paths are relative to the rule. */
  lint?(rule: Rule, report: Report): void;
  /** What of the settings is likely not meant; `at` paths are relative to them. */
  lintSettings?(settings: Settings, report: Report): void;
  readonly reference?: ReferenceMeaning;
  /** Models that the rule names, which must be configured; `at` is relative to the rule. */
  modelsOf?(rule: Rule): readonly { readonly name: string; readonly at: readonly (string | number)[] }[];
  /** All rules of one cost class at once: one automaton, one encode. */
  compile(rules: readonly Rule[], context: CompileContext<Settings>): Evaluator | Promise<Evaluator>;
  /** Of the rules that give the same word, at most one matches a request. */
  exclusiveGroup?(rule: Rule): string;
  /** How many of the kind's rules match a request at most; undefined for any number. */
  mostMatches?(settings: Settings): number | undefined;
  /** The value from which an output matches, where that is one number; receipts quote it. */
  threshold?(rule: Rule, settings: Settings): number | undefined;
  readonly calibration?: Calibration<Rule>;
  readonly inputForm?: InputForm<Rule>;
  /** A condition over other signals without which the rule's outputs do not count. */
  gate?(rule: Rule): RawCondition | undefined;
  /** Field of the rule that holds the gate, for diagnostics. */
  readonly gateField?: string;
  refine?(rules: readonly Rule[], settings: Settings): Refine | undefined;
}

/** Checks the definition's types and returns it unchanged. */
export function defineSignalKind<Rule extends { readonly name: string }, Settings = undefined>(
  kind: SignalKind<Rule, Settings>,
): SignalKind<Rule, Settings> {
  return kind;
}

export function outputsOf(kind: SignalKind, rule: { readonly name: string }): readonly string[] {
  return kind.outputs?.(rule) ?? [rule.name];
}

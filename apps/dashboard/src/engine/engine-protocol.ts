import type { BlockShape, Diagnostic, Receipt, Trace, YamlPath } from '@signalbox/engine';
import type { JsonSchema, VocabularyAnswer, WeightsList } from '@signalbox/gateway/contract';

/** A request in OpenAI's chat shape, as far as routing reads it. */
export interface ChatDraft {
  readonly model: string;
  readonly messages: readonly object[];
  readonly tools?: readonly object[];
  readonly max_tokens?: number;
  readonly response_format?: object;
}

/** Where a request would go, by the engine in this page. */
export interface RoutedDraft {
  readonly recipe: string;
  readonly decision: string | null;
  readonly model: string | null;
  readonly reasoning: 'off' | 'low' | 'medium' | 'high';
  readonly confidence: number;
  readonly plugins: readonly string[];
  /** In words. */
  readonly why: string;
  readonly nearMisses: readonly { readonly decision: string; readonly lacked: readonly string[] }[];
  /** Why it would be refused. */
  readonly refusal: string | undefined;
  readonly trace: Trace;
}

/** What a receipt says, and in a sentence. */
export interface ReceiptDraft extends Receipt {
  readonly sentence: string;
}

/** What the engine is made of, to be compared with the router's. */
export interface EngineIdentity {
  readonly configHash: string;
  readonly modelHashes: Readonly<Record<string, string>>;
}

/** A config's engine, or why there is none. */
export type OpenedConfig =
  | {
      readonly ok: true;
      readonly identity: EngineIdentity;
      /** Variables of the router's environment that say how it routes; here their defaults stand for them, or nothing. */
      readonly environment: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export type ConvertedText =
  | { readonly ok: true; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What a probe came to. */
export interface ProbeOutcome {
  readonly id: string;
  readonly passed: boolean;
  readonly text: string;
  readonly expected: string;
  readonly decision: string | null;
  readonly model: string | null;
  readonly differences: readonly string[];
}

/** A probe with what it says of signals, each as `kind:name`. */
export interface AssertedProbe {
  /** What is said last. */
  readonly text: string;
  readonly decision: string;
  readonly signals: readonly string[];
  readonly forbidden: readonly string[];
}

/** A probe in changed words, and whether it still goes where it went. */
export interface ChangedProbe {
  readonly id: string;
  /** Decision that the probe must take. */
  readonly expected: string;
  /** Name of the change. */
  readonly change: string;
  readonly text: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly flipped: boolean;
}

/** One thing that may stand at a place of a policy. */
export interface PolicySuggestion {
  readonly label: string;
  readonly insert: string;
  readonly type: 'word' | 'kind' | 'field' | 'value' | 'name';
  readonly summary?: string | undefined;
}

/** What a recorded request would come to. */
export type Redecision =
  | { readonly decision: string | null; readonly model: string | null }
  | { readonly unknown: string };

/** Which engine probes run on where the one in this page cannot say what the router does. */
export const ROUTER = 'the router';

/** What the page asks of the engine in its worker. Configs are kept by a name of the page's: `running`, `draft`. */
export interface EngineCalls {
  /** Gives it words and models; once, before anything else. */
  prepare(words: VocabularyAnswer, weights: WeightsList['weights'], token: string | undefined): Promise<void>;
  /** Makes an engine of a text and keeps it. */
  open(name: string, text: string): Promise<OpenedConfig>;
  route(name: string, draft: ChatDraft): Promise<RoutedDraft>;
  receipt(name: string, trace: Trace, target: string | null | undefined): Promise<ReceiptDraft | undefined>;
  /** What is wrong with a text, and what lint finds where nothing is. */
  check(text: string): Promise<readonly Diagnostic[]>;
  /** Whether a text is a policy, and not YAML. */
  isPolicy(text: string): Promise<boolean>;
  /** A policy in the formatter's layout. */
  format(text: string): Promise<ConvertedText>;
  /** A policy as YAML; what it has no block for comes from the base. */
  compile(policy: string, base: string): Promise<ConvertedText>;
  /** YAML as a policy. */
  decompile(yaml: string): Promise<ConvertedText>;
  /** JSON Schema of a whole config. */
  schema(): Promise<JsonSchema>;
  /** What may stand at a place of a policy; `from` is where a suggestion begins. */
  complete(
    policy: string,
    offset: number,
  ): Promise<{ readonly from: number; readonly suggestions: readonly PolicySuggestion[] }>;
  /** What is said of the word at a place of a policy. */
  hover(
    policy: string,
    offset: number,
  ): Promise<
    { readonly from: number; readonly to: number; readonly title: string; readonly summary: string } | undefined
  >;
  /** Blocks of the policy language. */
  blocks(): Promise<readonly BlockShape[]>;
  /** What a YAML text says, references to the environment as they are written. */
  read(yaml: string): Promise<unknown>;
  /** The text with another value at a path, comments kept; undefined takes it out. */
  patch(yaml: string, path: YamlPath, value: unknown): Promise<string>;
  /**
   * Decides again from recorded readings: by each trace, the decision that a config comes to, or why that cannot be said.
   * `changed` are signals (`kind:name`) whose rules are others than when they were read.
   */
  decide(name: string, traces: readonly Trace[], changed: readonly string[]): Promise<readonly Redecision[]>;
  /** How many probes a file has; rejects with what is wrong with it. */
  countProbes(probes: string): Promise<number>;
  /** What a file's probes say of signals. */
  assertedProbes(probes: string): Promise<readonly AssertedProbe[]>;
  /** Runs some of a file's probes, by their place in it, or all. `ROUTER` as the name asks the router. */
  probe(name: string, probes: string, from?: number, count?: number): Promise<readonly ProbeOutcome[]>;
  /** Routes some of a file's probes, by their place in it, in every changed form of their words. */
  changeProbes(name: string, probes: string, from: number, count: number): Promise<readonly ChangedProbe[]>;
  /** Routes one probe of a file; rejects where there is none of the id. */
  traceProbe(name: string, probes: string, id: string): Promise<{ readonly trace: Trace; readonly why: string }>;
}

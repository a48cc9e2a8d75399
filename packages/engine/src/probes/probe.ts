import type { RequestFacts } from '../request/facts.ts';

/** A request with the route it must take: the one format for cases that recipes, tests and users share. */
export interface Probe {
  /** `decision/variant`, unique in its file. */
  readonly id: string;
  readonly facts: RequestFacts;
  readonly expected: Expectation;
  readonly tags: readonly string[];
  /** How the request is made: `query`, `messages`, `tools`, `image`, `long`. */
  readonly shapes: readonly string[];
}

/** What must come out; what is left out may be anything. */
export interface Expectation {
  readonly decision: string;
  readonly recipe: string | undefined;
  readonly model: string | undefined;
  /** `off`, or the effort. */
  readonly reasoning: string | undefined;
  readonly algorithm: string | undefined;
  /** Types of plugins that the decision must use. */
  readonly plugins: readonly string[];
  /** `family:name` of signals that must match, and of those that must not; families as in the config or in conditions. */
  readonly signals: readonly string[];
  readonly forbiddenSignals: readonly string[];
}

/** Least shares of passed probes, in percent; what is left out is 100. */
export interface Acceptance {
  readonly minProbePassRate: number;
  /** For every expected decision. */
  readonly minDecisionPassRate: number;
}

/** What the file must cover. */
export interface Coverage {
  /** Least percent of probes that assert something of this kind: `signal`, `projection`, `algorithm`, `plugin`. */
  readonly assertionPercent: Readonly<Record<string, number>>;
  readonly requiredShapes: readonly string[];
  /** Least number of probes with a tag. */
  readonly tagCounts: Readonly<Record<string, number>>;
  /** Least percent of a tag's probes that pass. */
  readonly tagPassRates: Readonly<Record<string, number>>;
}

export interface ProbeFile {
  readonly name: string | undefined;
  /** Folder of the recipe the probes were written for. */
  readonly profile: string | undefined;
  readonly probes: readonly Probe[];
  /** Undefined: every probe must pass. */
  readonly acceptance: Acceptance | undefined;
  readonly coverage: Coverage | undefined;
}

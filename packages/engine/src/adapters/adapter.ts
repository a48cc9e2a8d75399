import type { Report } from '../config/diagnostic.ts';
import type { Environment } from '../config/environment.ts';
import type { Schema } from '../config/schema.ts';
import type { PairClassifier, SentenceEncoder, SpanTagger, TextClassifier } from '../ports/index.ts';

/**
 * The learned ports that a config may give to a model of the operator's, by what they do. Grounding is none of them: no
 * server or exported model that an adapter speaks to takes a context, a question and an answer, and gives spans with
 * their places in the answer. It comes from the embedded models (`Ports.grounding`).
 */
export type PortKind = 'encoder' | 'classifier' | 'tagger' | 'pair';

/** A job that a model does for the signals, and that the config may give to a model of the operator's. */
export interface HeadDefinition {
  /** Key under `global.model_catalog.heads`, and the name in `Ports`: `domain`. */
  readonly name: string;
  readonly port: PortKind;
  /** One sentence: what it tells. */
  readonly summary: string;
  /** Labels that signals know; absent where any will do. */
  readonly labels?: readonly string[] | undefined;
  /** Names that published models have for these labels, where more than case and dashes differ. */
  readonly spellings?: Readonly<Record<string, string>> | undefined;
}

/** Something wrong with a head's configuration, or with what it names. */
export interface HeadProblem {
  /** An error keeps the config from being served; after a warning the head may fail when it is asked. */
  readonly severity: 'error' | 'warning';
  /** `adapter.what_went_wrong` */
  readonly code: string;
  /** Keys below the head's entry in the config; empty for the whole entry. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The next action. */
  readonly hint: string;
}

/** A port that answers for a head. */
export type OpenedPort =
  | { readonly encoder: SentenceEncoder }
  | { readonly classifier: TextClassifier }
  | { readonly tagger: SpanTagger }
  | { readonly pair: PairClassifier };

/** What opening a head came to. */
export interface OpenedHead {
  /** Absent exactly where a problem is an error. */
  readonly port: OpenedPort | undefined;
  readonly problems: readonly HeadProblem[];
  /** How its calls went since it was opened; absent where nothing is called. */
  statistics?(): CallStatistics;
  /** Frees what it holds. No call may follow. */
  close?(): Promise<void>;
}

/** How the calls of one head went, since it was opened. */
export interface CallStatistics {
  /** Questions asked, answered from the cache or not. */
  readonly asked: number;
  /** Questions answered from the cache. */
  readonly cacheHits: number;
  /** Questions without an answer, by code. */
  readonly failures: ReadonlyMap<string, number>;
  /** `open`: calls are refused without being sent; `half_open`: one is let through to see. */
  readonly breaker: 'closed' | 'half_open' | 'open';
}

/** The same, of a head in use. */
export interface HeadStatistics extends CallStatistics {
  readonly head: string;
  readonly adapter: string;
}

/** What an adapter may use to open a head. */
export interface AdapterServices {
  readonly environment: Environment;
  /** Folder that relative paths start from: the config's. */
  readonly folder: string;
  /** Requests will be served: a missing key is an error then, and servers are asked whether they fit. */
  readonly isServing: boolean;
}

/** What a layout other than `heads` chooses for a head. */
export interface FormChoice {
  readonly head: string;
  readonly adapter: string;
  /** The adapter's options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Below `global.model_catalog`. */
  readonly path: readonly (string | number)[];
  /** From the config's root, where a rule chose it; in place of `path`. */
  readonly rulePath?: readonly (string | number)[] | undefined;
}

/** A rule, as a layout reads it. */
export interface CatalogRule {
  readonly name: string;
  readonly description: string | undefined;
  /** All of its fields, validated. */
  readonly fields: object;
  /** From the config's root. */
  readonly path: readonly (string | number)[];
}

/** A parsed config, as a layout reads it. */
export interface CatalogReader {
  /** What stands at a place below `global.model_catalog`, undefined for nothing. */
  part(path: readonly string[]): unknown;
  /** Rules under a key of `signals`, those of all recipes. */
  rules(configKey: string): readonly CatalogRule[];
}

/** Another layout of `global.model_catalog` that says what entries under `heads` would: the reference's. */
export interface CatalogForm {
  /** Schemas by place below `global.model_catalog`; the keys of objects join those that signal kinds have there. */
  readonly parts: readonly { readonly path: readonly string[]; readonly schema: Schema<unknown> }[];
  /**
   * What its parts choose. What has no equal here is an error where it would change routes, a warning otherwise; paths
   * in the report start at `global.model_catalog`, in `whole` at the config's root.
   */
  read(catalog: CatalogReader, report: Report, whole: Report): readonly FormChoice[];
}

/** Everything the rest of the system may know about a way to run a head. Adding one means writing one of these. */
// biome-ignore lint/suspicious/noExplicitAny: the variance slot of the list of adapters
export interface AdapterDefinition<Options = any> {
  /** Word after `adapter:` in the config. */
  readonly type: string;
  /** One sentence; the reference and the JSON Schema show it. */
  readonly summary: string;
  /** Strict object of the options beside `adapter`, each field described. */
  readonly schema: Schema<Options>;
  /** Ports that it can fill. */
  readonly serves: readonly PortKind[];
  /** Entries as they may stand under `global.model_catalog.heads`, by head; a test parses them, the reference prints them. */
  readonly examples: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Never rejects for what the operator can mend: that is a problem. A server that is down is a warning at most. */
  open(head: HeadDefinition, options: Options, services: AdapterServices): Promise<OpenedHead>;
}

/** Checks the definition's types and returns it unchanged. */
export function defineAdapter<Options>(adapter: AdapterDefinition<Options>): AdapterDefinition<Options> {
  return adapter;
}

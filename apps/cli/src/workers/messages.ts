import type { LoadOptions } from '@signalbox/engine';
import type {
  DecisionRecord,
  FamilySnapshot,
  LimitCorrection,
  LimitDemand,
  LimitTaken,
  ListenAt,
  LogFilter,
  LogGroup,
  LogGroupFilter,
  LogPage,
  LogPageOf,
  LogStatistics,
} from '@signalbox/gateway';
import type { LogLevel } from '../option-values.ts';

/** A config, and how it is served. */
export interface WorkerConfig {
  /** Of the config, for messages and relative paths. */
  readonly path: string;
  readonly text: string;
  readonly purpose: LoadOptions['purpose'];
  /** Where simulated models answer in place of the config's backends. */
  readonly simulatorUrl: string | undefined;
}

/** All that a worker needs to serve. */
export interface WorkerStart extends WorkerConfig {
  readonly listenAt: ListenAt;
  readonly logLevel: LogLevel;
  /** For what the config leaves in a file; undefined where each worker keeps its own in memory. */
  readonly storePath: string | undefined;
}

/** What the managing process may ask of a worker, and the answers. */
export interface WorkerAnswers {
  readonly metrics: readonly FamilySnapshot[];
  readonly record: DecisionRecord | undefined;
  readonly records: LogPageOf<DecisionRecord>;
  readonly groups: readonly LogGroup[];
  readonly tags: Readonly<Record<string, number>>;
  readonly statistics: LogStatistics;
  /** Once its records are in the file. */
  readonly flush: undefined;
  /** How many records it let go of. */
  readonly thin: number;
  /** Why the config is not in force, or undefined. */
  readonly config: string | undefined;
}

export type WorkerQuestion =
  | { readonly of: 'metrics' | 'statistics' | 'flush' }
  | { readonly of: 'record'; readonly id: string }
  | { readonly of: 'records'; readonly filter: LogFilter; readonly page: LogPage }
  | { readonly of: 'groups'; readonly filter: LogGroupFilter; readonly by: readonly string[] }
  | { readonly of: 'tags'; readonly filter: LogGroupFilter }
  /** Of those with the facets, what is older than `since` (milliseconds since 1970) goes. */
  | { readonly of: 'thin'; readonly facets: NonNullable<LogFilter['facets']>; readonly since: number }
  | { readonly of: 'config'; readonly config: WorkerConfig };

/** From the managing process to a worker. */
export type ToWorker =
  | { readonly kind: 'start'; readonly start: WorkerStart }
  | { readonly kind: 'ask'; readonly number: number; readonly question: WorkerQuestion }
  /** Answers a worker's own question of that number. */
  | { readonly kind: 'limits'; readonly number: number; readonly taken: LimitTaken }
  /**
   * Ends it once its requests are finished. `stop` answers new ones with 503 meanwhile; `replace` leaves new connections
   * to the other workers and serves those that it has.
   */
  | { readonly kind: 'drain'; readonly why: 'stop' | 'replace'; readonly graceMs: number };

/** What a worker asks of the counters that all workers share. */
export type LimitCall =
  | { readonly of: 'take'; readonly demands: readonly LimitDemand[] }
  | { readonly of: 'correct'; readonly corrections: readonly LimitCorrection[] };

/** From a worker to the managing process. */
export type FromWorker =
  /** It listens to messages; those sent before would be lost. */
  | { readonly kind: 'awake' }
  | { readonly kind: 'listening'; readonly at: ListenAt }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string | undefined }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: unknown }
  /** A line of its log, as it is written. */
  | { readonly kind: 'log'; readonly line: string }
  /** Asks the counters that all workers share. */
  | { readonly kind: 'limits'; readonly number: number; readonly call: LimitCall };

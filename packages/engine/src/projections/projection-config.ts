/** A group of rules of one kind of which at most one may match. */
export interface PartitionConfig {
  readonly name: string;
  /** `kind:name` of each member, all of one kind. */
  readonly members: readonly string[];
  /** The member that matches when none does. */
  readonly fallback: string;
  /** Set for softmax: the winner's confidence becomes its share of the contenders. */
  readonly temperature: number | undefined;
}

/** A weighted sum over readings and other scores. */
export interface ScoreConfig {
  readonly name: string;
  readonly inputs: readonly ScoreInputConfig[];
}

export interface ScoreInputConfig {
  /** `kind:name`, `projection:output`, or `score:name`. */
  readonly source: string;
  readonly weight: number;
  /** What of the source counts: whether it matched, how sure it is, or its raw number. */
  readonly take: 'binary' | 'confidence' | 'raw';
  /** Of `binary`: the value when matched and when not. */
  readonly match: number;
  readonly miss: number;
}

/** Bands over one score; each output is a signal `projection:name` for the decisions. */
export interface MappingConfig {
  readonly name: string;
  readonly score: string;
  /** First output whose bounds hold, or every such output. */
  readonly emits: 'first' | 'all';
  /** Steepness of the confidence over the distance to the nearest bound. */
  readonly slope: number;
  readonly outputs: readonly BandConfig[];
}

export interface BandConfig {
  readonly name: string;
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

/** All projections of a config. */
export interface ProjectionsConfig {
  readonly partitions: readonly PartitionConfig[];
  readonly scores: readonly ScoreConfig[];
  readonly mappings: readonly MappingConfig[];
}

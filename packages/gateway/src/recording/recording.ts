import type { RecordingConfig, RouterConfig } from '@signalbox/engine';

/** What a plugin says of the records of its decision; what it leaves out is as it is for all requests. */
export type RecordingWish = { readonly [Field in keyof RecordingConfig]?: RecordingConfig[Field] | undefined } & {
  /** Records of the decision that are kept, about. */
  readonly maxEntries?: number | undefined;
};

/** What records hold, request by request. */
export interface Recordings {
  /** Whether a body is kept at all, so that whoever does that is needed. */
  readonly keepBodies: boolean;
  /** Whether one is kept without personal data. */
  readonly redact: boolean;
  /** By recipe and decision, either null where there is none. */
  of(recipe: string | null, decision: string | null): RecordingConfig;
  /** Decisions of which not all records are kept, and how many are. */
  readonly bounds: readonly { readonly recipe: string; readonly decision: string; readonly maxEntries: number }[];
}

interface Wishing {
  readonly plugin: { readonly recording?: RecordingWish };
}

/** Where several plugins of a decision say something of its records, the last one counts. */
export function compileRecordings(
  { records }: RouterConfig,
  plugins: ReadonlyMap<string, ReadonlyMap<string, readonly Wishing[]>>,
): Recordings {
  const usual = records.recording;
  const byRecipe = new Map<string, Map<string, RecordingConfig>>();
  const bounds: Recordings['bounds'][number][] = [];
  for (const [recipe, decisions] of plugins) {
    const own = new Map<string, RecordingConfig>();
    byRecipe.set(recipe, own);
    for (const [decision, ready] of decisions) {
      const wishes = ready.flatMap(({ plugin }) => plugin.recording ?? []);
      if (wishes.length === 0) continue;
      const { maxEntries, ...recording } = { ...usual, ...merged(wishes) };
      own.set(decision, recording);
      if (maxEntries !== undefined) bounds.push({ recipe, decision, maxEntries });
    }
  }
  const keeping = [usual, ...[...byRecipe.values()].flatMap((own) => [...own.values()])].filter(
    ({ isEnabled, keepsRequest, keepsResponse }) => isEnabled && (keepsRequest || keepsResponse),
  );
  return {
    keepBodies: keeping.length > 0,
    redact: keeping.some(({ redacts }) => redacts),
    of: (recipe, decision) =>
      recipe === null || decision === null ? usual : (byRecipe.get(recipe)?.get(decision) ?? usual),
    bounds,
  };
}

/** What was said, the last word on each. */
function merged(wishes: readonly RecordingWish[]): Partial<RecordingConfig> & { readonly maxEntries?: number } {
  return Object.fromEntries(wishes.flatMap((wish) => Object.entries(wish).filter(([, value]) => value !== undefined)));
}

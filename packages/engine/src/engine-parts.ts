import type { CompiledRecipe } from './compiled-recipe.ts';
import type { Clock } from './ports/index.ts';
import type { ModelRef } from './selection/model-ref.ts';

/** What an engine is made of, for those who show it. */
export interface EngineSummary {
  readonly configHash: string;
  readonly modelHashes: Readonly<Record<string, string>>;
  readonly recipes: readonly RecipeSummary[];
}

export interface RecipeSummary {
  readonly name: string;
  /** Signals that some decision reads; the others are not compiled. */
  readonly signals: readonly {
    readonly kind: string;
    readonly configKey: string;
    readonly name: string;
    readonly cost: string;
  }[];
  readonly decisions: readonly {
    readonly name: string;
    readonly priority: number;
    readonly tier: number;
    readonly models: readonly string[];
  }[];
}

/** All that a compiled engine runs on; made by `compileEngine`, never changed. */
export interface EngineParts {
  readonly summary: EngineSummary;
  /** The first is the default. */
  readonly recipes: readonly CompiledRecipe[];
  /** By the model name that clients ask for; any other name is routed by the default. */
  readonly entryPoints: ReadonlyMap<string, CompiledRecipe>;
  readonly defaultModel: ModelRef | null;
  readonly clock: Clock;
}

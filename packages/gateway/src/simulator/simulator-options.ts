import type { ServedModels } from './model-list.ts';
import type { DemandDefaults } from './wire/demands.ts';

/** Which models a simulator serves, where it listens and how fast its answers come when a request does not say. */
export interface SimulatorOptions {
  readonly models: ServedModels;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly address?: string;
  /** Port to listen on; 0 (a free one) when left out. */
  readonly port?: number;
  /** Time to the first token in milliseconds; 0 when left out. */
  readonly latencyMs?: number;
  /** Tokens per second after the first; 0, which is as fast as it goes, when left out. */
  readonly tokensPerSecond?: number;
  /** Length of free text in tokens; some 40 to 110, by the seed and the question, when left out. */
  readonly answerTokens?: number;
}

/** The pacing that holds for requests that demand none. */
export function demandDefaults(options: SimulatorOptions): DemandDefaults {
  return {
    latencyMs: options.latencyMs ?? 0,
    tokensPerSecond: options.tokensPerSecond ?? 0,
    answerTokens: options.answerTokens,
  };
}

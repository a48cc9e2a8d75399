import type { HeadCardAnswer } from '../../contract/index.ts';

/** Weights of the embedded models, for who runs the engine elsewhere. */
export interface WeightsSource {
  /** Heads with the SHA-256 of their content, hex, and its length. */
  list(): readonly {
    readonly head: string;
    readonly hash: string;
    readonly bytes: number;
    /** Day of training. */
    readonly made?: string;
    readonly card?: HeadCardAnswer;
  }[];
  /** Content of a head that is on the list. */
  read(head: string): Uint8Array;
}

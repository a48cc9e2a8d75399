import type { Severity } from '../config/diagnostic.ts';

/** What became of a field of an imported config. */
export interface ImportRow {
  readonly status: 'kept' | 'translated' | 'not_supported';
  /** Where it stands in the imported text: `routing.decisions[2].rules`. */
  readonly path: string;
  /** Where it stands now, if elsewhere. */
  readonly to?: string | undefined;
  /** 1-based, in the imported text: of the field, or for one that was added of what it was added to. */
  readonly line: number;
  /** Of what is not kept: what was done, and why. */
  readonly reason?: string | undefined;
  /** Of what is not supported: an error where routes or guards change with it. */
  readonly severity?: Severity | undefined;
  /** Of what is not supported: the next step. */
  readonly hint?: string | undefined;
}

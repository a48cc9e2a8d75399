import { messageOf } from '../errors/request-failure.ts';
import type { RecordStore } from '../stores/roles/records.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Timers } from '../upstream/timers.ts';
import type { Recordings } from './recording.ts';

export interface ThinningOptions {
  readonly records: RecordStore;
  /** In force now. */
  readonly recordings: () => Recordings;
  readonly housekeeping: Pick<Timers, 'afterIdling'>;
  readonly logger: Logger;
}

/** How often records of bounded decisions are let go of. */
const EVERY_MS = 600_000;
/** The first time: not among all that a start has to do. */
const FIRST_MS = 30_000;

/** Lets go of the oldest records of decisions of which not all are kept. Gives what ends it. */
export function thinRecords({ records, recordings, housekeeping, logger }: ThinningOptions): () => void {
  let callOff = housekeeping.afterIdling(FIRST_MS, work);
  return () => callOff();

  function work(): void {
    callOff = housekeeping.afterIdling(EVERY_MS, work);
    void thin();
  }

  async function thin(): Promise<void> {
    for (const { recipe, decision, maxEntries } of recordings().bounds) {
      try {
        await records.thin({ recipe, decision }, maxEntries);
      } catch (error) {
        // The next time there are more of them.
        logger.warn({ decision, cause: messageOf(error) }, 'old records could not be let go of');
      }
    }
  }
}

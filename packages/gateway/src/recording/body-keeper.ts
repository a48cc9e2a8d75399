import type { RecordingConfig } from '@signalbox/engine';
import { messageOf } from '../errors/request-failure.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { RecordStore } from '../stores/roles/records.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type BodySources, keepBodies } from './keep-bodies.ts';
import type { Redact } from './redact.ts';

/** Exchanges whose bodies may be read at the same time, and what they may hold; those of others are lost, and counted. */
const MOST_AT_WORK = 256;
const MOST_BYTES_AT_WORK = 128 * 1024 ** 2;

/** Why bodies were not kept: too many waited to be read, these alone were too large, or they could not be read. */
export type BodyLoss = 'queue_full' | 'too_large' | 'failed';

export interface BodyKeeperOptions {
  readonly records: RecordStore;
  readonly logger: Logger;
  /** Hears of each exchange whose bodies were to be kept and were not. */
  readonly onLost: (reason: BodyLoss) => void;
}

/** Puts bodies into records, once their requests are answered: reading them for personal data takes a while. */
export class BodyKeeper {
  readonly #options: BodyKeeperOptions;
  /** By record. */
  readonly #working = new Map<string, Promise<void>>();
  #bytesAtWork = 0;

  constructor(options: BodyKeeperOptions) {
    this.#options = options;
  }

  /** Never throws and never waits. The record is there already, without bodies. */
  keep(record: DecisionRecord, sources: BodySources, recording: RecordingConfig, redact: Redact): void {
    const bytes = bytesOf(sources);
    if (bytes > MOST_BYTES_AT_WORK) {
      this.#lose(record, 'too_large', `they are ${bytes} bytes, and ${MOST_BYTES_AT_WORK} are read at most`);
      return;
    }
    if (this.#working.size >= MOST_AT_WORK || this.#bytesAtWork + bytes > MOST_BYTES_AT_WORK) {
      this.#lose(record, 'queue_full', `those of ${this.#working.size} others are being read`);
      return;
    }
    this.#bytesAtWork += bytes;
    const work = keepBodies(sources, recording, redact)
      .then((bodies) => this.#options.records.put({ ...record, bodies }))
      .catch((error: unknown) => this.#lose(record, 'failed', messageOf(error)))
      .finally(() => {
        this.#bytesAtWork -= bytes;
        this.#working.delete(record.id);
      });
    this.#working.set(record.id, work);
  }

  /** Waits until a record has the bodies that it is to have. */
  async settled(id: string): Promise<void> {
    await this.#working.get(id);
  }

  /** Waits for what is under way. */
  async drain(): Promise<void> {
    await Promise.all(this.#working.values());
  }

  #lose({ id }: DecisionRecord, reason: BodyLoss, cause: string): void {
    this.#options.onLost(reason);
    this.#options.logger.warn({ exchange: id, reason, cause }, 'bodies were not kept');
  }
}

/** What they hold while they wait; of an answer that was streamed its chunks are put together already, and not counted. */
function bytesOf({ request, response }: BodySources): number {
  return request.length + (response instanceof Uint8Array ? response.length : 0);
}

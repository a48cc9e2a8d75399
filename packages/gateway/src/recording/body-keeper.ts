import type { RecordingConfig } from '@signalbox/engine';
import { messageOf } from '../errors/request-failure.ts';
import type { DecisionRecord } from '../exchange/decision-record.ts';
import type { RecordStore } from '../stores/roles/records.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type BodySources, keepBodies } from './keep-bodies.ts';
import type { Redact } from './redact.ts';

/** Exchanges whose bodies may be read at the same time; those of others are lost, and counted. */
const MOST_AT_WORK = 256;

/** Puts bodies into records, once their requests are answered: reading them for personal data takes a while. */
export class BodyKeeper {
  readonly #records: RecordStore;
  readonly #logger: Logger;
  /** By record. */
  readonly #working = new Map<string, Promise<void>>();
  #lost = 0;

  constructor(records: RecordStore, logger: Logger) {
    this.#records = records;
    this.#logger = logger;
  }

  /** Exchanges whose bodies were to be kept and were not, since the start. */
  get lost(): number {
    return this.#lost;
  }

  /** Never throws and never waits. The record is there already, without bodies. */
  keep(record: DecisionRecord, sources: BodySources, recording: RecordingConfig, redact: Redact): void {
    if (this.#working.size >= MOST_AT_WORK) {
      this.#lose(record, `${MOST_AT_WORK} others are being read`);
      return;
    }
    const work = keepBodies(sources, recording, redact)
      .then((bodies) => this.#records.put({ ...record, bodies }))
      .catch((error: unknown) => this.#lose(record, messageOf(error)))
      .finally(() => this.#working.delete(record.id));
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

  #lose({ id }: DecisionRecord, cause: string): void {
    this.#lost++;
    this.#logger.warn({ exchange: id, cause }, 'bodies were not kept');
  }
}

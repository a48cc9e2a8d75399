import type { DecisionRecord } from '../../exchange/decision-record.ts';
import type { LogDriver, LogStatistics } from '../log-driver.ts';

/** The role of keeping recent decisions: what was decided, why, and how it went. */
export interface RecordStore {
  /** Adds a record, or replaces the earlier one of the same exchange. Never throws, never waits. */
  put(record: DecisionRecord): void;
  get(id: string): Promise<DecisionRecord | undefined>;
  /** Newest first. */
  recent(limit: number): Promise<readonly DecisionRecord[]>;
  statistics(): Promise<LogStatistics>;
  /** Records of this process that made room for newer ones. */
  dropped(): number;
  close(): Promise<void>;
}

/** The role over any log. */
export function createRecordStore(log: LogDriver<DecisionRecord>): RecordStore {
  return {
    put: (record) => log.put(record.id, record, estimateBytes(record)),
    get: (id) => log.get(id),
    recent: (limit) => log.recent(limit),
    statistics: () => Promise.resolve(log.statistics()),
    dropped: () => log.statistics().dropped,
    close: () => log.close(),
  };
}

const BYTES_PER_RECORD = 1_200;
const BYTES_PER_SIGNAL = 150;
const BYTES_PER_DECISION = 200;

/** Roughly what a record holds in memory; counting exactly would cost more than the rest of the record. */
function estimateBytes(record: DecisionRecord): number {
  const { trace } = record;
  if (trace === null) return BYTES_PER_RECORD;
  let bytes = BYTES_PER_RECORD + trace.signals.length * BYTES_PER_SIGNAL + trace.decisions.length * BYTES_PER_DECISION;
  for (const signal of trace.signals) bytes += (signal.evidence?.length ?? 0) + (signal.reason?.length ?? 0);
  return bytes;
}

import type { Slots } from '../evaluation/slots.ts';
import type { ProjectionTrace } from '../trace/trace.ts';

/**
 * A pure step from readings to readings, run in dependency order after the signals and before the decisions:
 * it writes its outputs' slots and tells the trace what it did.
 */
export type Projection = (slots: Slots) => ProjectionTrace;

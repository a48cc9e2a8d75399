import type { DecisionRecord } from '../../exchange/decision-record.ts';
import type { HeaderList, RequestHeaders } from '../../http/http-message.ts';

/** One request in a trace. */
export interface ExchangeSpan {
  /** The model is called now. Returns the headers that tell its server which trace the call belongs to. */
  calling(): HeaderList;
  /** All is over: the record has what the spans say. */
  end(record: DecisionRecord): void;
}

/** Puts requests into traces. */
export interface Tracing {
  /** Begins the span of a request; its headers may name the caller's. */
  begin(headers: RequestHeaders): ExchangeSpan;
  /** Sends what is still on its way. */
  close(): Promise<void>;
}

const NO_HEADERS: HeaderList = [];
const NO_SPAN: ExchangeSpan = { calling: () => NO_HEADERS, end() {} };

/** Traces nothing. */
export const noTracing: Tracing = { begin: () => NO_SPAN, close: () => Promise.resolve() };

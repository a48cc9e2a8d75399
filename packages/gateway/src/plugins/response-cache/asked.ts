import type { Fingerprint } from '../../cache/fingerprint.ts';
import type { ExchangeView } from '../../exchange/exchange-view.ts';
import type { Controls } from './request-controls.ts';

/** A request that may be answered from the cache. */
export interface Asked {
  readonly exchange: ExchangeView;
  readonly fingerprint: Fingerprint;
  readonly controls: Controls;
  readonly recipe: string;
  readonly decision: string;
  readonly model: string;
}

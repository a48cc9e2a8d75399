import type { UpstreamCall } from '../chat/upstream-call.ts';
import type { Routing } from './route.ts';

/** A call as another routing wants it: its adapter and how the model shall think. */
export function callUnder({ lora, reasoning }: Routing, call: UpstreamCall): UpstreamCall {
  return { ...call, lora, reasoning };
}

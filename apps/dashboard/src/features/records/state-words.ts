import type { ReplayRecord } from '@signalbox/gateway/contract';
import type { Tone } from '../../ui/badge.tsx';

const STATES: Readonly<Record<ReplayRecord['lifecycle_state'], Tone>> = {
  in_progress: 'info',
  completed: 'good',
  aborted: 'warn',
  failed: 'bad',
};
const ASKED = 'upstream';

/** How a request stands; of one that was answered without asking a model, how. */
export function stateOf({ lifecycle_state, response_path }: ReplayRecord): {
  readonly word: string;
  readonly tone: Tone;
} {
  const isAnsweredHere = lifecycle_state === 'completed' && response_path !== ASKED;
  const word = (isAnsweredHere ? response_path : lifecycle_state).replaceAll('_', ' ');
  return { word, tone: isAnsweredHere ? 'info' : STATES[lifecycle_state] };
}

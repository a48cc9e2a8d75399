import type { ReplayStages } from '@signalbox/gateway/contract';

/** Stages in their order, in words. Together they are the whole time; `first_byte` is a part of the model's. */
export const STAGE_WORDS: Readonly<Record<Exclude<keyof ReplayStages, 'first_byte'>, string>> = {
  queue: 'Waiting for a place',
  parse: 'Reading the request',
  identify: 'Limits, name and session',
  route: 'Routing',
  plugins: 'Plugins',
  recall: 'Looking for a kept answer',
  connect: 'Reaching a backend',
  upstream: 'The model',
  render: 'The client’s format',
};

/** Those that a request reached, with their milliseconds. */
export function stagesReached(
  stages: ReplayStages,
): readonly { readonly name: string; readonly milliseconds: number }[] {
  return Object.entries(STAGE_WORDS).flatMap(([stage, name]) => {
    const milliseconds = stages[stage as keyof ReplayStages];
    return milliseconds === null ? [] : [{ name, milliseconds }];
  });
}

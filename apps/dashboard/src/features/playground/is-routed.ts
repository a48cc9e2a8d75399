import type { ConfigView } from '../../lib/config-view.ts';

/** Whether a name asks the router to choose, and not a model by itself. */
export function isRouted(model: string, { entryPoints }: ConfigView): boolean {
  return entryPoints.some(({ name }) => name === model);
}

import { lazy, Suspense } from 'react';
import type { PlotProps } from './plot-canvas.tsx';
import { LoadingState } from './states.tsx';

export type { PlotProps, PlotSeries } from './plot-canvas.tsx';

const PlotCanvas = lazy(() => import('./plot-canvas.tsx').then(({ PlotCanvas }) => ({ default: PlotCanvas })));

/** Lines, points or bars over a common axis; its code comes with the first plot. */
export function Plot(props: PlotProps) {
  return (
    <Suspense fallback={<LoadingState lines={5} />}>
      <PlotCanvas {...props} />
    </Suspense>
  );
}

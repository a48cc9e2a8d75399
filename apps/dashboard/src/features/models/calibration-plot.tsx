import { formatCount } from '../../lib/format.ts';
import { Plot } from '../../ui/plot.tsx';
import type { CalibrationBand } from './measure.ts';

interface CalibrationPlotProps {
  readonly bands: readonly CalibrationBand[];
  readonly height?: number;
}

/** How often what a head said with some confidence came true: on the line where the two are the same. */
export function CalibrationPlot({ bands, height = 200 }: CalibrationPlotProps) {
  const axis = [0, ...bands.map(({ said }) => said), 1];
  return (
    <Plot
      height={height}
      axis={axis}
      range={{ axis: [0, 1], values: [0, 1.05] }}
      series={[
        { label: 'Well calibrated', look: 'dashed', tone: 'text-faint', values: axis },
        {
          label: 'How often it came true',
          look: 'points',
          tone: 'accent',
          values: [null, ...bands.map(({ came }) => came), null],
        },
      ]}
      summary={bands
        .map(({ said, came, n }) => `said ${said.toFixed(2)}, came ${came.toFixed(2)} (${formatCount(n)} rows)`)
        .join('; ')}
    />
  );
}

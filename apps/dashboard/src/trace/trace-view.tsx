import type { DecisionTrace, ProjectionTrace, SignalTrace, Trace } from '@signalbox/engine';
import { type ReactNode, useState } from 'react';
import { formatDuration } from '../lib/format.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { FigureCell, Table } from '../ui/table.tsx';
import { labelOf } from './signal-chips.tsx';
import styles from './trace.module.css';

/** Everything that one routing says of itself. The same for a record, an answer and a test query. */
export function TraceView({ trace }: { readonly trace: Trace }) {
  return (
    <div className={styles.parts}>
      <Part title="Decisions">
        <DecisionTable decisions={trace.decisions} winner={trace.decision} />
      </Part>
      <Part title="Signals">
        <SignalTable signals={trace.signals} />
      </Part>
      {trace.projections.length === 0 ? null : (
        <Part title="Projections">
          <ProjectionTable projections={trace.projections} />
        </Part>
      )}
      {trace.plugins === undefined || trace.plugins.length === 0 ? null : (
        <Part title="Plugins">
          <PluginTable plugins={trace.plugins} />
        </Part>
      )}
      <Part title="Time">
        <p>
          Routed in {formatDuration(trace.totalMicros / 1_000)}
          {trace.completeness === 'partial' ? '; costly signals that could not change the outcome were left out' : ''}.
        </p>
        <EvaluatorTimes trace={trace} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

const OUTCOMES: Readonly<Record<DecisionTrace['outcome'], { readonly word: string; readonly tone: Tone }>> = {
  match: { word: 'matched', tone: 'good' },
  no_match: { word: 'no match', tone: 'neutral' },
  unknown: { word: 'unknown', tone: 'warn' },
  open: { word: 'could not win', tone: 'neutral' },
};

function DecisionTable({
  decisions,
  winner,
}: {
  readonly decisions: readonly DecisionTrace[];
  readonly winner: string | null;
}) {
  return (
    <Table label="Decisions" head={['Decision', 'Outcome', 'Confidence', 'Because']} figures={[2]} isDense>
      {decisions.map(({ name, outcome, confidence, because }) => (
        <tr key={name} data-matched={outcome === 'match'}>
          <td>
            {name} {name === winner ? <Badge tone="accent">won</Badge> : null}
          </td>
          <td>
            <Badge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].word}</Badge>
          </td>
          <FigureCell>{outcome === 'match' ? confidence.toFixed(2) : ''}</FigureCell>
          <td className={styles.evidence}>{because.join(', ')}</td>
        </tr>
      ))}
    </Table>
  );
}

function SignalTable({ signals }: { readonly signals: readonly SignalTrace[] }) {
  const [isAll, setAll] = useState(false);
  const told = signals.filter(({ matched, state }) => matched || state === 'failed');
  const shown = isAll ? signals : told;
  return (
    <>
      {shown.length === 0 ? (
        <p>No signal matched.</p>
      ) : (
        <Table label="Signals" head={['Signal', 'Confidence', 'Value', 'Evidence']} figures={[1, 2]} isDense>
          {shown.map((signal) => (
            <tr key={labelOf(signal)} data-matched={signal.matched}>
              <td>{labelOf(signal)}</td>
              <FigureCell>
                {signal.state === 'read' ? (
                  <Confidence share={signal.confidence} />
                ) : (
                  <Badge tone="warn">{signal.state}</Badge>
                )}
              </FigureCell>
              <FigureCell>{signal.value === undefined ? '' : round(signal.value)}</FigureCell>
              <td className={styles.evidence}>{signal.evidence ?? signal.reason ?? ''}</td>
            </tr>
          ))}
        </Table>
      )}
      {told.length === signals.length ? null : (
        <Button size="small" look="quiet" className={styles.toggle} onClick={() => setAll(!isAll)}>
          {isAll ? 'Show only what matched' : `Show all ${signals.length}`}
        </Button>
      )}
    </>
  );
}

export function Confidence({ share }: { readonly share: number }) {
  return (
    <>
      <span className={styles.meter} aria-hidden>
        <span style={{ width: `${Math.round(Math.min(1, share) * 100)}%` }} />
      </span>
      {share.toFixed(2)}
    </>
  );
}

function ProjectionTable({ projections }: { readonly projections: readonly ProjectionTrace[] }) {
  return (
    <Table label="Projections" head={['Projection', 'Result', 'Made of']} isDense>
      {projections.map((projection) => (
        <tr key={`${projection.type}:${projection.name}`}>
          <td>
            {projection.name} <Badge>{projection.type}</Badge>
          </td>
          <td>{resultOf(projection)}</td>
          <td className={styles.evidence}>{partsOf(projection)}</td>
        </tr>
      ))}
    </Table>
  );
}

function resultOf(projection: ProjectionTrace): string {
  if (projection.type === 'partition')
    return `${projection.winner ?? 'open'}${projection.isDefault ? ' (default)' : ''}`;
  if (projection.type === 'mapping') return projection.outputs.join(', ') || 'none';
  return projection.value === null
    ? `${round(projection.low)} to ${round(projection.high)}`
    : String(round(projection.value));
}

function partsOf(projection: ProjectionTrace): string {
  if (projection.type === 'partition') {
    return projection.contenders.map(({ name, share }) => `${name} ${Math.round(share * 100)} %`).join(', ');
  }
  if (projection.type === 'mapping') {
    const near = projection.nearest;
    return near === undefined ? '' : `${round(near.distance)} from ${near.output}`;
  }
  return projection.contributions
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ source, contribution }) => `${source} ${contribution < 0 ? '−' : '+'}${round(Math.abs(contribution))}`)
    .join(', ');
}

function PluginTable({ plugins }: { readonly plugins: NonNullable<Trace['plugins']> }) {
  return (
    <Table label="Plugins" head={['Plugin', 'Phase', 'Outcome', 'Notes']} isDense>
      {plugins.map(({ plugin, phase, outcome, notes, findings }) => (
        <tr key={`${plugin}:${phase}`}>
          <td>{plugin}</td>
          <td>{phase}</td>
          <td>
            <Badge tone={outcome === 'failed' ? 'bad' : outcome === 'passed' ? 'neutral' : 'info'}>{outcome}</Badge>
          </td>
          <td className={styles.evidence}>
            {[...notes, ...findings.map(({ type, place, count }) => `${count} × ${type} in ${place}`)].join('; ')}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function EvaluatorTimes({ trace }: { readonly trace: Trace }) {
  const { evaluators } = trace;
  const total = evaluators.reduce((sum, { micros }) => sum + micros, 0);
  if (total === 0) return null;
  const sorted = evaluators.toSorted((a, b) => b.micros - a.micros);
  return (
    <>
      <div className={styles.bar} aria-hidden>
        {sorted.map(({ kind, cost, micros }) => (
          <span key={`${kind}:${cost}`} style={{ width: `${(micros / total) * 100}%` }} />
        ))}
      </div>
      <p className={styles.evidence}>
        {sorted
          .slice(0, 8)
          .map(({ kind, micros }) => `${kind} ${formatDuration(micros / 1_000)}`)
          .join(', ')}
      </p>
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

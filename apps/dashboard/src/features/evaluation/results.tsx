import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Download } from 'lucide-react';
import { useState } from 'react';
import { engine } from '../../engine/engine-client.ts';
import type { ProbeOutcome } from '../../engine/engine-protocol.ts';
import { download } from '../../lib/download.ts';
import { formatCount, formatShare } from '../../lib/format.ts';
import { SignalChips } from '../../trace/signal-chips.tsx';
import { TraceView } from '../../trace/trace-view.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Figure, Figures } from '../../ui/figures.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import styles from './evaluation.module.css';
import { engineOf, type FlipRate, flipRates, type SuiteRun, scoreByDecision } from './run-suite.ts';

/** What a run came to: in all, by decision, by probe, and in changed words. */
export function Results({ run }: { readonly run: SuiteRun }) {
  const [shown, setShown] = useState<ProbeOutcome>();
  const { outcomes, changed, suite } = run;
  const failed = outcomes.filter(({ passed }) => !passed).length;
  const rates = changed === undefined ? [] : flipRates(changed);
  const flips = rates.reduce((sum, { flipped }) => sum + flipped.length, 0);
  return (
    <>
      {run.byRouter === undefined ? null : (
        <p className={styles.byRouter}>
          The router was asked, request by request: the engine in this page cannot stand for it, because {run.byRouter}.
        </p>
      )}
      <div role="status">
        <Figures>
          <Figure name="Passed" note={`of ${formatCount(outcomes.length)} in ${suite}`}>
            {formatCount(outcomes.length - failed)}
          </Figure>
          <Figure name="Failed" note={failed === 0 ? 'every one goes where it must' : 'open one to see why'}>
            {formatCount(failed)}
          </Figure>
          <Figure name="Pass rate">{formatShare((outcomes.length - failed) / Math.max(1, outcomes.length))}</Figure>
          {changed === undefined ? null : (
            <Figure name="Flips" note={`${formatCount(flips)} of ${formatCount(changed.length)} changed requests`}>
              {formatShare(flips / Math.max(1, changed.length))}
            </Figure>
          )}
        </Figures>
      </div>
      <Card
        title="By decision"
        actions={
          <Button
            size="small"
            icon={<Download size={14} aria-hidden />}
            onClick={() => download('evaluation.json', JSON.stringify(run, null, 2))}
          >
            JSON
          </Button>
        }
      >
        <ul className={styles.decisions}>
          {scoreByDecision(outcomes).map(({ decision, passed, outcomes: among }) => (
            <li key={decision}>
              <details open={passed < among.length}>
                <summary>
                  <span>{decision}</span>
                  <span className={styles.score} data-whole={passed === among.length}>
                    {passed} of {among.length}
                  </span>
                </summary>
                <ul className={styles.probes}>
                  {among.map((outcome) => (
                    <li key={outcome.id}>
                      <button type="button" onClick={() => setShown(outcome)}>
                        {outcome.passed ? (
                          <CircleCheck size={15} aria-label="passed" data-passed />
                        ) : (
                          <CircleX size={15} aria-label="failed" />
                        )}
                        <span>
                          <strong>{outcome.id}</strong> {outcome.text}
                          {outcome.passed ? null : <em>{outcome.differences.join('; ')}</em>}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      {changed === undefined ? null : <Flips rates={rates} />}
      {shown === undefined ? null : <ProbeDialog run={run} outcome={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

const MOST_FLIPS = 20;

function Flips({ rates }: { readonly rates: readonly FlipRate[] }) {
  return (
    <Card
      title="In changed words"
      description="The same requests misspelled, in capitals, with polite words, in a frame: how often that leads elsewhere."
    >
      <ul className={styles.decisions}>
        {rates.map(({ change, versions, flipped }) => (
          <li key={change}>
            <details>
              <summary>
                <span>{change.replaceAll('_', ' ')}</span>
                <span className={styles.score} data-whole={flipped.length === 0}>
                  {formatShare(flipped.length / Math.max(1, versions))} of {formatCount(versions)}
                </span>
              </summary>
              <ul className={styles.probes}>
                {flipped.slice(0, MOST_FLIPS).map(({ id, text, before, after }) => (
                  <li key={`${id}:${text}`}>
                    <p>
                      <strong>{id}</strong> {before ?? 'no decision'} → {after ?? 'no decision'}
                      <em>{text}</em>
                    </p>
                  </li>
                ))}
                {flipped.length > MOST_FLIPS ? <li>and {formatCount(flipped.length - MOST_FLIPS)} more</li> : null}
                {flipped.length === 0 ? <li>Nothing went elsewhere.</li> : null}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface ProbeDialogProps {
  readonly run: SuiteRun;
  readonly outcome: ProbeOutcome;
  readonly onClose: () => void;
}

function ProbeDialog({ run, outcome: { id, text, expected, differences }, onClose }: ProbeDialogProps) {
  const traced = useQuery({
    queryKey: ['probe-trace', run.at, id],
    queryFn: async () => (await engine()).traceProbe(engineOf(run), run.text, id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Dialog isOpen onClose={onClose} look="wide" title={id} description={text}>
      <p>
        Must go to <strong>{expected}</strong>. {traced.data?.why}
      </p>
      {differences.length === 0 ? null : <p className={styles.differences}>{differences.join('; ')}</p>}
      {traced.isError ? <ErrorState error={traced.error} onRetry={() => void traced.refetch()} /> : null}
      {traced.isPending ? <LoadingState lines={8} /> : null}
      {traced.data === undefined ? null : (
        <div className={styles.trace}>
          <SignalChips trace={traced.data.trace} />
          <TraceView trace={traced.data.trace} />
        </div>
      )}
    </Dialog>
  );
}

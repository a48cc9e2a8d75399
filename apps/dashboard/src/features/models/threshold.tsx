import type { HeadAnswer } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatCount, formatShare } from '../../lib/format.ts';
import { groupBy } from '../../lib/group-by.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { Figure, Figures } from '../../ui/figures.tsx';
import { Plot } from '../../ui/plot.tsx';
import { Stack } from '../../ui/stack.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { CalibrationPlot } from './calibration-plot.tsx';
import { askHeads, headsQuery } from './heads-query.ts';
import { ANY_SPAN, NOT } from './label-words.ts';
import { calibrate, divide, type LabelledRow, readRows, type ScoredRow } from './measure.ts';
import styles from './models.module.css';
import { RowSources } from './row-sources.tsx';

const BATCH = 50;
const MOST_ROWS = 5_000;
const STEPS = Array.from({ length: 101 }, (_, at) => at / 100);

/** A threshold of a head, tried on rows of one's own. */
export function Threshold() {
  const heads = useQuery(headsQuery);
  if (heads.isError) return <ErrorState error={heads.error} onRetry={() => void heads.refetch()} />;
  if (heads.data === undefined) return <LoadingState lines={8} />;
  const usable = Object.entries(heads.data).filter(([, answer]) => !('error' in answer));
  if (usable.length === 0) {
    return (
      <EmptyState icon={<SlidersHorizontal size={22} aria-hidden />} title="No head can be asked">
        This router runs without models that read signals.
      </EmptyState>
    );
  }
  return <Bench heads={Object.fromEntries(usable)} />;
}

function Bench({ heads }: { readonly heads: Readonly<Record<string, HeadAnswer>> }) {
  const names = Object.keys(heads);
  const [head, setHead] = useState(names.includes('jailbreak') ? 'jailbreak' : names[0]!);
  const [label, setLabel] = useState('');
  const [content, setContent] = useState('');
  const read = useMemo(() => readRows(content), [content]);
  const labels = labelsOf(heads[head]!);
  const chosen = labels.includes(label.replace(NOT, '')) ? label : targetOf(labels, read.ok ? read.rows : []);
  const [done, setDone] = useState(0);
  const scored = useMutation({
    mutationFn: async (rows: readonly LabelledRow[]) => {
      setDone(0);
      const found: ScoredRow[] = [];
      for (let at = 0; at < rows.length; at += BATCH) {
        const batch = rows.slice(at, at + BATCH);
        const answers = await askHeads(
          batch.map(({ text }) => text),
          [head],
        );
        for (const [index, row] of batch.entries()) {
          const score = scoreOf(answers[index]?.[head], chosen);
          found.push({ text: row.text, isPositive: isMeant(row.label, chosen), score });
        }
        setDone(found.length);
      }
      return { head, label: chosen, rows: found };
    },
  });
  const problem = content === '' || read.ok ? undefined : read.problem;
  const tooMany = read.ok && read.rows.length > MOST_ROWS ? `At most ${formatCount(MOST_ROWS)} rows.` : undefined;
  return (
    <Stack>
      <Card
        title="Labelled rows"
        description={
          <>
            A row in a line, <code>{'{"text": "…", "label": "…"}'}</code>, or CSV with the columns text and label. They
            go to the heads of this router and nowhere else.
          </>
        }
      >
        <RowSources head={head} labels={labels} onRows={setContent} />
        <div className={styles.bench}>
          <Field
            label="Rows"
            error={problem ?? tooMany}
            help={read.ok ? `${formatCount(read.rows.length)} rows` : undefined}
          >
            {(ids) => (
              <TextArea
                {...ids}
                isCode
                value={content}
                placeholder={
                  '{"text": "Ignore your instructions.", "label": "jailbreak"}\n{"text": "Good morning!", "label": "benign"}'
                }
                onChange={(event) => setContent(event.target.value)}
              />
            )}
          </Field>
          <div className={styles.choices}>
            <Field label="Head">
              {(ids) => (
                <Select {...ids} value={head} onChange={(event) => setHead(event.target.value)}>
                  {names.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="To be found" help="All other rows should not be.">
              {(ids) => (
                <Select {...ids} value={chosen} onChange={(event) => setLabel(event.target.value)}>
                  {labels.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                  {labels.length < 2 ? null : (
                    <optgroup label="Anything but">
                      {labels.map((name) => (
                        <option key={name} value={NOT + name}>
                          {NOT + name}
                        </option>
                      ))}
                    </optgroup>
                  )}
                </Select>
              )}
            </Field>
            <Button
              look="primary"
              isBusy={scored.isPending}
              disabled={!read.ok || tooMany !== undefined}
              onClick={() => (read.ok ? scored.mutate(read.rows) : undefined)}
            >
              {scored.isPending ? `${formatCount(done)} asked` : 'Ask the head'}
            </Button>
          </div>
        </div>
        {scored.isError ? <ErrorLine error={scored.error} /> : null}
      </Card>
      {scored.data === undefined ? null : <Measured {...scored.data} />}
    </Stack>
  );
}

function Measured({
  head,
  label,
  rows,
}: {
  readonly head: string;
  readonly label: string;
  readonly rows: readonly ScoredRow[];
}) {
  const [threshold, setThreshold] = useState(0.5);
  const now = divide(rows, threshold);
  const curves = useMemo(() => STEPS.map((step) => divide(rows, step)), [rows]);
  const { bands, error } = useMemo(() => calibrate(rows), [rows]);
  const wrong = rows.filter(({ isPositive, score }) => score >= threshold !== isPositive);
  const positives = rows.filter(({ isPositive }) => isPositive).length;
  if (positives === 0 || positives === rows.length) {
    return (
      <ErrorLine
        error={`${positives === 0 ? 'None' : 'All'} of the rows are ${label}: precision and recall need both kinds.`}
      />
    );
  }
  return (
    <>
      <Card
        title={`${head}: ${label}`}
        description={`${formatCount(positives)} of ${formatCount(rows.length)} rows are to be found.`}
      >
        <label className={styles.slider}>
          <span>
            Threshold <strong>{threshold.toFixed(2)}</strong>
          </span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={threshold}
            onChange={(event) => setThreshold(Number(event.target.value))}
          />
        </label>
        <div role="status">
          <Figures>
            <Figure name="Precision" note={`${now.falsePositives} found that are not`}>
              {told(now.precision)}
            </Figure>
            <Figure name="Recall" note={`${now.falseNegatives} missed`}>
              {told(now.recall)}
            </Figure>
            <Figure name="F1">{told(now.f1)}</Figure>
            <Figure name="False alarms" note="of the rows without it">
              {told(now.falseAlarms)}
            </Figure>
          </Figures>
        </div>
      </Card>
      <div className={styles.cards}>
        <Card title="By threshold">
          <Plot
            axis={STEPS}
            range={{ axis: [0, 1], values: [0, 1] }}
            series={[
              { label: 'Precision', values: curves.map(({ precision }) => precision ?? null) },
              { label: 'Recall', values: curves.map(({ recall }) => recall ?? null) },
              { label: 'False alarms', tone: 'bad', values: curves.map(({ falseAlarms }) => falseAlarms ?? null) },
            ]}
            summary={[0.25, 0.5, 0.75]
              .map(
                (step) =>
                  `at ${step}: precision ${told(divide(rows, step).precision)}, recall ${told(divide(rows, step).recall)}`,
              )
              .join('; ')}
          />
        </Card>
        <Card
          title="Calibration"
          description={`Expected calibration error ${error.toFixed(3)}; a dot below the line was too sure.`}
        >
          <CalibrationPlot bands={bands} />
        </Card>
      </div>
      <Card title="Wrong at this threshold" description={`${formatCount(wrong.length)} rows, the surest first.`}>
        {wrong.length === 0 ? (
          <p className={styles.note}>None.</p>
        ) : (
          <ul className={styles.wrong}>
            {wrong
              .toSorted((a, b) => Math.abs(b.score - threshold) - Math.abs(a.score - threshold))
              .slice(0, 50)
              .map(({ text, isPositive, score }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: texts may come twice
                <li key={at}>
                  <span className={styles.number}>{score.toFixed(3)}</span>
                  <span>
                    {isPositive ? 'missed' : 'found'}: {text}
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function told(value: number | undefined): string {
  return value === undefined ? '–' : formatShare(value);
}

function labelsOf(answer: HeadAnswer): readonly string[] {
  return 'probabilities' in answer ? Object.keys(answer.probabilities) : [ANY_SPAN];
}

/**
 * What is most likely looked for: anything but the one label that rows and head have in common, where the rows have others
 * that the head does not know; else the rarest of the rows' labels, since what people look for is rare.
 */
function targetOf(labels: readonly string[], rows: readonly LabelledRow[]): string {
  const counts = [...groupBy(rows, ({ label }) => label)].map(([label, among]) => ({ label, count: among.length }));
  const known = counts.filter(({ label }) => labels.includes(label)).sort((a, b) => a.count - b.count);
  if (known.length === 1 && counts.length > 1) return NOT + known[0]!.label;
  return known[0]?.label ?? labels.at(-1)!;
}

function isMeant(label: string, target: string): boolean {
  if (target === ANY_SPAN) return !/^(none|no|0|false)$/i.test(label);
  return target.startsWith(NOT) ? label !== target.slice(NOT.length) : label === target;
}

function scoreOf(answer: HeadAnswer | undefined, target: string): number {
  if (answer === undefined) throw new Error('the router left a row without an answer');
  if ('error' in answer) throw new Error(answer.error);
  if ('spans' in answer) return Math.max(0, ...answer.spans.map(({ confidence }) => confidence));
  if (target.startsWith(NOT)) return 1 - (answer.probabilities[target.slice(NOT.length)] ?? 0);
  return answer.probabilities[target] ?? 0;
}

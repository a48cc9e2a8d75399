import type { LoadTestPlan, LoadTestResult } from '@signalbox/gateway/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Gauge, Play, Square } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { download } from '../../lib/download.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { quantile } from '../../lib/quantile.ts';
import { configQuery } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Figure, Figures } from '../../ui/figures.tsx';
import { Plot } from '../../ui/plot.tsx';
import { Stack } from '../../ui/stack.tsx';
import { EmptyState, ErrorLine, ErrorState, LoadingState } from '../../ui/states.tsx';
import { FigureCell, Table } from '../../ui/table.tsx';
import styles from './models.module.css';
import { type LoadSummary, runLoadTest, summarize, throughputOf } from './run-load-test.ts';

const SHAPES = {
  constant: 'So many requests a second, evenly.',
  burst: 'All at once, as many together as there are places.',
  ramp: 'From none to so many a second.',
} as const;
const PARTS = 30;

/** Asks a model many times and shows how it bends. */
export function LoadTest() {
  const config = useQuery(configQuery);
  const [results, setResults] = useState<readonly LoadTestResult[]>([]);
  const [plan, setPlan] = useState<LoadTestPlan>();
  const stopping = useRef<AbortController>(undefined);
  const test = useMutation({
    mutationFn: ({ plan: planned, apiKey }: { plan: LoadTestPlan; apiKey: string }) => {
      const controller = new AbortController();
      stopping.current = controller;
      setPlan(planned);
      setResults([]);
      return runLoadTest(planned, apiKey, (result) => setResults((before) => [...before, result]), controller.signal);
    },
  });
  if (config.isError) return <ErrorState error={config.error} onRetry={() => void config.refetch()} />;
  if (config.data === undefined) return <LoadingState lines={8} />;
  const names = [...config.data.models.map(({ name }) => name), ...config.data.entryPoints.map(({ name }) => name)];
  return (
    <Stack>
      <PlanForm
        names={names}
        isRunning={test.isPending}
        onStart={(planned, apiKey) => test.mutate({ plan: planned, apiKey })}
        onStop={() => stopping.current?.abort()}
      />
      {test.isError ? <ErrorLine error={test.error} /> : null}
      {plan === undefined ? (
        <EmptyState icon={<Gauge size={22} aria-hidden />} title="How does a model do under load?">
          The requests go through the router like any other: they cost what they cost, count on limits, and are
          recorded. At most 500, 64 together, within a minute.
        </EmptyState>
      ) : (
        <Outcome plan={plan} results={results} isRunning={test.isPending} />
      )}
    </Stack>
  );
}

interface PlanFormProps {
  readonly names: readonly string[];
  readonly isRunning: boolean;
  readonly onStart: (plan: LoadTestPlan, apiKey: string) => void;
  readonly onStop: () => void;
}

function PlanForm({ names, isRunning, onStart, onStop }: PlanFormProps) {
  const [shape, setShape] = useState<LoadTestPlan['shape']>('constant');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string) => String(said.get(name) ?? '');
    const plan = {
      model: text('model'),
      prompt: text('prompt'),
      shape,
      requests: Number(text('requests')),
      at_once: Number(text('at_once')),
      max_tokens: Number(text('max_tokens')),
      ...(shape === 'burst' ? {} : { per_second: Number(text('per_second')) }),
    };
    onStart(plan, text('api_key'));
  };
  const number = (name: string, label: string, value: number, most: number) => (
    <Field label={label}>
      {(ids) => <TextInput {...ids} type="number" name={name} min={1} max={most} required defaultValue={value} />}
    </Field>
  );
  return (
    <Card title="The test" description={SHAPES[shape]}>
      <form className={styles.plan} onSubmit={submit}>
        <Field label="Model">
          {(ids) => (
            <Select {...ids} name="model">
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Shape">
          {(ids) => (
            <Select {...ids} value={shape} onChange={(event) => setShape(event.target.value as LoadTestPlan['shape'])}>
              {Object.keys(SHAPES).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        {number('requests', 'Requests', 50, 500)}
        {shape === 'burst'
          ? null
          : number('per_second', shape === 'ramp' ? 'Per second, at the end' : 'Per second', 10, 100)}
        {number('at_once', 'At once, at most', 16, 64)}
        {number('max_tokens', 'Tokens of an answer, at most', 64, 4096)}
        <div className={styles.wide}>
          <Field label="Prompt">
            {(ids) => <TextInput {...ids} name="prompt" required defaultValue="Write one sentence about the sea." />}
          </Field>
        </div>
        <Field label="API key, where one is asked for">
          {(ids) => <TextInput {...ids} type="password" name="api_key" />}
        </Field>
        <div className={styles.buttons}>
          {isRunning ? (
            <Button icon={<Square size={14} aria-hidden />} onClick={onStop}>
              Stop
            </Button>
          ) : (
            <Button type="submit" look="primary" isWrite icon={<Play size={15} aria-hidden />}>
              Run
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}

interface OutcomeProps {
  readonly plan: LoadTestPlan;
  readonly results: readonly LoadTestResult[];
  readonly isRunning: boolean;
}

function Outcome({ plan, results, isRunning }: OutcomeProps) {
  const summary = summarize(results);
  const sorted = results.toSorted((a, b) => a.started_ms - b.started_ms);
  const starts = sorted.map(({ started_ms }) => started_ms / 1e3);
  const throughput = throughputOf(results, PARTS);
  const problems = new Map<string, number>();
  for (const { error } of results) if (error !== null) problems.set(error, (problems.get(error) ?? 0) + 1);
  return (
    <>
      <div role="status">
        <Figures>
          <Figure name={isRunning ? 'Running' : 'Ended'} note={`of ${formatCount(plan.requests)} requests`}>
            {formatCount(summary.ended)}
          </Figure>
          <Figure name="Failed">{formatCount(summary.failed)}</Figure>
          <Figure name="Requests a second">{summary.requestsPerSecond.toFixed(1)}</Figure>
          <Figure name="Tokens a second">{formatCount(Math.round(summary.tokensPerSecond))}</Figure>
        </Figures>
      </div>
      {problems.size === 0 ? null : (
        <ul>
          {[...problems].map(([problem, count]) => (
            <li key={problem}>
              <ErrorLine error={`${count} × ${problem}`} />
            </li>
          ))}
        </ul>
      )}
      <Card
        title="Latency"
        actions={
          <Button
            size="small"
            icon={<Download size={14} aria-hidden />}
            disabled={results.length === 0}
            onClick={() =>
              download('load-test.json', JSON.stringify({ plan, summary: toldSummary(summary), results }, null, 2))
            }
          >
            JSON
          </Button>
        }
        isFlush
      >
        <Table label="Latency" head={['', 'P50', 'P90', 'P95', 'P99', 'Longest']} figures={[1, 2, 3, 4, 5]}>
          <Quantiles name="Time to first token" values={summary.firstToken} />
          <Quantiles name="Time per token" values={summary.perToken} />
          <Quantiles name="Whole answer" values={summary.total} />
        </Table>
      </Card>
      {results.length === 0 ? null : (
        <div className={styles.cards}>
          <Card title="Each request" description="By when it began.">
            <Plot
              axis={starts}
              series={[
                { label: 'First token', look: 'points', values: sorted.map(({ first_token_ms }) => first_token_ms) },
                { label: 'Whole answer', look: 'points', values: sorted.map(({ total_ms }) => total_ms) },
              ]}
              format={formatDuration}
              formatAxis={(value) => `${value.toFixed(1)} s`}
              summary={`Of ${results.length} requests, the first token took ${told(quantile(summary.firstToken, 0.5))} in the middle.`}
            />
          </Card>
          <Card title="Throughput" description="Tokens a second over the test.">
            <Plot
              axis={throughput.seconds}
              series={[{ label: 'Tokens a second', look: 'bars', values: throughput.tokens }]}
              format={(value) => formatCount(Math.round(value))}
              formatAxis={(value) => `${value.toFixed(1)} s`}
              summary={`${Math.round(summary.tokensPerSecond)} tokens a second over the whole test.`}
            />
          </Card>
        </div>
      )}
    </>
  );
}

function Quantiles({ name, values }: { readonly name: string; readonly values: readonly number[] }) {
  return (
    <tr>
      <td>{name}</td>
      {[0.5, 0.9, 0.95, 0.99, 1].map((share) => (
        <FigureCell key={share}>{told(quantile(values, share))}</FigureCell>
      ))}
    </tr>
  );
}

function told(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : formatDuration(milliseconds);
}

function toldSummary({ firstToken, perToken, total, ...rest }: LoadSummary) {
  const of = (values: readonly number[]) =>
    Object.fromEntries([0.5, 0.9, 0.95, 0.99].map((share) => [`p${share * 100}_ms`, quantile(values, share) ?? null]));
  return { ...rest, firstToken: of(firstToken), perToken: of(perToken), total: of(total) };
}

import type { Trace } from '@signalbox/engine';
import { useMutation } from '@tanstack/react-query';
import { HelpCircle } from 'lucide-react';
import type { RoutedDraft } from '../../engine/engine-protocol.ts';
import { runningEngine } from '../../engine/use-draft-route.ts';
import { type ConditionView, leavesOf, type RecipeView } from '../../lib/config-view.ts';
import { Confidence } from '../../trace/trace-view.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/states.tsx';
import styles from './topology.module.css';

export interface InspectorProps {
  readonly recipe: RecipeView;
  readonly selected: string | undefined;
  readonly trace: Trace | undefined;
  readonly route: RoutedDraft | undefined;
  readonly kindOf: (configKey: string) => string;
  readonly onSelect: (id: string) => void;
}

/** What the selected node is made of, and what it said of the request that is shown. */
export function Inspector({ recipe, selected, trace, route, kindOf, onSelect }: InspectorProps) {
  const [type = '', name = ''] = split(selected ?? '');
  const decision = type === 'decision' ? recipe.decisions.find((each) => each.name === name) : undefined;
  const rule = recipe.signals
    .find(({ configKey }) => kindOf(configKey) === type)
    ?.rules.find((each) => each.name === name);
  if (selected === undefined && trace === undefined) return null;
  return (
    <aside className={styles.inspector} aria-label="Details">
      {selected === undefined && trace !== undefined ? (
        <Outcome trace={trace} route={route} onSelect={onSelect} />
      ) : decision !== undefined ? (
        <>
          <h2>{decision.name}</h2>
          {decision.description === undefined ? null : <p>{decision.description}</p>}
          <p className={styles.facts}>
            <Badge>priority {decision.priority}</Badge>
            {decision.tier === 0 ? null : <Badge>tier {decision.tier}</Badge>}
            {decision.plugins.map((plugin) => (
              <Badge key={plugin.type} tone="info">
                {plugin.type}
              </Badge>
            ))}
          </p>
          {trace === undefined || trace.decision === decision.name ? null : (
            <WhyNot key={decision.name} trace={trace} decision={decision.name} />
          )}
          <h3>When</h3>
          <Condition condition={decision.rules} trace={trace} />
          <h3>Then</h3>
          <ul>
            {decision.modelRefs.map(({ model, use_reasoning, reasoning_effort }) => (
              <li key={model}>
                {model}
                {use_reasoning === true ? (
                  <Badge tone="violet">thinks{reasoning_effort === undefined ? '' : `: ${reasoning_effort}`}</Badge>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : rule !== undefined ? (
        <>
          <h2>{rule.name}</h2>
          <p className={styles.facts}>
            <Badge tone="accent">{type}</Badge>
          </p>
          <SignalReading trace={trace} kind={type} name={name} />
          <h3>The rule</h3>
          <Fields value={rule} />
          <h3>Read by</h3>
          <ul>
            {recipe.decisions
              .filter(({ rules }) =>
                leavesOf(rules).some((leaf) => leaf.type === type && leaf.name.split(':')[0] === name),
              )
              .map((each) => (
                <li key={each.name}>
                  <Button size="small" look="quiet" onClick={() => onSelect(`decision:${each.name}`)}>
                    {each.name}
                  </Button>
                </li>
              ))}
          </ul>
        </>
      ) : (
        <>
          <h2>{name || selected}</h2>
          <p className={styles.facts}>
            <Badge>{type}</Badge>
          </p>
          <ProjectionFacts recipe={recipe} type={type} name={name} />
        </>
      )}
    </aside>
  );
}

function Outcome({
  trace,
  route,
  onSelect,
}: {
  readonly trace: Trace;
  readonly route: RoutedDraft | undefined;
  readonly onSelect: (id: string) => void;
}) {
  return (
    <>
      <h2>{trace.decision ?? 'No decision matched'}</h2>
      <p>{route?.why ?? `${trace.decision ?? 'The default'} → ${trace.selection.model ?? 'no model'}.`}</p>
      {trace.runnerUp === null ? null : (
        <p>
          Next would have been{' '}
          <Button size="small" look="quiet" onClick={() => onSelect(`decision:${trace.runnerUp!.decision}`)}>
            {trace.runnerUp.decision}
          </Button>
        </p>
      )}
      {route === undefined || route.nearMisses.length === 0 ? null : (
        <>
          <h3>Nearest before it</h3>
          <ul>
            {route.nearMisses.slice(0, 5).map(({ decision, lacked }) => (
              <li key={decision}>
                <Button size="small" look="quiet" onClick={() => onSelect(`decision:${decision}`)}>
                  {decision}
                </Button>
                <span className={styles.lacked}>lacked {lacked.join(', ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Asks the engine in this page for the smallest change of signals that would have led to a decision. */
function WhyNot({ trace, decision }: { readonly trace: Trace; readonly decision: string }) {
  const ask = useMutation({ mutationFn: async () => (await runningEngine()).receipt('running', trace, decision) });
  return (
    <div className={styles.whyNot}>
      <Button icon={<HelpCircle size={15} aria-hidden />} isBusy={ask.isPending} onClick={() => ask.mutate()}>
        Why not this one?
      </Button>
      {ask.isError ? <ErrorLine error={ask.error} /> : null}
      {ask.isSuccess ? (
        <p role="status">{ask.data?.sentence ?? 'This was routed by another config than the one in force.'}</p>
      ) : null}
    </div>
  );
}

function Condition({
  condition,
  trace,
}: {
  readonly condition: ConditionView | undefined;
  readonly trace: Trace | undefined;
}) {
  if (condition === undefined) return <p>Always.</p>;
  if ('type' in condition) {
    const state = stateOf(trace, condition.type, condition.name);
    return (
      <p className={styles.leaf} data-state={state}>
        {state === undefined ? null : (
          <span aria-hidden>{state === 'matched' ? '●' : state === 'unknown' ? '?' : '○'}</span>
        )}
        {condition.type}: {condition.name}
        {state === undefined ? null : <span className="visually-hidden">{state}</span>}
      </p>
    );
  }
  const word = { AND: 'all of', OR: 'any of', NOT: 'not' }[condition.operator];
  return (
    <div className={styles.tree}>
      <span className={styles.operator}>{word}</span>
      <ul>
        {condition.conditions.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          <li key={at}>
            <Condition condition={each} trace={trace} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateOf(
  trace: Trace | undefined,
  type: string,
  name: string,
): 'matched' | 'unmatched' | 'unknown' | undefined {
  if (trace === undefined) return undefined;
  const signal = trace.signals.find((each) => each.kind === type && each.name === name);
  if (signal !== undefined) return signal.state === 'failed' ? 'unknown' : signal.matched ? 'matched' : 'unmatched';
  const isBand = trace.projections.some((each) => each.type === 'mapping' && each.outputs.includes(name));
  return isBand ? 'matched' : 'unmatched';
}

function SignalReading({
  trace,
  kind,
  name,
}: {
  readonly trace: Trace | undefined;
  readonly kind: string;
  readonly name: string;
}) {
  const signals =
    trace?.signals.filter((each) => each.kind === kind && (each.name === name || each.name.startsWith(`${name}:`))) ??
    [];
  return signals.map((signal) => (
    <p key={signal.name}>
      {signal.state === 'failed' ? `unknown: ${signal.reason}` : signal.matched ? 'Matched ' : 'Did not match '}
      {signal.state === 'read' ? <Confidence share={signal.confidence} /> : null}
      {signal.evidence === undefined ? null : <span className={styles.lacked}>“{signal.evidence}”</span>}
    </p>
  ));
}

function ProjectionFacts({
  recipe,
  type,
  name,
}: {
  readonly recipe: RecipeView;
  readonly type: string;
  readonly name: string;
}) {
  const found =
    type === 'score'
      ? recipe.scores.find((each) => each.name === name)
      : type === 'mapping'
        ? recipe.mappings.find((each) => each.name === name)
        : type === 'partition'
          ? recipe.partitions.find((each) => each.name === name)
          : undefined;
  return found === undefined ? null : <Fields value={found} />;
}

/** Any configured thing, field by field. */
function Fields({ value }: { readonly value: object }) {
  const fields = Object.entries(value).filter(([key]) => key !== 'name');
  return (
    <dl className={styles.fields}>
      {fields.map(([key, field]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>
            {Array.isArray(field)
              ? field.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' · ')
              : typeof field === 'object'
                ? JSON.stringify(field)
                : String(field)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function split(id: string): readonly string[] {
  const colon = id.indexOf(':');
  return colon < 0 ? [id] : [id.slice(0, colon), id.slice(colon + 1)];
}

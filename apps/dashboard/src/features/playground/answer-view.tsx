import { useQuery } from '@tanstack/react-query';
import { Brain, ChevronDown, CircleAlert, RotateCcw, Square, Wrench } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { costWords } from '../../lib/cost-words.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { AnswerDetails } from './answer-details.tsx';
import { answerRecordQuery } from './answer-record-query.ts';
import type { Answer, ChosenRoute, Conversation, Turn } from './conversation.ts';
import styles from './playground.module.css';
import { retryAnswer, setToolResult, stopAnswer } from './send-turn.ts';

const Markdown = lazy(() => import('../../ui/markdown.tsx').then(({ Markdown }) => ({ default: Markdown })));

export interface AnswerViewProps {
  readonly conversation: Conversation;
  readonly turn: Turn;
  readonly answer: Answer;
  readonly isLast: boolean;
}

/** A model's answer, what it was routed by, and what it cost. */
export function AnswerView({ conversation, turn, answer, isLast }: AnswerViewProps) {
  const [isOpen, setOpen] = useState(false);
  const { headers, state, text, thinking, error, route } = answer;
  const decision = route === undefined ? headers?.decision : (route.decision ?? 'no decision');
  return (
    <section
      className={styles.answer}
      aria-label={`Answer of ${headers?.model ?? answer.asked}`}
      aria-busy={state === 'streaming'}
    >
      <header className={styles.answerHead}>
        <strong>{headers?.model ?? answer.asked}</strong>
        {decision === undefined ? null : <Badge tone="accent">{decision}</Badge>}
        {route === undefined ? null : <Badge tone="info">{route.config}</Badge>}
        {headers?.reasoning === 'on' ? (
          <Badge tone="violet" icon={<Brain size={12} aria-hidden />}>
            {headers.effort ?? 'thinks'}
          </Badge>
        ) : null}
        <PathBadge answer={answer} />
      </header>
      {thinking === '' ? null : (
        <details className={styles.thinking} open={state === 'streaming' && text === ''}>
          <summary>
            <Brain size={14} aria-hidden /> Thinking
          </summary>
          <p>{thinking}</p>
        </details>
      )}
      {route === undefined ? null : <RouteNote route={route} />}
      {text === '' && thinking === '' && state === 'streaming' ? <span className={styles.cursor} /> : null}
      {text === '' ? null : (
        <Suspense fallback={<p className={styles.plain}>{text}</p>}>
          <Markdown text={text} />
        </Suspense>
      )}
      {answer.toolCalls.map((call, at) => (
        <div key={call.id} className={styles.toolCall}>
          <p>
            <Wrench size={14} aria-hidden /> <strong>{call.name}</strong> <code>{call.arguments}</code>
          </p>
          {isLast && state === 'done' ? (
            <TextInput
              aria-label={`What ${call.name} gave back`}
              placeholder="What the tool gave back"
              value={call.result ?? ''}
              onChange={(event) => setToolResult(conversation.id, turn.id, answer.id, at, event.target.value)}
            />
          ) : null}
        </div>
      ))}
      {error === undefined ? null : (
        <p className={styles.failed} role="alert">
          <CircleAlert size={16} aria-hidden />
          <span>
            {error.message}
            {error.hint === undefined ? null : <span className={styles.hint}> {error.hint}</span>}
          </span>
        </p>
      )}
      {headers?.replayId === undefined || state === 'streaming' || isOpen ? null : (
        <Summary id={headers.replayId} route={route} />
      )}
      {state === 'streaming' ? (
        <StopButton turn={turn} answer={answer} />
      ) : (
        <footer className={styles.answerFoot}>
          <Figures answer={answer} />
          <span className={styles.answerActions}>
            <CopyButton label="Copy the answer" text={text} />
            <Tooltip label="Ask again">
              <Button
                look="quiet"
                size="small"
                isWrite
                icon={<RotateCcw size={14} aria-hidden />}
                aria-label="Ask again"
                onClick={() => retryAnswer(conversation, turn, answer)}
              />
            </Tooltip>
            {headers?.replayId === undefined ? null : (
              <Button look="quiet" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                Why? <ChevronDown size={14} aria-hidden data-open={isOpen} className={styles.chevron} />
              </Button>
            )}
          </span>
        </footer>
      )}
      {isOpen && headers?.replayId !== undefined ? <AnswerDetails id={headers.replayId} route={route} /> : null}
    </section>
  );
}

/** Beside another answer, one may be stopped alone; a single one is stopped where it was asked. */
function StopButton({ turn, answer }: { readonly turn: Turn; readonly answer: Answer }) {
  if (turn.answers.length < 2) return null;
  return (
    <footer className={styles.answerFoot}>
      <Button
        look="quiet"
        size="small"
        icon={<Square size={12} aria-hidden />}
        aria-label={`Stop the answer of ${answer.headers?.model ?? answer.asked}`}
        onClick={() => stopAnswer(answer.id)}
      >
        Stop this one
      </Button>
    </footer>
  );
}

/** What differs from being routed by that config in earnest. */
function RouteNote({ route: { model, plugins, refusal } }: { readonly route: ChosenRoute }) {
  if (refusal !== undefined) return <p className={styles.routeNote}>That config would refuse it: {refusal}.</p>;
  if (model === null) return <p className={styles.routeNote}>That config would answer it without a model.</p>;
  if (plugins.length === 0) return null;
  return (
    <p className={styles.routeNote}>
      The model was asked by name: plugins of the decision ({plugins.join(', ')}) took no part.
    </p>
  );
}

/** Why it went there, in a sentence, and what it cost. A record that is gone says nothing. */
function Summary({ id, route }: { readonly id: string; readonly route: ChosenRoute | undefined }) {
  const { data } = useQuery(answerRecordQuery(id));
  if (data === undefined) return null;
  const why = route?.why ?? data.why;
  return (
    <div className={styles.summary}>
      {why == null ? null : <p>{why}</p>}
      {data.pricing === 'known' ? <p>{costWords(data)}</p> : null}
    </div>
  );
}

/** How the answer came about where that was not by asking the chosen model. */
function PathBadge({ answer: { headers, state } }: { readonly answer: Answer }) {
  if (state === 'stopped') return <Badge tone="warn">stopped</Badge>;
  const path = headers?.responsePath;
  return (
    <>
      {headers?.cacheHit === 'true' ? (
        <Badge tone="info">from the cache</Badge>
      ) : path === undefined || path === 'upstream' ? null : (
        <Badge tone={path === 'blocked' || path === 'error' ? 'bad' : 'warn'}>{path.replaceAll('_', ' ')}</Badge>
      )}
      {headers?.fallbackFrom === undefined ? null : (
        <Badge tone="warn">
          in place of {headers.fallbackFrom}: {headers.fallbackReason}
        </Badge>
      )}
      {headers?.guardFindings === undefined ? null : <Badge tone="bad">{headers.guardFindings}</Badge>}
      {headers?.warnings === undefined ? null : <Badge tone="warn">{headers.warnings}</Badge>}
    </>
  );
}

function Figures({ answer: { usage, firstTokenMs, totalMs, headers } }: { readonly answer: Answer }) {
  // What the router answers by itself says nothing of a model’s pace.
  const isModels = headers?.responsePath === undefined || headers.responsePath === 'upstream';
  const streamed =
    isModels && totalMs !== undefined && firstTokenMs !== undefined ? (totalMs - firstTokenMs) / 1_000 : 0;
  const figures = [
    usage === undefined ? undefined : `${formatCount(usage.prompt)} + ${formatCount(usage.completion)} tokens`,
    usage !== undefined && streamed > 0
      ? `${formatCount(Math.round(usage.completion / streamed))} tokens/s`
      : undefined,
    firstTokenMs === undefined ? undefined : `first after ${formatDuration(firstTokenMs)}`,
    totalMs === undefined ? undefined : `${formatDuration(totalMs)} in all`,
  ].filter((figure) => figure !== undefined);
  return <span className={styles.figures}>{figures.join(' · ')}</span>;
}

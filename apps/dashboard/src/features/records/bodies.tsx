import type { DetailedReplayRecord } from '@signalbox/gateway/contract';
import { Wrench } from 'lucide-react';
import { formatCount } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './records.module.css';

/** What was said, where the config lets it be kept. */
export function Bodies({ record }: { readonly record: DetailedReplayRecord }) {
  const { request_body = null, response_body = null, tool_trace = null } = record;
  if (request_body === null && response_body === null) {
    return (
      <Card title="What was said">
        <p className={styles.tried}>
          It was not kept. The plugin <code>router_replay</code> of a decision keeps bodies, with{' '}
          <code>capture_request_body</code> and <code>capture_response_body</code>; so does the service of that name,
          for all decisions.
        </p>
      </Card>
    );
  }
  return (
    <>
      <div className={styles.columns}>
        <Body
          title="The request, as it came"
          text={request_body}
          isCut={record.request_body_truncated === true}
          hidden={record.request_body_redacted ?? 0}
        />
        <Body
          title="The answer, as it was sent"
          text={response_body}
          isCut={record.response_body_truncated === true}
          hidden={record.response_body_redacted ?? 0}
        />
      </div>
      {tool_trace === null || tool_trace.steps.length === 0 ? null : <ToolSteps trace={tool_trace} />}
    </>
  );
}

interface BodyProps {
  readonly title: string;
  /** Null where this one was not kept. */
  readonly text: string | null;
  readonly isCut: boolean;
  readonly hidden: number;
}

function Body({ title, text, isCut, hidden }: BodyProps) {
  if (text === null) {
    return (
      <Card title={title}>
        <p className={styles.tried}>It was not kept.</p>
      </Card>
    );
  }
  return (
    <Card
      title={title}
      actions={
        <>
          {isCut ? <Badge tone="warn">cut off</Badge> : null}
          {hidden === 0 ? null : <Badge tone="violet">{formatCount(hidden)} hidden</Badge>}
          <CopyButton label={`Copy: ${title}`} text={text} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre className={styles.body} tabIndex={0}>
        {indented(text)}
      </pre>
    </Card>
  );
}

/** JSON as people read it; what is cut off, or no JSON, as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

type ToolTrace = NonNullable<DetailedReplayRecord['tool_trace']>;

function ToolSteps({ trace: { steps, dropped_step_count } }: { readonly trace: ToolTrace }) {
  return (
    <Card
      title="Tools"
      description={
        dropped_step_count === 0 ? undefined : `${formatCount(dropped_step_count)} earlier steps were left out.`
      }
    >
      <ol className={styles.toolSteps} aria-label="Calls of tools and what they gave">
        {steps.map(({ kind, id, name, text, truncated }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps do not move, and their ids may be missing
          <li key={at}>
            <p>
              <Wrench size={14} aria-hidden /> <strong>{name ?? id ?? 'a tool'}</strong>{' '}
              {kind === 'call' ? 'was called with' : 'gave back'}{' '}
              {truncated ? <Badge tone="warn">cut off</Badge> : null}
            </p>
            <code>{text}</code>
          </li>
        ))}
      </ol>
    </Card>
  );
}

import { Button } from '../../ui/button.tsx';
import { AnswerView } from './answer-view.tsx';
import type { Conversation, Turn } from './conversation.ts';
import styles from './playground.module.css';
import { sendToolResults } from './send-turn.ts';

export interface TurnViewProps {
  readonly conversation: Conversation;
  readonly turn: Turn;
  readonly isLast: boolean;
}

/** A question and its answers beside each other. */
export function TurnView({ conversation, turn, isLast }: TurnViewProps) {
  const called = turn.answers.length === 1 && turn.answers[0]!.state === 'done' ? turn.answers[0]!.toolCalls : [];
  return (
    <article className={styles.turn}>
      {turn.isToolResult === true ? (
        <p className={styles.note}>The tools’ results were sent.</p>
      ) : (
        <div className={styles.question}>
          {turn.pictures.map(({ url, name }) => (
            <img key={url} src={url} alt={name} />
          ))}
          <p>{turn.text}</p>
        </div>
      )}
      <div className={styles.answers} data-lanes={turn.answers.length}>
        {turn.answers.map((answer) => (
          <AnswerView key={answer.id} conversation={conversation} turn={turn} answer={answer} isLast={isLast} />
        ))}
      </div>
      {isLast && called.length > 0 ? (
        <Button onClick={() => sendToolResults(conversation)} disabled={called.some(({ result }) => !result)}>
          Send the results
        </Button>
      ) : null}
    </article>
  );
}

import type { SqlRow, SqlStatement } from './sql-database.ts';

/**
 * A question that takes several statements, the later ones by the rows of those before: it yields a statement and is given
 * its rows. A file answers at once and a server does not; so written, the question is one for both.
 */
export type Asking<Answer> = Generator<SqlStatement, Answer, readonly SqlRow[]>;

/** Answers a question where rows are at hand. */
export function answerNow<Answer>(asking: Asking<Answer>, ask: (statement: SqlStatement) => readonly SqlRow[]): Answer {
  let step = asking.next();
  while (!step.done) step = asking.next(ask(step.value));
  return step.value;
}

/** Answers a question where rows have to be waited for. */
export async function answerLater<Answer>(
  asking: Asking<Answer>,
  ask: (statement: SqlStatement) => Promise<readonly SqlRow[]>,
): Promise<Answer> {
  let step = asking.next();
  while (!step.done) step = asking.next(await ask(step.value));
  return step.value;
}

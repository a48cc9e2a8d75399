import type { RequestFacts } from '../request/facts.ts';
import type { Selection, SelectionContext } from './algorithm.ts';
import type { ModelRef } from './model-ref.ts';

/** The model that gave the conversation's last answer, where it is known. */
export function lastModelOf({ messages, session }: RequestFacts): string | undefined {
  const answer = messages.findLast(({ role }) => role === 'assistant');
  return answer?.origin ?? session?.lastModel;
}

/** Keeps a conversation on the model that answered last, as long as it is one of the candidates. */
export function staying(
  candidates: readonly ModelRef[],
  select: (context: SelectionContext) => Selection | Promise<Selection>,
): (context: SelectionContext) => Selection | Promise<Selection> {
  return (context) => {
    const last = lastModelOf(context.facts);
    const model = last === undefined ? undefined : candidates.find(({ model, lora }) => (lora ?? model) === last);
    return model === undefined
      ? select(context)
      : { model, reason: `the conversation stays on ${last}, which answered last` };
  };
}

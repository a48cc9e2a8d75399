import type { TextScope } from '../signals/signal-kind.ts';
import { createTextView, type TextView } from '../text/text-view.ts';
import { currentTurn, type RequestFacts, userTurns, wholeConversation } from './facts.ts';

const READERS: Readonly<Record<TextScope, (facts: RequestFacts) => string>> = {
  current_turn: currentTurn,
  user_turns: userTurns,
  conversation: wholeConversation,
};

/** Views of one request's texts, each made on first use; scopes with the same text share one view. */
export function conversationTexts(facts: RequestFacts): (scope: TextScope) => TextView {
  const byScope: Partial<Record<TextScope, TextView>> = {};
  const byText = new Map<string, TextView>();
  return (scope) => {
    const known = byScope[scope];
    if (known !== undefined) return known;
    const text = READERS[scope](facts);
    let view = byText.get(text);
    if (view === undefined) {
      view = createTextView(text);
      byText.set(text, view);
    }
    byScope[scope] = view;
    return view;
  };
}

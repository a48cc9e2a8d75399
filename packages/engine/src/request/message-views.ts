import { createTextView, type MemoKey, type TextView } from '../text/text-view.ts';
import type { RequestFacts } from './facts.ts';

const VIEWS: MemoKey<Map<string, TextView>> = { name: 'message views' };
const noViews = () => new Map<string, TextView>();

/**
 * The view of one message's text, shared by all who ask during the request; messages with the same text share one.
 * `current` is the view of the request's current turn.
 */
export function messageView(facts: RequestFacts, index: number, current: TextView): TextView {
  const { text } = facts.messages[index]!;
  if (text === current.raw) return current;
  const views = current.memo(VIEWS, noViews);
  let view = views.get(text);
  if (view === undefined) {
    view = createTextView(text);
    views.set(text, view);
  }
  return view;
}

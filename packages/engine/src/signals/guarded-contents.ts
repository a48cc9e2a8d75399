import { conversationTexts } from '../request/conversation-texts.ts';
import type { RequestFacts } from '../request/facts.ts';
import { type Content, contentsOf } from './contents.ts';
import type { TextScope } from './signal-kind.ts';

/** What a guard outside the engine reads of a request, each message by itself and with its place in words. */
export function guardedContents(facts: RequestFacts, scope: TextScope): readonly Content[] {
  return contentsOf(facts, { text: conversationTexts(facts) }, scope);
}

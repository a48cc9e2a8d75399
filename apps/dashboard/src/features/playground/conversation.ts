import type { Trace } from '@signalbox/engine';
import type { ConfigChoice } from '../../engine/config-choice.ts';
import { newId } from '../../lib/new-id.ts';

/** A picture that goes with a question, as a `data:` address. */
export interface Picture {
  readonly name: string;
  readonly url: string;
}

export interface ToolCallView {
  readonly id: string;
  readonly name: string;
  /** JSON, as far as it came. */
  readonly arguments: string;
  /** What the person says that the tool gave back. */
  readonly result?: string;
}

/** What came in the answer's headers. */
export interface AnswerHeaders {
  readonly replayId: string | undefined;
  readonly model: string | undefined;
  readonly decision: string | undefined;
  readonly confidence: number | undefined;
  readonly algorithm: string | undefined;
  readonly reasoning: string | undefined;
  readonly effort: string | undefined;
  readonly responsePath: string | undefined;
  readonly cacheHit: string | undefined;
  readonly fallbackFrom: string | undefined;
  readonly fallbackReason: string | undefined;
  readonly guardFindings: string | undefined;
  /** Of the answer or of its translation. */
  readonly warnings: string | undefined;
}

export interface AnswerUsage {
  readonly prompt: number;
  readonly completion: number;
  readonly reasoning: number | undefined;
  readonly cached: number | undefined;
}

/** Where a config that is not in force would have sent a question; its model was then asked by name. */
export interface ChosenRoute {
  /** Which config, in words. */
  readonly config: string;
  readonly decision: string | null;
  /** Null where that config calls none. */
  readonly model: string | null;
  readonly why: string;
  /** Plugins of the decision: they took no part in the answer. */
  readonly plugins: readonly string[];
  /** Why that config would have refused. */
  readonly refusal: string | undefined;
  /** Kept while the page is open. */
  readonly trace: Trace | undefined;
}

/** One model's answer to a turn. */
export interface Answer {
  readonly id: string;
  /** The model that was asked for. */
  readonly asked: string;
  readonly state: 'streaming' | 'done' | 'stopped' | 'failed';
  readonly text: string;
  readonly thinking: string;
  readonly toolCalls: readonly ToolCallView[];
  readonly finishReason: string | undefined;
  readonly headers: AnswerHeaders | undefined;
  /** Undefined where the router decided, or was told the model. */
  readonly route?: ChosenRoute | undefined;
  readonly usage: AnswerUsage | undefined;
  /** Milliseconds from the request to the first token, and to the last. */
  readonly firstTokenMs: number | undefined;
  readonly totalMs: number | undefined;
  readonly error: { readonly message: string; readonly hint: string | undefined } | undefined;
}

/** A question and its answers: one, or two beside each other. */
export interface Turn {
  readonly id: string;
  readonly text: string;
  readonly pictures: readonly Picture[];
  /** Stands for the results of the tools that the last answer called, where the person gave them. */
  readonly isToolResult?: boolean;
  readonly answers: readonly Answer[];
}

export type StructureKind = 'none' | 'choice' | 'regex' | 'json_schema' | 'grammar';

/** How requests of a conversation are made. Empty texts mean: not sent. */
export interface ChatSettings {
  /** The models that are asked: one, or two to compare. */
  readonly models: readonly string[];
  /** Beside each, the config that routes it; those left out are routed by the one in force. */
  readonly configs: readonly ConfigChoice[];
  readonly system: string;
  readonly temperature: string;
  readonly topP: string;
  readonly maxTokens: string;
  readonly seed: string;
  /** JSON: a list of tools in the chat API's shape. */
  readonly tools: string;
  readonly structure: StructureKind;
  /** Choices by line, a pattern, a JSON Schema or a grammar. */
  readonly structureText: string;
  /** Key of the data plane, where it asks for one; kept for the tab only. */
  readonly apiKey: string;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly settings: ChatSettings;
  readonly turns: readonly Turn[];
}

export const NEW_SETTINGS: ChatSettings = {
  models: [],
  configs: [],
  system: '',
  temperature: '',
  topP: '',
  maxTokens: '',
  seed: '',
  tools: '',
  structure: 'none',
  structureText: '',
  apiKey: '',
};

const LONGEST_TITLE = 60;

export function newConversation(settings: ChatSettings = NEW_SETTINGS): Conversation {
  return { id: newId(), title: 'New conversation', at: Date.now(), settings, turns: [] };
}

/** The first words of a question, for the list. */
export function titleOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE - 1)}…` : line;
}

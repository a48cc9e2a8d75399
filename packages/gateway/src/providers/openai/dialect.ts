/**
 * How a server of chat completions differs from the published API. What is left out is as published. The vendors' own
 * entries stand in `vendors.ts`; nothing else knows their names.
 */
export interface ChatDialect {
  /** The only field it takes for the bound on the answer; without one it takes both. */
  readonly tokenLimit?: 'max_tokens' | 'max_completion_tokens' | undefined;
  /** It knows no `developer` messages: they are sent as `system`. */
  readonly lacksDeveloper?: true | undefined;
  /** Ids of tool calls that it takes; others are replaced by a digest of this length. */
  readonly toolIds?: { readonly allowed: RegExp; readonly length: number } | undefined;
  /** It takes `top_k`, which the published API does not have. */
  readonly topK?: true | undefined;
  /** All fields of a request that it takes; others it would refuse. Without a list it takes or ignores any. */
  readonly fields?: ReadonlySet<string> | undefined;
  /** Fields of a request that it refuses. */
  readonly refuses?: ReadonlySet<string> | undefined;
  /** All fields of messages that it takes; others it would refuse. */
  readonly messageFields?: ReadonlySet<string> | undefined;
  /** Its own names of fields. */
  readonly renames?: Readonly<Record<string, string>> | undefined;
  /** It knows one form of structured answers only: any JSON object, or one by a schema. */
  readonly answerFormat?: 'json_object' | 'json_schema' | undefined;
  /** The only ways of choosing a tool that it takes; without a list it takes all. */
  readonly toolChoices?: ReadonlySet<string> | undefined;
  /** It refuses `strict` in the definition of a tool. */
  readonly lacksStrict?: true | undefined;
  /** Its word for `required`. */
  readonly requiredTool?: string | undefined;
  /** Its field of assistant messages for what the model thought; undefined where the history must not have any. */
  readonly reasoningField?: 'reasoning_content' | 'reasoning' | undefined;
  /** It refuses assistant messages without that field while it thinks. */
  readonly requiresReasoning?: true | undefined;
  /** It understands marks of the prompt cache. */
  readonly cacheControl?: true | undefined;
  /** It refuses a user's message right after a tool's. */
  readonly assistantAfterTool?: true | undefined;
  /** It reads pictures inline only; addresses are refused. */
  readonly inlinePictures?: true | undefined;
  /**
   * Where thinking is switched on and off: `thinking.type`, a field at the top, or (without this) the chat template's
   * arguments.
   */
  readonly thinkingSwitch?: 'thinking.type' | 'top_level' | undefined;
}

/** Fields of messages of the published API, without those that only OpenAI's own answers have. */
export const PLAIN_MESSAGE = ['role', 'content', 'name', 'tool_calls', 'tool_call_id'] as const;

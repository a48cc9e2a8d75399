/**
 * The shape in the middle: OpenAI's chat completions, as published, with a few additions so that other protocols lose
 * nothing on the way through. The additions never reach a backend that speaks plain chat completions: its provider
 * takes them out (`withoutAdditions`).
 *
 * | addition | where | meaning |
 * |---|---|---|
 * | `cache_control` | parts of a message, tools | Anthropic's mark of a prefix to keep |
 * | `thinking_blocks` | assistant messages | thinking with the signature that its maker asks back |
 * | `reasoning_content` | assistant messages | thinking as plain text, as vLLM and DeepSeek write it |
 * | `is_error` | tool messages | the tool failed |
 * | image parts | tool messages | a tool that answers with a picture |
 * | `thinking` | request | Anthropic's `{type, budget_tokens}` |
 * | `top_k` | request | as in vLLM |
 */
export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content: string | ChatPart[] | null;
  name?: string;
  tool_calls?: ChatToolCall[];
  tool_call_id?: string;
  reasoning_content?: string;
  thinking_blocks?: ThinkingBlock[];
  refusal?: string | null;
  is_error?: boolean;
}

export type CacheControl = Readonly<Record<string, unknown>>;

export type ChatPart =
  | { type: 'text'; text: string; cache_control?: CacheControl }
  | { type: 'image_url'; image_url: { url: string; detail?: string }; cache_control?: CacheControl }
  | { type: 'input_audio'; input_audio: { data: string; format: string } }
  | { type: 'file'; file: ChatFile; cache_control?: CacheControl };

/** `file_data` is a data URL; `file_url` is an addition. */
export interface ChatFile {
  filename?: string;
  file_data?: string;
  file_id?: string;
  file_url?: string;
}

export interface ChatToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** As Anthropic writes them: `redacted_thinking` has `data`, `thinking` text and signature. */
export type ThinkingBlock =
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string };

export interface ChatTool {
  type: 'function';
  function: { name: string; description?: string; parameters?: unknown; strict?: boolean };
  cache_control?: CacheControl;
}

/** What a request may say beside its messages; fields that are not listed pass through chat backends untouched. */
export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  stream?: boolean;
  stream_options?: { include_usage: boolean };
  max_tokens?: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  stop?: string[];
  tools?: ChatTool[];
  tool_choice?: 'auto' | 'none' | 'required' | { type: 'function'; function: { name: string } };
  parallel_tool_calls?: boolean;
  response_format?: unknown;
  reasoning_effort?: string;
  thinking?: { type: string; budget_tokens?: number };
  metadata?: Readonly<Record<string, string>>;
  user?: string;
  service_tier?: string;
  logprobs?: boolean;
  top_logprobs?: number;
  [field: string]: unknown;
}

/** `stop`, `length`, `tool_calls`, `content_filter`. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** Usage as chat completions tell it; `cache_creation_tokens` is an addition. */
export interface ChatUsage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; cache_creation_tokens?: number };
  completion_tokens_details: { reasoning_tokens: number };
}

/** A complete answer with its first choice; what other choices a backend sends is not translated. */
export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  created: number;
  model: string;
  choices: { index: 0; message: ChatMessage; finish_reason: FinishReason; stop_reason?: string; logprobs: null }[];
  usage?: ChatUsage;
}

/** The changes of one event of a stream. */
export interface ChatDelta {
  role?: 'assistant';
  content?: string;
  reasoning_content?: string;
  thinking_blocks?: ThinkingBlock[];
  refusal?: string;
  tool_calls?: {
    index: number;
    id?: string;
    type?: 'function';
    function: { name?: string; arguments: string };
  }[];
}

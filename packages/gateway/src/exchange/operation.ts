/** Words by which providers say what their backends can do. */
export type OperationName = 'chat' | 'embed' | 'count_tokens';

/** What a client asks a model to do. */
export interface Operation {
  readonly name: OperationName;
  /** The same in traces, as OpenTelemetry's conventions for generative AI have it. */
  readonly traceName: string;
  /** Completes "this model cannot …". */
  readonly words: string;
  /** The router's own model names can be asked: a model is chosen for each request. */
  readonly isRouted: boolean;
}

export const CHAT: Operation = { name: 'chat', traceName: 'chat', words: 'chat', isRouted: true };

/** Vectors of two models cannot be compared, so that nobody else may choose the model. */
export const EMBED: Operation = { name: 'embed', traceName: 'embeddings', words: 'make embeddings', isRouted: false };

/** How long a chat request is in a model's own tokens. */
export const COUNT_TOKENS: Operation = {
  name: 'count_tokens',
  traceName: 'count_tokens',
  words: 'count tokens',
  isRouted: false,
};

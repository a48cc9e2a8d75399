export type Effort = 'low' | 'medium' | 'high';

/** One model a decision may use, with how it should think. */
export interface ModelRef {
  readonly model: string;
  /** Name of a LoRA adapter of the model; it becomes the outgoing model name. */
  readonly lora?: string | undefined;
  readonly reasoning: 'on' | 'off';
  readonly effort?: Effort | undefined;
}

/** Looks at or changes the events of one stream; each event is the text after `data:`. */
export interface EventStep {
  /** The events to send in place of this one; none holds it back. */
  onEvent(data: string): readonly string[];
  /** The events to send after the last one. */
  onEnd(): readonly string[];
}

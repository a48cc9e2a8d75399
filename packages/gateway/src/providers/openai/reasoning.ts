import type { ReasoningFamily } from '@signalbox/engine';
import type { ReasoningChoice } from '../../chat/upstream-call.ts';
import { type JsonEdits, withEdit } from '../../json/edit-object.ts';

const TEMPLATE = 'chat_template_kwargs';

/**
 * Adds how a model family is told to think. Families of effort words have no word for off: it is written as `low` (the
 * record and the headers still say off). A model without a family is told nothing.
 */
export function withReasoning(
  edits: JsonEdits,
  family: ReasoningFamily | undefined,
  choice: ReasoningChoice | undefined,
): JsonEdits {
  if (family === undefined || choice === undefined) return edits;
  const isOn = choice.mode === 'on';
  switch (family.type) {
    case 'chat_template_kwargs':
      return withEdit(edits, [TEMPLATE, family.parameter], String(isOn));
    case 'reasoning_effort':
      return withEdit(edits, [TEMPLATE, family.parameter], isOn ? `"${choice.effort}"` : '"low"');
    case 'top_level_reasoning_effort':
      return withEdit(edits, [family.parameter], isOn ? `"${choice.effort}"` : '"low"');
  }
}

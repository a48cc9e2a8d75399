import type { ReasoningFamily } from '@signalbox/engine';
import type { ReasoningChoice } from '../../chat/upstream-call.ts';
import { type JsonEdits, withEdit } from '../../json/edit-object.ts';
import type { ChatDialect } from './dialect.ts';

const TEMPLATE = 'chat_template_kwargs';

/**
 * Adds how a model family is told to think. Families of effort words have no word for off: it is written as `low` (the
 * record and the headers still say off). A model without a family is told nothing. A vendor with a switch of its own
 * gets that in place of the chat template's arguments, which only servers of open models read.
 */
export function withReasoning(
  edits: JsonEdits,
  family: ReasoningFamily | undefined,
  choice: ReasoningChoice | undefined,
  thinkingSwitch?: ChatDialect['thinkingSwitch'],
): JsonEdits {
  if (family === undefined || choice === undefined) return edits;
  const isOn = choice.mode === 'on';
  switch (family.type) {
    case 'chat_template_kwargs':
      if (thinkingSwitch === 'thinking.type') {
        return withEdit(edits, ['thinking', 'type'], isOn ? '"enabled"' : '"disabled"');
      }
      if (thinkingSwitch === 'top_level') return withEdit(edits, [family.parameter], String(isOn));
      return withEdit(edits, [TEMPLATE, family.parameter], String(isOn));
    case 'reasoning_effort':
      return withEdit(
        edits,
        thinkingSwitch === undefined ? [TEMPLATE, family.parameter] : [family.parameter],
        isOn ? `"${choice.effort}"` : '"low"',
      );
    case 'top_level_reasoning_effort':
      return withEdit(edits, [family.parameter], isOn ? `"${choice.effort}"` : '"low"');
  }
}

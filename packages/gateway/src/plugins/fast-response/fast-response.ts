import { s } from '@signalbox/engine';
import { definePluginKind } from '../plugin.ts';

const schema = s
  .strictObject({
    message: s.string().min(1).describe('The whole answer, in the assistant’s words.'),
  })
  .describe('A fixed answer.');

/** Answers with a fixed text and calls no model: a refusal, a notice, a greeting. */
export const fastResponse = definePluginKind({
  type: 'fast_response',
  summary: 'Answers with a fixed message and calls no model.',
  schema,
  guards: true,
  examples: [{ message: 'I cannot help with that.' }],
  compile: ({ message }) => ({
    request: () => ({
      kind: 'answer',
      content: message,
      path: 'fast_response',
      headers: ['x-vsr-fast-response', 'true'],
    }),
  }),
});

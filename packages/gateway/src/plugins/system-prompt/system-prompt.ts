import { s } from '@signalbox/engine';
import { bodyOf, withField } from '../../chat/upstream-call.ts';
import { isSystem, withInstructions } from '../../chat/with-instructions.ts';
import { headerOf } from '../../http/http-message.ts';
import { type JsonRecord, recordsIn } from '../../json/json-record.ts';
import { definePluginKind } from '../plugin.ts';

const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off leaves the plugin out.'),
    system_prompt: s.string().min(1).describe('The text.'),
    mode: s
      .enum(['insert', 'replace'])
      .default('insert')
      .describe(
        'insert: before the client’s own; replace: in place of all that the client says as system or developer.',
      ),
  })
  .describe('Instructions of the operator’s.');

/** Gives the model instructions of the operator's, before the client's own or in their place. */
export const systemPrompt = definePluginKind({
  type: 'system_prompt',
  summary: 'Adds or replaces the system prompt.',
  schema,
  examples: [{ enabled: true, system_prompt: 'Answer in one paragraph.', mode: 'insert' }],
  compile({ enabled, system_prompt: text, mode }) {
    if (!enabled) return {};
    const write = mode === 'insert' ? withInstructions : replaced;
    return {
      request(call, exchange) {
        exchange.note(mode === 'insert' ? 'system prompt inserted' : 'system prompt replaced');
        return withField(call, 'messages', write(recordsIn(bodyOf(call).messages), text));
      },
      answerHeaders(headers, { requestHeaders }) {
        const isDebugging = headerOf(requestHeaders, 'x-vsr-debug') === 'true';
        return isDebugging ? [...headers, 'x-vsr-injected-system-prompt', 'true'] : headers;
      },
    };
  },
});

type Messages = readonly JsonRecord[];

function replaced(messages: Messages, text: string): Messages {
  const role = messages.find(isSystem)?.role ?? 'system';
  return [{ role, content: text }, ...messages.filter((message) => !isSystem(message))];
}

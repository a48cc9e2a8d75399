import { s } from '@signalbox/engine';
import { bodyOf, withField } from '../../chat/upstream-call.ts';
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
    const write = mode === 'insert' ? inserted : replaced;
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

function isSystem({ role }: JsonRecord): boolean {
  return role === 'system' || role === 'developer';
}

/** Joined with the first message where that is a system message: some chat templates take one only. */
function inserted(messages: Messages, text: string): Messages {
  const [first, ...rest] = messages;
  if (first === undefined || !isSystem(first)) return [{ role: 'system', content: text }, ...messages];
  const { content } = first;
  const joined = Array.isArray(content)
    ? [{ type: 'text', text }, ...content]
    : [text, content].filter((each) => typeof each === 'string' && each !== '').join('\n\n');
  return [{ ...first, content: joined }, ...rest];
}

function replaced(messages: Messages, text: string): Messages {
  const role = messages.find(isSystem)?.role ?? 'system';
  return [{ role, content: text }, ...messages.filter((message) => !isSystem(message))];
}

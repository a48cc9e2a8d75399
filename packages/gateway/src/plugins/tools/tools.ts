import { s } from '@signalbox/engine';
import { bodyOf, type UpstreamCall, withField } from '../../chat/upstream-call.ts';
import { isRecord, type JsonRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import { definePluginKind } from '../plugin.ts';

const names = (description: string) => s.array(s.string().min(1)).default([]).describe(description);

const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off leaves the plugin out.'),
    mode: s
      .enum(['passthrough', 'filtered', 'none'])
      .default('passthrough')
      .describe('passthrough: as the client sent them; filtered: by the two lists; none: the model sees no tools.'),
    semantic_selection: s
      .boolean()
      .default(false)
      .describe('Whether the fitting ones are chosen. Not in this version yet.'),
    allow_tools: names('Of filtered: tools that may be seen; empty for all.'),
    block_tools: names('Of filtered: tools that may not.'),
    strip_tool_history: s.boolean().default(false).describe('Of none: whether past calls are taken out too.'),
    strategy: s.string().optional().describe('How the fitting ones are chosen. Not in this version yet.'),
    dynamic_retrieval: s
      .record(s.string(), s.unknown())
      .optional()
      .describe('How history counts. Not in this version yet.'),
  })
  .describe('Which of the client’s tools the model sees.');

/** Thins out the client's tools. A choice of a tool that is gone goes with it, so that no backend refuses the rest. */
export const tools = definePluginKind({
  type: 'tools',
  summary: 'Filters the tools that a model sees.',
  schema,
  examples: [
    {
      enabled: true,
      mode: 'filtered',
      semantic_selection: false,
      allow_tools: [],
      block_tools: ['run_shell'],
      strip_tool_history: false,
    },
    {
      enabled: true,
      mode: 'none',
      semantic_selection: false,
      allow_tools: [],
      block_tools: [],
      strip_tool_history: true,
    },
  ],
  check(options, { decision }, report) {
    const { mode, allow_tools: allowed, block_tools: blocked } = options;
    const unused = allowed.length > 0 ? 'allow_tools' : blocked.length > 0 ? 'block_tools' : undefined;
    if (mode !== 'filtered' && unused !== undefined) {
      report.error(
        'tools.unused_list',
        [unused],
        `decision "${decision}": mode ${mode} does not read ${unused}`,
        'set mode: filtered',
      );
    }
    if (mode !== 'none' && options.strip_tool_history) {
      const message = `decision "${decision}": mode ${mode} keeps the history of calls`;
      report.error('tools.unused_strip', ['strip_tool_history'], message, 'set mode: none, or take it out');
    }
    const both = blocked.findIndex((name) => allowed.includes(name));
    if (both >= 0) {
      const message = `decision "${decision}": "${blocked[both]}" is both allowed and blocked`;
      report.error('tools.allowed_and_blocked', ['block_tools', both], message, 'name it in one of the two lists');
    }
    for (const field of ['semantic_selection', 'strategy', 'dynamic_retrieval'] as const) {
      if (options[field] === undefined || options[field] === false) continue;
      const message = `decision "${decision}": this version cannot choose tools by meaning yet`;
      report.error('tools.not_available', [field], message, 'take it out for now');
    }
  },
  compile({ enabled, mode, allow_tools: allowed, block_tools: blocked, strip_tool_history: strips }) {
    if (!enabled || mode === 'passthrough') return {};
    if (mode === 'none') {
      return {
        request(call, exchange) {
          exchange.note(strips ? 'tools and past calls taken out' : 'tools taken out');
          return strips ? withoutHistory(withoutTools(call)) : withoutTools(call);
        },
      };
    }
    const isAllowed = (name: string | undefined) =>
      name !== undefined && (allowed.length === 0 || allowed.includes(name)) && !blocked.includes(name);
    return {
      request(call, exchange) {
        const next = filtered(call, isAllowed);
        const gone = namesIn(bodyOf(call)).filter((name) => !isAllowed(name)).length;
        if (gone > 0) exchange.note(`${gone} ${gone === 1 ? 'tool' : 'tools'} taken out`);
        return next;
      },
    };
  },
});

/** Fields that say something about tools. */
const TOOL_FIELDS = ['tools', 'functions', 'tool_choice', 'function_call', 'parallel_tool_calls'];

type IsAllowed = (name: string | undefined) => boolean;

function withoutTools(call: UpstreamCall): UpstreamCall {
  const body = bodyOf(call);
  // A client's own format may have tools that the shape in the middle does not know: written anew, they are gone.
  const fields = TOOL_FIELDS.filter((field) => body[field] !== undefined || call.native !== undefined);
  return fields.reduce((next, field) => withField(next, field, undefined), call);
}

function filtered(call: UpstreamCall, isAllowed: IsAllowed): UpstreamCall {
  const body = bodyOf(call);
  const kept = recordsIn(body.tools).filter((tool) => isAllowed(toolName(tool)));
  const functions = recordsIn(body.functions).filter(({ name }) => isAllowed(stringIn(name)));
  if (kept.length + functions.length === 0) return withoutTools(call);
  const isWhole = kept.length === lengthOf(body.tools) && functions.length === lengthOf(body.functions);
  if (isWhole && call.native === undefined) return call;
  let next = call;
  if (body.tools !== undefined) next = withField(next, 'tools', kept.length === 0 ? undefined : kept);
  if (body.functions !== undefined) next = withField(next, 'functions', functions.length === 0 ? undefined : functions);
  for (const field of ['tool_choice', 'function_call'] as const) {
    const choice = body[field];
    const fitting = choiceAmong(choice, isAllowed);
    if (fitting !== choice) next = withField(next, field, fitting);
  }
  return next;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

function namesIn(body: JsonRecord): readonly (string | undefined)[] {
  return [...recordsIn(body.tools).map(toolName), ...recordsIn(body.functions).map(({ name }) => stringIn(name))];
}

/** Of functions and of custom tools; undefined for what the model's own server runs. */
function toolName({ function: definition, custom }: JsonRecord): string | undefined {
  const own = isRecord(definition) ? definition : isRecord(custom) ? custom : {};
  return stringIn(own.name);
}

/** The same choice, or what is left of it: tools by name that are gone are chosen no more. */
function choiceAmong(choice: unknown, isAllowed: IsAllowed): unknown {
  if (!isRecord(choice)) return choice;
  if (isRecord(choice.allowed_tools)) {
    const list = recordsIn(choice.allowed_tools.tools);
    const kept = list.filter((tool) => isAllowed(toolName(tool)));
    if (kept.length === list.length) return choice;
    return kept.length === 0 ? 'auto' : { ...choice, allowed_tools: { ...choice.allowed_tools, tools: kept } };
  }
  return isAllowed(toolName(choice) ?? stringIn(choice.name)) ? choice : 'auto';
}

/** Without calls and their answers; a turn that only called is gone. */
function withoutHistory(call: UpstreamCall): UpstreamCall {
  const messages = recordsIn(bodyOf(call).messages);
  const kept = messages.flatMap((message) => {
    if (message.role === 'tool' || message.role === 'function') return [];
    const { tool_calls: calls, function_call: older, ...rest } = message;
    if (calls === undefined && older === undefined) return [message];
    return rest.content === null || rest.content === undefined || rest.content === '' ? [] : [rest];
  });
  return kept.length === messages.length && kept.every((message, index) => message === messages[index])
    ? call
    : withField(call, 'messages', kept);
}

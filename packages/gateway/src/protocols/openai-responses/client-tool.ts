import { isRecord, type JsonRecord, parseRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';

/**
 * A tool that the client runs and that chat completions have no word for. The model is offered a function in its place,
 * and a call of that function is written as the item that the client expects.
 */
export interface ClientTool {
  /** As in `tools[].type`. */
  readonly type: string;
  /** Type of a call's item. */
  readonly callType: string;
  /** Prefix of a call's id. */
  readonly idPrefix: string;
  /** The function that stands for it. */
  asFunction(tool: JsonRecord): { name: string; description: string; parameters: unknown };
  /** The fields of a call's item beside type, ids and status. */
  callFields(name: string, argumentsText: string): JsonRecord;
  /** The function's arguments for an item of the history. */
  argumentsOf(item: JsonRecord): string;
  /** The text of a call that is streamed as such, e.g. `response.custom_tool_call_input`; absent where none is. */
  readonly stream?: { readonly event: string; readonly field: string };
}

/** Free text in place of arguments. A grammar is told to the model; nobody holds it to it. */
const custom: ClientTool = {
  type: 'custom',
  callType: 'custom_tool_call',
  idPrefix: 'ctc',
  asFunction(tool) {
    const format = isRecord(tool.format) ? tool.format : {};
    const grammar = stringIn(format.definition);
    const rule = grammar === undefined ? '' : `\n\nThe input must follow this grammar:\n${grammar}`;
    return {
      name: textIn(tool.name),
      description: `${stringIn(tool.description) ?? ''}${rule}`,
      parameters: {
        type: 'object',
        properties: { input: { type: 'string', description: 'The whole input of the tool, as plain text.' } },
        required: ['input'],
        additionalProperties: false,
      },
    };
  },
  // A model may leave the wrapping out and write the input itself.
  callFields: (name, text) => ({ name, input: stringIn(parseRecord(text)?.input) ?? text }),
  argumentsOf: ({ input }) => JSON.stringify({ input: stringIn(input) ?? '' }),
  stream: { event: 'response.custom_tool_call_input', field: 'input' },
};

/** A command on the client's machine. */
const localShell: ClientTool = {
  type: 'local_shell',
  callType: 'local_shell_call',
  idPrefix: 'lsh',
  asFunction: () => ({
    name: 'local_shell',
    description: 'Runs a command on the local machine and returns its output.',
    parameters: {
      type: 'object',
      properties: {
        command: { type: 'array', items: { type: 'string' }, description: 'Program and arguments.' },
        working_directory: { type: 'string', description: 'Where to run it.' },
        timeout_ms: { type: 'integer', description: 'Milliseconds after which it is ended.' },
      },
      required: ['command'],
      additionalProperties: false,
    },
  }),
  callFields(_name, text) {
    const { command, working_directory: folder, timeout_ms: timeout } = parseRecord(text) ?? {};
    const words = Array.isArray(command) ? command : [command ?? text];
    return {
      action: {
        type: 'exec',
        command: words.map((word) => stringIn(word) ?? JSON.stringify(word)),
        env: {},
        ...(typeof folder === 'string' ? { working_directory: folder } : {}),
        ...(Number.isInteger(timeout) ? { timeout_ms: timeout } : {}),
      },
    };
  },
  argumentsOf({ action }) {
    const { type: _type, env: _env, ...rest } = isRecord(action) ? action : {};
    return JSON.stringify(rest);
  },
};

/** All of them. */
export const clientTools: readonly ClientTool[] = [custom, localShell];

/** The client's tools of a request that the model sees as functions, by the function's name. */
export function clientToolsOf(request: JsonRecord): ReadonlyMap<string, ClientTool> {
  return new Map(
    recordsIn(request.tools).flatMap((tool) => {
      const kind = clientTools.find(({ type }) => type === tool.type);
      return kind === undefined ? [] : [[kind.asFunction(tool).name, kind] as const];
    }),
  );
}

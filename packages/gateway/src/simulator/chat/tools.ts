import { badRequest } from '../api-error.ts';
import { estimateTokens } from '../generation/tokens.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { readBoolean, shown } from './request-fields.ts';

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonValue;
}

/** The tools of a request and how free the model is in using them. */
export interface ToolUse {
  readonly tools: readonly Tool[];
  readonly choice: 'none' | 'auto' | 'required' | { readonly name: string };
  readonly isParallel: boolean;
  /** A plausible number of prompt tokens for the definitions. */
  readonly tokens: number;
}

const NO_TOOLS: ToolUse = { tools: [], choice: 'none', isParallel: true, tokens: 0 };

/** Reads `tools`, `tool_choice` and `parallel_tool_calls`; a 400 when they are malformed or contradict each other. */
export function readToolUse(body: JsonObject): ToolUse {
  if (body.tools === undefined || body.tools === null) {
    if (body.tool_choice !== undefined && body.tool_choice !== null && body.tool_choice !== 'none') {
      if (body.tool_choice !== 'auto') {
        throw badRequest('When using `tool_choice`, `tools` must be set.', 'tool_choice');
      }
    }
    return NO_TOOLS;
  }
  if (!Array.isArray(body.tools)) throw badRequest(`\`tools\` must be a list, got ${shown(body.tools)}.`, 'tools');
  const tools = (body.tools as readonly JsonValue[]).map(readTool);
  return {
    tools,
    choice: readChoice(body.tool_choice, tools),
    isParallel: readBoolean(body, 'parallel_tool_calls', true),
    tokens: tools.length === 0 ? 0 : estimateTokens(JSON.stringify(body.tools)),
  };
}

function readTool(tool: JsonValue, index: number): Tool {
  const definition = isJsonObject(tool) ? tool.function : undefined;
  if (!isJsonObject(definition) || typeof definition.name !== 'string' || definition.name === '') {
    throw badRequest(`\`tools[${index}]\` must be a function with a name, got ${shown(tool)}.`, 'tools');
  }
  return {
    name: definition.name,
    description: typeof definition.description === 'string' ? definition.description : '',
    parameters: definition.parameters ?? { type: 'object', properties: {} },
  };
}

function readChoice(choice: JsonValue | undefined, tools: readonly Tool[]): ToolUse['choice'] {
  if (choice === undefined || choice === null) return tools.length > 0 ? 'auto' : 'none';
  if (choice === 'none' || choice === 'auto') return choice;
  if (choice === 'required') {
    if (tools.length === 0) throw badRequest('`tool_choice` "required" needs at least one tool.', 'tool_choice');
    return choice;
  }
  const named = isJsonObject(choice) && isJsonObject(choice.function) ? choice.function.name : undefined;
  if (typeof named !== 'string') {
    throw badRequest(
      `\`tool_choice\` must be none, auto, required or a function by name, got ${shown(choice)}.`,
      'tool_choice',
    );
  }
  if (!tools.some((tool) => tool.name === named)) {
    const known = tools.map((tool) => tool.name).join(', ');
    throw badRequest(`\`tool_choice\` names the tool "${named}", which is not in \`tools\` (${known}).`, 'tool_choice');
  }
  return { name: named };
}

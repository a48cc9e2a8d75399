import type { ChatRequest, ChatTool } from '../../chat/chat-shape.ts';
import { isRecord, type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import { clientTools } from './client-tool.ts';

/** Tools and how they may be chosen, in the shape in the middle; what has no place there is added to `leftOut`. */
export function chatTools(json: JsonRecord, leftOut: Set<string>): Partial<ChatRequest> {
  const choice = json.tool_choice;
  const offered = recordsIn(json.tools).flatMap((tool) => chatTool(tool, leftOut) ?? []);
  const allowed = isRecord(choice) && choice.type === 'allowed_tools' ? namesIn(choice.tools) : undefined;
  const tools = allowed === undefined ? offered : offered.filter(({ function: { name } }) => allowed.has(name));
  if (tools.length === 0) return {};
  const fields: Partial<ChatRequest> = { tools };
  if (typeof json.parallel_tool_calls === 'boolean') fields.parallel_tool_calls = json.parallel_tool_calls;
  const chosen = isRecord(choice) && allowed !== undefined ? choice.mode : choice;
  if (chosen === 'auto' || chosen === 'none' || chosen === 'required') {
    fields.tool_choice = chosen;
  } else if (isRecord(chosen)) {
    const name = stringIn(chosen.name) ?? stringIn(chosen.type);
    if (tools.some((tool) => tool.function.name === name)) {
      fields.tool_choice = { type: 'function', function: { name: name! } };
    } else {
      leftOut.add('tool_choice');
    }
  }
  return fields;
}

function chatTool(tool: JsonRecord, leftOut: Set<string>): ChatTool | undefined {
  if (tool.type === 'function') {
    const { name, description, parameters, strict } = tool;
    return {
      type: 'function',
      function: {
        name: textIn(name),
        ...(typeof description === 'string' ? { description } : {}),
        ...(isRecord(parameters) ? { parameters } : {}),
        ...(typeof strict === 'boolean' ? { strict } : {}),
      },
    };
  }
  const kind = clientTools.find(({ type }) => type === tool.type);
  if (kind !== undefined) {
    if (isRecord(tool.format) && tool.format.type === 'grammar') leftOut.add(`tools[${tool.type}].format`);
    return { type: 'function', function: kind.asFunction(tool) };
  }
  // Tools that run on OpenAI's side: web search, file search, code interpreter, remote MCP servers.
  leftOut.add(`tools[${textIn(tool.type)}]`);
  return undefined;
}

/** Names of allowed tools; those without a name go by their type. */
function namesIn(tools: unknown): ReadonlySet<string> {
  return new Set(recordsIn(tools).flatMap(({ name, type }) => stringIn(name) ?? stringIn(type) ?? []));
}

import type { ProbedEngine, RequestFacts } from '@signalbox/engine';
import type { EvalResponse } from '@signalbox/gateway/contract';

/** The router's own engine, asked request by request: for configs that this page cannot run. */
export function createRouterEngine(token: string | undefined): ProbedEngine {
  return {
    async route(facts) {
      const response = await fetch('/api/v1/eval', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(chatOf(facts)),
      });
      if (!response.ok) throw new Error(`the router answered ${response.status} to a probe`);
      const { recipe, routing_decision, selected_model, reasoning, plugins, trace }: EvalResponse =
        await response.json();
      return {
        recipe,
        decision: routing_decision,
        model: selected_model === null ? null : { model: selected_model, ...thinkingOf(reasoning) },
        plugins: plugins.map((type) => ({ type, configuration: undefined })),
        trace,
      };
    },
  };
}

type Effort = 'low' | 'medium' | 'high';

function thinkingOf(reasoning: EvalResponse['reasoning']) {
  if (reasoning === null || reasoning.mode === 'off') return { reasoning: 'off' as const };
  return { reasoning: 'on' as const, ...(reasoning.effort === null ? {} : { effort: reasoning.effort as Effort }) };
}

/** The request as a client would send it. */
function chatOf({ messages, tools, requestedModel, metadata, maxOutputTokens, responseFormat }: RequestFacts): object {
  return {
    model: requestedModel,
    metadata,
    messages: messages.map(({ role, text, images, toolCalls, toolCallId }) => ({
      role,
      content:
        images.length === 0
          ? text
          : [
              { type: 'text', text },
              ...images.map(({ source }) => ({ type: 'image_url', image_url: { url: source } })),
            ],
      ...(toolCalls.length === 0
        ? {}
        : {
            tool_calls: toolCalls.map(({ id, name, arguments: input }) => ({
              id,
              type: 'function',
              function: { name, arguments: input },
            })),
          }),
      ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
    })),
    ...(tools.length === 0
      ? {}
      : { tools: tools.map(({ name, description }) => ({ type: 'function', function: { name, description } })) }),
    ...(maxOutputTokens === undefined ? {} : { max_tokens: maxOutputTokens }),
    ...(responseFormat === undefined ? {} : { response_format: responseFormat }),
  };
}

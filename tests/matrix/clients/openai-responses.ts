import {
  type Ask,
  asJson,
  asList,
  asNumber,
  asText,
  type Client,
  type Json,
  type Reading,
  type Step,
} from './client.ts';

/** A client of OpenAI's Responses that keeps the conversation itself and sends all items back. */
export const openaiResponsesClient: Client = {
  protocol: 'openai-responses',
  headers: {},
  body,
  read: readingOf,
  readStream(events) {
    let text = '';
    let last = -1;
    let response: Json = {};
    for (const event of events) {
      if (typeof event.sequence_number === 'number') {
        if (event.sequence_number <= last) throw new Error(`event ${event.sequence_number} follows ${last}`);
        last = event.sequence_number;
      }
      if (event.type === 'response.output_text.delta') text += asText(event.delta);
      if (event.type === 'error') response = { ...response, error: { message: event.message } };
      if (event.response !== undefined) response = { ...asJson(event.response), ...errorOf(response) };
    }
    const reading = readingOf(response);
    if (reading.isFinished && reading.text !== text) throw new Error('the deltas are not the text of the response');
    return { ...reading, text };
  },
};

function errorOf({ error }: Json): Json {
  return error === undefined || error === null ? {} : { error };
}

function body({ model, steps, system, isStreaming, tools, schema }: Ask): Json {
  return {
    model,
    input: steps.flatMap(items),
    store: false,
    max_output_tokens: 2_000,
    ...(system === undefined ? {} : { instructions: system }),
    ...(isStreaming === true ? { stream: true } : {}),
    ...(tools === undefined ? {} : { tools: tools.map((tool) => ({ type: 'function', strict: false, ...tool })) }),
    ...(schema === undefined ? {} : { text: { format: { type: 'json_schema', name: 'answer', schema } } }),
  };
}

function items(step: Step): readonly Json[] {
  if (step.role === 'assistant') return step.kept;
  if (step.role === 'tools') {
    return step.answers.map(({ id, text }) => ({ type: 'function_call_output', call_id: id, output: text }));
  }
  const text = { type: 'input_text', text: step.text };
  const image = step.image === undefined ? [] : [{ type: 'input_image', image_url: step.image, detail: 'auto' }];
  return [{ role: 'user', content: [text, ...image] }];
}

function readingOf(response: Json): Reading {
  const output = asList(response.output);
  const of = (type: string) => output.filter((item) => item.type === type);
  const { error } = response;
  return {
    text: of('message')
      .flatMap((item) => asList(item.content).map((part) => asText(part.text)))
      .join(''),
    reasoning: of('reasoning')
      .flatMap((item) => [...asList(item.content), ...asList(item.summary)].map((part) => asText(part.text)))
      .join(''),
    calls: of('function_call').map((item) => ({
      id: asText(item.call_id),
      name: asText(item.name),
      arguments: asText(item.arguments),
    })),
    isFinished: response.status === 'completed' || response.status === 'incomplete',
    tokens: asNumber(asJson(response.usage).total_tokens),
    kept: output,
    error: error === undefined || error === null ? undefined : asText(asJson(error).message),
  };
}

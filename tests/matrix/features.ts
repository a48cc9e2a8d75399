import { type Answered, askRouter } from './ask-router.ts';
import { type MatrixBackend, thinkingName } from './backends.ts';
import type { Ask, Client, OfferedTool, Step } from './clients/client.ts';

/** Everything a cell of the matrix is tried with. */
export interface Trial {
  readonly url: string;
  readonly client: Client;
  readonly backend: MatrixBackend;
}

/** One row of the matrix: asks, and throws where the answer is not what it should be. Returns what was left out. */
export interface Feature {
  readonly name: string;
  readonly summary: string;
  run(trial: Trial): Promise<readonly string[]>;
}

const QUESTION: Step = { role: 'user', text: 'What is a semaphore?' };
/** One grey pixel. */
const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

export const WEATHER: OfferedTool = {
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
export const TIME: OfferedTool = {
  name: 'get_time',
  description: 'The time in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, format: { type: 'string', enum: ['12h', '24h'] } },
    required: ['city'],
  },
};
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' }, size: { type: 'object', properties: { people: { type: 'integer' } } } },
  required: ['city', 'size'],
};

/** The rows, in the order of the table. */
export const features: readonly Feature[] = [
  {
    name: 'plain',
    summary: 'a question with a system prompt; text, finish and usage',
    async run(trial) {
      const answer = await good(trial, { steps: [QUESTION], system: 'Be brief.' });
      mustHaveText(answer, 'What is a semaphore?');
      return answer.leftOut;
    },
  },
  {
    name: 'stream',
    summary: 'the same as events',
    async run(trial) {
      const answer = await good(trial, { steps: [QUESTION], system: 'Be brief.', isStreaming: true });
      mustHaveText(answer, 'What is a semaphore?');
      return answer.leftOut;
    },
  },
  {
    name: 'tools',
    summary: 'a call, its answer, and the text after it',
    run: (trial) => toolLoop(trial, 'Call get_weather for "Paris".', [WEATHER], false),
  },
  {
    name: 'parallel tools',
    summary: 'two calls in one answer, streamed',
    run: (trial) => toolLoop(trial, 'Call get_weather and get_time for "Paris".', [WEATHER, TIME], true),
  },
  {
    name: 'structured',
    summary: 'an answer by a JSON schema',
    async run(trial) {
      const answer = await good(trial, { steps: [QUESTION], schema: SCHEMA });
      const json: unknown = JSON.parse(answer.text);
      const isTold = answer.leftOut.some((field) => field.startsWith('response_format'));
      must(
        isTold || (typeof json === 'object' && json !== null && 'city' in json),
        `not by the schema: ${answer.text}`,
      );
      return answer.leftOut;
    },
  },
  {
    name: 'image',
    summary: 'a picture in the question',
    async run(trial) {
      const answer = await good(trial, { steps: [{ role: 'user', text: 'What is this?', image: PICTURE }] });
      must(answer.text.includes('1 image'), `the picture did not arrive: ${answer.text}`);
      return answer.leftOut;
    },
  },
  {
    name: 'reasoning',
    summary: 'thinking switched on by the route, shown where the vendor shows it, and a second turn',
    async run(trial) {
      const model = thinkingName(trial.backend);
      const first = await good(trial, { model, steps: [QUESTION], isStreaming: true });
      const thinks = trial.backend.family !== undefined;
      must(first.text.includes('reasoning on') === thinks, `thinking was not switched on: ${first.text}`);
      must((first.reasoning !== '') === trial.backend.showsThinking, `what was thought: "${first.reasoning}"`);
      const steps: Step[] = [QUESTION, { role: 'assistant', kept: first.kept }, { role: 'user', text: 'And a mutex?' }];
      const second = await good(trial, { model, steps });
      mustHaveText(second, 'And a mutex?');
      return [...first.leftOut, ...second.leftOut];
    },
  },
  {
    name: 'error',
    summary: 'a 429 in the client’s own shape, and a stream that fails half-way and must not look finished',
    async run({ url, client, backend }) {
      const ask = { model: backend.name, steps: [QUESTION] };
      const refused = await askRouter(url, client, ask, { 'x-sim-failure': 'status-429' });
      must(refused.status === 429, `status ${refused.status}`);
      must((refused.error ?? '') !== '', 'no message');
      const broken = await askRouter(url, client, { ...ask, isStreaming: true }, { 'x-sim-failure': 'error-event' });
      must(!broken.isFinished, 'the stream looks finished');
      must((broken.error ?? '') !== '', 'the stream says no error');
      return [];
    },
  },
];

async function toolLoop(
  trial: Trial,
  text: string,
  tools: readonly OfferedTool[],
  isStreaming: boolean,
): Promise<readonly string[]> {
  const question: Step = { role: 'user', text };
  const first = await good(trial, { steps: [question], tools, isStreaming });
  const names = first.calls.map(({ name }) => name);
  must(names.join() === tools.map(({ name }) => name).join(), `called ${names.join() || 'nothing'}: ${first.text}`);
  for (const call of first.calls) must('city' in JSON.parse(call.arguments), `arguments ${call.arguments}`);
  const answers = first.calls.map(({ id, name }) => ({ id, text: `sunny, says ${name}` }));
  const steps: Step[] = [question, { role: 'assistant', kept: first.kept }, { role: 'tools', answers }];
  const second = await good(trial, { steps, tools, isStreaming });
  for (const { text: told } of answers) mustHaveText(second, told);
  return [...first.leftOut, ...second.leftOut];
}

async function good({ url, client, backend }: Trial, ask: Omit<Ask, 'model'> & { model?: string }): Promise<Answered> {
  const answer = await askRouter(url, client, { model: backend.name, ...ask });
  must(answer.status === 200 && answer.error === undefined, `status ${answer.status}: ${answer.error}`);
  must(answer.isFinished, 'the answer is not finished');
  must(answer.tokens > 0, 'no usage');
  return answer;
}

function mustHaveText({ text }: Answered, part: string): void {
  must(text.includes(part), `"${part}" is not in "${text}"`);
}

function must(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

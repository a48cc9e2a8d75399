import { failure, isFailure, type RequestFailure } from '../../errors/request-failure.ts';
import { jsonResponse } from '../../http/http-message.ts';
import type { JsonRecord } from '../../json/json-record.ts';
import { evaluateBody } from '../eval/evaluate.ts';
import type { ManagementRequest, ManagementRoute, ManagementServices } from '../management-route.ts';
import {
  type Classify,
  type ClassifyOptions,
  classifyCombined,
  classifyFactCheck,
  classifyFeedback,
  classifyPii,
  classifySecurity,
  classifyTopic,
} from './classifications.ts';
import { readClassifyBody, readText } from './read-text.ts';

/** Most texts in one batch. */
const MOST_TEXTS = 1_000;

function classifyRoute(name: string, summary: string, classify: Classify<object>): ManagementRoute {
  return {
    method: 'POST',
    path: `/api/v1/classify/${name}`,
    access: 'read',
    summary,
    body: {
      examples: { 'application/json': { text: 'Mail me at ada@example.org', options: { confidence_threshold: 0.5 } } },
    },
    async handle({ http }, services) {
      const body = readClassifyBody(http.body);
      if (isFailure(body)) return body;
      const text = readText(body);
      if (isFailure(text)) return text;
      const options = optionsOf(body, { http }, services);
      if (isFailure(options)) return options;
      const answer = await classify(text, services.ports, options);
      return isFailure(answer) ? answer : jsonResponse(200, answer);
    },
  };
}

/** The topic of a text, and where the running config would send it. */
const intent: ManagementRoute = {
  ...classifyRoute('intent', '', classifyTopic),
  summary: 'The topic of {"text": "…"}, and where the running config would send it.',
  async handle({ http }, services) {
    const body = readClassifyBody(http.body);
    if (isFailure(body)) return body;
    const text = readText(body);
    if (isFailure(text)) return text;
    const options = optionsOf(body, { http }, services);
    if (isFailure(options)) return options;
    const topic = await classifyTopic(text, services.ports, options);
    if (isFailure(topic)) return topic;
    const routed = await evaluateBody(body, services, http.cancellation.signal);
    if (isFailure(routed)) return routed;
    const wantsAll = (body.options as JsonRecord | undefined)?.return_probabilities === true;
    return jsonResponse(200, {
      classification: topic.classification,
      ...(wantsAll ? { probabilities: topic.probabilities } : {}),
      recommended_model: routed.selected_model,
      routing_decision: routed.routing_decision,
      matched_signals: routed.matched_signals,
      decision_result: routed.decision_result,
      signal_errors: routed.signal_errors,
    });
  },
};

/** Many texts at once. */
const batch: ManagementRoute = {
  method: 'POST',
  path: '/api/v1/classify/batch',
  access: 'read',
  summary: 'One task ("task_type": intent, pii, security, fact_check, user_feedback) over {"texts": ["…"]}.',
  body: { examples: { 'application/json': { task_type: 'intent', texts: ['Solve 2x + 5 = 15', 'hello'] } } },
  async handle({ http }, services) {
    const body = readClassifyBody(http.body);
    if (isFailure(body)) return body;
    const { texts, task_type: task = 'intent' } = body;
    const classify = typeof task === 'string' && Object.hasOwn(BATCH_TASKS, task) ? BATCH_TASKS[task] : undefined;
    if (classify === undefined) {
      return failure('invalid_value', `unknown task_type ${JSON.stringify(task)}`, {
        parameter: 'task_type',
        hint: `one of ${Object.keys(BATCH_TASKS).join(', ')}`,
      });
    }
    if (!Array.isArray(texts) || texts.length === 0 || texts.length > MOST_TEXTS) {
      return failure('invalid_value', `texts is not a list of 1 to ${MOST_TEXTS} texts`, { parameter: 'texts' });
    }
    const options = optionsOf(body, { http }, services);
    if (isFailure(options)) return options;
    const started = options.now();
    const results: object[] = [];
    for (const [index, text] of texts.entries()) {
      const view = readText({ text });
      if (isFailure(view)) return { ...view, parameter: `texts[${index}]` };
      const answer = await classify(view, services.ports, options);
      if (isFailure(answer)) return answer;
      results.push(answer);
    }
    const elapsed = options.now() - started;
    return jsonResponse(200, { results, total_count: results.length, processing_time_ms: elapsed });
  },
};

const BATCH_TASKS: Readonly<Record<string, Classify<object>>> = {
  intent: classifyTopic,
  pii: classifyPii,
  security: classifySecurity,
  fact_check: classifyFactCheck,
  user_feedback: classifyFeedback,
};

/** Endpoints that ask one model about a text. */
export const classifyRoutes: readonly ManagementRoute[] = [
  intent,
  classifyRoute('pii', 'Personal data in {"text": "…"}, with places and a masked copy.', classifyPii),
  classifyRoute('security', 'Whether {"text": "…"} is a jailbreak or an injection.', classifySecurity),
  classifyRoute('fact-check', 'Whether {"text": "…"} needs facts to be checked.', classifyFactCheck),
  classifyRoute('user-feedback', 'What {"text": "…"} says of the answer before.', classifyFeedback),
  classifyRoute('combined', 'Topic, personal data and security of {"text": "…"} at once.', classifyCombined),
  batch,
];

function optionsOf(
  body: JsonRecord,
  { http }: Pick<ManagementRequest, 'http'>,
  { clock }: ManagementServices,
): ClassifyOptions | RequestFailure {
  const given = (body.options as JsonRecord | undefined)?.confidence_threshold;
  if (given !== undefined && !(typeof given === 'number' && given >= 0 && given <= 1)) {
    return failure('invalid_value', 'confidence_threshold is not a number from 0 to 1', {
      parameter: 'options.confidence_threshold',
    });
  }
  return { threshold: given, signal: http.cancellation.signal, now: () => clock.now() };
}

import { textIn } from '../../json/json-record.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** Whether a simulated model thinks before it answers, and which settings of the request said so. */
export interface Reasoning {
  readonly isOn: boolean;
  /** How much it thinks when it does. */
  readonly effort: 'low' | 'medium' | 'high';
  /** The settings as they came ("enable_thinking=true"); empty when the request had none. */
  readonly received: string;
}

/**
 * Thinking is on when chat_template_kwargs turns it on, or reasoning_effort is medium or more; a template switch that
 * says false wins over an effort, and a model with "Thinking" in its name thinks always.
 */
export function readReasoning(model: string, body: JsonObject): Reasoning {
  const template = isJsonObject(body.chat_template_kwargs) ? body.chat_template_kwargs : {};
  const nested = isJsonObject(body.reasoning) ? body.reasoning.effort : undefined;
  const effort = body.reasoning_effort ?? template.reasoning_effort ?? nested;
  const received: string[] = [];
  for (const switchName of ['enable_thinking', 'thinking']) {
    if (template[switchName] !== undefined) received.push(`${switchName}=${textIn(template[switchName])}`);
  }
  if (typeof effort === 'string') received.push(`reasoning_effort=${effort}`);
  const switched = template.enable_thinking ?? template.thinking;
  const isEffortful = effort === 'medium' || effort === 'high' || effort === 'xhigh' || effort === 'max';
  const always = /thinking/i.test(model);
  if (always) received.push('this model always thinks');
  return {
    isOn: always || (typeof switched === 'boolean' ? switched : isEffortful),
    effort: effort === 'medium' || effort === 'low' ? effort : 'high',
    received: received.join(', '),
  };
}

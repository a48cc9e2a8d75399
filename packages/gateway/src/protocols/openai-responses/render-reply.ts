import { isRecord, type JsonRecord, recordsIn, stringIn } from '../../json/json-record.ts';
import type { AnswerOrigin } from '../protocol.ts';
import { reasoningIn } from '../reasoning-in.ts';
import { clientToolsOf } from './client-tool.ts';
import {
  annotationsIn,
  callItem,
  callPrefix,
  type ItemStatus,
  logprobsIn,
  messageItem,
  reasoningItem,
  refusalPart,
  textPart,
} from './output-items.ts';
import { thinkingPlaceOf } from './reasoning-text.ts';
import { incompleteReasonOf, itemId, responseObject } from './response-object.ts';

/** A chat completion as a response; `request` is the client's body. */
export function renderResponse(completion: JsonRecord, request: JsonRecord, origin: AnswerOrigin): JsonRecord {
  const choice = recordsIn(completion.choices)[0] ?? {};
  const incompleteReason = incompleteReasonOf(choice.finish_reason);
  const status = incompleteReason === undefined ? 'completed' : 'incomplete';
  return responseObject(request, origin, {
    status,
    model: stringIn(completion.model) ?? '',
    output: outputOf(choice, request, origin, status),
    usage: completion.usage,
    serviceTier: completion.service_tier,
    incompleteReason,
  });
}

function outputOf(
  choice: JsonRecord,
  request: JsonRecord,
  origin: AnswerOrigin,
  status: ItemStatus,
): readonly JsonRecord[] {
  const message = isRecord(choice.message) ? choice.message : {};
  const items: JsonRecord[] = [];
  const idOf = (prefix: string) => itemId(prefix, origin, items.length);

  const text = reasoningIn(message) ?? '';
  const blocks = recordsIn(message.thinking_blocks);
  if (text !== '' || blocks.length > 0) {
    const thinking = { text, blocks, model: origin.model };
    items.push(reasoningItem(idOf('rs'), thinkingPlaceOf(request), thinking, 'completed'));
  }
  const parts: JsonRecord[] = [];
  const content = stringIn(message.content) ?? '';
  if (content !== '') parts.push(textPart(content, logprobsIn(choice.logprobs), annotationsIn(message.annotations)));
  if (typeof message.refusal === 'string') parts.push(refusalPart(message.refusal));
  if (parts.length > 0) items.push(messageItem(idOf('msg'), parts, status));

  const tools = clientToolsOf(request);
  for (const { id, function: called } of recordsIn(message.tool_calls)) {
    const name = isRecord(called) ? (stringIn(called.name) ?? '') : '';
    if (!isRecord(called) || name === '') continue;
    const tool = tools.get(name);
    const itsId = idOf(callPrefix(tool));
    const call = { callId: stringIn(id) || itsId, name, argumentsText: stringIn(called.arguments) ?? '' };
    items.push(callItem(itsId, call, tool, status));
  }
  return items;
}

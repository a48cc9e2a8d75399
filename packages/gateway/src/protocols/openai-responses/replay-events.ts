import { type JsonRecord, recordsIn, stringIn, textIn } from '../../json/json-record.ts';
import { clientTools } from './client-tool.ts';
import { began, OpenCall, type OpenItem, OpenMessage, OpenReasoning } from './open-items.ts';
import { thinkingPlaceOf } from './reasoning-text.ts';

/**
 * A response that is finished as the events of a stream, each text in one piece, from the event after the number on. The
 * stream in which it was first told may have had more events: whoever has seen more than there are here gets the last one.
 */
export function replayEvents(answer: JsonRecord, startingAfter: number): string {
  const events: { readonly type: string; readonly fields: JsonRecord }[] = [];
  // The number is given when all events are known.
  const emit = (type: string, fields: JsonRecord) => {
    events.push({ type, fields });
    return '';
  };
  const begun = {
    ...answer,
    status: 'in_progress',
    incomplete_details: null,
    output: [],
    output_text: '',
    usage: null,
  };
  emit('response.created', { response: begun });
  emit('response.in_progress', { response: begun });
  for (const [index, item] of recordsIn(answer.output).entries()) {
    const open = openItem(item, index, answer);
    if (open === undefined) emit('response.output_item.added', { output_index: index, item });
    else {
      began(emit, open.item);
      open.tell();
      open.item.finish();
    }
    emit('response.output_item.done', { output_index: index, item });
  }
  emit(`response.${textIn(answer.status)}`, { response: answer });
  const numbered = events.map(({ type, fields }, number) => ({ type, sequence_number: number, ...fields }));
  const told = numbered.filter(({ sequence_number: number }) => number > startingAfter);
  if (told.length === 0) told.push({ ...numbered.at(-1)!, sequence_number: startingAfter + 1 });
  return told.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');

  /** An item as it was before anything was said, and what says all of it. */
  function openItem(
    item: JsonRecord,
    index: number,
    request: JsonRecord,
  ): { readonly item: OpenItem; readonly tell: () => void } | undefined {
    const id = textIn(item.id);
    if (item.type === 'message') {
      const message = new OpenMessage(emit, index, id);
      return { item: message, tell: () => tellParts(message, recordsIn(item.content)) };
    }
    if (item.type === 'reasoning') {
      const place = thinkingPlaceOf(request);
      const reasoning = new OpenReasoning(emit, index, id, place, '');
      const text = recordsIn(item[place.field])
        .map((part) => stringIn(part.text) ?? '')
        .join('\n');
      return { item: reasoning, tell: () => void (text !== '' && reasoning.text(text)) };
    }
    const tool = clientTools.find(({ callType }) => callType === item.type);
    if (tool === undefined && item.type !== 'function_call') return undefined;
    const call = new OpenCall(emit, index, id, { callId: textIn(item.call_id), name: stringIn(item.name) ?? '', tool });
    const text = tool === undefined ? (stringIn(item.arguments) ?? '') : tool.argumentsOf(item);
    return { item: call, tell: () => void call.add(text) };
  }
}

function tellParts(message: OpenMessage, parts: readonly JsonRecord[]): void {
  for (const part of parts) {
    if (typeof part.refusal === 'string') message.refusal(part.refusal);
    else {
      message.text(stringIn(part.text) ?? '', recordsIn(part.logprobs));
      const cited = recordsIn(part.annotations);
      if (cited.length > 0) message.cite(cited);
    }
  }
}

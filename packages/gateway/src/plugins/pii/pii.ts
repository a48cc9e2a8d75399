import { type FindingTrace, type SpanTagger, s } from '@signalbox/engine';
import { bodyOf, type UpstreamCall, withField } from '../../chat/upstream-call.ts';
import type { Answer, ExchangeView } from '../../exchange/exchange-view.ts';
import { type JsonRecord, recordsIn } from '../../json/json-record.ts';
import { type HiddenSpan, maskJson, maskText } from '../../personal-data/mask-spans.ts';
import { findPersonalData } from '../../personal-data/personal-data.ts';
import { insideJson, Placeholders, plainly } from '../../personal-data/placeholders.ts';
import { checkGuardRoute, compileGuardRoute, guardRoute } from '../guard-route.ts';
import { definePluginKind, type RequestStep } from '../plugin.ts';
import { messagePlaces } from './message-place.ts';
import { type MessageText, rewriteBody } from './message-texts.ts';
import { restoreReply } from './restore-reply.ts';
import { createRestoreStep } from './restore-stream.ts';

const types = (description: string) => s.array(s.string().min(1)).default([]).describe(description);

const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off leaves the plugin out.'),
    action: s
      .enum(['mask', 'block', 'route', 'annotate'])
      .default('mask')
      .describe(
        'mask: the model sees [EMAIL_ADDRESS_1] and the like; block: the message answers, and no model is called; route: to a safer place; annotate: it is only told.',
      ),
    threshold: s.number().gt(0).max(1).default(0.5).describe('Least confidence of an entity, 0..1.'),
    pii_types_allowed: types('Types that may occur.'),
    pii_types_counted: types('Types that say little alone and count only when named here, such as GPE.'),
    reads: s
      .enum(['current_turn', 'user_turns', 'conversation'])
      .optional()
      .describe(
        'What block, route and annotate look at; default conversation. mask reads all that the model would see.',
      ),
    restore: s.boolean().default(true).describe('Of mask: whether answers get the data back.'),
    message: s
      .string()
      .min(1)
      .default('Your message holds personal data, which may not be sent. Please take it out and ask again.')
      .describe('Of block: the whole answer.'),
    ...guardRoute,
  })
  .describe('What happens to personal data in requests.');

type Options = ReturnType<typeof schema.parse>;

/** Keeps personal data from a decision's models. Findings name type and place; the data itself is in no record or log. */
export const pii = definePluginKind({
  type: 'pii',
  summary:
    'Masks personal data on its way to a model and puts it back into the answer, or blocks, reroutes or tells of it.',
  schema,
  guards: true,
  examples: [
    {
      enabled: true,
      action: 'mask',
      threshold: 0.5,
      pii_types_allowed: [],
      pii_types_counted: [],
      restore: true,
      message: 'Please take the personal data out.',
    },
  ],
  check(options, surroundings, report) {
    checkGuardRoute('pii', options, surroundings, report);
    if (options.action === 'mask' && options.reads !== undefined) {
      const message = `decision "${surroundings.decision}": action mask hides personal data in the whole conversation`;
      report.error('pii.unused_reads', ['reads'], message, 'take it out, or use another action');
    }
  },
  compile(options, { ports }) {
    if (!options.enabled) return {};
    const tagger = ports.taggers.pii;
    if (tagger === undefined) throw new Error('no model serves the head "pii"');
    const find = compileFind(options, tagger);
    return options.action === 'mask' ? compileMask(options, find) : { request: compileStop(options, find) };
  },
});

/** What was found in a call. */
interface Found {
  readonly body: JsonRecord;
  /** Every text that the model would see, in order. */
  readonly texts: readonly MessageText[];
  /** For each of the texts. */
  readonly spans: readonly (readonly HiddenSpan[])[];
}

/** Whether a message is looked at, of which the last user turn is `last`; undefined is what stands beside the messages. */
type Scope = (message: number | undefined, messages: readonly JsonRecord[], last: number) => boolean;

const SCOPES: Readonly<Record<NonNullable<Options['reads']>, Scope>> = {
  current_turn: (message, _messages, last) => message === last,
  user_turns: (message, messages) => message !== undefined && messages[message]!.role === 'user',
  conversation: () => true,
};

type Find = (call: UpstreamCall, exchange: ExchangeView) => Promise<Found>;

function compileFind(options: Options, tagger: SpanTagger): Find {
  const { threshold, pii_types_allowed: allowed, pii_types_counted: counted } = options;
  const incidental = (tagger.incidental ?? []).filter((type) => !counted.includes(type));
  const isRead = SCOPES[options.reads ?? 'conversation'];
  const data = { threshold, passed: new Set([...allowed, ...incidental]) };
  return async (call, { signal }) => {
    const body = bodyOf(call);
    const messages = recordsIn(body.messages);
    const texts: MessageText[] = [];
    rewriteBody(body, (text) => {
      texts.push(text);
      return text.text;
    });
    const last = messages.findLastIndex(({ role }) => role === 'user');
    const read = texts.filter(({ message }) => isRead(message, messages, last));
    const spans = await findPersonalData(
      read.map(({ text }) => text),
      tagger,
      data,
      signal,
    );
    return { body, texts: read, spans };
  };
}

/** Types, places and counts; never the data. */
function findingsOf({ body, texts, spans }: Found): readonly FindingTrace[] {
  const places = messagePlaces(recordsIn(body.messages));
  const counts = new Map<string, FindingTrace>();
  for (const [index, { message }] of texts.entries()) {
    const place = message === undefined ? 'other field' : places[message]!;
    for (const { type } of spans[index]!) {
      const key = `${type} ${place}`;
      counts.set(key, { type, place, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

function compileStop(options: Options, find: Find) {
  const answer: Answer = { kind: 'answer', content: options.message, path: 'blocked', headers: [] };
  const route = options.action === 'route' ? compileGuardRoute(options) : undefined;
  return async (call: UpstreamCall, exchange: ExchangeView): Promise<Awaited<RequestStep>> => {
    const findings = findingsOf(await find(call, exchange));
    if (findings.length === 0) return call;
    exchange.found(findings);
    return options.action === 'annotate' ? call : (route ?? answer);
  };
}

function compileMask({ restore }: Options, find: Find) {
  // What stands for what, for as long as the exchange lasts.
  const hidden = new WeakMap<ExchangeView, Placeholders>();
  const quoteFor = ({ facts }: ExchangeView) => (facts.responseFormat?.type.startsWith('json') ? insideJson : plainly);
  return {
    async request(call: UpstreamCall, exchange: ExchangeView): Promise<UpstreamCall> {
      const found = await find(call, exchange);
      const findings = findingsOf(found);
      if (findings.length === 0) return call;
      exchange.found(findings);
      const placeholders = new Placeholders(found.texts.map(({ text }) => text));
      let next = 0;
      const fields = rewriteBody(found.body, ({ text, isJson }) => {
        const spans = found.spans[next++]!;
        const nameOf = (type: string, value: string) => placeholders.name(type, value);
        return isJson ? maskJson(text, spans, nameOf) : maskText(text, spans, nameOf);
      });
      if (restore) hidden.set(exchange, placeholders);
      return Object.entries(fields).reduce((masked, [field, value]) => withField(masked, field, value), call);
    },
    wantsReply: (exchange: ExchangeView) => hidden.has(exchange),
    response<Reply extends { readonly body: Uint8Array }>(reply: Reply, exchange: ExchangeView): Reply {
      return { ...reply, body: restoreReply(reply.body, hidden.get(exchange)!, quoteFor(exchange)) };
    },
    stream: (exchange: ExchangeView) => createRestoreStep(hidden.get(exchange)!, quoteFor(exchange)),
  };
}

import { s } from '@signalbox/engine';
import type { WireBody } from '../../chat/chat-body.ts';
import { bodyOf, type UpstreamCall, withField } from '../../chat/upstream-call.ts';
import { asBuffer, keyOf } from '../../json/scan-object.ts';
import { definePluginKind } from '../plugin.ts';
import { KNOWN_FIELDS } from './known-fields.ts';

const schema = s
  .strictObject({
    blocked_params: s.array(s.string().min(1)).default([]).describe('Fields that are taken out.'),
    max_tokens_limit: s
      .int()
      .min(1)
      .optional()
      .describe(
        'The most output tokens that a client may ask for, under whichever name; a request that asks for none gets none: see defaults.',
      ),
    max_n: s.int().min(1).optional().describe('The most choices that a client may ask for.'),
    defaults: s
      .record(s.string().min(1), s.json())
      .default({})
      .describe('Fields that a request gets where the client says nothing, e.g. max_tokens.'),
    strip_unknown: s
      .boolean()
      .default(false)
      .describe('Whether fields that chat completions do not have are taken out.'),
  })
  .describe('What clients may ask for.');

/** Names under which clients and servers say how long an answer may be; a cap holds for all. */
const LENGTHS = [
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'max_new_tokens',
  'n_predict',
  'num_predict',
];
/** Names under which they ask for several answers. */
const COUNTS = ['n', 'best_of'];

/** Without these a request is none, or its answer comes in a form that the client does not expect. */
const NEEDED = ['model', 'messages', 'stream'];

/** Caps, blocks and fills in the fields of a request; other bytes of the body stay as they are. */
export const requestParams = definePluginKind({
  type: 'request_params',
  summary: 'Caps, blocks and fills in request parameters.',
  schema,
  examples: [
    {
      blocked_params: ['logit_bias'],
      max_tokens_limit: 4096,
      max_n: 1,
      defaults: { max_tokens: 1024, temperature: 0.2 },
      strip_unknown: false,
    },
  ],
  check(options, _surroundings, report) {
    for (const list of ['blocked_params', 'defaults'] as const) {
      const names = Array.isArray(options[list]) ? (options[list] as string[]) : Object.keys(options[list]);
      for (const [index, name] of names.entries()) {
        if (!NEEDED.includes(name)) continue;
        const at = [list, list === 'defaults' ? name : index];
        report.error('request_params.needed', at, `every request needs its own "${name}"`, 'take it out of the list');
      }
    }
  },
  compile({
    blocked_params: blocked,
    max_tokens_limit: lengthLimit,
    max_n: countLimit,
    defaults,
    strip_unknown: strips,
  }) {
    const caps = [
      ...(lengthLimit === undefined ? [] : LENGTHS.map((field) => ({ field, limit: lengthLimit }))),
      ...(countLimit === undefined ? [] : COUNTS.map((field) => ({ field, limit: countLimit }))),
    ];
    const isBlocked = new Set(blocked);
    const isUnwanted = (field: string) => isBlocked.has(field) || (strips && !KNOWN_FIELDS.has(field));
    const fallbacks = Object.entries(defaults);
    return {
      request(call, exchange) {
        const body = bodyOf(call);
        let next: UpstreamCall = call;
        for (const field of Object.keys(body)) {
          if (!isUnwanted(field)) continue;
          next = withField(next, field, undefined);
          // An unknown name is the client's own text.
          exchange.note(`${isBlocked.has(field) ? field : 'unknown field'} taken out`);
        }
        for (const { field, limit } of caps) {
          const value = body[field];
          if (value === undefined || value === null || isUnwanted(field)) continue;
          // Servers that read "9999" as a number would take it for one.
          if (typeof value === 'number' && value <= limit) continue;
          next = withField(next, field, limit);
          exchange.note(`${field} capped at ${limit}`);
        }
        for (const [field, value] of fallbacks) {
          const names = LENGTHS.includes(field) ? LENGTHS : [field];
          if (names.some((name) => body[name] !== undefined && body[name] !== null && !isUnwanted(name))) continue;
          next = withField(next, field, value);
          exchange.note(`${field} filled in`);
        }
        if (next.native === undefined || next.edits.size > 0 || !hasUnwanted(next.native, strips, isBlocked))
          return next;
        // A field of the client's own format: written anew from the shape in the middle, the body is without it.
        exchange.note('blocked field taken out');
        return withField(next, 'model', body.model);
      },
    };
  },
});

function hasUnwanted({ bytes, map }: WireBody, strips: boolean, isBlocked: ReadonlySet<string>): boolean {
  return strips || map.members.some((member) => isBlocked.has(keyOf(asBuffer(bytes), member)));
}

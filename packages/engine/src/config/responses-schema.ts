import { durationSchema } from './duration.ts';
import { s } from './schema.ts';

/** Answers and conversations that are kept for clients of the Responses API. */
export const responsesSchema = s
  .strictObject({
    enabled: s
      .boolean()
      .default(true)
      .describe('Keep answers and conversations; otherwise each request has to bring its whole history.'),
    store_backend: s
      .enum(['file', 'memory', 'postgres'])
      .default('file')
      .describe(
        'A file in the data folder, this process, or the PostgreSQL of global.stores; read when the router starts.',
      ),
    store_by_default: s.boolean().default(true).describe('Keep the answer of a request that does not say `store`.'),
    ttl_seconds: s
      .int()
      .min(1)
      .default(2_592_000)
      .describe('Longest time that a chain or a conversation is kept after its last turn; default 30 days.'),
    max_responses: s
      .int()
      .min(1)
      .default(100_000)
      .describe('Most answers, conversations and items of theirs; those without a new turn for longest go first.'),
    max_megabytes: s.int().min(1).optional().describe('Most room for all of them; default 1,024, in memory 64.'),
    max_response_megabytes: s
      .int()
      .min(1)
      .default(16)
      .describe('Largest turn that is kept, its input and its answer together.'),
    on_store_failure: s
      .enum(['continue', 'refuse'])
      .default('continue')
      .describe(
        'What becomes of an answer that cannot be kept: continue, the client gets it with `store: false`; refuse, it gets a 503.',
      ),
    store_timeout: durationSchema('Longest wait for the store.').default('2s'),
  })
  .prefault({})
  .describe('Answers and conversations that clients of the Responses API can go on from.');

import { s } from '@signalbox/engine';

const seconds = (description: string) => s.int().min(0).describe(description);
const share = (description: string) => s.number().min(0).max(1).describe(description);

/** Names are what most answers are about. */
const NAMES = ['PERSON', 'GPE', 'LOCATION', 'ORGANIZATION'];

export const schema = s
  .strictObject({
    enabled: s.boolean().default(true).describe('Off leaves the plugin out.'),
    mode: s
      .enum(['semantic', 'exact', 'exact_then_semantic'])
      .default('semantic')
      .describe(
        'exact: only the very request is answered; the other two, which are the same here: also one that says the same in other words.',
      ),
    scope: s
      .enum(['user', 'team', 'tenant', 'global'])
      .default('user')
      .describe(
        'Who may share an answer. But for global, nothing is kept for callers of whom nobody says who they are.',
      ),
    semantic: s
      .strictObject({
        threshold: share(
          'Least score of a repeat, 0..1; default: as measured for one false hit in two hundred. `signalbox cache calibrate` fits it to your own questions.',
        ).optional(),
        similarity_threshold: share('Least cosine of the two questions beside that, 0..1.').default(0),
      })
      .prefault({})
      .describe('Repeats in other words.'),
    similarity_threshold: share('Older place of semantic.similarity_threshold.').optional(),
    ttl_seconds: seconds('How long an answer is kept; 0 for not at all.').default(3600),
    tags: s
      .array(s.string().min(1).max(128))
      .default([])
      .describe('Names to invalidate by, beside decision:NAME, model:NAME and recipe:NAME.'),
    max_temperature: s
      .number()
      .min(0)
      .default(1)
      .describe('Requests with a higher temperature want something new each time: they are passed by.'),
    store_tool_calls: s.boolean().default(false).describe('Whether answers that call tools are kept.'),
    max_answer_bytes: s.int().min(1).default(262_144).describe('Larger answers are not kept.'),
    stream_pace: s
      .enum(['at_once', 'natural'])
      .default('at_once')
      .describe('How a kept answer is streamed: as fast as it goes, or over the time that the model took.'),
    single_flight: s
      .strictObject({
        enabled: s.boolean().default(true).describe('Whether equal requests wait for the first of them.'),
        max_wait_seconds: s.number().min(0).default(30).describe('Longest wait; then each goes on by itself.'),
      })
      .prefault({})
      .describe('Equal requests at the same time.'),
    shadow: s
      .strictObject({
        share: share('Share of the hits in other words that the model answers all the same, to compare.').default(0.01),
        agreement: share('Least similarity of the two answers for a true hit, 0..1.').default(0.5),
      })
      .prefault({})
      .describe('What hits in other words are worth, measured.'),
    screening: s
      .strictObject({
        enabled: s
          .boolean()
          .default(true)
          .describe('Whether answers and questions are looked through before they are kept.'),
        types_allowed: s
          .array(s.string().min(1))
          .default(NAMES)
          .describe(
            'Types of personal data that may be kept; all others, keys and passwords among them, keep an answer out.',
          ),
        threshold: share('Least confidence, 0..1.').default(0.8),
      })
      .prefault({})
      .describe('What must not be kept.'),
    request_controls: s
      .strictObject({
        enabled: s.boolean().default(false).describe('Whether clients may steer the cache.'),
        header: s.string().min(1).default('x-vsr-cache-control').describe('The header that they use.'),
        allowed: s
          .array(s.enum(['no-cache', 'no-store', 'bypass', 'max-age', 'ttl']))
          .default(['no-cache', 'no-store', 'bypass', 'max-age', 'ttl'])
          .describe('What they may ask for.'),
        max_ttl_seconds: seconds('The longest that they may ask for; default ttl_seconds.').optional(),
      })
      .prefault({})
      .describe('What clients may say.'),
    personalized: s
      .strictObject({
        mode: s
          .enum(['off', 'exact'])
          .default('off')
          .describe('Prompts with memories or retrieved text in them; no plugin of this version puts any there.'),
      })
      .prefault({})
      .describe('Prompts that are made for one caller.'),
    revision: s
      .strictObject({
        cache_epoch: s.string().optional().describe('Changing it forgets all entries.'),
        model_revision: s.string().optional().describe('The same, for a new version of the model.'),
        prompt_revision: s.string().optional().describe('The same, for a new prompt.'),
        policy_revision: s.string().optional().describe('The same, for a new policy.'),
      })
      .prefault({})
      .describe('What entries are good for.'),
  })
  .describe('Answers repeated questions from a cache.');

export type CacheOptions = ReturnType<typeof schema.parse>;

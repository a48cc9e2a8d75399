import { type PluginVocabulary, s } from '@signalbox/engine';

/**
 * Plugins whose configuration is understood and checked, and which this version cannot run: a config that uses one is
 * refused with a message that says so. Each leaves this list when its folder lands.
 */

const enabled = s.boolean().default(true).describe('Off leaves the plugin out.');
const share = (description: string) => s.number().min(0).max(1).describe(description);
const count = (description: string) => s.int().min(0).describe(description);
const words = (description: string) => s.array(s.string().min(1)).default([]).describe(description);
const warning = s.enum(['header', 'body', 'none']).default('header').describe('Where the client is told.');
/** Settings of a service of its own, which the service checks. */
const backendConfig = s.record(s.string(), s.unknown()).default({}).describe('What the backend needs to be reached.');

const hallucination = s.strictObject({
  enabled,
  use_nli: s.boolean().default(true).describe('Whether unsupported spans are explained.'),
  hallucination_action: warning,
  unverified_factual_action: warning,
  include_hallucination_details: s.boolean().default(false).describe('Whether the spans are told.'),
});

const responseJailbreak = s.strictObject({
  enabled,
  threshold: share('Least risk.').optional(),
  action: s.enum(['header', 'block', 'none']).default('header').describe('What happens to a risky answer.'),
});

const memory = s.strictObject({
  enabled,
  retrieval_limit: count('The most memories put into a prompt.').default(5),
  similarity_threshold: share('Least similarity of a memory.').default(0.6),
  auto_store: s.boolean().default(false).describe('Whether turns are remembered.'),
  hybrid_search: s.boolean().default(false).describe('Whether words count beside meaning.'),
  hybrid_mode: s.string().optional().describe('How the two are combined.'),
  reflection: s
    .strictObject({
      enabled: s.boolean().default(true).describe('Whether memories are filtered.'),
      algorithm: s.string().optional().describe('How.'),
      max_inject_tokens: count('The most tokens put into a prompt.').default(2048),
      recency_decay_days: count('How fast memories fade.').default(30),
      dedup_threshold: share('From which similarity two are one.').default(0.9),
      block_patterns: words('Expressions that keep a memory out.'),
    })
    .prefault({})
    .describe('Which memories may speak.'),
});

const rag = s.strictObject({
  enabled,
  backend: s
    .enum(['milvus', 'qdrant', 'external_api', 'mcp', 'openai', 'vectorstore', 'hybrid'])
    .describe('Where documents come from.'),
  similarity_threshold: share('Least similarity of a document.').optional(),
  top_k: count('The most documents.').default(5),
  max_context_length: count('The most characters put into a prompt.').default(10_000),
  injection_mode: s.enum(['tool_role', 'system_prompt']).default('tool_role').describe('Where they are put.'),
  backend_config: backendConfig,
  on_failure: s.enum(['skip', 'warn', 'block']).default('skip').describe('What happens without documents.'),
  cache_results: s.boolean().default(false).describe('Whether found documents are kept.'),
  cache_ttl_seconds: count('How long.').optional(),
  min_confidence_threshold: share('Least confidence of a document.').optional(),
});

const imageGeneration = s.strictObject({
  enabled,
  backend: s.enum(['vllm_omni', 'openai']).describe('Who paints.'),
  backend_config: backendConfig,
  modality_detection: s.record(s.string(), s.unknown()).default({}).describe('How image requests are told.'),
  default_width: count('Pixels.').default(1024),
  default_height: count('Pixels.').default(1024),
  max_inference_steps: count('The most steps.').optional(),
  timeout_seconds: count('How long to wait.').default(120),
});

const toolSelection = s.strictObject({
  enabled,
  mode: s.enum(['add', 'filter']).describe('Tools of a database are added, or the caller’s are thinned out.'),
  tools_db_path: s.string().optional().describe('Of add: the database.'),
  top_k: count('Of add: the most tools.').default(3),
  similarity_threshold: share('Of add: least similarity.').default(0.2),
  strategy: s.string().optional().describe('Of add: how they are chosen.'),
  fallback_to_empty: s.boolean().default(true).describe('Of add: nothing where nothing fits.'),
  advanced_filtering: s.record(s.string(), s.unknown()).optional().describe('Of add: further filters.'),
  relevance_threshold: share('Of filter: least similarity.').optional(),
  preserve_count: count('Of filter: how many stay in any case.').optional(),
});

const treatment = (description: string) =>
  s.enum(['preserve', 'extractive', 'recoverable']).default('preserve').describe(description);
const contextCompression = s.strictObject({
  enabled,
  mode: s.literal('auto').default('auto').describe('When the budget asks for it.'),
  budget: s
    .strictObject({
      trigger_tokens: count('From how many tokens.').optional(),
      target_tokens: count('Down to how many.').optional(),
      reserve_output_tokens: s
        .union([s.literal('auto'), s.int().min(0)])
        .default('auto')
        .describe('Room for the answer.'),
    })
    .prefault({})
    .describe('How much may stay.'),
  targets: s
    .strictObject({
      tool_outputs: s.unknown().optional().describe('preserve, extractive or recoverable, or those with bounds.'),
      history: treatment('Earlier turns.'),
      rag: treatment('Retrieved text.'),
      memory: treatment('Memories.'),
    })
    .prefault({})
    .describe('What may be shortened.'),
  scoring: s
    .strictObject({
      method: s.enum(['bm25', 'embedding', 'hybrid']).default('bm25').describe('What is worth keeping.'),
    })
    .prefault({})
    .describe('How sentences are ranked.'),
  recovery: s
    .strictObject({
      enabled: s.boolean().default(false).describe('Whether the model may ask for what was cut.'),
      store: s.string().optional().describe('Where it is kept.'),
      ttl_seconds: count('How long.').default(900),
      max_bytes: count('How much.').optional(),
      max_retrievals: count('How often it may ask.').default(8),
    })
    .prefault({})
    .describe('What was cut.'),
  request_controls: s
    .strictObject({
      header: s.string().default('x-vsr-compression-control').describe('The header that clients use.'),
      allowed: s
        .array(s.enum(['bypass', 'target']))
        .default([])
        .describe('What they may ask for.'),
    })
    .prefault({})
    .describe('What clients may say.'),
  failure_mode: s
    .enum(['fail_open', 'fail_closed'])
    .default('fail_open')
    .describe('Whether a failure stops the request.'),
});

/** By what each does, as the reference names them. */
export const plannedPlugins: readonly PluginVocabulary[] = [
  { type: 'hallucination', summary: 'Checks an answer against its sources.', schema: hallucination, guards: true },
  { type: 'response_jailbreak', summary: 'Screens answers for jailbreaks.', schema: responseJailbreak, guards: true },
  { type: 'memory', summary: 'Remembers users across conversations.', schema: memory },
  { type: 'rag', summary: 'Puts retrieved documents into the prompt.', schema: rag },
  { type: 'image_gen', summary: 'Answers requests for pictures with pictures.', schema: imageGeneration },
  { type: 'tool_selection', summary: 'Chooses the tools that fit a request.', schema: toolSelection },
  { type: 'context_compression', summary: 'Shortens long prompts.', schema: contextCompression },
].map((plugin) => ({ ...plugin, isPlanned: true }));

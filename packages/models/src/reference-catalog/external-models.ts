import {
  type CatalogForm,
  type CatalogReader,
  type CatalogRule,
  type FormChoice,
  type Report,
  s,
} from '@signalbox/engine/adapters';
import { noEffect, noEqual } from './no-equal.ts';

const external = s.strictObject({
  name: s.string().optional().describe('A label for readers.'),
  llm_provider: s.enum(['vllm', 'openai']).default('vllm').describe('Both speak the same protocol.'),
  model_role: s
    .string()
    .min(1)
    .describe('What it answers for: guardrail (jailbreak) or preference; others are refused.'),
  llm_endpoint: s
    .strictObject({
      name: s.string().optional().describe('A label for readers.'),
      address: s.string().min(1).describe('Host name or IP address.'),
      port: s.int().min(1).max(65_535).optional().describe('TCP port; default that of the protocol.'),
      protocol: s.enum(['http', 'https']).default('http').describe('Protocol.'),
      use_chat_template: s.boolean().optional().describe('Only true is like here.'),
      prompt_template: s.string().optional().describe('Understood and refused: the prompt is the adapter’s.'),
    })
    .describe('The server, whose /v1/chat/completions is asked.'),
  llm_model_name: s.string().min(1).describe('Model name, as the server has it.'),
  llm_timeout_seconds: s.number().min(0.001).max(3600).default(5).describe('Longest time for one call.'),
  parser_type: s.string().optional().describe('auto, json or simple: the answer is bound to the labels anyhow.'),
  threshold: s.number().min(0).max(1).optional().describe('Understood and refused: the module has it.'),
  access_key: s.string().min(1).optional().describe('Key, inline. Prefer a reference to an environment variable.'),
  max_tokens: s.int().min(1).optional().describe('Understood: an answer is one label.'),
  temperature: s.number().min(0).max(2).optional().describe('Sampling temperature.'),
});

export type External = ReturnType<typeof external.parse>;

/** Roles that a head of ours stands for. */
const HEADS: Readonly<Record<string, { readonly head: string; readonly threshold: string }>> = {
  guardrail: { head: 'jailbreak', threshold: 'modules.prompt_guard.threshold' },
  preference: { head: 'preference', threshold: 'modules.classifier.preference.threshold' },
};
const PREFERENCE = ['modules', 'classifier', 'preference'] as const;
/** Parsers of free text that contains a label, as a chat model's answers do. */
const PLAIN_PARSERS = ['auto', 'json', 'simple'];

/** `external`: chat models on servers, by role. */
export const externalModels: CatalogForm = {
  parts: [
    { path: ['external'], schema: s.array(external).describe('Chat models on servers, by what they answer for.') },
    {
      path: PREFERENCE,
      schema: s.strictObject({
        use_contrastive: s
          .boolean()
          .optional()
          .describe('True: nearness to examples, whatever external says. False: the external model.'),
      }),
    },
  ],
  read(catalog, report) {
    const entries = (catalog.part(['external']) ?? []) as readonly External[];
    const { use_contrastive: isContrastive } = (catalog.part(PREFERENCE) ?? {}) as { use_contrastive?: boolean };
    if (isContrastive === false && !entries.some(({ model_role: role }) => role === 'preference')) {
      noEqual(
        report,
        [...PREFERENCE, 'use_contrastive'],
        'no entry of external has model_role: preference',
        'add one, or take use_contrastive out: preferences are then told by nearness to their examples',
      );
    }
    const ofRules = externalsOfRules(catalog.rules('classifiers'));
    return entries.flatMap((entry, index) => {
      if (HEADS[entry.model_role] === undefined && entry.name !== undefined && ofRules.has(entry.name)) {
        checkEntry(entry, ['external', index], 'threshold of the rules that ask it', report);
        return [];
      }
      if (isContrastive === true && entry.model_role === 'preference') {
        noEffect(report, ['external', index], 'use_contrastive is true');
        return [];
      }
      return readEntry(entry, ['external', index], catalog, report);
    });
  },
};

/** Names of entries that rules of classifiers ask, whatever their role. */
function externalsOfRules(rules: readonly CatalogRule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ fields }) => (fields as { readonly model?: string }).model ?? []));
}

function readEntry(
  entry: External,
  path: readonly (string | number)[],
  catalog: CatalogReader,
  report: Report,
): readonly FormChoice[] {
  const role = HEADS[entry.model_role];
  if (role === undefined) {
    report.error(
      'config.no_equal',
      [...path, 'model_role'],
      `no head is known for the role "${entry.model_role}"; expected one of ${Object.keys(HEADS).join(', ')}`,
      'name the head under global.model_catalog.heads, e.g. domain: { adapter: vllm, base_url: …, model: …, labels: … }',
    );
    return [];
  }
  checkEntry(entry, path, role.threshold, report);
  const labels = entry.model_role === 'preference' ? { labels: preferencesOf(catalog) } : {};
  return [
    {
      head: role.head,
      adapter: 'llm_judge',
      options: { ...judgeOptions(entry), ...labels },
      path,
    },
  ];
}

/** An entry as options of the adapter `llm_judge`, without labels. */
export function judgeOptions(entry: External): Readonly<Record<string, unknown>> {
  const { address, port, protocol } = entry.llm_endpoint;
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  return {
    base_url: `${protocol}://${host}${port === undefined ? '' : `:${port}`}/v1`,
    model: entry.llm_model_name,
    timeout: `${entry.llm_timeout_seconds}s`,
    ...(entry.access_key === undefined ? {} : { api_key: entry.access_key }),
    ...(entry.temperature === undefined ? {} : { temperature: entry.temperature }),
  };
}

/** The rules' names with what they mean, and one for none of them. */
function preferencesOf({ rules }: CatalogReader): Readonly<Record<string, string>> {
  const named = rules('preferences').map(({ name, description }) => [name, description ?? name] as const);
  return { ...Object.fromEntries(named), none: 'none of the others' };
}

function checkEntry(
  { parser_type: parser, threshold, max_tokens: mostTokens, llm_endpoint: server }: External,
  path: readonly (string | number)[],
  thresholdPath: string,
  report: Report,
): void {
  if (parser !== undefined && !PLAIN_PARSERS.includes(parser)) {
    noEqual(
      report,
      [...path, 'parser_type'],
      `answers are bound to the head’s labels, not read as ${parser}`,
      'take it out and name an instruction-following chat model, or serve a classifier: heads.jailbreak: { adapter: vllm, … }',
    );
  }
  if (threshold !== undefined) {
    noEqual(report, [...path, 'threshold'], 'the module has the threshold', `set ${thresholdPath}, and take it out`);
  }
  if (mostTokens !== undefined) noEffect(report, [...path, 'max_tokens'], 'an answer is one label');
  const endpoint = [...path, 'llm_endpoint'];
  if (server.use_chat_template === false) {
    noEqual(report, [...endpoint, 'use_chat_template'], 'the server is asked for a chat completion', 'take it out');
  }
  if (server.prompt_template !== undefined) {
    const hint = 'take it out; heads.<head>: { adapter: llm_judge, instructions: … } words the task';
    noEqual(report, [...endpoint, 'prompt_template'], 'the prompt is the adapter’s own', hint);
  }
}

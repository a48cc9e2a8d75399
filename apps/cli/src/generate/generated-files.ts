import { canonicalSchema, toJsonSchema } from '@signalbox/engine';
import { pluginKinds } from '@signalbox/gateway';
import { adapters, heads } from '@signalbox/models';
import { vocabulary } from '../composition/vocabulary.ts';
import { commandReference } from './command-reference.ts';
import { configTypes } from './config-types.ts';
import { definitionPage } from './definition-page.ts';
import { providersPage } from './providers-page.ts';

/** Every file that derives from the definitions, by path from the repository's root. Deterministic. */
export function generatedFiles(): Map<string, string> {
  const { kinds, algorithms, plugins, providers } = vocabulary;
  const headList = `The heads:\n\n${heads.map(({ name, port, summary }) => `- \`${name}\` (${port}): ${summary}`).join('\n')}`;
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Signalbox config',
    ...toJsonSchema(canonicalSchema(vocabulary)),
  };
  return new Map([
    ['docs/reference/config.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    [
      'docs/reference/signals.md',
      definitionPage(
        'Signals',
        'Rules of each kind stand under `routing.signals`, in the list named in the heading.',
        kinds.map((kind) => ({
          title: `${kind.kind} (\`${kind.configKey}\`)`,
          summary: kind.summary,
          schema: toJsonSchema(kind.schema as never),
          examples: kind.examples,
        })),
      ),
    ],
    ['docs/reference/providers.md', providersPage(providers)],
    [
      'docs/reference/algorithms.md',
      definitionPage(
        'Selection algorithms',
        'How one of several models of a decision is chosen: `algorithm: { type: … }`.',
        algorithms.map((each) => ({
          title: each.type,
          summary: each.summary,
          schema: toJsonSchema(each.schema as never),
          examples: [],
        })),
      ),
    ],
    [
      'docs/reference/plugins.md',
      definitionPage(
        'Plugins',
        'What happens to a decision’s requests and answers: `plugins: [{ type, configuration, on_error }]`, in the order in which they run. The fields are those of `configuration`; `on_error` is `closed` (a failure refuses the request) or `open` (the plugin is left out).',
        plugins.map((each) => ({
          title: each.isPlanned === true ? `${each.type} (not in this version yet)` : each.type,
          summary: each.summary,
          schema: toJsonSchema(each.schema as never),
          examples: pluginKinds.find(({ type }) => type === each.type)?.examples ?? [],
        })),
      ),
    ],
    [
      'docs/reference/adapters.md',
      definitionPage(
        'Adapters',
        `Who answers for a head in place of the embedded models: \`global.model_catalog.heads.<head>: { adapter: … }\`. ${headList}`,
        adapters.map((each) => ({
          title: `${each.type} (${each.serves.join(', ')})`,
          summary: each.summary,
          schema: toJsonSchema(each.schema as never),
          examples: Object.entries(each.examples).map(([head, entry]) => ({ [head]: entry })),
        })),
      ),
    ],
    ['docs/reference/commands.md', commandReference()],
    ['apps/cli/src/library/config-input.generated.ts', configTypes(schema, kinds)],
  ]);
}

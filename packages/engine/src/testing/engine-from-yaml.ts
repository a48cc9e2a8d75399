import type { Vocabulary } from '../config/canonical-schema.ts';
import { formatDiagnostic } from '../config/diagnostic.ts';
import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import type { Ports } from '../ports/index.ts';
import { algorithms } from '../selection/index.ts';
import { signalKinds } from '../signals/index.ts';
import { testPorts } from './test-ports.ts';

/** The engine's own kinds and algorithms, one provider, no plugins. */
export const testVocabulary: Vocabulary = {
  kinds: signalKinds,
  algorithms,
  plugins: [],
  providers: [
    {
      type: 'openai',
      summary: 'Chat completions.',
      defaults: { basePath: '/v1', authHeader: 'authorization', authPrefix: 'Bearer' },
    },
  ],
  heads: [],
  adapters: [],
  forms: [],
};

const SKELETON = `
version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small }, { name: large }, { name: coder }]
routing:
`;

/** An engine over three models (`small` the default, `large`, `coder`) and the given `routing` block; throws what is wrong. */
export async function engineFromYaml(
  routing: string,
  ports: Partial<Ports> = {},
  vocabulary = testVocabulary,
): Promise<Engine> {
  const indented = routing
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return engineFromConfig(SKELETON + indented, ports, vocabulary);
}

/** An engine from a whole config; throws what is wrong. */
export async function engineFromConfig(
  text: string,
  ports: Partial<Ports> = {},
  vocabulary = testVocabulary,
): Promise<Engine> {
  const result = await loadEngine(text, { vocabulary, ports: testPorts(ports), purpose: 'simulate' });
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
  return result.engine;
}

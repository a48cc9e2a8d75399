import { type Diagnostic, hasErrors } from '../config/diagnostic.ts';
import type { ParseProbesResult } from '../probes/parse-probes.ts';
import type { Probe } from '../probes/probe.ts';
import { parseChatMessages } from '../request/parse-chat-messages.ts';
import type { BuildContext, PolicyTest } from './build-config.ts';
import { parsePolicyText } from './policy-document.ts';

/** The parts of a config's data that say which model name leads to which routing. */
interface Names {
  readonly global?: {
    readonly router?: { readonly auto_model_name?: string; readonly auto_model_names?: readonly string[] | null };
  };
  readonly entrypoints?: readonly { readonly recipe?: string; readonly model_names?: readonly string[] }[];
}

/** What the TEST blocks of a policy ask for, as probes; every problem has its place and a hint. */
export function parsePolicyProbes(
  text: string,
  { kinds, file }: { readonly kinds: BuildContext['kinds']; readonly file?: string | undefined },
): ParseProbesResult {
  const policy = parsePolicyText(text, { kinds, file, environment: {}, missingEnvironment: 'warning' });
  const diagnostics: Diagnostic[] = policy.diagnostics.filter(({ severity }) => severity === 'error');
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  if (policy.tests.length === 0) {
    diagnostics.push({
      severity: 'error',
      code: 'dsl.no_tests',
      message: 'the policy has no TEST block',
      hint: 'TEST name { "query" -> route }',
      path: [],
      file,
      line: 1,
      column: 1,
    });
    return { ok: false, diagnostics };
  }
  const counts = new Map<string, number>();
  const probes = policy.tests.map((test) => {
    const count = (counts.get(test.name) ?? 0) + 1;
    counts.set(test.name, count);
    return probeOf(test, `${test.name}/${count}`, policy.data as Names);
  });
  const probeFile = { name: undefined, profile: undefined, probes, acceptance: undefined, coverage: undefined };
  return { ok: true, file: probeFile, diagnostics };
}

function probeOf({ query, route, recipe }: PolicyTest, id: string, names: Names): Probe {
  const parsed = parseChatMessages([{ role: 'user', content: query }]);
  if (!parsed.ok) throw new TypeError(`a text is no message: ${parsed.message}`);
  return {
    id,
    facts: { messages: parsed.messages, tools: [], requestedModel: modelNameOf(recipe, names), metadata: {} },
    expected: {
      decision: route,
      recipe,
      model: undefined,
      reasoning: undefined,
      algorithm: undefined,
      plugins: [],
      signals: [],
      forbiddenSignals: [],
    },
    tags: [],
    shapes: ['query'],
  };
}

/** A name that asks for the recipe, or for the top-level routing. */
function modelNameOf(recipe: string | undefined, { global, entrypoints = [] }: Names): string {
  if (recipe !== undefined) return entrypoints.find((each) => each.recipe === recipe)?.model_names?.[0] ?? recipe;
  return global?.router?.auto_model_names?.[0] ?? global?.router?.auto_model_name ?? 'MoM';
}

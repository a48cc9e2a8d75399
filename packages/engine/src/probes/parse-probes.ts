import type { ConfigPath, Diagnostic } from '../config/diagnostic.ts';
import { hasErrors } from '../config/diagnostic.ts';
import { parseConfigText } from '../config/document.ts';
import { s } from '../config/schema.ts';
import { reportSchemaProblems } from '../config/schema-problems.ts';
import type { Message } from '../request/facts.ts';
import { parseChatMessages } from '../request/parse-chat-messages.ts';

/** A request with the route it must take: the one format for cases that recipes, tests and users share. */
export interface Probe {
  /** `decision/variant`, unique in its file. */
  readonly id: string;
  readonly messages: readonly Message[];
  readonly expectedDecision: string;
  readonly expectedModel: string | undefined;
  /** `off`, or the effort. */
  readonly expectedReasoning: string | undefined;
  readonly tags: readonly string[];
}

export interface ProbeFile {
  readonly name: string | undefined;
  /** Folder of the recipe the probes were written for. */
  readonly profile: string | undefined;
  readonly probes: readonly Probe[];
}

export type ParseProbesResult =
  | { readonly ok: true; readonly file: ProbeFile; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const variant = s.looseObject({
  id: s.string().min(1),
  query: s.string().min(1).optional(),
  messages: s.array(s.unknown()).min(1).optional(),
  tags: s.array(s.string()).default([]),
});

const schema = s.looseObject({
  name: s.string().optional(),
  profile: s.string().optional(),
  decisions: s
    .array(
      s.looseObject({
        id: s.string().min(1),
        expected_decision: s.string().optional(),
        expected_alias: s.string().optional(),
        reasoning: s.enum(['off', 'low', 'medium', 'high']).optional(),
        variants: s.array(variant).min(1),
      }),
    )
    .min(1),
});

/** Fields of the reference's format that change what a probe means and are not understood yet: an error, not silence. */
const NOT_UNDERSTOOD = ['repeat', 'padding', 'generated_text', 'image_fixture'];

/** Reads a probe file; every problem has its place and a hint. */
export function parseProbes(text: string, file?: string): ParseProbesResult {
  const document = parseConfigText(text, { file, environment: {}, missingEnvironment: 'warning' });
  const diagnostics: Diagnostic[] = document.diagnostics.filter((each) => each.severity === 'error');
  const add = (severity: 'error' | 'warning') => (code: string, path: ConfigPath, message: string, hint?: string) => {
    diagnostics.push({ severity, code, message, hint, path, file, ...document.locate(path) });
  };
  const report = { error: add('error'), warning: add('warning') };
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  const parsed = schema.safeParse(document.data);
  if (!parsed.success) {
    reportSchemaProblems(schema, document.data, parsed.error.issues, report);
    return { ok: false, diagnostics };
  }

  const probes: Probe[] = [];
  const seen = new Set<string>();
  for (const [index, decision] of parsed.data.decisions.entries()) {
    for (const [position, each] of decision.variants.entries()) {
      const path = ['decisions', index, 'variants', position];
      const id = `${decision.id}/${each.id}`;
      if (seen.has(id))
        report.error('probes.duplicate', [...path, 'id'], `duplicate probe "${id}"`, 'rename one of them');
      seen.add(id);
      for (const field of NOT_UNDERSTOOD) {
        if (field in each)
          report.error(
            'probes.unsupported',
            [...path, field],
            `"${field}" is not supported`,
            'write the text out in query or messages',
          );
      }
      if ((each.query === undefined) === (each.messages === undefined)) {
        report.error(
          'probes.request',
          path,
          `probe "${id}" needs either query or messages`,
          'keep exactly one of the two',
        );
        continue;
      }
      const messages = parseChatMessages(each.messages ?? [{ role: 'user', content: each.query }]);
      if (!messages.ok) {
        report.error(
          'probes.messages',
          path,
          `probe "${id}": ${messages.parameter}: ${messages.message}`,
          'messages are written as in a chat request',
        );
        continue;
      }
      probes.push({
        id,
        messages: messages.messages,
        expectedDecision: decision.expected_decision ?? decision.id,
        expectedModel: decision.expected_alias,
        expectedReasoning: decision.reasoning,
        tags: each.tags,
      });
    }
  }
  if (hasErrors(diagnostics)) return { ok: false, diagnostics };
  return { ok: true, file: { name: parsed.data.name, profile: parsed.data.profile, probes }, diagnostics };
}

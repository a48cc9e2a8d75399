import { type CatalogForm, s } from '@signalbox/engine/adapters';
import { checkPrototypes, noEffect, noEqual } from './no-equal.ts';

const anything = (description: string) => s.record(s.string(), s.unknown()).describe(description);

const GROUNDING = ['modules', 'hallucination_mitigation'] as const;

/** Parts that nothing reads, because no rule of this version asks for them. */
const UNREAD = [
  {
    path: [...GROUNDING, 'enabled'],
    schema: s.boolean(),
    reason: 'answers are checked where a decision’s plugin says so',
  },
  {
    path: [...GROUNDING, 'detector'],
    schema: anything('Understood.'),
    reason: 'the embedded model looks for unsupported claims',
  },
] as const;

/** Parts that would change what signals read or who answers, unless they are switched off. */
const REFUSED = [
  {
    path: ['modules', 'prompt_compression'],
    message: 'signals read whole texts here',
    hint: 'prompt_compression: { enabled: false }, or take it out; long texts cost little',
  },
  {
    path: ['modules', 'classifier', 'mcp'],
    message: 'no classifier is asked over MCP',
    hint: 'mcp: { enabled: false }, and name a model: heads.domain: { adapter: vllm, … }',
  },
] as const;

/** Modules of signals whose scores the reference takes from prototypes. */
const PROTOTYPES = [
  ['modules', 'complexity'],
  ['modules', 'classifier', 'preference'],
] as const;

/** What the reference has, and this router does not. */
export const withoutEqual: CatalogForm = {
  parts: [
    ...UNREAD.map(({ path, schema, reason }) => ({
      path,
      schema: schema.describe(`Understood, without effect: ${reason}.`),
    })),
    ...REFUSED.map(({ path, message }) => ({ path, schema: anything(`Refused unless enabled is false: ${message}.`) })),
    ...PROTOTYPES.map((path) => ({
      path,
      schema: s.strictObject({ prototype_scoring: anything('Understood, where enabled is false.').optional() }),
    })),
  ],
  read({ part }, report) {
    for (const { path, reason } of UNREAD) if (part(path) !== undefined) noEffect(report, path, reason);
    for (const { path, message, hint } of REFUSED) {
      const value = part(path) as { readonly enabled?: unknown } | undefined;
      if (value !== undefined && value.enabled !== false) noEqual(report, path, message, hint);
    }
    for (const path of PROTOTYPES) {
      const module = part(path) as { readonly prototype_scoring?: unknown } | undefined;
      checkPrototypes(report, [...path, 'prototype_scoring'], module?.prototype_scoring);
    }
    return [];
  },
};

import type { Report } from '../../config/diagnostic.ts';
import { s } from '../../config/schema.ts';

const share = (description: string) => s.number().min(0).max(1).describe(description);

const label = s.strictObject({
  description: s
    .string()
    .min(1)
    .optional()
    .describe('What it is about; stands for the exemplars where there are none.'),
  exemplars: s.array(s.string().min(1)).default([]).describe('Texts that carry the label.'),
});

const labels = s.record(s.string().min(1), label);

/** The file of a base. */
const manifest = s.strictObject({
  version: s.union([s.string(), s.number()]).optional(),
  description: s.string().optional(),
  labels,
});

const metric = s.strictObject({
  name: s.string().min(1).describe('Name that scores use.'),
  type: s.literal('group_margin').default('group_margin').describe('Score of one group − score of another.'),
  positive_group: s.string().min(1).describe('A group.'),
  negative_group: s.string().min(1).describe('A group.'),
});

const base = s.strictObject({
  name: s.string().min(1).describe('Name that rules use.'),
  description: s.string().optional().describe('What it is for.'),
  source: s
    .strictObject({
      path: s.string().min(1).describe('Folder, relative to the config.'),
      manifest: s.string().min(1).default('labels.json').describe('File in it.'),
    })
    .optional()
    .describe('Where its labels lie: JSON, { "labels": { "name": { "description": …, "exemplars": [ … ] } } }.'),
  labels: labels.optional().describe('Its labels, in place of a source.'),
  threshold: share('Least score of a label.').default(0.5),
  label_thresholds: s.record(s.string(), share('Least score of this label.')).default({}).describe('By label.'),
  groups: s
    .record(s.string().min(1), s.array(s.string().min(1)).min(1))
    .default({})
    .describe('Labels by group; a group’s score is that of its best label.'),
  metrics: s.array(metric).default([]).describe('Numbers for scores, beside best_score and best_matched_score.'),
  prototype_scoring: s.record(s.string(), s.unknown()).optional().describe('Understood, where enabled is false.'),
});

/** `global.model_catalog.kbs`. */
export const knowledgeBases = s.array(base).default([]).describe('Knowledge bases: labels with example texts.');

export type KnowledgeBase = ReturnType<typeof base.parse>;

/** Metrics that every base has. */
export const BUILT_IN_METRICS = ['best_score', 'best_matched_score'] as const;

/** Bases with their labels read, and what is wrong with them; paths in the report start at the list. */
export function readBases(
  bases: readonly KnowledgeBase[],
  readFile: (path: string) => string,
  report: Report,
): KnowledgeBase[] {
  return bases.map((each, index) => {
    const say = (code: string, at: readonly (string | number)[], message: string, hint: string) =>
      report.error(code, [index, ...at], `knowledge base "${each.name}": ${message}`, hint);
    const first = bases.findIndex(({ name }) => name === each.name);
    if (first < index) say('kb.duplicate', ['name'], `entry ${first + 1} has this name too`, 'rename one of them');
    const found = labelsOf(each, readFile, say);
    if (found === undefined) return { ...each, labels: {} };
    checkBase(each, found, say);
    if (each.prototype_scoring !== undefined && each.prototype_scoring.enabled !== false) {
      report.warning(
        'kb.prototypes',
        [index, 'prototype_scoring'],
        `knowledge base "${each.name}": examples are not clustered to prototypes here`,
        'prototype_scoring: { enabled: false }, and thresholds that fit',
      );
    }
    return { ...each, labels: found };
  });
}

type Say = (code: string, at: readonly (string | number)[], message: string, hint: string) => void;
type Labels = NonNullable<KnowledgeBase['labels']>;

function labelsOf({ source, labels: own }: KnowledgeBase, readFile: (path: string) => string, say: Say) {
  if ((source === undefined) === (own === undefined)) {
    say('kb.source', [], `expected either source or labels, got ${own === undefined ? 'none' : 'both'}`, 'keep one');
    return undefined;
  }
  if (source === undefined) return own;
  const file = `${source.path.replace(/\/+$/, '')}/${source.manifest}`;
  const hint = 'see that it is JSON: { "labels": { "name": { "exemplars": ["…"] } } }';
  try {
    const parsed = manifest.safeParse(JSON.parse(readFile(file)));
    if (parsed.success) return parsed.data.labels;
    const { path, message } = parsed.error.issues[0]!;
    say('kb.manifest', ['source'], `${file}: ${path.join('.') || 'the file'}: ${message}`, hint);
  } catch (cause) {
    say('kb.manifest', ['source'], `${file} cannot be read: ${(cause as Error).message}`, hint);
  }
  return undefined;
}

function checkBase({ groups, metrics, label_thresholds: thresholds }: KnowledgeBase, found: Labels, say: Say): void {
  const names = Object.keys(found);
  const known = `labels: ${names.join(', ')}`;
  if (names.length === 0) say('kb.empty', ['labels'], 'it has no labels', 'give it labels with exemplars');
  for (const [name, { description, exemplars }] of Object.entries(found)) {
    if (exemplars.length > 0 || description !== undefined) continue;
    say('kb.empty', ['labels', name], `label "${name}" has neither exemplars nor a description`, 'give it exemplars');
  }
  for (const name of Object.keys(thresholds)) {
    if (!names.includes(name)) say('kb.unknown_label', ['label_thresholds', name], `unknown label "${name}"`, known);
  }
  for (const [group, members] of Object.entries(groups)) {
    for (const [index, name] of members.entries()) {
      if (!names.includes(name))
        say('kb.unknown_label', ['groups', group, index], `group "${group}": unknown label "${name}"`, known);
    }
  }
  for (const [index, each] of metrics.entries()) {
    for (const field of ['positive_group', 'negative_group'] as const) {
      if (each[field] in groups) continue;
      const message = `metric "${each.name}": unknown group "${each[field]}"`;
      say('kb.unknown_group', ['metrics', index, field], message, `groups: ${Object.keys(groups).join(', ')}`);
    }
    const isTaken =
      (BUILT_IN_METRICS as readonly string[]).includes(each.name) ||
      metrics.findIndex(({ name }) => name === each.name) < index;
    if (isTaken) say('kb.duplicate', ['metrics', index, 'name'], `a second metric "${each.name}"`, 'rename it');
  }
}

import { type AnchorTable, prototypeScore } from '../anchor-bank.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

/** How near one text is to the labels of a base. */
export interface BaseScores {
  /** By label. */
  readonly labels: ReadonlyMap<string, { readonly score: number; readonly nearest: string | undefined }>;
  /** The best label of a group. */
  group(name: string): { readonly label: string; readonly score: number };
  readonly bestLabel: string;
  /** The best of all groups; the first where two share their best label. */
  readonly bestGroup: string | undefined;
  metric(name: string): number;
}

/** Texts to encode, by label. */
export function exemplarsOf({ labels }: KnowledgeBase): readonly (readonly string[])[] {
  return Object.values(labels!).map(({ exemplars, description }) =>
    exemplars.length > 0 ? exemplars : [description!],
  );
}

/** The least score with which a label counts as matched. */
export function thresholdOf({ threshold, label_thresholds: own }: KnowledgeBase, label: string): number {
  return own[label] ?? threshold;
}

/** `first` is the position of the base's first label among the anchors. */
export function scoreBase(base: KnowledgeBase, anchors: AnchorTable, vector: Float32Array, first: number): BaseScores {
  const nearness = anchors.compare(vector);
  const labels = new Map(
    Object.keys(base.labels!).map((label, index) => {
      const near = nearness[first + index]!;
      return [label, { score: prototypeScore(near), nearest: near.nearest }] as const;
    }),
  );
  const best = (among: readonly string[]) => {
    let label = among[0]!;
    for (const each of among) if (labels.get(each)!.score > labels.get(label)!.score) label = each;
    return { label, score: labels.get(label)!.score };
  };
  const group = (name: string) => best(base.groups[name]!);
  const groups = Object.keys(base.groups).map((name) => ({ name, ...group(name) }));
  const overall = best([...labels.keys()]);
  return {
    labels,
    group,
    bestLabel: overall.label,
    bestGroup: groups.reduce<(typeof groups)[0] | undefined>(
      (top, each) => (top === undefined || each.score > top.score ? each : top),
      undefined,
    )?.name,
    metric(name) {
      const own = base.metrics.find((each) => each.name === name);
      if (own !== undefined) return group(own.positive_group).score - group(own.negative_group).score;
      if (name === 'best_score') return overall.score;
      const matched = [...labels].filter(([label, { score }]) => score >= thresholdOf(base, label));
      return Math.max(0, ...matched.map(([, { score }]) => score));
    },
  };
}
